// Flags (CKF), one table for each field that has them.
#pragma once

#include "formatters/pkcs11/constants/rows.h"

// clang-format off
namespace p11trace::pkcs11 {

constexpr Constant slot_info_flags[] = {
    P11TRACE_NAMED(CKF_TOKEN_PRESENT),
    P11TRACE_NAMED(CKF_REMOVABLE_DEVICE),
    P11TRACE_NAMED(CKF_HW_SLOT),
};
static_assert(strictly_ascending(slot_info_flags));

constexpr Constant token_info_flags[] = {
    P11TRACE_NAMED(CKF_RNG),
    P11TRACE_NAMED(CKF_WRITE_PROTECTED),
    P11TRACE_NAMED(CKF_LOGIN_REQUIRED),
    P11TRACE_NAMED(CKF_USER_PIN_INITIALIZED),
    P11TRACE_NAMED(CKF_RESTORE_KEY_NOT_NEEDED),
    P11TRACE_NAMED(CKF_CLOCK_ON_TOKEN),
    P11TRACE_NAMED(CKF_PROTECTED_AUTHENTICATION_PATH),
    P11TRACE_NAMED(CKF_DUAL_CRYPTO_OPERATIONS),
    P11TRACE_NAMED(CKF_TOKEN_INITIALIZED),
    P11TRACE_NAMED(CKF_SECONDARY_AUTHENTICATION),
    P11TRACE_NAMED(CKF_USER_PIN_COUNT_LOW),
    P11TRACE_NAMED(CKF_USER_PIN_FINAL_TRY),
    P11TRACE_NAMED(CKF_USER_PIN_LOCKED),
    P11TRACE_NAMED(CKF_USER_PIN_TO_BE_CHANGED),
    P11TRACE_NAMED(CKF_SO_PIN_COUNT_LOW),
    P11TRACE_NAMED(CKF_SO_PIN_FINAL_TRY),
    P11TRACE_NAMED(CKF_SO_PIN_LOCKED),
    P11TRACE_NAMED(CKF_SO_PIN_TO_BE_CHANGED),
    P11TRACE_NAMED(CKF_ERROR_STATE),
    P11TRACE_NAMED(CKF_SEED_RANDOM_REQUIRED),
    P11TRACE_NAMED(CKF_ASYNC_SESSION_SUPPORTED),
};
static_assert(strictly_ascending(token_info_flags));

constexpr Constant session_flags[] = {
    P11TRACE_NAMED(CKF_RW_SESSION),
    P11TRACE_NAMED(CKF_SERIAL_SESSION),
    P11TRACE_NAMED(CKF_ASYNC_SESSION),
};
static_assert(strictly_ascending(session_flags));

constexpr Constant mechanism_info_flags[] = {
    P11TRACE_NAMED(CKF_HW),
    P11TRACE_NAMED(CKF_MESSAGE_ENCRYPT),
    P11TRACE_NAMED(CKF_MESSAGE_DECRYPT),
    P11TRACE_NAMED(CKF_MESSAGE_SIGN),
    P11TRACE_NAMED(CKF_MESSAGE_VERIFY),
    P11TRACE_NAMED(CKF_MULTI_MESSAGE),
    P11TRACE_NAMED(CKF_FIND_OBJECTS),
    P11TRACE_NAMED(CKF_ENCRYPT),
    P11TRACE_NAMED(CKF_DECRYPT),
    P11TRACE_NAMED(CKF_DIGEST),
    P11TRACE_NAMED(CKF_SIGN),
    P11TRACE_NAMED(CKF_SIGN_RECOVER),
    P11TRACE_NAMED(CKF_VERIFY),
    P11TRACE_NAMED(CKF_VERIFY_RECOVER),
    P11TRACE_NAMED(CKF_GENERATE),
    P11TRACE_NAMED(CKF_GENERATE_KEY_PAIR),
    P11TRACE_NAMED(CKF_WRAP),
    P11TRACE_NAMED(CKF_UNWRAP),
    P11TRACE_NAMED(CKF_DERIVE),
    P11TRACE_NAMED(CKF_EC_F_P),
    P11TRACE_NAMED(CKF_EC_F_2M),
    P11TRACE_NAMED(CKF_EC_ECPARAMETERS),
    P11TRACE_NAMED(CKF_EC_OID),
    P11TRACE_NAMED(CKF_EC_UNCOMPRESS),
    P11TRACE_NAMED(CKF_EC_COMPRESS),
    P11TRACE_NAMED(CKF_EC_CURVENAME),
    P11TRACE_NAMED(CKF_ENCAPSULATE),
    P11TRACE_NAMED(CKF_DECAPSULATE),
    P11TRACE_NAMED(CKF_EXTENSION),
};
static_assert(strictly_ascending(mechanism_info_flags));

constexpr Constant other_mechanism_info_flags[] = {
    P11TRACE_NAMED(CKF_MULTI_MESSGE),
    // before 2.40
    {0x00100000UL, "CKF_EC_FP"},
    // the standard
    P11TRACE_NAMED(CKF_EC_NAMEDCURVE),
};
static_assert(ascending(other_mechanism_info_flags));

constexpr Constant initialize_flags[] = {
    P11TRACE_NAMED(CKF_LIBRARY_CANT_CREATE_OS_THREADS),
    P11TRACE_NAMED(CKF_OS_LOCKING_OK),
};
static_assert(strictly_ascending(initialize_flags));

constexpr Constant wait_for_slot_event_flags[] = {
    P11TRACE_NAMED(CKF_DONT_BLOCK),
};
static_assert(strictly_ascending(wait_for_slot_event_flags));

constexpr Constant interface_flags[] = {
    P11TRACE_NAMED(CKF_INTERFACE_FORK_SAFE),
};
static_assert(strictly_ascending(interface_flags));

constexpr Constant message_flags[] = {
    P11TRACE_NAMED(CKF_END_OF_MESSAGE),
};
static_assert(strictly_ascending(message_flags));

constexpr Constant attribute_type_flags[] = {
    P11TRACE_NAMED(CKF_ARRAY_ATTRIBUTE),
};
static_assert(strictly_ascending(attribute_type_flags));

}  // namespace p11trace::pkcs11
