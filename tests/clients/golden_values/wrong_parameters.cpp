// Parameters that are none of their mechanism: what they may hold nobody knows, and only their length is told.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

// A parameter of `size` bytes, all of which may be read.
#define WRONG(type, size)                                                   \
  GivenMechanism(type, constant(#type, type), filled_with_text(size), size, \
                 unknown_parameter(filled_with_text(size), size))

CK_BYTE* filled_with_text(std::size_t size) {
  CK_BYTE* bytes = guarded_room(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<CK_BYTE>('A' + i % 26);
  return bytes;
}

}  // namespace

void pass_wrong_parameters(const Token& token) {
  begin_signature(token, WRONG(CKM_RSA_PKCS_PSS, sizeof(CK_RSA_PKCS_PSS_PARAMS) - 1));
  begin_signature(token, WRONG(CKM_RSA_PKCS_PSS, sizeof(CK_RSA_PKCS_PSS_PARAMS) + 1));
  begin_encryption(token, WRONG(CKM_AES_CTR, 16));
  begin_encryption(token, WRONG(CKM_AES_GCM, sizeof(CK_GCM_PARAMS) - 8));
  begin_encryption(token, WRONG(CKM_AES_GCM, sizeof(CK_GCM_WRAP_PARAMS)));  // for C_WrapKey
  generate_key(token, WRONG(CKM_PKCS5_PBKD2, sizeof(CK_PKCS5_PBKD2_PARAMS2) - 8));
  generate_key(token, WRONG(CKM_TLS_PRE_MASTER_KEY_GEN, 3));
  derive_key(token, WRONG(CKM_CONCATENATE_BASE_AND_KEY, 4));
  // Mechanisms that take none.
  generate_key(token, WRONG(CKM_AES_KEY_GEN, 5));
  generate_key_pair(token, WRONG(CKM_RSA_PKCS_KEY_PAIR_GEN, 6));
  encapsulate_key(token, WRONG(CKM_ML_KEM, 7));
  begin_signature(token, WRONG(CKM_ECDSA, 8));
  // And those of which nobody knows what they take.
  begin_encryption(token,
                   MECHANISM(CKM_VENDOR_DEFINED, filled_with_text(9), 9, unknown_parameter(filled_with_text(9), 9)));
}

}  // namespace p11trace::clients
