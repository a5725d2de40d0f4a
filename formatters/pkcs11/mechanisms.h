// The mechanisms of PKCS#11 (CKM), the standard's and vendors'.
#pragma once

#include <span>

#include "formatters/pkcs11/constants.h"

namespace p11trace::pkcs11 {

// For constant_name and its kin, which are the way to reach them: by number, no number twice.
std::span<const Constant> mechanism_names() noexcept;

// Old names, by number, and names of vendors whose number is taken.
std::span<const Constant> other_mechanism_names() noexcept;

}  // namespace p11trace::pkcs11
