// GOST R 34.10: the user keying material is sent in the clear.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

void pass_gost(const Token& token) {
  FILLED(CK_GOSTR3410_DERIVE_PARAMS, derive);
  SET_CONSTANT(derive, kdf, CKD_CPDIVERSIFY_KDF);
  SET_BYTES(derive, pPublicData, ulPublicDataLen, shown, "public key of the other");
  SET_BYTES(derive, pUKM, ulUKMLen, shown, "material");
  derive_key(token, MECHANISM(CKM_GOSTR3410_DERIVE, derive));

  FILLED(CK_GOSTR3410_KEY_WRAP_PARAMS, wrap);
  SET_BYTES(wrap, pWrapOID, ulWrapOIDLen, shown, "\x06\x07\x2a\x85\x03\x02\x02\x1f\x01");
  SET_BYTES(wrap, pUKM, ulUKMLen, shown, "keying material");
  SET_NUMBER(wrap, hKey, 41);
  wrap_key(token, MECHANISM(CKM_GOSTR3410_KEY_WRAP, wrap));

  FILLED(CK_GOSTR3410_KEY_WRAP_PARAMS, ephemeral);
  SET_NULL(ephemeral, pWrapOID);
  ephemeral->ulWrapOIDLen = 0;
  SET_NULL(ephemeral, pUKM);
  ephemeral->ulUKMLen = 0;
  SET_NUMBER(ephemeral, hKey, CK_INVALID_HANDLE);
  unwrap_key(token, MECHANISM(CKM_GOSTR3410_KEY_WRAP, ephemeral));
}

}  // namespace p11trace::clients
