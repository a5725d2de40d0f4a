// C_SignInit ... C_SignRecover.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

void begin_signature(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_SignInit, (session, guarded_mechanism(CKM_SHA256_RSA_PKCS), private_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_SHA256_RSA_PKCS)), "hKey", private_key);
}

void call_at_once(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>();
  CK_BYTE* signature = guarded_room(64);
  CALL(C_Sign, (session, some_data(5), 5, signature, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pData", sensitive("abcde", 5), "pSignature", room(0));
  CALL(C_SignInit, (session, guarded_mechanism(CKM_RSA_PKCS_PSS, 24), nobody), CKR_KEY_HANDLE_INVALID, "hSession",
       session, "pMechanism", mechanism(NAMED(CKM_RSA_PKCS_PSS), data_as_pss_parameter()), "hKey", nobody);
  begin_signature(list, session);
  CALL(C_Sign, (session, some_data(5), 5, nullptr, &length), CKR_OK, "hSession", session, "pData",
       sensitive("abcde", 5), "pSignature", size_query(64));
  length = 0;
  CALL(C_Sign, (session, some_data(5), 5, guarded_room(0), &length), CKR_BUFFER_TOO_SMALL, "hSession", session, "pData",
       sensitive("abcde", 5), "pSignature", too_small(0, 64));
  CALL(C_Sign, (session, some_data(5), 5, signature, &length), CKR_OK, "hSession", session, "pData",
       sensitive("abcde", 5), "pSignature", out(room(64), shown(signature, 64)));
}

void call_in_parts(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>(64);
  CK_BYTE* signature = guarded_room(64);
  begin_signature(list, session);
  CALL(C_SignUpdate, (session, some_data(70), 70), CKR_OK, "hSession", session, "pPart", sensitive(some_data(70), 70));
  CALL(C_SignFinal, (session, nullptr, &length), CKR_OK, "hSession", session, "pSignature", size_query(64));
  CALL(C_SignFinal, (session, signature, &length), CKR_OK, "hSession", session, "pSignature",
       out(room(64), shown(signature, 64)));
  CALL(C_SignUpdate, (session, nullptr, 70), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pPart", null(70));
  CALL(C_SignFinal, (session, signature, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pSignature",
       room(64));
}

void call_with_recovery(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>(3);
  CK_BYTE* signature = guarded_room(11);
  CALL(C_SignRecoverInit, (session, nullptr, private_key), CKR_ARGUMENTS_BAD, "hSession", session, "pMechanism", null(),
       "hKey", private_key);
  CALL(C_SignRecoverInit, (session, guarded_mechanism(CKM_RSA_PKCS), private_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_RSA_PKCS)), "hKey", private_key);
  CALL(C_SignRecover, (session, some_data(11), 11, signature + 8, &length), CKR_BUFFER_TOO_SMALL, "hSession", session,
       "pData", sensitive(some_data(11), 11), "pSignature", too_small(3, 11));
  CALL(C_SignRecover, (session, some_data(11), 11, signature, &length), CKR_OK, "hSession", session, "pData",
       sensitive(some_data(11), 11), "pSignature", out(room(11), shown(signature, 11)));
}

}  // namespace

void call_signatures(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  call_at_once(list, session);
  call_in_parts(list, session);
  call_with_recovery(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
