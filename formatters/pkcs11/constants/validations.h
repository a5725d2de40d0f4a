// Validations of modules (CKV, CKS).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant validation_authorities[] = {
    P11TRACE_NAMED(CKV_AUTHORITY_TYPE_UNSPECIFIED),
    P11TRACE_NAMED(CKV_AUTHORITY_TYPE_NIST_CMVP),
    P11TRACE_NAMED(CKV_AUTHORITY_TYPE_COMMON_CRITERIA),
};
static_assert(strictly_ascending(validation_authorities));

constexpr Constant validation_types[] = {
    P11TRACE_NAMED(CKV_TYPE_UNSPECIFIED),
    P11TRACE_NAMED(CKV_TYPE_SOFTWARE),
    P11TRACE_NAMED(CKV_TYPE_HARDWARE),
    P11TRACE_NAMED(CKV_TYPE_FIRMWARE),
    P11TRACE_NAMED(CKV_TYPE_HYBRID),
    // NSS
    {0xCE534351UL, "CKV_NSS_FIPS_140"},
};
static_assert(strictly_ascending(validation_types));

constexpr Constant session_validations[] = {
    P11TRACE_NAMED(CKS_LAST_VALIDATION_OK),
};
static_assert(strictly_ascending(session_validations));

}  // namespace p11trace::pkcs11
