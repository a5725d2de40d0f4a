// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// A call's arguments by what they mean.
#pragma once

#include <cstdint>

#include "formatters/call/call.h"

namespace p11trace::names {

// The argument in place `which` of those with the role; NULL if there is none.
inline const call::Argument* argument_of(const call::Call& call, pkcs11::Role role, unsigned which = 0) noexcept {
  for (const call::Argument& argument : call.arguments_of_row())
    if (argument.row->role == role && which-- == 0) return &argument;
  return nullptr;
}

// What was passed in it, as a number; `otherwise` if it is not there.
inline std::uint64_t number_in(const call::Call& call, pkcs11::Role role, std::uint64_t otherwise = 0) noexcept {
  const call::Argument* const argument = argument_of(call, role);
  return argument == nullptr ? otherwise : argument->in->number;
}

// The member of a structure; NULL if it is not there.
inline const call::Value* member_of(const call::Value* structure, std::string_view name) noexcept {
  if (structure == nullptr || structure->kind != call::Kind::structure) return nullptr;
  for (const call::Value* member = structure->children; member != nullptr; member = member->next)
    if (member->name == name) return member;
  return nullptr;
}

}  // namespace p11trace::names
