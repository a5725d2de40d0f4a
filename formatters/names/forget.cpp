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

void HandleNames::change_login(const Call& call, Party party, Login login) noexcept {
  KnownSession session;
  if (!sessions_.find({party.module, number_in(call, Role::session)}, session)) return;
  tokens_.learn({party.module, session.slot}, call.time + call.duration,
                [&](KnownToken& token, bool) { token.login = login; });
  if (login != Login::nobody) return;
  // Handles of private objects end (PKCS#11 5.6.10). Which are private is known of few: of keys the public ones are not.
  objects_.forget_all(party.module, call.time, [](const KnownObject& object) {
    return !object.has_class || (object.object_class != CKO_PUBLIC_KEY && object.object_class != CKO_CERTIFICATE);
  });
}

// The last session of a token that closes takes the login along (PKCS#11 5.6.2).
void HandleNames::end_login_without_sessions(Party party, std::uint64_t slot, std::uint64_t at) noexcept {
  KnownToken token;
  if (!tokens_.find({party.module, slot}, token) || token.login == Login::unknown) return;
  if (sessions_.any(party.module, [&](const KnownSession& session) { return session.slot == slot; })) return;
  tokens_.learn({party.module, slot}, at, [](KnownToken& known, bool) { known.login = Login::unknown; });
}

void HandleNames::end_session(const Call& call, Party party, std::uint64_t session) noexcept {
  KnownSession known;
  const bool is_known = sessions_.find({party.module, session}, known);
  sessions_.forget({party.module, session}, call.time);
  searches_.forget({party.module, session}, call.time);
  objects_.forget_all(party.module, call.time, [&](const KnownObject& object) { return object.session == session; });
  if (is_known) end_login_without_sessions(party, known.slot, call.time + call.duration);
}

void HandleNames::end_sessions_of(const Call& call, Party party, std::uint64_t slot) noexcept {
  sessions_.forget_all(party.module, call.time, [&](const KnownSession& session) {
    return session.slot == slot && session.caller == party.caller;
  });
  objects_.forget_all(party.module, call.time,
                      [&](const KnownObject& object) { return object.session != 0 && object.caller == party.caller; });
  end_login_without_sessions(party, slot, call.time + call.duration);
}

void HandleNames::end_everything(const Call& call, Party party) noexcept {
  const auto is_callers = [&](const auto& known) { return known.caller == party.caller; };
  sessions_.forget_all(party.module, call.time, is_callers);
  searches_.forget_all(party.module, call.time, is_callers);
  objects_.forget_all(party.module, call.time, is_callers);
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
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
      if (const call::Argument* const slot = argument_of(call, Role::slot); slot != nullptr)
        tokens_.forget({party.module, slot->in->number}, call.time);
      return;
    // The handle is nobody's, or the token is gone and all sessions with it.
    case CKR_DEVICE_REMOVED:
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
      if (const call::Argument* const session = argument_of(call, Role::session); session != nullptr)
        end_session(call, party, session->in->number);
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
    if (slot != nullptr && slot->out != nullptr) tokens_.forget({party.module, slot->out->number}, call.time);
  } else if (function == C_Initialize || function == C_Finalize) {
    end_everything(call, party);
  }
}

}  // namespace p11trace::names
