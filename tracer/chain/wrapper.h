// A wrapper: what we hand out in place of one module's functions, and where the calls go on to.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include "formatters/pkcs11/functions.h"
#include "tracer/chain/module.h"
#include "tracer/settings/settings.h"

namespace p11trace::capture {
struct Log;
}
namespace p11trace::managed {
class Caller;
}

namespace p11trace::chain {

// So many wrappers have an entry point for every function (stubs_*.S), and can be logged; further ones have them for
// the functions that the filters of managed modules want.
inline constexpr std::size_t most_full_wrappers = 64;
inline constexpr std::size_t most_lean_wrappers = 1024;
inline constexpr std::size_t most_wrappers = most_full_wrappers + most_lean_wrappers;

// A function list that was made for the program. It is never freed, since programs keep lists beyond dlclose.
struct HandedList {
  std::atomic<const CK_FUNCTION_LIST*> original{};  // NULL once the module was unloaded, or the wrapper taken back
  std::size_t entries = 0;
  std::atomic<bool> was_released = false;  // the latter: another owner may have it
  CK_FUNCTION_LIST_3_2 list{};             // of which the program sees `entries` entries
  HandedList* next = nullptr;
};

struct Wrapper {
  std::atomic<Module*> module{};           // NULL while the wrapper is free
  std::atomic<managed::Caller*> caller{};  // of a managed module; NULL where callers are not kept apart
  std::atomic<capture::Log*> log{};        // NULL if its calls are not logged
  settings::LogAt log_at{};
  std::uint16_t number = 0;
  // The module's own functions, NULL where it has not been seen to have one.
  std::array<std::atomic<void*>, pkcs11::function_count> functions{};
  // For each function a bit a filter that wants it; 0 means that the program is given the module's own pointer.
  std::array<std::uint8_t, pkcs11::function_count> filters{};
  std::atomic<HandedList*> lists{};
  std::atomic<std::uint64_t> free_since{};  // number of the release that took it back; 0 if it is not free
  char label[128] = {};                     // the module's; behind an @ the caller's

  void* function(pkcs11::Function which) const noexcept {
    return functions[pkcs11::index_of(which)].load(std::memory_order_acquire);
  }
  std::string_view name() const noexcept { return label; }
  Module& of() const noexcept { return *module.load(std::memory_order_relaxed); }
};

extern constinit std::array<std::atomic<Wrapper*>, most_wrappers> wrappers;

// Whose wrapper is asked for: of which module and, if that is managed, for which caller; and where its calls are
// logged.
struct Owner {
  Module& module;
  managed::Caller* caller = nullptr;
  capture::Log* log = nullptr;
  std::optional<settings::LogAt> at{};  // if not as the log's options say
};

// The owner logs what its own callers ask for: what is left to log here is what the module gets to do.
void leave_callers_side(Owner& owner) noexcept;

// A wrapper of the owner whose function `which` is `symbol`, made if there is none: symbols that a program looks up one
// by one. NULL if all wrappers are in use.
Wrapper* wrapper_for_symbol(const Owner& owner, pkcs11::Function which, void* symbol) noexcept;

// The list to hand out in place of `original`, which has `entries` entries: always the same one for one original.
// NULL if all wrappers are in use.
const CK_FUNCTION_LIST* handed_list(const Owner& owner, const CK_FUNCTION_LIST* original, std::size_t entries) noexcept;

// What the program is given for a function of the wrapper.
void* handed_function(const Wrapper& wrapper, pkcs11::Function which) noexcept;

// After the module was unloaded and loaded elsewhere: its wrappers wait for its functions again. Lists that a program
// has kept from before then lead to the new ones.
void forget_functions(const Module& module) noexcept;

// The function in place `index` of a list that has it.
void* entry_of(const CK_FUNCTION_LIST* list, std::size_t index) noexcept;

// The wrapper that `list` was made for, if it is one of ours; it need not point to anything. NULL for any other.
Wrapper* wrapper_of(const CK_FUNCTION_LIST* list) noexcept;

// Takes back the wrappers of a caller, which no thread may be using any more: what is left of their lists answers
// CKR_CRYPTOKI_NOT_INITIALIZED, until a wrapper is needed for another caller and no other is left. With NULL for a
// caller, those of a module whose callers are not kept apart.
void release(const Module& module, const managed::Caller* caller) noexcept;

// Whether `list` is one of ours, if only of a wrapper that was taken back.
bool was_handed(const CK_FUNCTION_LIST* list) noexcept;

}  // namespace p11trace::chain
