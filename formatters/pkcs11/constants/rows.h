// How the rows of the tables in this folder are written, and what a table must be.
#pragma once

#include <span>

#include "formatters/pkcs11/constants.h"

namespace p11trace::pkcs11 {

// A constant of pkcs11.h, whose number stands only there. A vendor's row has the number in it, below a
// comment with the vendor's name.
#define P11TRACE_NAMED(constant) \
  { constant, #constant }

// By number, none twice: what a binary search needs.
consteval bool strictly_ascending(std::span<const Constant> table) {
  for (std::size_t i = 1; i < table.size(); i++)
    if (table[i - 1].value >= table[i].value) return false;
  return true;
}

// By number, where several names may share one.
consteval bool ascending(std::span<const Constant> table) {
  for (std::size_t i = 1; i < table.size(); i++)
    if (table[i - 1].value > table[i].value) return false;
  return true;
}

}  // namespace p11trace::pkcs11
