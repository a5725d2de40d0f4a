// Values that many fields share (CK_TRUE, CK_UNAVAILABLE_INFORMATION, ...).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

// The fields decide which of the names for 0 is meant; without one, a CK_BBOOL is supposed.
constexpr Constant special_values[] = {
    P11TRACE_NAMED(CK_FALSE),
    P11TRACE_NAMED(CK_TRUE),
    P11TRACE_NAMED(CK_UNAVAILABLE_INFORMATION),
};
static_assert(strictly_ascending(special_values));

constexpr Constant other_special_values[] = {
    P11TRACE_NAMED(CK_EFFECTIVELY_INFINITE),
    P11TRACE_NAMED(CK_INVALID_HANDLE),
};
static_assert(ascending(other_special_values));

}  // namespace p11trace::pkcs11
