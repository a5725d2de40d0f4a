// GCM, CCM and Poly1305 where there is one message: by C_EncryptInit and by the functions that wrap keys, for which
// structures of the same mechanism differ. What is authenticated is data.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

void pass_gcm(const Token& token) {
  FILLED(CK_GCM_PARAMS, gcm);
  SET_BYTES(gcm, pIv, ulIvLen, shown, "iv of GCM...");
  SET_NUMBER(gcm, ulIvBits, 95);
  SET_BYTES(gcm, pAAD, ulAADLen, sensitive, "authenticated by GCM");
  SET_NUMBER(gcm, ulTagBits, 104);
  begin_encryption(token, MECHANISM(CKM_AES_GCM, gcm));
  begin_decryption(token, MECHANISM(CKM_AES_GCM, gcm));
  begin_signature(token, MECHANISM(CKM_AES_GMAC, gcm));
  // What keys were wrapped with before there was a structure for it.
  wrap_key(token, MECHANISM(CKM_AES_GCM, gcm));

  FILLED(CK_GCM_PARAMS, without);
  without->pIv = nullptr;
  without->ulIvLen = 12;
  SAY(without, pIv, null(12));
  SET_NUMBER(without, ulIvBits, 96);
  without->pAAD = nullptr;
  without->ulAADLen = 7;
  SAY(without, pAAD, null(7));
  SET_NUMBER(without, ulTagBits, 128);
  begin_encryption(token, MECHANISM(CKM_AES_GCM, without));

  FILLED(CK_GCM_WRAP_PARAMS, wrap);
  SET_BYTES(wrap, pIv, ulIvLen, shown, "iv to wrap.");
  SET_NUMBER(wrap, ulIvFixedBits, 31);
  SET_CONSTANT(wrap, ivGenerator, CKG_NO_GENERATE);
  SET_BYTES(wrap, pAAD, ulAADLen, sensitive, "authenticated beside a key");
  SET_NUMBER(wrap, ulTagBits, 112);
  wrap_key(token, MECHANISM(CKM_AES_GCM, wrap));
  unwrap_key(token, MECHANISM(CKM_AES_GCM, wrap));

  FILLED(CK_GCM_WRAP_PARAMS, generated);
  SET_ROOM(generated, pIv, shown, 13);
  generated->ulIvLen = 13;
  SET_NUMBER(generated, ulIvFixedBits, 30);
  SET_CONSTANT(generated, ivGenerator, CKG_GENERATE_COUNTER);
  SET_BYTES(generated, pAAD, ulAADLen, sensitive, "beside another key");
  SET_NUMBER(generated, ulTagBits, 120);
  token_writes_next([&] { std::memcpy(generated->pIv, "by the token.", 13); });
  wrap_key(token, MECHANISM(CKM_AES_GCM, generated));
}

void pass_ccm(const Token& token) {
  FILLED(CK_CCM_PARAMS, ccm);
  SET_NUMBER(ccm, ulDataLen, 5000);
  SET_BYTES(ccm, pNonce, ulNonceLen, shown, "nonce of CCM");
  SET_BYTES(ccm, pAAD, ulAADLen, sensitive, "authenticated by CCM");
  SET_NUMBER(ccm, ulMACLen, 10);
  begin_encryption(token, MECHANISM(CKM_AES_CCM, ccm));
  unwrap_key(token, MECHANISM(CKM_AES_CCM, ccm));

  FILLED(CK_CCM_WRAP_PARAMS, wrap);
  SET_NUMBER(wrap, ulDataLen, 5001);
  SET_BYTES(wrap, pNonce, ulNonceLen, shown, "wrap nonce");
  SET_NUMBER(wrap, ulNonceFixedBits, 29);
  SET_CONSTANT(wrap, nonceGenerator, CKG_NO_GENERATE);
  SET_BYTES(wrap, pAAD, ulAADLen, sensitive, "with the key");
  SET_NUMBER(wrap, ulMACLen, 11);
  wrap_key(token, MECHANISM(CKM_AES_CCM, wrap));

  FILLED(CK_CCM_WRAP_PARAMS, generated);
  SET_NUMBER(generated, ulDataLen, 5002);
  SET_ROOM(generated, pNonce, shown, 9);
  generated->ulNonceLen = 9;
  SET_NUMBER(generated, ulNonceFixedBits, 28);
  SET_CONSTANT(generated, nonceGenerator, CKG_GENERATE_COUNTER_XOR);
  SET_BYTES(generated, pAAD, ulAADLen, sensitive, "with that key");
  SET_NUMBER(generated, ulMACLen, 12);
  token_writes_next([&] { std::memcpy(generated->pNonce, "the nonce", 9); });
  wrap_key(token, MECHANISM(CKM_AES_CCM, generated));
}

void pass_poly1305(const Token& token) {
  FILLED(CK_SALSA20_CHACHA20_POLY1305_PARAMS, bits);
  SET_POINTED(bits, pNonce, shown, "nonce, in bits: 192 bits");
  bits->ulNonceLen = 192;
  SET_BYTES(bits, pAAD, ulAADLen, sensitive, "authenticated by Poly1305");
  begin_encryption(token, MECHANISM(CKM_CHACHA20_POLY1305, bits));
  // Some count bytes.
  FILLED(CK_SALSA20_CHACHA20_POLY1305_PARAMS, bytes);
  SET_BYTES(bytes, pNonce, ulNonceLen, shown, "in 12 bytes.");
  SET_BYTES(bytes, pAAD, ulAADLen, sensitive, "by Poly1305");
  begin_decryption(token, MECHANISM(CKM_SALSA20_POLY1305, bytes));
}

}  // namespace

void pass_authenticated_ciphers(const Token& token) {
  pass_gcm(token);
  pass_ccm(token);
  pass_poly1305(token);
}

}  // namespace p11trace::clients
