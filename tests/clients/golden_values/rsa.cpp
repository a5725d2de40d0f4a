// RSA: OAEP, PSS, and keys wrapped with it.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void fill(Filled<CK_RSA_PKCS_OAEP_PARAMS>& oaep) {
  SET_CONSTANT(oaep, hashAlg, CKM_SHA384);
  SET_CONSTANT(oaep, mgf, CKG_MGF1_SHA512);
  SET_CONSTANT(oaep, source, CKZ_DATA_SPECIFIED);
  SET_BYTES(oaep, pSourceData, ulSourceDataLen, shown, "a label");
}

}  // namespace

void pass_rsa(const Token& token) {
  FILLED(CK_RSA_PKCS_OAEP_PARAMS, oaep);
  fill(oaep);
  begin_encryption(token, MECHANISM(CKM_RSA_PKCS_OAEP, oaep));
  wrap_key(token, MECHANISM(CKM_RSA_PKCS_OAEP, oaep));

  FILLED(CK_RSA_PKCS_OAEP_PARAMS, without_label);
  SET_CONSTANT(without_label, hashAlg, CKM_SHA_1);
  SET_CONSTANT(without_label, mgf, CKG_MGF1_SHA1);
  (without_label->source = 99, SAY(without_label, source, unnamed(99)));
  SET_NULL(without_label, pSourceData);
  without_label->ulSourceDataLen = 0;
  begin_decryption(token, MECHANISM(CKM_RSA_PKCS_OAEP, without_label));

  FILLED(CK_RSA_PKCS_PSS_PARAMS, pss);
  SET_CONSTANT(pss, hashAlg, CKM_SHA3_256);
  SET_CONSTANT(pss, mgf, CKG_MGF1_SHA3_256);
  SET_NUMBER(pss, sLen, 33);
  begin_signature(token, MECHANISM(CKM_RSA_PKCS_PSS, pss));
  begin_verification(token, MECHANISM(CKM_SHA3_256_RSA_PKCS_PSS, pss));

  FILLED(CK_RSA_AES_KEY_WRAP_PARAMS, wrap);
  SET_NUMBER(wrap, ulAESKeyBits, 192);
  SET_STRUCTURE(wrap, pOAEPParams, oaep);
  wrap_key(token, MECHANISM(CKM_RSA_AES_KEY_WRAP, wrap));
  unwrap_key(token, MECHANISM(CKM_RSA_AES_KEY_WRAP, wrap));

  FILLED(CK_RSA_AES_KEY_WRAP_PARAMS, without_oaep);
  SET_NUMBER(without_oaep, ulAESKeyBits, 256);
  SET_NULL(without_oaep, pOAEPParams);
  wrap_key(token, MECHANISM(CKM_RSA_AES_KEY_WRAP, without_oaep));
}

}  // namespace p11trace::clients
