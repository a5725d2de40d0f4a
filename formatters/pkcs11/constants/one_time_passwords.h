// One-time passwords (CK_OTP, CKF).
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant otp_formats[] = {
    P11TRACE_NAMED(CK_OTP_FORMAT_DECIMAL),
    P11TRACE_NAMED(CK_OTP_FORMAT_HEXADECIMAL),
    P11TRACE_NAMED(CK_OTP_FORMAT_ALPHANUMERIC),
    P11TRACE_NAMED(CK_OTP_FORMAT_BINARY),
};
static_assert(strictly_ascending(otp_formats));

constexpr Constant otp_requirements[] = {
    P11TRACE_NAMED(CK_OTP_PARAM_IGNORED),
    P11TRACE_NAMED(CK_OTP_PARAM_OPTIONAL),
    P11TRACE_NAMED(CK_OTP_PARAM_MANDATORY),
};
static_assert(strictly_ascending(otp_requirements));

constexpr Constant otp_parameters[] = {
    P11TRACE_NAMED(CK_OTP_VALUE),
    P11TRACE_NAMED(CK_OTP_PIN),
    P11TRACE_NAMED(CK_OTP_CHALLENGE),
    P11TRACE_NAMED(CK_OTP_TIME),
    P11TRACE_NAMED(CK_OTP_COUNTER),
    P11TRACE_NAMED(CK_OTP_FLAGS),
    P11TRACE_NAMED(CK_OTP_OUTPUT_LENGTH),
    P11TRACE_NAMED(CK_OTP_OUTPUT_FORMAT),
};
static_assert(strictly_ascending(otp_parameters));

constexpr Constant otp_flags[] = {
    P11TRACE_NAMED(CKF_NEXT_OTP),
    P11TRACE_NAMED(CKF_EXCLUDE_TIME),
    P11TRACE_NAMED(CKF_EXCLUDE_COUNTER),
    P11TRACE_NAMED(CKF_EXCLUDE_CHALLENGE),
    P11TRACE_NAMED(CKF_EXCLUDE_PIN),
    P11TRACE_NAMED(CKF_USER_FRIENDLY_OTP),
};
static_assert(strictly_ascending(otp_flags));

}  // namespace p11trace::pkcs11
