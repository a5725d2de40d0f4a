// C_VerifySignatureInit ... C_VerifySignatureFinal: the signature comes before the data.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

void call_signature_verifications(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_session(beginning_of(list));
  CK_BYTE* signature = some_data(64);
  const auto begin = [&] {
    CALL(C_VerifySignatureInit, (session, guarded_mechanism(CKM_ML_DSA), public_key, signature, 64), CKR_OK, "hSession",
         session, "pMechanism", mechanism(NAMED(CKM_ML_DSA)), "hKey", public_key, "pSignature", shown(signature, 64));
  };
  CALL(C_VerifySignatureInit, (session, guarded_mechanism(CKM_ML_DSA), nobody, nullptr, 0), CKR_KEY_HANDLE_INVALID,
       "hSession", session, "pMechanism", mechanism(NAMED(CKM_ML_DSA)), "hKey", nobody, "pSignature", null());
  begin();
  CALL(C_VerifySignature, (session, some_data(70), 70), CKR_SIGNATURE_INVALID, "hSession", session, "pData",
       sensitive(some_data(70), 70));
  CALL(C_VerifySignature, (session, nullptr, 1), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pData", null(1));
  begin();
  CALL(C_VerifySignatureUpdate, (session, some_data(3), 3), CKR_OK, "hSession", session, "pPart",
       sensitive(some_data(3), 3));
  CALL(C_VerifySignatureFinal, (session), CKR_SIGNATURE_INVALID, "hSession", session);
  CALL(C_VerifySignatureUpdate, (session, some_data(3), 3), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pPart",
       sensitive(some_data(3), 3));
  CALL(C_VerifySignatureFinal, (nobody), CKR_SESSION_HANDLE_INVALID, "hSession", nobody);
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
