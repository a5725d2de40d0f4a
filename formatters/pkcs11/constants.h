// Names for the numbers of PKCS#11, and numbers for the names.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "formatters/pkcs11/family.h"
#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::pkcs11 {

struct Constant {
  CK_ULONG value;
  std::string_view name;
};

// The name of a number, empty if it has none. Of several names the standard's current one is answered, else
// that of NSS, else that of the first vendor of the alphabet. In a family of flags, single bits have names.
std::string_view constant_name(Family family, CK_ULONG value) noexcept;

// The number of a name, whether current, old or a vendor's.
std::optional<CK_ULONG> constant_value(Family family, std::string_view name) noexcept;

// The constants that constant_name answers, by number; no number stands twice.
std::span<const Constant> constants(Family family) noexcept;

// The names that only constant_value knows, by number: old names, and vendors' names whose number is taken.
std::span<const Constant> other_names(Family family) noexcept;

}  // namespace p11trace::pkcs11
