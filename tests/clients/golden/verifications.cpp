// C_VerifyInit ... C_VerifyRecover.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

// A signature of that data, which stands in the log as all calls do.
CK_BYTE* signature_of(const Functions_2_40& list, CK_SESSION_HANDLE session, CK_ULONG size) {
  auto& length = guarded_value<CK_ULONG>(64);
  CK_BYTE* signature = guarded_room(64);
  CALL(C_SignInit, (session, guarded_mechanism(CKM_ECDSA), private_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_ECDSA)), "hKey", private_key);
  CALL(C_Sign, (session, some_data(size), size, signature, &length), CKR_OK, "hSession", session, "pData",
       sensitive(some_data(size), size), "pSignature", out(room(64), shown(signature, 64)));
  return signature;
}

void begin_verification(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_VerifyInit, (session, guarded_mechanism(CKM_ECDSA), public_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_ECDSA)), "hKey", public_key);
}

}  // namespace

void call_verifications(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  CK_BYTE* signature = signature_of(list, session, 12);
  begin_verification(list, session);
  CALL(C_Verify, (session, some_data(12), 12, signature, 64), CKR_OK, "hSession", session, "pData",
       sensitive(some_data(12), 12), "pSignature", shown(signature, 64));
  CALL(C_Verify, (session, some_data(12), 12, signature, 64), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pData", sensitive(some_data(12), 12), "pSignature", shown(signature, 64));
  begin_verification(list, session);
  CALL(C_Verify, (session, some_data(11), 11, signature, 64), CKR_SIGNATURE_INVALID, "hSession", session, "pData",
       sensitive(some_data(11), 11), "pSignature", shown(signature, 64));
  begin_verification(list, session);
  CALL(C_Verify, (session, nullptr, 0, signature + 60, 4), CKR_SIGNATURE_LEN_RANGE, "hSession", session, "pData",
       null(), "pSignature", shown(signature + 60, 4));
  begin_verification(list, session);
  CALL(C_Verify, (session, some_data(11), 11, nullptr, 64), CKR_ARGUMENTS_BAD, "hSession", session, "pData",
       sensitive(some_data(11), 11), "pSignature", null(64));

  begin_verification(list, session);
  CALL(C_VerifyUpdate, (session, some_data(12), 12), CKR_OK, "hSession", session, "pPart",
       sensitive(some_data(12), 12));
  CALL(C_VerifyFinal, (session, signature, 64), CKR_OK, "hSession", session, "pSignature", shown(signature, 64));
  CALL(C_VerifyUpdate, (session, some_data(12), absurd), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pPart",
       not_read(absurd));
  CALL(C_VerifyFinal, (session, signature, absurd), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pSignature",
       not_read(absurd));

  auto& length = guarded_value<CK_ULONG>(64);
  CK_BYTE* data = guarded_room(64);
  CALL(C_VerifyRecoverInit, (session, guarded_mechanism(CKM_RSA_PKCS), public_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_RSA_PKCS)), "hKey", public_key);
  CALL(C_VerifyRecover, (session, signature, 64, nullptr, &length), CKR_OK, "hSession", session, "pSignature",
       shown(signature, 64), "pData", size_query(64));
  CALL(C_VerifyRecover, (session, signature, 64, data, &length), CKR_OK, "hSession", session, "pSignature",
       shown(signature, 64), "pData", out(room(64), sensitive(data, 64)));
  CALL(C_VerifyRecover, (session, signature, 64, data, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pSignature", shown(signature, 64), "pData", room(64));
  close_session(list, session);
}

}  // namespace p11trace::clients
