// Counters and nonces, some of which are counted in bits.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

void pass_stream_ciphers(const Token& token) {
  FILLED(CK_AES_CTR_PARAMS, aes);
  SET_NUMBER(aes, ulCounterBits, 32);
  SET_WITHIN(aes, cb, "counter of AES 1");
  begin_encryption(token, MECHANISM(CKM_AES_CTR, aes));

  FILLED(CK_CAMELLIA_CTR_PARAMS, camellia);
  SET_NUMBER(camellia, ulCounterBits, 64);
  SET_WITHIN(camellia, cb, "camellia counter");
  begin_decryption(token, MECHANISM(CKM_CAMELLIA_CTR, camellia));

  FILLED(CK_CHACHA20_PARAMS, chacha);
  SET_POINTED(chacha, pBlockCounter, shown, "count");
  chacha->blockCounterBits = 35;  // the last byte in part
  SET_POINTED(chacha, pNonce, shown, "twelve bytes");
  chacha->ulNonceBits = 96;
  begin_encryption(token, MECHANISM(CKM_CHACHA20, chacha));

  FILLED(CK_SALSA20_PARAMS, salsa);
  SET_POINTED(salsa, pBlockCounter, shown, "8 always");
  SET_POINTED(salsa, pNonce, shown, "a nonce, of 24 bytes ...");
  salsa->ulNonceBits = 192;
  begin_decryption(token, MECHANISM(CKM_SALSA20, salsa));

  FILLED(CK_SALSA20_PARAMS, empty);
  SET_NULL(empty, pBlockCounter);
  empty->pNonce = nullptr;
  empty->ulNonceBits = 64;
  SAY(empty, pNonce, null(8));
  begin_encryption(token, MECHANISM(CKM_SALSA20, empty));
}

}  // namespace p11trace::clients
