// Keys that are made by encrypting data, or of data and a key.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

void pass_encrypted_data(const Token& token) {
  FILLED(CK_DES_CBC_ENCRYPT_DATA_PARAMS, des);
  SET_WITHIN(des, iv, "iv, DES.");
  SET_BYTES(des, pData, length, sensitive, "encrypted with DES");
  derive_key(token, MECHANISM(CKM_DES_CBC_ENCRYPT_DATA, des));
  derive_key(token, MECHANISM(CKM_DES3_CBC_ENCRYPT_DATA, des));

  FILLED(CK_AES_CBC_ENCRYPT_DATA_PARAMS, aes);
  SET_WITHIN(aes, iv, "iv of AES is 16.");
  SET_BYTES(aes, pData, length, sensitive, "encrypted with AES");
  derive_key(token, MECHANISM(CKM_AES_CBC_ENCRYPT_DATA, aes));

  FILLED(CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS, camellia);
  SET_WITHIN(camellia, iv, "iv of Camellia..");
  SET_BYTES(camellia, pData, length, sensitive, "encrypted with Camellia");
  derive_key(token, MECHANISM(CKM_CAMELLIA_CBC_ENCRYPT_DATA, camellia));

  FILLED(CK_ARIA_CBC_ENCRYPT_DATA_PARAMS, aria);
  SET_WITHIN(aria, iv, "iv of ARIA is 16");
  SET_BYTES(aria, pData, length, sensitive, "encrypted with ARIA");
  derive_key(token, MECHANISM(CKM_ARIA_CBC_ENCRYPT_DATA, aria));

  FILLED(CK_SEED_CBC_ENCRYPT_DATA_PARAMS, seed);
  SET_WITHIN(seed, iv, "iv of SEED is 16");
  SET_BYTES(seed, pData, length, sensitive, "with SEED");
  derive_key(token, MECHANISM(CKM_SEED_CBC_ENCRYPT_DATA, seed));

  // Here the data become a part of the key.
  FILLED(CK_KEY_DERIVATION_STRING_DATA, data);
  SET_BYTES(data, pData, ulLen, secret, "half of a key");
  derive_key(token, MECHANISM(CKM_CONCATENATE_BASE_AND_DATA, data));
  derive_key(token, MECHANISM(CKM_CONCATENATE_DATA_AND_BASE, data));
  derive_key(token, MECHANISM(CKM_XOR_BASE_AND_DATA, data));
  derive_key(token, MECHANISM(CKM_AES_ECB_ENCRYPT_DATA, data));
  derive_key(token, MECHANISM(CKM_SEED_ECB_ENCRYPT_DATA, data));

  FILLED(CK_KEY_DERIVATION_STRING_DATA, nothing);
  nothing->pData = nullptr;
  nothing->ulLen = 17;
  SAY(nothing, pData, secret_null(17));
  derive_key(token, MECHANISM(CKM_XOR_BASE_AND_DATA, nothing));
}

}  // namespace p11trace::clients
