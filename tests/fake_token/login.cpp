// C_Login, C_LoginUser, C_Logout, and the functions that set PINs.
#include <algorithm>

#include "tests/fake_token/own.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/two_call.h"

namespace fake_token {

namespace {

// Without a protected authentication path a PIN of NULL means nothing.
bool is_given(In pin) { return pin.data != nullptr && pin.is_good(); }

bool is_good_length(In pin) { return pin.length >= shortest_pin && pin.length <= longest_pin; }

// Before C_Sign of a key that wants its PIN each time; the session's state does not change.
CK_RV login_to_operation(const Token& token, const Session& session, In pin) {
  const bool active = std::any_of(session.operations.begin(), session.operations.end(),
                                  [](const auto& operation) { return operation.has_value(); });
  if (!active) return CKR_OPERATION_NOT_INITIALIZED;
  if (token.user != CKU_USER) return CKR_USER_NOT_LOGGED_IN;
  return pin.bytes() == token.user_pin ? CKR_OK : CKR_PIN_INCORRECT;
}

CK_RV login(Token& token, const Session& session, CK_USER_TYPE user, In pin) {
  if (user > CKU_CONTEXT_SPECIFIC) return CKR_USER_TYPE_INVALID;
  if (!is_given(pin)) return CKR_ARGUMENTS_BAD;
  if (user == CKU_CONTEXT_SPECIFIC) return login_to_operation(token, session, pin);
  if (token.user == user) return CKR_USER_ALREADY_LOGGED_IN;
  if (token.user) return CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
  const auto reads_only = [](const auto& entry) { return !entry.second.can_write(); };
  if (user == CKU_SO && std::any_of(token.sessions.begin(), token.sessions.end(), reads_only))
    return CKR_SESSION_READ_ONLY_EXISTS;
  if (pin.bytes() != (user == CKU_SO ? token.so_pin : token.user_pin)) return CKR_PIN_INCORRECT;
  token.user = user;
  return CKR_OK;
}

}  // namespace

namespace own {

CK_RV C_Login(CK_SESSION_HANDLE hSession, CK_USER_TYPE userType, CK_UTF8CHAR_PTR pPin, CK_ULONG ulPinLen) {
  return with_session(hSession, [&](Token& token, Session& session) {
    return login(token, session, userType, {pPin, ulPinLen});
  });
}

// One user is all there is: any name is his.
CK_RV C_LoginUser(CK_SESSION_HANDLE hSession, CK_USER_TYPE userType, CK_UTF8CHAR_PTR pPin, CK_ULONG ulPinLen,
                  CK_UTF8CHAR_PTR pUsername, CK_ULONG ulUsernameLen) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (!In{pUsername, ulUsernameLen}.is_good()) return CKR_ARGUMENTS_BAD;
    return login(token, session, userType, {pPin, ulPinLen});
  });
}

CK_RV C_Logout(CK_SESSION_HANDLE hSession) {
  return with_session(hSession, [](Token& token, Session&) -> CK_RV {
    if (!token.user) return CKR_USER_NOT_LOGGED_IN;
    token.user.reset();
    // Private session objects end with the login, those of the token hide.
    std::erase_if(token.objects, [](const auto& entry) {
      return entry.second.owner != CK_INVALID_HANDLE && entry.second.flag(CKA_PRIVATE);
    });
    return CKR_OK;
  });
}

// pLabel has 32 bytes, without an end of its own.
CK_RV C_InitToken(CK_SLOT_ID slotID, CK_UTF8CHAR_PTR pPin, CK_ULONG ulPinLen, CK_UTF8CHAR_PTR pLabel) {
  return with_slot(slotID, [&](Token& token) -> CK_RV {
    const In pin{pPin, ulPinLen};
    if (!is_given(pin) || pLabel == nullptr) return CKR_ARGUMENTS_BAD;
    if (!token.sessions.empty()) return CKR_SESSION_EXISTS;
    if (pin.bytes() != token.so_pin) return CKR_PIN_INCORRECT;
    token.objects.clear();
    token.label.assign(pLabel, pLabel + 32);
    return CKR_OK;
  });
}

CK_RV C_InitPIN(CK_SESSION_HANDLE hSession, CK_UTF8CHAR_PTR pPin, CK_ULONG ulPinLen) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    const In pin{pPin, ulPinLen};
    if (!is_given(pin)) return CKR_ARGUMENTS_BAD;
    if (token.user != CKU_SO) return CKR_USER_NOT_LOGGED_IN;
    if (!is_good_length(pin)) return CKR_PIN_LEN_RANGE;
    token.user_pin = pin.bytes();
    return CKR_OK;
  });
}

CK_RV C_SetPIN(CK_SESSION_HANDLE hSession, CK_UTF8CHAR_PTR pOldPin, CK_ULONG ulOldLen, CK_UTF8CHAR_PTR pNewPin,
               CK_ULONG ulNewLen) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const In old_pin{pOldPin, ulOldLen};
    const In new_pin{pNewPin, ulNewLen};
    if (!is_given(old_pin) || !is_given(new_pin)) return CKR_ARGUMENTS_BAD;
    if (!session.can_write()) return CKR_SESSION_READ_ONLY;
    Bytes& pin = token.user == CKU_SO ? token.so_pin : token.user_pin;
    if (old_pin.bytes() != pin) return CKR_PIN_INCORRECT;
    if (!is_good_length(new_pin)) return CKR_PIN_LEN_RANGE;
    pin = new_pin.bytes();
    return CKR_OK;
  });
}

}  // namespace own

}  // namespace fake_token
