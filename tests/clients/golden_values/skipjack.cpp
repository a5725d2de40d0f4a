// Skipjack's wrapping, and a key wrapped for SET: passwords are secret, what they protect is sensitive.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

void pass_skipjack(const Token& token) {
  FILLED(CK_SKIPJACK_PRIVATE_WRAP_PARAMS, wrap);
  SET_BYTES(wrap, pPassword, ulPasswordLen, secret, "password of Skipjack");
  SET_BYTES(wrap, pPublicData, ulPublicDataLen, shown, "public");
  SET_BYTES(wrap, pRandomA, ulRandomLen, shown, "random A");
  SET_BYTES(wrap, pPrimeP, ulPAndGLen, shown, "the prime P");
  SET_POINTED(wrap, pBaseG, shown, "and base G.");
  SET_BYTES(wrap, pSubprimeQ, ulQLen, shown, "sub Q");
  wrap_key(token, MECHANISM(CKM_SKIPJACK_PRIVATE_WRAP, wrap));

  FILLED(CK_SKIPJACK_RELAYX_PARAMS, relay);
  SET_BYTES(relay, pOldWrappedX, ulOldWrappedXLen, sensitive, "X as it was wrapped");
  SET_BYTES(relay, pOldPassword, ulOldPasswordLen, secret, "the old password");
  SET_BYTES(relay, pOldPublicData, ulOldPublicDataLen, shown, "old public value");
  SET_BYTES(relay, pOldRandomA, ulOldRandomLen, shown, "old random");
  SET_BYTES(relay, pNewPassword, ulNewPasswordLen, secret, "the password from now on");
  SET_BYTES(relay, pNewPublicData, ulNewPublicDataLen, shown, "new public value.");
  SET_BYTES(relay, pNewRandomA, ulNewRandomLen, shown, "new random.");
  wrap_key(token, MECHANISM(CKM_SKIPJACK_RELAYX, relay));

  // The block contents byte and X are what wrapping makes, and what unwrapping is given.
  FILLED(CK_KEY_WRAP_SET_OAEP_PARAMS, set);
  set->bBC = 0;
  SAY(set, bBC, unset);
  SAY_WRITTEN(set, bBC, decimal(3));
  SET_ROOM(set, pX, shown, 18);
  set->ulXLen = 18;
  token_writes_next([&] {
    set->bBC = 3;
    std::memcpy(set->pX, "X, from the token.", 18);
  });
  wrap_key(token, MECHANISM(CKM_KEY_WRAP_SET_OAEP, set));

  FILLED(CK_KEY_WRAP_SET_OAEP_PARAMS, unwrap);
  SET_NUMBER(unwrap, bBC, 4);
  SET_BYTES(unwrap, pX, ulXLen, shown, "X, as it came");
  unwrap_key(token, MECHANISM(CKM_KEY_WRAP_SET_OAEP, unwrap));
}

}  // namespace p11trace::clients
