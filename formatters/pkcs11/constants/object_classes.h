// Classes of objects (CKO).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant object_classes[] = {
    P11TRACE_NAMED(CKO_DATA),
    P11TRACE_NAMED(CKO_CERTIFICATE),
    P11TRACE_NAMED(CKO_PUBLIC_KEY),
    P11TRACE_NAMED(CKO_PRIVATE_KEY),
    P11TRACE_NAMED(CKO_SECRET_KEY),
    P11TRACE_NAMED(CKO_HW_FEATURE),
    P11TRACE_NAMED(CKO_DOMAIN_PARAMETERS),
    P11TRACE_NAMED(CKO_MECHANISM),
    P11TRACE_NAMED(CKO_OTP_KEY),
    P11TRACE_NAMED(CKO_PROFILE),
    P11TRACE_NAMED(CKO_VALIDATION),
    P11TRACE_NAMED(CKO_TRUST),
    P11TRACE_NAMED(CKO_VENDOR_DEFINED),
    // kryoptic
    {0x8007678CUL, "KRO_TOKEN_DATA"},
    // NSS
    {0xCE534351UL, "CKO_NSS_CRL"},
    {0xCE534352UL, "CKO_NSS_SMIME"},
    {0xCE534353UL, "CKO_NSS_TRUST"},
    {0xCE534354UL, "CKO_NSS_BUILTIN_ROOT_LIST"},
    {0xCE534355UL, "CKO_NSS_NEWSLOT"},
    {0xCE534356UL, "CKO_NSS_DELSLOT"},
    {0xCE534357UL, "CKO_NSS_VALIDATION"},
    // p11-kit
    {0xD8444700UL, "CKO_X_VENDOR"},  // the first number, not a thing of its own
    {0xD8444764UL, "CKO_X_TRUST_ASSERTION"},
    {0xD84447C8UL, "CKO_X_CERTIFICATE_EXTENSION"},
};
static_assert(strictly_ascending(object_classes));

constexpr Constant other_object_classes[] = {
    // before 2.40
    {0x00000006UL, "CKO_KG_PARAMETERS"},
    // NSS
    {0xCE534351UL, "CKO_NETSCAPE_CRL"},
    {0xCE534352UL, "CKO_NETSCAPE_SMIME"},
    {0xCE534353UL, "CKO_NETSCAPE_TRUST"},
    {0xCE534354UL, "CKO_NETSCAPE_BUILTIN_ROOT_LIST"},
    {0xCE534355UL, "CKO_NETSCAPE_NEWSLOT"},
    {0xCE534356UL, "CKO_NETSCAPE_DELSLOT"},
};
static_assert(ascending(other_object_classes));

}  // namespace p11trace::pkcs11
