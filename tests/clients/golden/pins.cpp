// C_Login, C_Logout, C_InitPIN, C_SetPIN.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

void call_as_user(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_Login, (session, CKU_USER, guarded_text("1234"), 4), CKR_OK, "hSession", session, "userType", NAMED(CKU_USER),
       "pPin", pin("1234"));
  CALL(C_Login, (session, CKU_USER, guarded_text("1234"), 4), CKR_USER_ALREADY_LOGGED_IN, "hSession", session,
       "userType", NAMED(CKU_USER), "pPin", pin("1234"));
  CALL(C_InitPIN, (session, guarded_text("5678"), 4), CKR_USER_NOT_LOGGED_IN, "hSession", session, "pPin", pin("5678"));
  CALL(C_SetPIN, (session, guarded_text("4321"), 4, guarded_text("56789"), 5), CKR_PIN_INCORRECT, "hSession", session,
       "pOldPin", pin("4321"), "pNewPin", pin("56789"));
  CALL(C_SetPIN, (session, guarded_text("1234"), 4, guarded_text("56789"), 5), CKR_OK, "hSession", session, "pOldPin",
       pin("1234"), "pNewPin", pin("56789"));
  CALL(C_SetPIN, (session, guarded_text("56789"), 5, guarded_text("1"), 1), CKR_PIN_LEN_RANGE, "hSession", session,
       "pOldPin", pin("56789"), "pNewPin", pin("1"));
  CALL(C_SetPIN, (session, nullptr, 0, nullptr, 5), CKR_ARGUMENTS_BAD, "hSession", session, "pOldPin", null(),
       "pNewPin", secret_null(5));
  CALL(C_Logout, (session), CKR_OK, "hSession", session);
  CALL(C_Logout, (session), CKR_USER_NOT_LOGGED_IN, "hSession", session);
}

void call_as_security_officer(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_Login, (session, CKU_SO, guarded_text("12345678"), 8), CKR_OK, "hSession", session, "userType", NAMED(CKU_SO),
       "pPin", pin("12345678"));
  CALL(C_InitPIN, (session, guarded_text("123"), 3), CKR_PIN_LEN_RANGE, "hSession", session, "pPin", pin("123"));
  CALL(C_InitPIN, (session, guarded_text("1234"), 4), CKR_OK, "hSession", session, "pPin", pin("1234"));
  CALL(C_InitPIN, (session, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session, "pPin", null());
}

}  // namespace

void call_pins(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  CALL(C_Login, (session, CKU_USER, guarded_text("4321"), 4), CKR_PIN_INCORRECT, "hSession", session, "userType",
       NAMED(CKU_USER), "pPin", pin("4321"));
  // A PIN to be typed in at the reader, and one with a length that nobody may believe.
  CALL(C_Login, (session, CKU_USER, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session, "userType", NAMED(CKU_USER),
       "pPin", null());
  CALL(C_Login, (session, CKU_USER, nullptr, 4), CKR_ARGUMENTS_BAD, "hSession", session, "userType", NAMED(CKU_USER),
       "pPin", secret_null(4));
  CALL(C_Login, (session, CKU_USER, guarded_text("1234"), absurd), CKR_ARGUMENTS_BAD, "hSession", session, "userType",
       NAMED(CKU_USER), "pPin", secret_not_read(absurd));
  CALL(C_Login, (session, CKU_USER, guarded_text(""), 0), CKR_PIN_INCORRECT, "hSession", session, "userType",
       NAMED(CKU_USER), "pPin", pin(""));
  CALL(C_Login, (session, 0x99, guarded_text("1234"), 4), CKR_USER_TYPE_INVALID, "hSession", session, "userType",
       unnamed(0x99), "pPin", pin("1234"));
  CALL(C_Login, (session, CKU_CONTEXT_SPECIFIC, guarded_text("1234"), 4), CKR_OPERATION_NOT_INITIALIZED, "hSession",
       session, "userType", NAMED(CKU_CONTEXT_SPECIFIC), "pPin", pin("1234"));
  call_as_user(list, session);
  call_as_security_officer(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
