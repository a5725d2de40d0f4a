// HKDF, and the key exchanges of IPsec: nonces and cookies are sent in the clear.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void pass_hkdf(const Token& token) {
  FILLED(CK_HKDF_PARAMS, with_data);
  SET_BOOLEAN(with_data, bExtract, CK_TRUE);
  SET_BOOLEAN(with_data, bExpand, CK_FALSE);
  SET_CONSTANT(with_data, prfHashMechanism, CKM_SHA256);
  with_data->ulSaltType = CKF_HKDF_SALT_DATA;
  SAY(with_data, ulSaltType, flag_names({NAMED_FLAG(CKF_HKDF_SALT_DATA)}));
  SET_BYTES(with_data, pSalt, ulSaltLen, shown, "salt of HKDF");
  SET_NUMBER(with_data, hSaltKey, 71);
  SET_BYTES(with_data, pInfo, ulInfoLen, shown, "info of HKDF.");
  derive_key(token, MECHANISM(CKM_HKDF_DERIVE, with_data));
  derive_key(token, MECHANISM(CKM_HKDF_DATA, with_data));

  // With another kind of salt that pointer counts for nothing, and is not followed.
  FILLED(CK_HKDF_PARAMS, with_key);
  SET_BOOLEAN(with_key, bExtract, CK_FALSE);
  SET_BOOLEAN(with_key, bExpand, CK_TRUE);
  SET_CONSTANT(with_key, prfHashMechanism, CKM_SHA512);
  with_key->ulSaltType = CKF_HKDF_SALT_KEY | 0x40;
  SAY(with_key, ulSaltType, flag_names({NAMED_FLAG(CKF_HKDF_SALT_KEY)}, 0x40));
  with_key->pSalt = guarded_room(0);
  with_key->ulSaltLen = 9;
  SAY(with_key, pSalt, uncounted);
  SET_NUMBER(with_key, hSaltKey, 72);
  SET_NULL(with_key, pInfo);
  with_key->ulInfoLen = 0;
  derive_key(token, MECHANISM(CKM_HKDF_DERIVE, with_key));
}

void pass_ike(const Token& token) {
  FILLED(CK_IKE2_PRF_PLUS_DERIVE_PARAMS, plus);
  SET_CONSTANT(plus, prfMechanism, CKM_SHA256_HMAC);
  SET_BOOLEAN(plus, bHasSeedKey, CK_TRUE);
  SET_NUMBER(plus, hSeedKey, 81);
  SET_BYTES(plus, pSeedData, ulSeedDataLen, sensitive, "seed of IKE");
  derive_key(token, MECHANISM(CKM_IKE2_PRF_PLUS_DERIVE, plus));

  FILLED(CK_IKE_PRF_DERIVE_PARAMS, prf);
  SET_CONSTANT(prf, prfMechanism, CKM_SHA384_HMAC);
  SET_BOOLEAN(prf, bDataAsKey, CK_TRUE);
  SET_BOOLEAN(prf, bRekey, CK_FALSE);
  SET_BYTES(prf, pNi, ulNiLen, shown, "nonce of i");
  SET_BYTES(prf, pNr, ulNrLen, shown, "nonce of r.");
  SET_NUMBER(prf, hNewKey, 82);
  derive_key(token, MECHANISM(CKM_IKE_PRF_DERIVE, prf));

  FILLED(CK_IKE1_PRF_DERIVE_PARAMS, ike1);
  SET_CONSTANT(ike1, prfMechanism, CKM_SHA_1_HMAC);
  SET_BOOLEAN(ike1, bHasPrevKey, CK_FALSE);
  SET_NUMBER(ike1, hKeygxy, 83);
  SET_NUMBER(ike1, hPrevKey, 84);
  SET_BYTES(ike1, pCKYi, ulCKYiLen, shown, "cookie i");
  SET_BYTES(ike1, pCKYr, ulCKYrLen, shown, "a cookie r");
  SET_NUMBER(ike1, keyNumber, 2);
  derive_key(token, MECHANISM(CKM_IKE1_PRF_DERIVE, ike1));

  FILLED(CK_IKE1_EXTENDED_DERIVE_PARAMS, extended);
  SET_CONSTANT(extended, prfMechanism, CKM_AES_XCBC_MAC);
  SET_BOOLEAN(extended, bHasKeygxy, CK_TRUE);
  SET_NUMBER(extended, hKeygxy, 85);
  SET_BYTES(extended, pExtraData, ulExtraDataLen, sensitive, "extra data");
  derive_key(token, MECHANISM(CKM_IKE1_EXTENDED_DERIVE, extended));
}

}  // namespace

void pass_key_derivations(const Token& token) {
  pass_hkdf(token);
  pass_ike(token);
}

}  // namespace p11trace::clients
