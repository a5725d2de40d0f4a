// WTLS, as TLS for telephones: its version is a byte, and keys of one side are derived at a time.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void pass_master_keys(const Token& token, Filled<CK_WTLS_RANDOM_DATA>& randoms) {
  FILLED(CK_WTLS_MASTER_KEY_DERIVE_PARAMS, master);
  SET_CONSTANT(master, DigestMechanism, CKM_SHA_1);
  SET_PART(master, RandomInfo, randoms);
  SET_ROOM(master, pVersion, shown, 1);
  token_writes_next([&] { *master->pVersion = 2; });
  derive_key(token, MECHANISM(CKM_WTLS_MASTER_KEY_DERIVE, master));

  FILLED(CK_WTLS_MASTER_KEY_DERIVE_PARAMS, anonymous);
  SET_CONSTANT(anonymous, DigestMechanism, CKM_MD5);
  SET_PART(anonymous, RandomInfo, randoms);
  SET_NULL(anonymous, pVersion);
  derive_key(token, MECHANISM(CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC, anonymous));
}

void pass_keys(const Token& token, Filled<CK_WTLS_RANDOM_DATA>& randoms) {
  FILLED(CK_WTLS_KEY_MAT_OUT, keys);
  keys->hMacSecret = keys->hKey = 0;
  SAY(keys, hMacSecret, unset);
  SAY_WRITTEN(keys, hMacSecret, decimal(601));
  SAY(keys, hKey, unset);
  SAY_WRITTEN(keys, hKey, decimal(602));
  keys->pIV = guarded_room(8);
  SAY(keys, pIV, unreachable_secret());

  FILLED(CK_WTLS_KEY_MAT_PARAMS, parameter);
  SET_CONSTANT(parameter, DigestMechanism, CKM_SHA256);
  SET_NUMBER(parameter, ulMacSizeInBits, 80);
  SET_NUMBER(parameter, ulKeySizeInBits, 56);
  SET_NUMBER(parameter, ulIVSizeInBits, 64);
  SET_NUMBER(parameter, ulSequenceNumber, 19);
  SET_BOOLEAN(parameter, bIsExport, CK_TRUE);
  SET_PART(parameter, RandomInfo, randoms);
  SET_STRUCTURE(parameter, pReturnedKeyMaterial, keys);
  SAY_WRITTEN(parameter, pReturnedKeyMaterial, keys.written());
  const auto write = [at = &*keys] {
    at->hMacSecret = 601;
    at->hKey = 602;
  };
  token_writes_next(write);
  derive_through_parameter(token, MECHANISM(CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE, parameter));
  token_writes_next(write);
  derive_through_parameter(token, MECHANISM(CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE, parameter));
}

}  // namespace

void pass_wtls(const Token& token) {
  FILLED(CK_WTLS_RANDOM_DATA, randoms);
  SET_BYTES(randoms, pClientRandom, ulClientRandomLen, shown, "of a telephone");
  SET_BYTES(randoms, pServerRandom, ulServerRandomLen, shown, "of a gateway");
  pass_master_keys(token, randoms);
  pass_keys(token, randoms);

  FILLED(CK_WTLS_PRF_PARAMS, prf);
  SET_CONSTANT(prf, DigestMechanism, CKM_SHA384);
  SET_BYTES(prf, pSeed, ulSeedLen, shown, "seed of WTLS");
  SET_TEXT(prf, pLabel, ulLabelLen, "client expansion");
  SET_ROOM(prf, pOutput, secret, 17);
  prf->pulOutputLen = &guarded_value<CK_ULONG>(17);
  token_writes_next([&] { std::memcpy(prf->pOutput, "keys of a gateway", 17); });
  derive_through_parameter(token, MECHANISM(CKM_WTLS_PRF, prf));
}

}  // namespace p11trace::clients
