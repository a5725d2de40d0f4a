// Attributes of keys: what they may be used for, the numbers that they are made of, and parameters.
#include "tests/clients/golden_values/attribute_groups.h"

namespace p11trace::clients {

namespace {

void pass_uses(const Token& token) {
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_PRIVATE_KEY),
                          A_CONSTANT(CKA_KEY_TYPE, CKK_RSA),
                          A_BOOLEAN(CKA_TOKEN, CK_FALSE),
                          A_BOOLEAN(CKA_PRIVATE, CK_TRUE),
                          A_BOOLEAN(CKA_SENSITIVE, CK_FALSE),
                          A_BOOLEAN(CKA_ENCRYPT, CK_TRUE),
                          A_BOOLEAN(CKA_DECRYPT, CK_FALSE),
                          A_BOOLEAN(CKA_WRAP, CK_TRUE),
                          A_BOOLEAN(CKA_UNWRAP, CK_FALSE),
                          A_BOOLEAN(CKA_SIGN, CK_TRUE),
                          A_BOOLEAN(CKA_SIGN_RECOVER, CK_FALSE),
                          A_BOOLEAN(CKA_VERIFY, CK_TRUE),
                          A_BOOLEAN(CKA_VERIFY_RECOVER, CK_FALSE),
                          A_BOOLEAN(CKA_DERIVE, CK_TRUE),
                          A_BOOLEAN(CKA_ENCAPSULATE, CK_FALSE),
                          A_BOOLEAN(CKA_DECAPSULATE, CK_TRUE),
                          A_BOOLEAN(CKA_EXTRACTABLE, CK_TRUE),
                          A_BOOLEAN(CKA_LOCAL, CK_FALSE),
                          A_BOOLEAN(CKA_NEVER_EXTRACTABLE, CK_FALSE),
                          A_BOOLEAN(CKA_ALWAYS_SENSITIVE, CK_FALSE),
                          A_BOOLEAN(CKA_MODIFIABLE, CK_TRUE),
                          A_BOOLEAN(CKA_COPYABLE, CK_FALSE),
                          A_BOOLEAN(CKA_DESTROYABLE, CK_TRUE),
                          A_BOOLEAN(CKA_SECONDARY_AUTH, CK_FALSE),
                          A_BOOLEAN(CKA_ALWAYS_AUTHENTICATE, CK_TRUE),
                          A_BOOLEAN(CKA_WRAP_WITH_TRUSTED, CK_FALSE),
                          number_value(CKA_AUTH_PIN_FLAGS, "CKA_AUTH_PIN_FLAGS", 0x1040, flag_names({}, 0x1040)),
                          A_TEXT(CKA_START_DATE, "20260714"),
                          A_TEXT(CKA_END_DATE, "20310228")});
  pass_attributes(
      token, {A_CONSTANT(CKA_CLASS, CKO_SECRET_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_AES), A_TEXT(CKA_LABEL, "a label"),
              A_TEXT(CKA_UNIQUE_ID, "unique"), A_BYTES(CKA_ID, shown, "id of it"),
              A_BYTES(CKA_CHECK_VALUE, shown, "chk"), A_CONSTANT(CKA_KEY_GEN_MECHANISM, CKM_AES_KEY_GEN),
              A_NUMBER(CKA_VALUE_LEN, 24), A_SECRET(CKA_VALUE, "value of a secret key"), A_SECRET(CKA_SEED, "seed"),
              A_BYTES(CKA_PUBLIC_CRC64_VALUE, shown, "crc of 8"),
              number_value(CKA_OBJECT_VALIDATION_FLAGS, "CKA_OBJECT_VALIDATION_FLAGS", 0x21, flag_names({}, 0x21)),
              numbers_value(CKA_ALLOWED_MECHANISMS, "CKA_ALLOWED_MECHANISMS", {CKM_AES_GCM, CKM_AES_CBC, 0x8000fff1},
                            {NAMED(CKM_AES_GCM), NAMED(CKM_AES_CBC), unnamed(0x8000fff1)})});
  look_for(token, {number_value(CKA_KEY_GEN_MECHANISM, "CKA_KEY_GEN_MECHANISM", CK_UNAVAILABLE_INFORMATION,
                                NAMED(CK_UNAVAILABLE_INFORMATION))});
}

void pass_numbers(const Token& token) {
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_PRIVATE_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_RSA),
                          A_BYTES(CKA_MODULUS, shown, "the modulus"), A_NUMBER(CKA_MODULUS_BITS, 88),
                          A_BYTES(CKA_PUBLIC_EXPONENT, shown, "\1\1\1"), A_SECRET(CKA_PRIVATE_EXPONENT, "d, private"),
                          A_SECRET(CKA_PRIME_1, "prime p"), A_SECRET(CKA_PRIME_2, "prime of q"),
                          A_SECRET(CKA_EXPONENT_1, "exponent 1"), A_SECRET(CKA_EXPONENT_2, "exponent of 2"),
                          A_SECRET(CKA_COEFFICIENT, "coefficient"), A_BYTES(CKA_PUBLIC_KEY_INFO, shown, "0\2\5\1"),
                          A_BYTES(CKA_PRIME, shown, "prime of DSA"), A_BYTES(CKA_SUBPRIME, shown, "subprime"),
                          A_BYTES(CKA_BASE, shown, "and base"), A_NUMBER(CKA_PRIME_BITS, 96),
                          A_NUMBER(CKA_SUBPRIME_BITS, 64), A_NUMBER(CKA_VALUE_BITS, 63)});
}

// One attribute whose numbers are named by the type of the key, if the template has that.
void pass_parameter_sets(const Token& token) {
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_PUBLIC_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_ML_DSA),
                          A_CONSTANT(CKA_PARAMETER_SET, CKP_ML_DSA_87), A_BYTES(CKA_VALUE, shown, "public value")});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_PRIVATE_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_ML_KEM),
                          A_CONSTANT(CKA_PARAMETER_SET, CKP_ML_KEM_512), A_SECRET(CKA_VALUE, "private value"),
                          A_SECRET(CKA_SEED, "seed of ML-KEM")});
  look_for(token, {A_CONSTANT(CKA_KEY_TYPE, CKK_SLH_DSA), A_CONSTANT(CKA_PARAMETER_SET, CKP_SLH_DSA_SHAKE_192F)});
  look_for(token, {A_CONSTANT(CKA_KEY_TYPE, CKK_XMSS), A_NUMBER(CKA_PARAMETER_SET, 3)});
  look_for(token, {A_NUMBER(CKA_PARAMETER_SET, 2)});
}

void pass_curves(const Token& token) {
  constexpr std::string_view prime256v1("\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", 10);
  constexpr std::string_view secp384r1("\x06\x05\x2b\x81\x04\x00\x22", 7);
  pass_attributes(token,
                  {A_CONSTANT(CKA_CLASS, CKO_PUBLIC_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_EC),
                   A_MEANING(CKA_EC_PARAMS, prime256v1, "prime256v1"), A_BYTES(CKA_EC_POINT, shown, "\4\5\4\1\2\3\4")});
  look_for(token, {A_MEANING(CKA_EC_PARAMS, secp384r1, "secp384r1")});
  look_for(token, {A_BYTES(CKA_EC_PARAMS, shown, "not DER at all")});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_PRIVATE_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_GOSTR3410),
                          A_MEANING(CKA_GOSTR3410_PARAMS, "\x06\x07\x2a\x85\x03\x02\x02\x23\x01", "1.2.643.2.2.35.1"),
                          A_MEANING(CKA_GOSTR3411_PARAMS, "\x06\x07\x2a\x85\x03\x02\x02\x1e\x01", "1.2.643.2.2.30.1"),
                          A_MEANING(CKA_GOST28147_PARAMS, "\x06\x07\x2a\x85\x03\x02\x02\x1f\x01", "1.2.643.2.2.31.1"),
                          A_SECRET(CKA_VALUE, "private value of GOST")});
}

}  // namespace

void pass_key_attributes(const Token& token) {
  pass_uses(token);
  pass_numbers(token);
  pass_parameter_sets(token);
  pass_curves(token);
}

}  // namespace p11trace::clients
