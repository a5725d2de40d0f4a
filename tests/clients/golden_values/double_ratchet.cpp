// X3DH and the double ratchet: pointers without lengths are told as addresses, and never followed.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

template <class T>
void set_what_both_have(Filled<T>& ratchet) {
  // The root of all keys of the conversation.
  ratchet->sk = guarded_room(0);
  SAY(ratchet, sk, unreachable_secret());
  SET_NUMBER(ratchet, own_public_identity, 303);
  SET_BOOLEAN(ratchet, bEncryptedHeader, CK_TRUE);
  SET_NUMBER(ratchet, eCurve, 255);
  SET_CONSTANT(ratchet, aeadMechanism, CKM_CHACHA20_POLY1305);
  SET_CONSTANT(ratchet, kdfMechanism, CKD_BLAKE2B_512_KDF);
}

}  // namespace

void pass_double_ratchet(const Token& token) {
  FILLED(CK_X3DH_INITIATE_PARAMS, initiator);
  SET_CONSTANT(initiator, kdf, CKD_BLAKE2B_256_KDF);
  SET_NUMBER(initiator, pPeer_identity, 101);
  SET_NUMBER(initiator, pPeer_prekey, 102);
  SET_UNSIZED(initiator, pPrekey_signature);
  SET_UNSIZED(initiator, pOnetime_key);
  SET_NUMBER(initiator, pOwn_identity, 103);
  SET_NUMBER(initiator, pOwn_ephemeral, 104);
  derive_key(token, MECHANISM(CKM_X3DH_INITIALIZE, initiator));

  FILLED(CK_X3DH_RESPOND_PARAMS, responder);
  SET_CONSTANT(responder, kdf, CKD_BLAKE2B_384_KDF);
  SET_UNSIZED(responder, pIdentity_id);
  SET_UNSIZED(responder, pPrekey_id);
  SET_NULL(responder, pOnetime_id);
  SET_NUMBER(responder, pInitiator_identity, 105);
  SET_UNSIZED(responder, pInitiator_ephemeral);
  derive_key(token, MECHANISM(CKM_X3DH_RESPOND, responder));

  FILLED(CK_X2RATCHET_INITIALIZE_PARAMS, first);
  set_what_both_have(first);
  SET_NUMBER(first, peer_public_prekey, 301);
  SET_NUMBER(first, peer_public_identity, 302);
  derive_key(token, MECHANISM(CKM_X2RATCHET_INITIALIZE, first));

  FILLED(CK_X2RATCHET_RESPOND_PARAMS, second);
  set_what_both_have(second);
  SET_NUMBER(second, own_prekey, 304);
  SET_NUMBER(second, initiator_identity, 305);
  derive_key(token, MECHANISM(CKM_X2RATCHET_RESPOND, second));
}

}  // namespace p11trace::clients
