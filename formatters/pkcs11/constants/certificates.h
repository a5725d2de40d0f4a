// What certificates say of themselves: type (CKC), category, security domain.
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant certificate_types[] = {
    P11TRACE_NAMED(CKC_X_509),
    P11TRACE_NAMED(CKC_X_509_ATTR_CERT),
    P11TRACE_NAMED(CKC_WTLS),
    P11TRACE_NAMED(CKC_VENDOR_DEFINED),
    // p11-kit
    {0x80504750UL, "CKC_OPENPGP"},
};
static_assert(strictly_ascending(certificate_types));

constexpr Constant certificate_categories[] = {
    P11TRACE_NAMED(CK_CERTIFICATE_CATEGORY_UNSPECIFIED),
    P11TRACE_NAMED(CK_CERTIFICATE_CATEGORY_TOKEN_USER),
    P11TRACE_NAMED(CK_CERTIFICATE_CATEGORY_AUTHORITY),
    P11TRACE_NAMED(CK_CERTIFICATE_CATEGORY_OTHER_ENTITY),
};
static_assert(strictly_ascending(certificate_categories));

constexpr Constant security_domains[] = {
    P11TRACE_NAMED(CK_SECURITY_DOMAIN_UNSPECIFIED),
    P11TRACE_NAMED(CK_SECURITY_DOMAIN_MANUFACTURER),
    P11TRACE_NAMED(CK_SECURITY_DOMAIN_OPERATOR),
    P11TRACE_NAMED(CK_SECURITY_DOMAIN_THIRD_PARTY),
};
static_assert(strictly_ascending(security_domains));

}  // namespace p11trace::pkcs11
