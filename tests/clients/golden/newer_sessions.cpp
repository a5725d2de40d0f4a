// C_LoginUser, C_SessionCancel, C_GetSessionValidationFlags.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

CK_RV give_validation_flags(CK_SESSION_HANDLE, CK_SESSION_VALIDATION_FLAGS_TYPE, CK_FLAGS* flags) {
  *flags = 0x5;
  return CKR_OK;
}

void call_login_user(const Functions_3_2& list, CK_SESSION_HANDLE session) {
  CALL(C_LoginUser, (session, CKU_USER, guarded_text("4321"), 4, guarded_text("somebody"), 8), CKR_PIN_INCORRECT,
       "hSession", session, "userType", NAMED(CKU_USER), "pPin", pin("4321"), "pUsername", sensitive_text("somebody"));
  CALL(C_LoginUser, (session, CKU_USER, nullptr, 0, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session, "userType",
       NAMED(CKU_USER), "pPin", null(), "pUsername", null());
  CALL(C_LoginUser, (session, CKU_USER, guarded_text("1234"), 4, nullptr, 3), CKR_ARGUMENTS_BAD, "hSession", session,
       "userType", NAMED(CKU_USER), "pPin", pin("1234"), "pUsername", null(3));
  CALL(C_LoginUser, (session, CKU_USER, guarded_text("1234"), 4, guarded_text("somebody"), 8), CKR_OK, "hSession",
       session, "userType", NAMED(CKU_USER), "pPin", pin("1234"), "pUsername", sensitive_text("somebody"));
}

}  // namespace

void call_newer_session_functions(const TokenModule& token, const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_session(beginning_of(list));
  call_login_user(list, session);

  CALL(C_SessionCancel, (session, CKF_MESSAGE_ENCRYPT | CKF_SIGN | CKF_EXTENSION), CKR_OK, "hSession", session, "flags",
       flag_names({NAMED_FLAG(CKF_MESSAGE_ENCRYPT), NAMED_FLAG(CKF_SIGN), NAMED_FLAG(CKF_EXTENSION)}));
  CALL(C_SessionCancel, (nobody, 0), CKR_SESSION_HANDLE_INVALID, "hSession", nobody, "flags", flag_names({}));

  auto& flags = guarded_value<CK_FLAGS>();
  CALL(C_GetSessionValidationFlags, (session, CKS_LAST_VALIDATION_OK, &flags), CKR_OK, "hSession", session, "type",
       NAMED(CKS_LAST_VALIDATION_OK), "pFlags", made(flag_names({})));
  CALL(C_GetSessionValidationFlags, (session, 0x77, &flags), CKR_ARGUMENTS_BAD, "hSession", session, "type",
       unnamed(0x77), "pFlags", unset);
  CALL(C_GetSessionValidationFlags, (session, CKS_LAST_VALIDATION_OK, nullptr), CKR_ARGUMENTS_BAD, "hSession", session,
       "type", NAMED(CKS_LAST_VALIDATION_OK), "pFlags", unwritten(null()));
  // The bits are those of the token's validation objects: the standard has no names for them.
  TOKEN(token, fake_token_call_instead)
  ("C_GetSessionValidationFlags", reinterpret_cast<void*>(give_validation_flags));
  CALL(C_GetSessionValidationFlags, (session, CKS_LAST_VALIDATION_OK, &flags), CKR_OK, "hSession", session, "type",
       NAMED(CKS_LAST_VALIDATION_OK), "pFlags", made(flag_names({}, 0x5)));
  TOKEN(token, fake_token_behave)("C_GetSessionValidationFlags");
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
