// C_AsyncComplete, C_AsyncGetID, C_AsyncJoin: results come long after the call that asked for them.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

void begin_pending_signature(const Functions_3_2& list, CK_SESSION_HANDLE session, CK_BYTE* signature,
                             CK_ULONG* length) {
  CALL(C_SignInit, (session, guarded_mechanism(CKM_ECDSA), public_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_ECDSA)), "hKey", public_key);
  // Nothing has been written yet, whatever the room.
  CALL(C_Sign, (session, some_data(5), 5, signature, length), CKR_PENDING, "hSession", session, "pData",
       sensitive(some_data(5), 5), "pSignature", room(64));
}

}  // namespace

void call_asynchronous_functions(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_session(
      beginning_of(list), CKF_SERIAL_SESSION | CKF_RW_SESSION | CKF_ASYNC_SESSION,
      flag_names({NAMED_FLAG(CKF_RW_SESSION), NAMED_FLAG(CKF_SERIAL_SESSION), NAMED_FLAG(CKF_ASYNC_SESSION)}));
  CK_BYTE* signature = guarded_room(64);
  auto& length = guarded_value<CK_ULONG>(64);
  auto& result = guarded_value<CK_ASYNC_DATA>();
  begin_pending_signature(list, session, signature, &length);
  CALL(C_AsyncComplete, (session, guarded_text_z("C_Sign"), &result), CKR_OK, "hSession", session, "pFunctionName",
       text("C_Sign"), "pResult",
       made(structure(
           {"ulVersion", 0, "pValue", address(signature), "ulValue", 64, "hObject", 0, "hAdditionalObject", 0})));
  CALL(C_AsyncComplete, (session, guarded_text_z("C_Sign"), &result), CKR_OPERATION_NOT_INITIALIZED, "hSession",
       session, "pFunctionName", text("C_Sign"), "pResult", unset);
  CALL(C_AsyncComplete, (session, nullptr, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "pFunctionName", null(),
       "pResult", unwritten(null()));

  begin_pending_signature(list, session, signature, &length);
  auto& id = guarded_value<CK_ULONG>();
  CALL(C_AsyncGetID, (session, guarded_text_z("C_Digest"), &id), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pFunctionName", text("C_Digest"), "pulID", unset);
  CALL(C_AsyncGetID, (session, guarded_text_z("C_Sign"), &id), CKR_OK, "hSession", session, "pFunctionName",
       text("C_Sign"), "pulID", made(decimal(id)));
  CALL(C_AsyncGetID, (session, guarded_text_z("C_Sign"), nullptr), CKR_ARGUMENTS_BAD, "hSession", session,
       "pFunctionName", text("C_Sign"), "pulID", unwritten(null()));
  CALL(C_AsyncJoin, (session, guarded_text_z("C_Sign"), nobody, signature, 64), CKR_ARGUMENTS_BAD, "hSession", session,
       "pFunctionName", text("C_Sign"), "ulID", nobody, "pData", later(room(64)));
  CALL(C_AsyncJoin, (session, guarded_text_z("C_Sign"), id, signature, 64), CKR_OK, "hSession", session,
       "pFunctionName", text("C_Sign"), "ulID", id, "pData", later(room(64)));
  CALL(C_AsyncJoin, (session, guarded_text_z("C_Sign"), id, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session,
       "pFunctionName", text("C_Sign"), "ulID", id, "pData", null());
  CALL(C_AsyncComplete, (session, guarded_text_z("C_Sign"), nullptr), CKR_OK, "hSession", session, "pFunctionName",
       text("C_Sign"), "pResult", unwritten(null()));

  CALL(C_AsyncComplete, (nobody, guarded_text_z("C_GenerateKeyPair"), nullptr), CKR_SESSION_HANDLE_INVALID, "hSession",
       nobody, "pFunctionName", text("C_GenerateKeyPair"), "pResult", unwritten(null()));
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
