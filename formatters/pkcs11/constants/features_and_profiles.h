// Hardware features (CKH) and profiles (CKP).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant hardware_features[] = {
    P11TRACE_NAMED(CKH_MONOTONIC_COUNTER),
    P11TRACE_NAMED(CKH_CLOCK),
    P11TRACE_NAMED(CKH_USER_INTERFACE),
    P11TRACE_NAMED(CKH_VENDOR_DEFINED),
};
static_assert(strictly_ascending(hardware_features));

constexpr Constant profiles[] = {
    P11TRACE_NAMED(CKP_INVALID_ID),
    P11TRACE_NAMED(CKP_BASELINE_PROVIDER),
    P11TRACE_NAMED(CKP_EXTENDED_PROVIDER),
    P11TRACE_NAMED(CKP_AUTHENTICATION_TOKEN),
    P11TRACE_NAMED(CKP_PUBLIC_CERTIFICATES_TOKEN),
    P11TRACE_NAMED(CKP_COMPLETE_PROVIDER),
    P11TRACE_NAMED(CKP_HKDF_TLS_TOKEN),
    P11TRACE_NAMED(CKP_VENDOR_DEFINED),
};
static_assert(strictly_ascending(profiles));

}  // namespace p11trace::pkcs11
