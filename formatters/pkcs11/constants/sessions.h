// Session states (CKS), users (CKU) and notifications (CKN).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant session_states[] = {
    P11TRACE_NAMED(CKS_RO_PUBLIC_SESSION),
    P11TRACE_NAMED(CKS_RO_USER_FUNCTIONS),
    P11TRACE_NAMED(CKS_RW_PUBLIC_SESSION),
    P11TRACE_NAMED(CKS_RW_USER_FUNCTIONS),
    P11TRACE_NAMED(CKS_RW_SO_FUNCTIONS),
};
static_assert(strictly_ascending(session_states));

constexpr Constant users[] = {
    P11TRACE_NAMED(CKU_SO),
    P11TRACE_NAMED(CKU_USER),
    P11TRACE_NAMED(CKU_CONTEXT_SPECIFIC),
};
static_assert(strictly_ascending(users));

constexpr Constant notifications[] = {
    P11TRACE_NAMED(CKN_SURRENDER),
    P11TRACE_NAMED(CKN_OTP_CHANGED),
};
static_assert(strictly_ascending(notifications));

}  // namespace p11trace::pkcs11
