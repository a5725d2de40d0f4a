// SSL and TLS: randoms are sent in the clear, and keys come back as handles. An initialization vector that is derived
// beside keys may be one of their bytes.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void fill(Filled<CK_SSL3_RANDOM_DATA>& randoms, std::string_view client, std::string_view server) {
  SET_BYTES(randoms, pClientRandom, ulClientRandomLen, shown, client);
  SET_BYTES(randoms, pServerRandom, ulServerRandomLen, shown, server);
}

template <class T>
void set_version_room(Filled<T>& parameter) {
  parameter->pVersion = &guarded_value<CK_VERSION>();
  SAY(parameter, pVersion, unset);
  SAY_WRITTEN(parameter, pVersion, version({3, 4}));
  token_writes_next([at = parameter->pVersion] { *at = {3, 4}; });
}

void pass_master_keys(const Token& token) {
  FILLED(CK_SSL3_RANDOM_DATA, randoms);
  fill(randoms, "random of a client", "random of a server.");
  FILLED(CK_SSL3_MASTER_KEY_DERIVE_PARAMS, ssl);
  SET_PART(ssl, RandomInfo, randoms);
  set_version_room(ssl);
  derive_key(token, MECHANISM(CKM_SSL3_MASTER_KEY_DERIVE, ssl));

  FILLED(CK_SSL3_MASTER_KEY_DERIVE_PARAMS, anonymous);
  SET_PART(anonymous, RandomInfo, randoms);
  SET_NULL(anonymous, pVersion);
  derive_key(token, MECHANISM(CKM_TLS_MASTER_KEY_DERIVE_DH, anonymous));

  FILLED(CK_TLS12_MASTER_KEY_DERIVE_PARAMS, tls12);
  SET_PART(tls12, RandomInfo, randoms);
  SET_CONSTANT(tls12, prfHashMechanism, CKM_SHA384);
  set_version_room(tls12);
  derive_key(token, MECHANISM(CKM_TLS12_MASTER_KEY_DERIVE, tls12));

  FILLED(CK_TLS12_MASTER_KEY_DERIVE_PARAMS, tls12_dh);
  SET_PART(tls12_dh, RandomInfo, randoms);
  SET_CONSTANT(tls12_dh, prfHashMechanism, CKM_SHA256);
  SET_NULL(tls12_dh, pVersion);
  derive_key(token, MECHANISM(CKM_TLS12_MASTER_KEY_DERIVE_DH, tls12_dh));

  FILLED(CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS, extended);
  SET_CONSTANT(extended, prfHashMechanism, CKM_SHA512);
  SET_BYTES(extended, pSessionHash, ulSessionHashLen, shown, "hash of a session");
  set_version_room(extended);
  derive_key(token, MECHANISM(CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE, extended));
}

void fill(Filled<CK_SSL3_KEY_MAT_OUT>& keys) {
#define KEY(member, number) \
  keys->member = 0;         \
  SAY(keys, member, unset); \
  SAY_WRITTEN(keys, member, decimal(number))
  KEY(hClientMacSecret, 501);
  KEY(hServerMacSecret, 502);
  KEY(hClientKey, 503);
  KEY(hServerKey, 504);
#undef KEY
  keys->pIVClient = guarded_room(8);
  keys->pIVServer = guarded_room(8);
  SAY(keys, pIVClient, unreachable_secret());
  SAY(keys, pIVServer, unreachable_secret());
}

void write(CK_SSL3_KEY_MAT_OUT* keys) {
  keys->hClientMacSecret = 501;
  keys->hServerMacSecret = 502;
  keys->hClientKey = 503;
  keys->hServerKey = 504;
}

template <class T>
void set_keys(Filled<T>& parameter, const Filled<CK_SSL3_RANDOM_DATA>& randoms, Filled<CK_SSL3_KEY_MAT_OUT>& keys) {
  SET_NUMBER(parameter, ulMacSizeInBits, 160);
  SET_NUMBER(parameter, ulKeySizeInBits, 128);
  SET_NUMBER(parameter, ulIVSizeInBits, 64);
  SET_BOOLEAN(parameter, bIsExport, CK_FALSE);
  Filled<CK_SSL3_RANDOM_DATA> copy = randoms;
  SET_PART(parameter, RandomInfo, copy);
  SET_STRUCTURE(parameter, pReturnedKeyMaterial, keys);
  const Described& described = keys;
  SAY_WRITTEN(parameter, pReturnedKeyMaterial, described.written());
  token_writes_next([at = &*keys] { write(at); });
}

void pass_keys(const Token& token) {
  FILLED(CK_SSL3_RANDOM_DATA, randoms);
  fill(randoms, "a client's random", "a server's random...");
  FILLED(CK_SSL3_KEY_MAT_OUT, keys);
  fill(keys);
  FILLED(CK_SSL3_KEY_MAT_PARAMS, ssl);
  set_keys(ssl, randoms, keys);
  derive_through_parameter(token, MECHANISM(CKM_SSL3_KEY_AND_MAC_DERIVE, ssl));

  FILLED(CK_SSL3_KEY_MAT_OUT, keys12);
  fill(keys12);
  FILLED(CK_TLS12_KEY_MAT_PARAMS, tls12);
  SET_CONSTANT(tls12, prfHashMechanism, CKM_SHA3_384);
  set_keys(tls12, randoms, keys12);
  derive_through_parameter(token, MECHANISM(CKM_TLS12_KEY_AND_MAC_DERIVE, tls12));

  FILLED(CK_TLS12_KEY_MAT_PARAMS, nowhere);
  SET_NUMBER(nowhere, ulMacSizeInBits, 161);
  SET_NUMBER(nowhere, ulKeySizeInBits, 129);
  SET_NUMBER(nowhere, ulIVSizeInBits, 65);
  SET_BOOLEAN(nowhere, bIsExport, CK_TRUE);
  SET_PART(nowhere, RandomInfo, randoms);
  SET_NULL(nowhere, pReturnedKeyMaterial);
  SET_CONSTANT(nowhere, prfHashMechanism, CKM_SHA_1);
  derive_through_parameter(token, MECHANISM(CKM_TLS12_KEY_SAFE_DERIVE, nowhere));
}

void pass_functions(const Token& token) {
  FILLED(CK_TLS_PRF_PARAMS, prf);
  SET_BYTES(prf, pSeed, ulSeedLen, shown, "seed: the randoms");
  SET_TEXT(prf, pLabel, ulLabelLen, "key expansion");
  SET_ROOM(prf, pOutput, secret, 15);
  prf->pulOutputLen = &guarded_value<CK_ULONG>(15);
  token_writes_next([&] { std::memcpy(prf->pOutput, "keys, in effect", 15); });
  derive_through_parameter(token, MECHANISM(CKM_TLS_PRF, prf));

  FILLED(CK_SSL3_RANDOM_DATA, randoms);
  fill(randoms, "client random", "server random ");
  FILLED(CK_TLS_KDF_PARAMS, kdf);
  SET_CONSTANT(kdf, prfMechanism, CKM_SHA512_256);
  SET_TEXT(kdf, pLabel, ulLabelLength, "EXPORTER_label");
  SET_PART(kdf, RandomInfo, randoms);
  SET_BYTES(kdf, pContextData, ulContextDataLength, shown, "context of TLS");
  derive_key(token, MECHANISM(CKM_TLS_KDF, kdf));
  derive_key(token, MECHANISM(CKM_TLS12_KDF, kdf));

  FILLED(CK_TLS_MAC_PARAMS, mac);
  SET_CONSTANT(mac, prfHashMechanism, CKM_SHA3_224);
  SET_NUMBER(mac, ulMacLength, 12);
  SET_NUMBER(mac, ulServerOrClient, 2);
  begin_signature(token, MECHANISM(CKM_TLS_MAC, mac));
  begin_verification(token, MECHANISM(CKM_TLS12_MAC, mac));
}

}  // namespace

void pass_tls(const Token& token) {
  pass_master_keys(token);
  pass_keys(token);
  pass_functions(token);
}

}  // namespace p11trace::clients
