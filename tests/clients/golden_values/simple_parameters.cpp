// Parameters that are no structure: a number, a byte, a handle, a version, an initialization vector, a public value.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

// BYTES_OF(CKM_AES_CBC, "sixteen bytes ..")
#define BYTES_OF(type, content)                                                                        \
  GivenMechanism(type, constant(#type, type), guarded_text(content), std::string_view(content).size(), \
                 shown(std::string_view(content).data(), std::string_view(content).size()))
#define NUMBER_OF(type, number) \
  GivenMechanism(type, constant(#type, type), &guarded_value<CK_ULONG>(number), sizeof(CK_ULONG), decimal(number))

void pass_bytes(const Token& token) {
  begin_encryption(token, BYTES_OF(CKM_AES_CBC, "sixteen bytes of"));
  begin_decryption(token, BYTES_OF(CKM_AES_CBC_PAD, "iv, and padding."));
  begin_encryption(token, BYTES_OF(CKM_AES_OFB, "output feedback."));
  begin_encryption(token, BYTES_OF(CKM_AES_XTS, "number of a unit"));
  begin_encryption(token, BYTES_OF(CKM_DES3_CBC, "8 bytes."));
  begin_encryption(token, BYTES_OF(CKM_GOST28147, "also 8 b"));
  begin_encryption(token, BYTES_OF(CKM_SEED_CBC, "sixteen for SEED"));
  begin_encryption(token, BYTES_OF(CKM_SKIPJACK_CBC64, "24 bytes are for Skipjac"));
  begin_signature(token, BYTES_OF(CKM_GOSTR3410_WITH_GOSTR3411, "\x06\x07\x2a\x85\x03\x02\x02\x1e\x01"));
  begin_digest(token, BYTES_OF(CKM_GOSTR3411, "\x06\x07\x2a\x85\x03\x02\x02\x1e\x02"));
  wrap_key(token, BYTES_OF(CKM_AES_KEY_WRAP, "another "));
  derive_key(token, BYTES_OF(CKM_DH_PKCS_DERIVE, "public value of the other side"));
}

void pass_numbers(const Token& token) {
  begin_signature(token, NUMBER_OF(CKM_SHA256_HMAC_GENERAL, 20));
  begin_signature(token, NUMBER_OF(CKM_AES_MAC_GENERAL, 6));
  begin_verification(token, NUMBER_OF(CKM_SSL3_SHA1_MAC, 19));
  begin_encryption(token, NUMBER_OF(CKM_RC2_ECB, 1024));
  begin_digest(token, NUMBER_OF(CKM_SHA512_T, 200));
  derive_key(token, NUMBER_OF(CKM_EXTRACT_KEY_FROM_KEY, 21));
  derive_key(token, NUMBER_OF(CKM_CONCATENATE_BASE_AND_KEY, 4321));  // a handle
  generate_key(token, MECHANISM(CKM_WTLS_PRE_MASTER_KEY_GEN, &guarded_value<CK_BYTE>(2), 1, decimal(2)));
  generate_key(token, MECHANISM(CKM_SSL3_PRE_MASTER_KEY_GEN, &guarded_value<CK_VERSION>({3, 0}), sizeof(CK_VERSION),
                                version({3, 0})));
  generate_key(token, MECHANISM(CKM_TLS_PRE_MASTER_KEY_GEN, &guarded_value<CK_VERSION>({3, 1}), sizeof(CK_VERSION),
                                version({3, 1})));
}

}  // namespace

void pass_simple_parameters(const Token& token) {
  pass_bytes(token);
  pass_numbers(token);
}

}  // namespace p11trace::clients
