// Diffie-Hellman, on elliptic curves and without: what is shared may be anything, so that only its fingerprint is told.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void pass_elliptic_curves(const Token& token) {
  FILLED(CK_ECDH1_DERIVE_PARAMS, ecdh);
  SET_CONSTANT(ecdh, kdf, CKD_SHA256_KDF);
  SET_BYTES(ecdh, pSharedData, ulSharedDataLen, sensitive, "shared by both");
  SET_BYTES(ecdh, pPublicData, ulPublicDataLen, shown, "a point of the curve");
  derive_key(token, MECHANISM(CKM_ECDH1_DERIVE, ecdh));
  derive_key(token, MECHANISM(CKM_ECDH1_COFACTOR_DERIVE, ecdh));

  FILLED(CK_ECDH1_DERIVE_PARAMS, without);
  SET_CONSTANT(without, kdf, CKD_NULL);
  SET_NULL(without, pSharedData);
  without->ulSharedDataLen = 0;
  without->pPublicData = nullptr;
  without->ulPublicDataLen = 65;
  SAY(without, pPublicData, null(65));
  derive_key(token, MECHANISM(CKM_ECDH1_DERIVE, without));

  FILLED(CK_ECMQV_DERIVE_PARAMS, ecmqv);
  SET_CONSTANT(ecmqv, kdf, CKD_SHA512_KDF);
  SET_BYTES(ecmqv, pSharedData, ulSharedDataLen, sensitive, "shared for MQV");
  SET_BYTES(ecmqv, pPublicData, ulPublicDataLen, shown, "the first point");
  SET_NUMBER(ecmqv, ulPrivateDataLen, 31);
  SET_NUMBER(ecmqv, hPrivateData, 1234);
  SET_BYTES(ecmqv, pPublicData2, ulPublicDataLen2, shown, "the point behind it");
  SET_NUMBER(ecmqv, publicKey, 1235);
  derive_key(token, MECHANISM(CKM_ECMQV_DERIVE, ecmqv));

  // An older form of the same mechanism, which is a member shorter.
  FILLED(CK_ECDH2_DERIVE_PARAMS, ecdh2);
  SET_CONSTANT(ecdh2, kdf, CKD_SHA224_KDF);
  SET_BYTES(ecdh2, pSharedData, ulSharedDataLen, sensitive, "shared by two keys");
  SET_BYTES(ecdh2, pPublicData, ulPublicDataLen, shown, "one of two points");
  SET_NUMBER(ecdh2, ulPrivateDataLen, 33);
  SET_NUMBER(ecdh2, hPrivateData, 1236);
  SET_BYTES(ecdh2, pPublicData2, ulPublicDataLen2, shown, "two of two");
  derive_key(token, MECHANISM(CKM_ECMQV_DERIVE, ecdh2));

  FILLED(CK_ECDH_AES_KEY_WRAP_PARAMS, wrap);
  SET_NUMBER(wrap, ulAESKeyBits, 128);
  SET_CONSTANT(wrap, kdf, CKD_SHA384_KDF);
  SET_BYTES(wrap, pSharedData, ulSharedDataLen, sensitive, "shared to wrap");
  wrap_key(token, MECHANISM(CKM_ECDH_AES_KEY_WRAP, wrap));
  unwrap_key(token, MECHANISM(CKM_ECDH_X_AES_KEY_WRAP, wrap));
  unwrap_key(token, MECHANISM(CKM_ECDH_COF_AES_KEY_WRAP, wrap));
}

void pass_x9_42(const Token& token) {
  FILLED(CK_X9_42_DH1_DERIVE_PARAMS, one);
  SET_CONSTANT(one, kdf, CKD_SHA1_KDF_ASN1);
  SET_BYTES(one, pOtherInfo, ulOtherInfoLen, sensitive, "other information");
  SET_BYTES(one, pPublicData, ulPublicDataLen, shown, "a public value");
  derive_key(token, MECHANISM(CKM_X9_42_DH_DERIVE, one));

  FILLED(CK_X9_42_DH2_DERIVE_PARAMS, two);
  SET_CONSTANT(two, kdf, CKD_SHA1_KDF_CONCATENATE);
  SET_BYTES(two, pOtherInfo, ulOtherInfoLen, sensitive, "information for two");
  SET_BYTES(two, pPublicData, ulPublicDataLen, shown, "the first value");
  SET_NUMBER(two, ulPrivateDataLen, 129);
  SET_NUMBER(two, hPrivateData, 2345);
  SET_BYTES(two, pPublicData2, ulPublicDataLen2, shown, "second value");
  derive_key(token, MECHANISM(CKM_X9_42_DH_HYBRID_DERIVE, two));
  derive_key(token, MECHANISM(CKM_X9_42_MQV_DERIVE, two));

  FILLED(CK_X9_42_MQV_DERIVE_PARAMS, mqv);
  SET_CONSTANT(mqv, kdf, CKD_SHA1_KDF);
  SET_BYTES(mqv, pOtherInfo, ulOtherInfoLen, sensitive, "information for MQV");
  SET_BYTES(mqv, pPublicData, ulPublicDataLen, shown, "value of the other");
  SET_NUMBER(mqv, ulPrivateDataLen, 130);
  SET_NUMBER(mqv, hPrivateData, 2346);
  SET_BYTES(mqv, pPublicData2, ulPublicDataLen2, shown, "and another");
  SET_NUMBER(mqv, publicKey, 2347);
  derive_key(token, MECHANISM(CKM_X9_42_MQV_DERIVE, mqv));
}

// The sender's random is what the token makes, and the recipient's token is given it.
void pass_kea(const Token& token) {
  FILLED(CK_KEA_DERIVE_PARAMS, sender);
  SET_BOOLEAN(sender, isSender, CK_TRUE);
  SET_ROOM(sender, pRandomA, shown, 16);
  SET_BYTES(sender, pRandomB, ulRandomLen, shown, "random of B's 16");
  SET_BYTES(sender, pPublicData, ulPublicDataLen, shown, "public value of B");
  token_writes_next([&] { std::memcpy(sender->pRandomA, "from the token A", 16); });
  derive_key(token, MECHANISM(CKM_KEA_DERIVE, sender));

  FILLED(CK_KEA_DERIVE_PARAMS, recipient);
  SET_BOOLEAN(recipient, isSender, CK_FALSE);
  SET_POINTED(recipient, pRandomA, shown, "random of A's 16");
  SET_BYTES(recipient, pRandomB, ulRandomLen, shown, "B's own, 16 long");
  SET_BYTES(recipient, pPublicData, ulPublicDataLen, shown, "public value of A.");
  derive_key(token, MECHANISM(CKM_KEA_KEY_DERIVE, recipient));
}

}  // namespace

void pass_diffie_hellman(const Token& token) {
  pass_elliptic_curves(token);
  pass_x9_42(token);
  pass_kea(token);
}

}  // namespace p11trace::clients
