// C_OpenSession ... C_GetSessionInfo, C_GetOperationState and C_SetOperationState.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

CK_RV notify(CK_SESSION_HANDLE, CK_NOTIFICATION, void*) { return CKR_OK; }

void call_operation_states(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>(100);
  CK_BYTE* state = guarded_room(100);
  CALL(C_GetOperationState, (session, nullptr, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pOperationState", size_query());
  CALL(C_GetOperationState, (session, state, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pOperationState", secret_room(100));
  CALL(C_DigestInit, (session, guarded_mechanism(CKM_SHA256)), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_SHA256)));
  CALL(C_DigestUpdate, (session, some_data(10), 10), CKR_OK, "hSession", session, "pPart",
       sensitive(some_data(10), 10));
  CALL(C_GetOperationState, (session, nullptr, &length), CKR_OK, "hSession", session, "pOperationState",
       secret_size_query(length));
  const CK_ULONG size = length;
  length = 7;
  CALL(C_GetOperationState, (session, state + 93, &length), CKR_BUFFER_TOO_SMALL, "hSession", session,
       "pOperationState", secret_too_small(7, size));
  length = 100;
  CALL(C_GetOperationState, (session, state, &length), CKR_OK, "hSession", session, "pOperationState",
       out(secret_room(100), secret(state, length)));

  CALL(C_SetOperationState, (session, state, size, 0, 0), CKR_OK, "hSession", session, "pOperationState",
       secret(state, size), "hEncryptionKey", 0, "hAuthenticationKey", 0);
  CALL(C_SetOperationState, (session, state, size, nobody, secret_key), CKR_KEY_HANDLE_INVALID, "hSession", session,
       "pOperationState", secret(state, size), "hEncryptionKey", nobody, "hAuthenticationKey", secret_key);
  CALL(C_SetOperationState, (session, nullptr, 5, 0, 0), CKR_ARGUMENTS_BAD, "hSession", session, "pOperationState",
       secret_null(5), "hEncryptionKey", 0, "hAuthenticationKey", 0);
}

}  // namespace

CK_SESSION_HANDLE open_session(const Functions_2_40& list) {
  return open_session(list, CKF_SERIAL_SESSION | CKF_RW_SESSION,
                      flag_names({NAMED_FLAG(CKF_RW_SESSION), NAMED_FLAG(CKF_SERIAL_SESSION)}));
}

CK_SESSION_HANDLE open_session(const Functions_2_40& list, CK_FLAGS flags, const Text& flags_text) {
  auto& session = guarded_value<CK_SESSION_HANDLE>();
  CALL(C_OpenSession, (1, flags, nullptr, nullptr, &session), CKR_OK, "slotID", 1, "flags", flags_text, "pApplication",
       null(), "Notify", null(), "phSession", made(decimal(session)));
  return session;
}

CK_SESSION_HANDLE open_user_session(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  CALL(C_Login, (session, CKU_USER, guarded_text("1234"), 4), CKR_OK, "hSession", session, "userType", NAMED(CKU_USER),
       "pPin", pin("1234"));
  return session;
}

void close_session(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_CloseSession, (session), CKR_OK, "hSession", session);
}

CK_BYTE* some_data(std::size_t size) {
  CK_BYTE* data = guarded_room(size);
  for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<CK_BYTE>('a' + i % 26);
  return data;
}

CK_MECHANISM* guarded_mechanism(CK_MECHANISM_TYPE type, std::size_t size) {
  return &guarded_value<CK_MECHANISM>({type, size == 0 ? nullptr : some_data(size), size});
}

void call_sessions(const Functions_2_40& list) {
  auto& session = guarded_value<CK_SESSION_HANDLE>();
  int application = 0;
  CALL(C_OpenSession, (1, CKF_SERIAL_SESSION, &application, notify, &session), CKR_OK, "slotID", 1, "flags",
       flag_names({NAMED_FLAG(CKF_SERIAL_SESSION)}), "pApplication", address(&application), "Notify",
       address(reinterpret_cast<const void*>(notify)), "phSession", made(decimal(session)));
  CALL(C_OpenSession, (1, 0, nullptr, nullptr, &session), CKR_SESSION_PARALLEL_NOT_SUPPORTED, "slotID", 1, "flags",
       flag_names({}), "pApplication", null(), "Notify", null(), "phSession", unset);
  CALL(C_OpenSession, (7, CKF_SERIAL_SESSION | 0x80000000 | 0x100, nullptr, nullptr, &session), CKR_SLOT_ID_INVALID,
       "slotID", 7, "flags", flag_names({NAMED_FLAG(CKF_SERIAL_SESSION)}, 0x80000100), "pApplication", null(), "Notify",
       null(), "phSession", unset);
  CALL(C_OpenSession, (1, CKF_SERIAL_SESSION, nullptr, nullptr, nullptr), CKR_ARGUMENTS_BAD, "slotID", 1, "flags",
       flag_names({NAMED_FLAG(CKF_SERIAL_SESSION)}), "pApplication", null(), "Notify", null(), "phSession",
       unwritten(null()));

  auto& info = guarded_value<CK_SESSION_INFO>();
  CALL(C_GetSessionInfo, (session, &info), CKR_OK, "hSession", session, "pInfo",
       made(structure({"slotID", 1, "state", NAMED(CKS_RO_PUBLIC_SESSION), "flags",
                       flag_names({NAMED_FLAG(CKF_SERIAL_SESSION)}), "ulDeviceError", 0})));
  CALL(C_GetSessionInfo, (nobody, &info), CKR_SESSION_HANDLE_INVALID, "hSession", nobody, "pInfo", unset);
  CALL(C_GetSessionInfo, (session, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "pInfo", unwritten(null()));

  call_operation_states(list, session);

  CALL(C_CloseSession, (nobody), CKR_SESSION_HANDLE_INVALID, "hSession", nobody);
  close_session(list, session);
  open_session(list);
  CALL(C_CloseAllSessions, (7), CKR_SLOT_ID_INVALID, "slotID", 7);
  CALL(C_CloseAllSessions, (1), CKR_OK, "slotID", 1);
}

}  // namespace p11trace::clients
