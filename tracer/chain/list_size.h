// How long a function list is.
#pragma once

#include <cstddef>

#include "formatters/pkcs11/functions.h"

namespace p11trace::chain {

// The functions stand in a list in the order in which the versions brought them.
constexpr std::size_t entries_until(pkcs11::Since version) noexcept {
  std::size_t entries = 0;
  for (const pkcs11::FunctionRow& row : pkcs11::functions) entries += row.since <= version ? 1 : 0;
  return entries;
}

inline constexpr std::size_t entries_2_40 = entries_until(pkcs11::Since::v2_40);
inline constexpr std::size_t entries_3_0 = entries_until(pkcs11::Since::v3_0);
static_assert(sizeof(CK_FUNCTION_LIST) == sizeof(void*) * (entries_2_40 + 1));
static_assert(sizeof(CK_FUNCTION_LIST_3_0) == sizeof(void*) * (entries_3_0 + 1));

// How many entries a list of the standard's interface has, by its version; 0 for one that we do not know.
constexpr std::size_t entries_of(const CK_VERSION& version) noexcept {
  if (version.major == 2) return entries_2_40;
  if (version.major != 3 || version.minor > 2) return 0;
  return version.minor == 2 ? pkcs11::function_count : entries_3_0;
}

}  // namespace p11trace::chain
