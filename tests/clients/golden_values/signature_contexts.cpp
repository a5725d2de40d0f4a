// What signatures are made with besides a key: contexts, which the verifier has too, and hashes.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

// Messages are signed one by one, each with a parameter of its own.
void sign_messages(const Token& token, const Described& context) {
  const auto& list = token.list;
  const GivenMechanism given = MECHANISM(CKM_ML_DSA, context);
  CALL(C_MessageSignInit, (token.session, given.pointer(), private_key), CKR_OK, "hSession", token.session,
       "pMechanism", given.text(), "hKey", private_key);
  auto& length = guarded_value<CK_ULONG>(64);
  CK_BYTE* signature = guarded_room(64);
  CK_BYTE* data = guarded_text("to be signed");
  CALL(C_SignMessage, (token.session, context.memory(), context.size(), data, 12, signature, &length), CKR_OK,
       "hSession", token.session, "pParameter", context.text(), "pData", sensitive(data, 12), "pSignature",
       out(room(64), shown(signature, 64)));
  CALL(C_MessageSignFinal, (token.session), CKR_OK, "hSession", token.session);
}

}  // namespace

void pass_signature_contexts(const Token& token) {
  FILLED(CK_EDDSA_PARAMS, eddsa);
  SET_BOOLEAN(eddsa, phFlag, CK_TRUE);
  SET_BYTES(eddsa, pContextData, ulContextDataLen, shown, "context of EdDSA");
  begin_signature(token, MECHANISM(CKM_EDDSA, eddsa));

  FILLED(CK_EDDSA_PARAMS, plain);
  SET_BOOLEAN(plain, phFlag, CK_FALSE);
  SET_NULL(plain, pContextData);
  plain->ulContextDataLen = 0;
  begin_verification(token, MECHANISM(CKM_EDDSA, plain));

  FILLED(CK_XEDDSA_PARAMS, xeddsa);
  SET_CONSTANT(xeddsa, hash, CKM_BLAKE2B_512);
  begin_signature(token, MECHANISM(CKM_XEDDSA, xeddsa));

  FILLED(CK_SIGN_ADDITIONAL_CONTEXT, context);
  SET_CONSTANT(context, hedgeVariant, CKH_HEDGE_REQUIRED);
  SET_BYTES(context, pContext, ulContextLen, shown, "context of ML-DSA");
  begin_signature(token, MECHANISM(CKM_ML_DSA, context));
  begin_verification(token, MECHANISM(CKM_HASH_ML_DSA_SHA3_512, context));
  begin_signature(token, MECHANISM(CKM_SLH_DSA, context));
  begin_signature(token, MECHANISM(CKM_HASH_SLH_DSA_SHAKE256, context));
  sign_messages(token, context);

  FILLED(CK_HASH_SIGN_ADDITIONAL_CONTEXT, hashed);
  SET_CONSTANT(hashed, hedgeVariant, CKH_DETERMINISTIC_REQUIRED);
  SET_BYTES(hashed, pContext, ulContextLen, shown, "context of a hash");
  SET_CONSTANT(hashed, hash, CKM_SHA512_256);
  begin_signature(token, MECHANISM(CKM_HASH_ML_DSA, hashed));
  begin_verification(token, MECHANISM(CKM_HASH_SLH_DSA, hashed));
}

}  // namespace p11trace::clients
