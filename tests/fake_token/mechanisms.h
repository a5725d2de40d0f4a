// The mechanisms that the token names. Operations take any other as well: a tracer must be able to show it.
#pragma once

#include "formatters/pkcs11/pkcs11.h"

namespace fake_token {

struct Mechanism {
  CK_MECHANISM_TYPE type;
  CK_MECHANISM_INFO info;
};

inline constexpr CK_FLAGS any_sign = CKF_SIGN | CKF_VERIFY | CKF_MESSAGE_SIGN | CKF_MESSAGE_VERIFY;
inline constexpr CK_FLAGS any_cipher = CKF_ENCRYPT | CKF_DECRYPT;
inline constexpr CK_FLAGS any_message_cipher = CKF_MESSAGE_ENCRYPT | CKF_MESSAGE_DECRYPT;

inline constexpr Mechanism mechanisms[] = {
    {CKM_RSA_PKCS_KEY_PAIR_GEN, {512, 4096, CKF_GENERATE_KEY_PAIR}},
    {CKM_RSA_PKCS, {512, 4096, any_sign | CKF_SIGN_RECOVER | CKF_VERIFY_RECOVER | any_cipher | CKF_WRAP | CKF_UNWRAP}},
    {CKM_RSA_PKCS_PSS, {512, 4096, any_sign}},
    {CKM_SHA256_RSA_PKCS, {512, 4096, any_sign}},
    {CKM_EC_KEY_PAIR_GEN, {256, 521, CKF_GENERATE_KEY_PAIR}},
    {CKM_ECDSA, {256, 521, any_sign}},
    {CKM_ECDH1_DERIVE, {256, 521, CKF_DERIVE}},
    {CKM_ML_KEM_KEY_PAIR_GEN, {0, 0, CKF_GENERATE_KEY_PAIR}},
    {CKM_ML_KEM, {0, 0, CKF_ENCAPSULATE | CKF_DECAPSULATE}},
    {CKM_ML_DSA_KEY_PAIR_GEN, {0, 0, CKF_GENERATE_KEY_PAIR}},
    {CKM_ML_DSA, {0, 0, any_sign}},
    {CKM_GENERIC_SECRET_KEY_GEN, {8, 4096, CKF_GENERATE}},
    {CKM_AES_KEY_GEN, {16, 32, CKF_GENERATE}},
    {CKM_AES_CBC_PAD, {16, 32, any_cipher | CKF_WRAP | CKF_UNWRAP}},
    {CKM_AES_GCM, {16, 32, any_cipher | any_message_cipher | CKF_WRAP | CKF_UNWRAP}},
    {CKM_AES_CCM, {16, 32, any_cipher | any_message_cipher}},
    {CKM_AES_KEY_WRAP, {16, 32, CKF_WRAP | CKF_UNWRAP}},
    {CKM_SHA256_HMAC, {8, 4096, any_sign}},
    {CKM_SHA256, {0, 0, CKF_DIGEST}},
};

}  // namespace fake_token
