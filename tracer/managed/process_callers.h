// The callers in a program that knows nothing of managed modules: the libraries whose code asks for one.
#pragma once

#include "tracer/chain/module.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::managed {

// NSS's library holds three modules, whose functions have names of their own.
enum class Prefix : std::uint8_t { c, nsc, fc };

// The caller that the code at `address` belongs to, made if there is none: one a library and module. The program itself
// is one, and so is all code that is of no library. NULL if there is no memory. Any thread may call it.
Caller* caller_of(const chain::Module& module, Prefix prefix, const void* address) noexcept;

// Who calls C_GetFunctionList or C_GetInterface from `address`, when `looked_up` is who looked the function up: that
// may be a library that looks symbols up for others (NSPR for NSS, GModule). Once `looked_up` is initialized it is
// `looked_up`, unless the code that asks is certain to ask `for_itself`.
Caller* asking_caller(Caller& looked_up, const void* address, bool for_itself) noexcept;

}  // namespace p11trace::managed
