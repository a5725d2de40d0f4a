// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What a call that has returned ends.
#include "formatters/names/arguments.h"
#include "formatters/names/handle_names.h"

namespace p11trace::names {

using call::Call;
using pkcs11::Role;
using enum pkcs11::Function;

namespace {

constexpr bool changes_login(pkcs11::Function function) noexcept {
  return function == C_Login || function == C_LoginUser || function == C_Logout;
}

constexpr bool ends_handles(pkcs11::Function function) noexcept {
  return function == C_Initialize || function == C_Finalize || function == C_InitToken || function == C_CloseSession ||
         function == C_CloseAllSessions || function == C_DestroyObject || function == C_WaitForSlotEvent;
}

}  // namespace

bool tells_of_handles(pkcs11::Function function) noexcept {
  if (changes_login(function) || ends_handles(function) || function == C_SetAttributeValue ||
      function == C_FindObjectsInit)
    return true;
  for (const pkcs11::Argument& argument : pkcs11::functions[pkcs11::index_of(function)].arguments)
    if (argument.role == Role::session_out || argument.role == Role::object_out || argument.role == Role::objects_out)
      return true;
  return false;
}

// Handles of private objects end with the login (PKCS#11 5.6.10). Which are private is known of few.
void HandleNames::end_private_objects(Party party, std::uint64_t before) noexcept {
  objects_.forget_all(party.module, before, [](const KnownObject& object) { return !object.is_public(); });
}

void HandleNames::change_login(const Call& call, Party party, Login login) noexcept {
  if (login == Login::nobody || login == Login::unknown) end_private_objects(party, call.time);
  KnownSession session;
  if (sessions_.find({party.module, number_in(call, Role::session)}, session))
    tokens_.learn({party.module, session.slot}, call.time + call.duration,
                  [&](KnownToken& token, bool) { token.login = login; });
  else  // some token's
    tokens_.change_all(party.module, [](KnownToken& token) { token.login = Login::unknown; });
}

// The last session of a token that closes takes the login along (PKCS#11 5.6.2).
void HandleNames::end_login_without_sessions(const Call& call, Party party, std::uint64_t slot) noexcept {
  KnownToken token;
  if (!tokens_.find({party.module, slot}, token) || token.login == Login::unknown) return;
  if (sessions_.any(party.module, [&](const KnownSession& session) { return session.slot == slot; })) return;
  tokens_.learn({party.module, slot}, call.time + call.duration,
                [](KnownToken& known, bool) { known.login = Login::unknown; });
  end_private_objects(party, call.time);
}

void HandleNames::end_session(const Call& call, Party party, std::uint64_t session) noexcept {
  KnownSession known;
  const bool is_known = sessions_.find({party.module, session}, known);
  // A caller's call does not end another's session.
  if (is_known && known.caller != 0 && known.caller != party.caller) return;
  sessions_.forget({party.module, session}, call.time);
  searches_.forget({party.module, session}, call.time);
  if (KnownOfSession its; of_sessions_.find({party.module, session}, its)) {
    const auto is_its = [&](const KnownObject& object) { return object.session == session; };
    if (its.count > KnownOfSession::most) objects_.forget_all(party.module, call.time, is_its);
    else
      for (std::size_t i = 0; i < its.count; i++) objects_.forget_if({party.module, its.objects[i]}, call.time, is_its);
    of_sessions_.forget({party.module, session}, call.time);
  }
  if (is_known) end_login_without_sessions(call, party, known.slot);
}

void HandleNames::end_sessions_of(const Call& call, Party party, std::uint64_t slot) noexcept {
  const auto is_callers = [&](const auto& known) { return known.caller == 0 || known.caller == party.caller; };
  sessions_.forget_all(party.module, call.time,
                       [&](const KnownSession& session) { return session.slot == slot && is_callers(session); });
  objects_.forget_all(party.module, call.time,
                      [&](const KnownObject& object) { return object.session != 0 && is_callers(object); });
  end_login_without_sessions(call, party, slot);
}

// It was taken out, or is another one now: whose the objects are is not known.
void HandleNames::end_token(const Call& call, Party party, std::uint64_t slot) noexcept {
  tokens_.forget({party.module, slot}, call.time);
  sessions_.forget_all(party.module, call.time, [&](const KnownSession& session) { return session.slot == slot; });
  objects_.forget_all(party.module, call.time, [](const KnownObject&) { return true; });
}

// The one that the call was for.
void HandleNames::end_token_of(const Call& call, Party party) noexcept {
  if (const call::Argument* const slot = argument_of(call, Role::slot); slot != nullptr)
    return end_token(call, party, slot->in->number);
  KnownSession session;
  if (sessions_.find({party.module, number_in(call, Role::session)}, session))
    return end_token(call, party, session.slot);
  end_everything(call, {party.module, 0});
}

// What a caller has of a module, and what is not known to be another's. Without callers to keep apart, all of it.
void HandleNames::end_everything(const Call& call, Party party) noexcept {
  const auto is_over = [&](const auto& known) {
    return party.caller == 0 || known.caller == 0 || known.caller == party.caller;
  };
  sessions_.forget_all(party.module, call.time, is_over);
  searches_.forget_all(party.module, call.time, is_over);
  of_sessions_.forget_all(party.module, call.time, is_over);
  objects_.forget_all(party.module, call.time, is_over);
  // Tokens may be taken out and put in while nobody looks, and logins end.
  tokens_.forget_all(party.module, call.time, [](const KnownToken&) { return true; });
}

void HandleNames::forget(const Call& call, Party party) noexcept {
  if (!call.returned) return;
  const pkcs11::Function function = call.function->id;
  switch (call.return_value) {
    case CKR_OK:
      if (!changes_login(function) && !ends_handles(function)) return;
      break;
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
      return end_token_of(call, party);
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
      if (const call::Argument* const session = argument_of(call, Role::session); session != nullptr)
        end_session(call, party, session->in->number);
      return;
    case CKR_USER_NOT_LOGGED_IN:
      return change_login(call, party, Login::unknown);
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_UNWRAPPING_KEY_HANDLE_INVALID:
    case CKR_WRAPPING_KEY_HANDLE_INVALID:
      // One of them is no object any more.
      for (unsigned i = 0; const call::Argument* const object = argument_of(call, Role::object, i); i++)
        objects_.forget({party.module, object->in->number}, call.time);
      return;
    default:
      return;
  }
  if (function == C_Login || function == C_LoginUser) {
    const std::uint64_t user = number_in(call, Role::constant, CKU_CONTEXT_SPECIFIC);
    if (user == CKU_USER) change_login(call, party, Login::user);
    if (user == CKU_SO) change_login(call, party, Login::security_officer);
  } else if (function == C_Logout) {
    change_login(call, party, Login::nobody);
  } else if (function == C_CloseSession) {
    end_session(call, party, number_in(call, Role::session));
  } else if (function == C_CloseAllSessions) {
    end_sessions_of(call, party, number_in(call, Role::slot));
  } else if (function == C_DestroyObject) {
    objects_.forget({party.module, number_in(call, Role::object)}, call.time);
  } else if (function == C_InitToken) {
    objects_.forget_all(party.module, call.time, [](const KnownObject&) { return true; });
  } else if (function == C_WaitForSlotEvent) {
    // A token has come, or gone.
    const call::Argument* const slot = argument_of(call, Role::slot_out);
    if (slot != nullptr && slot->out != nullptr) end_token(call, party, slot->out->number);
  } else if (function == C_Initialize || function == C_Finalize) {
    end_everything(call, party);
  }
}

}  // namespace p11trace::names
