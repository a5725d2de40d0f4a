// How long a function list is.
#pragma once

#include <cstddef>

#include "formatters/pkcs11/functions.h"

namespace p11trace::chain {

inline constexpr std::size_t entries_2_40 = pkcs11::index_of(pkcs11::Function::C_WaitForSlotEvent) + 1;
inline constexpr std::size_t entries_3_0 = pkcs11::index_of(pkcs11::Function::C_MessageVerifyFinal) + 1;
static_assert(sizeof(CK_FUNCTION_LIST) == sizeof(void*) * (entries_2_40 + 1));
static_assert(sizeof(CK_FUNCTION_LIST_3_0) == sizeof(void*) * (entries_3_0 + 1));

// How many entries a list of the standard's interface has, by its version; 0 for one that we do not know.
constexpr std::size_t entries_of(const CK_VERSION& version) noexcept {
  if (version.major == 2) return entries_2_40;
  if (version.major != 3 || version.minor > 2) return 0;
  return version.minor == 2 ? pkcs11::function_count : entries_3_0;
}

}  // namespace p11trace::chain
