// C_OpenSession ... C_GetSessionInfo, C_SessionCancel, C_GetSessionValidationFlags.
#include "tests/fake_token/own.h"
#include "tests/fake_token/token.h"

namespace fake_token {

namespace {

CK_STATE state_of(const Token& token, const Session& session) {
  if (token.user == CKU_SO) return CKS_RW_SO_FUNCTIONS;
  if (token.user == CKU_USER) return session.can_write() ? CKS_RW_USER_FUNCTIONS : CKS_RO_USER_FUNCTIONS;
  return session.can_write() ? CKS_RW_PUBLIC_SESSION : CKS_RO_PUBLIC_SESSION;
}

// C_SessionCancel names operations by the flags of mechanisms.
struct Cancel {
  CK_FLAGS flag;
  Kind kind;
};

constexpr Cancel cancels[] = {
    {CKF_ENCRYPT, Kind::encrypt},
    {CKF_DECRYPT, Kind::decrypt},
    {CKF_DIGEST, Kind::digest},
    {CKF_SIGN, Kind::sign},
    {CKF_SIGN_RECOVER, Kind::sign_recover},
    {CKF_VERIFY, Kind::verify},
    {CKF_VERIFY, Kind::verify_signature},
    {CKF_VERIFY_RECOVER, Kind::verify_recover},
    {CKF_MESSAGE_ENCRYPT, Kind::message_encrypt},
    {CKF_MESSAGE_DECRYPT, Kind::message_decrypt},
    {CKF_MESSAGE_SIGN, Kind::message_sign},
    {CKF_MESSAGE_VERIFY, Kind::message_verify},
};

}  // namespace

namespace own {

CK_RV C_OpenSession(CK_SLOT_ID slotID, CK_FLAGS flags, CK_VOID_PTR, CK_NOTIFY, CK_SESSION_HANDLE_PTR phSession) {
  return with_slot(slotID, [&](Token& token) -> CK_RV {
    if (phSession == nullptr) return CKR_ARGUMENTS_BAD;
    if ((flags & CKF_SERIAL_SESSION) == 0) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
    if (token.user == CKU_SO && (flags & CKF_RW_SESSION) == 0) return CKR_SESSION_READ_WRITE_SO_EXISTS;
    const CK_SESSION_HANDLE handle = token.next_session++;
    Session& session = token.sessions[handle];
    session.handle = handle;
    session.flags = flags;
    *phSession = handle;
    return CKR_OK;
  });
}

CK_RV C_CloseSession(CK_SESSION_HANDLE hSession) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    token.close(hSession);
    return CKR_OK;
  });
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slotID) {
  return with_slot(slotID, [](Token& token) -> CK_RV {
    while (!token.sessions.empty()) token.close(token.sessions.begin()->first);
    return CKR_OK;
  });
}

CK_RV C_GetSessionInfo(CK_SESSION_HANDLE hSession, CK_SESSION_INFO_PTR pInfo) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (pInfo == nullptr) return CKR_ARGUMENTS_BAD;
    *pInfo = {token_slot, state_of(token, session), session.flags, 0};
    return CKR_OK;
  });
}

CK_RV C_SessionCancel(CK_SESSION_HANDLE hSession, CK_FLAGS flags) {
  return with_session(hSession, [&](Token&, Session& session) -> CK_RV {
    for (const Cancel& cancel : cancels)
      if ((flags & cancel.flag) != 0) session.operation(cancel.kind).reset();
    if ((flags & CKF_FIND_OBJECTS) != 0) session.search.reset();
    return CKR_OK;
  });
}

CK_RV C_GetSessionValidationFlags(CK_SESSION_HANDLE hSession, CK_SESSION_VALIDATION_FLAGS_TYPE type,
                                  CK_FLAGS_PTR pFlags) {
  return with_session(hSession, [&](Token&, Session&) -> CK_RV {
    if (pFlags == nullptr || type != CKS_LAST_VALIDATION_OK) return CKR_ARGUMENTS_BAD;
    *pFlags = 0;  // nobody has validated this
    return CKR_OK;
  });
}

}  // namespace own

}  // namespace fake_token
