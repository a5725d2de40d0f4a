// Keys from passwords.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void pass_pbe(const Token& token) {
  FILLED(CK_PBE_PARAMS, pbe);
  SET_ROOM(pbe, pInitVector, shown, 8);
  SET_BYTES(pbe, pPassword, ulPasswordLen, secret, "password of PBE");
  SET_BYTES(pbe, pSalt, ulSaltLen, shown, "the salt");
  SET_NUMBER(pbe, ulIteration, 2048);
  token_writes_next([&] { std::memcpy(pbe->pInitVector, "IV of it", 8); });
  generate_key(token, MECHANISM(CKM_PBE_SHA1_DES3_EDE_CBC, pbe));

  FILLED(CK_PBE_PARAMS, without_iv);
  SET_NULL(without_iv, pInitVector);
  SET_BYTES(without_iv, pPassword, ulPasswordLen, secret, "another password");
  SET_BYTES(without_iv, pSalt, ulSaltLen, shown, "another salt");
  SET_NUMBER(without_iv, ulIteration, 2049);
  generate_key(token, MECHANISM(CKM_PBA_SHA1_WITH_SHA1_HMAC, without_iv));
}

template <class T>
void fill(Filled<T>& parameter) {
  SET_CONSTANT(parameter, saltSource, CKZ_SALT_SPECIFIED);
  SET_BYTES(parameter, pSaltSourceData, ulSaltSourceDataLen, shown, "salt of PBKDF2");
  SET_NUMBER(parameter, iterations, 600000);
  SET_CONSTANT(parameter, prf, CKP_PKCS5_PBKD2_HMAC_SHA512_224);
  SET_BYTES(parameter, pPrfData, ulPrfDataLen, shown, "of the function");
  SET_POINTED(parameter, pPassword, secret, "password of PBKDF2");
}

// Two structures of one size, of which the older one has a pointer to the length.
void pass_pbkdf2(const Token& token) {
  FILLED(CK_PKCS5_PBKD2_PARAMS, older);
  fill(older);
  older->ulPasswordLen = &guarded_value<CK_ULONG>(18);
  generate_key(token, MECHANISM(CKM_PKCS5_PBKD2, older));

  FILLED(CK_PKCS5_PBKD2_PARAMS2, newer);
  fill(newer);
  newer->ulPasswordLen = 18;
  generate_key(token, MECHANISM(CKM_PKCS5_PBKD2, newer));

  FILLED(CK_PKCS5_PBKD2_PARAMS2, without);
  SET_CONSTANT(without, saltSource, CKZ_SALT_SPECIFIED);
  without->pSaltSourceData = nullptr;
  without->ulSaltSourceDataLen = 4;
  SAY(without, pSaltSourceData, null(4));
  SET_NUMBER(without, iterations, 1);
  SET_CONSTANT(without, prf, CKP_PKCS5_PBKD2_HMAC_SHA1);
  SET_NULL(without, pPrfData);
  without->ulPrfDataLen = 0;
  without->pPassword = nullptr;
  without->ulPasswordLen = 5;
  SAY(without, pPassword, secret_null(5));
  generate_key(token, MECHANISM(CKM_PKCS5_PBKD2, without));
}

}  // namespace

void pass_passwords(const Token& token) {
  pass_pbe(token);
  pass_pbkdf2(token);
}

}  // namespace p11trace::clients
