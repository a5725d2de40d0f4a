// Trust in certificates (CKT).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

// CK_TRUST, and the trust that NSS keeps in objects of its own.
constexpr Constant trust[] = {
    P11TRACE_NAMED(CKT_TRUST_UNKNOWN),
    P11TRACE_NAMED(CKT_TRUSTED),
    P11TRACE_NAMED(CKT_TRUST_ANCHOR),
    P11TRACE_NAMED(CKT_NOT_TRUSTED),
    P11TRACE_NAMED(CKT_TRUST_MUST_VERIFY_TRUST),
    // NSS
    {0xCE534351UL, "CKT_NSS_TRUSTED"},
    {0xCE534352UL, "CKT_NSS_TRUSTED_DELEGATOR"},
    {0xCE534353UL, "CKT_NSS_MUST_VERIFY_TRUST"},
    {0xCE534355UL, "CKT_NSS_TRUST_UNKNOWN"},
    {0xCE53435AUL, "CKT_NSS_NOT_TRUSTED"},
    {0xCE53435BUL, "CKT_NSS_VALID_DELEGATOR"},
};
static_assert(strictly_ascending(trust));

constexpr Constant other_trust[] = {
    // NSS
    {0xCE534351UL, "CKT_NETSCAPE_TRUSTED"},
    {0xCE534352UL, "CKT_NETSCAPE_TRUSTED_DELEGATOR"},
    {0xCE534353UL, "CKT_NETSCAPE_UNTRUSTED"},
    {0xCE534353UL, "CKT_NSS_UNTRUSTED"},
    {0xCE534355UL, "CKT_NETSCAPE_MUST_VERIFY"},
    {0xCE534355UL, "CKT_NETSCAPE_TRUST_UNKNOWN"},
    {0xCE534355UL, "CKT_NSS_MUST_VERIFY"},
    {0xCE53435AUL, "CKT_NETSCAPE_VALID"},
    {0xCE53435AUL, "CKT_NSS_VALID"},
    {0xCE53435BUL, "CKT_NETSCAPE_VALID_DELEGATOR"},
};
static_assert(ascending(other_trust));

// CKA_X_ASSERTION_TYPE of p11-kit's trust assertions: the same prefix and the same numbers as above.
constexpr Constant trust_assertions[] = {
    // p11-kit
    {0x00000001UL, "CKT_X_DISTRUSTED_CERTIFICATE"},
    {0x00000002UL, "CKT_X_PINNED_CERTIFICATE"},
    {0x00000003UL, "CKT_X_ANCHORED_CERTIFICATE"},
};
static_assert(strictly_ascending(trust_assertions));

}  // namespace p11trace::pkcs11
