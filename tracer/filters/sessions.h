// The filter that keeps the sessions of a shared module's callers apart: a caller closes its own sessions and no other's.
#pragma once

#include "tracer/chain/inner_calls.h"
#include "tracer/chain/invocation.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::filters {

class Sessions {
 public:
  static constexpr bool handles(pkcs11::Function function) noexcept {
    using enum pkcs11::Function;
    return function == C_OpenSession || function == C_CloseSession || function == C_CloseAllSessions;
  }
  static bool wants(const chain::Wrapper& wrapper, pkcs11::Function) noexcept { return wrapper.caller != nullptr; }

  template <pkcs11::Function F, class Next>
  static CK_RV run(chain::Invocation& call, Next next) {
    managed::Caller& caller = *call.wrapper.caller;
    if (!caller.is_initialized()) return CKR_CRYPTOKI_NOT_INITIALIZED;
    if constexpr (F == pkcs11::Function::C_OpenSession) return open(call, caller, next);
    else if constexpr (F == pkcs11::Function::C_CloseSession) return close(call, caller, next);
    else return close_all(call, caller);
  }

 private:
  template <class Next>
  static CK_RV open(chain::Invocation& call, managed::Caller& caller, Next next) {
    const std::uint64_t visit = caller.visit();
    const CK_RV result = next();
    const auto* session = reinterpret_cast<const CK_SESSION_HANDLE*>(call.slots[4]);
    if (result != CKR_OK || session == nullptr) return result;
    const auto added = caller.module().add_session(caller, visit, *session, call.slots[0]);
    return added == CKR_OK ? CKR_OK : take_back(call, *session, added);
  }

  template <class Next>
  static CK_RV close(chain::Invocation& call, managed::Caller& caller, Next next) {
    // Out of the table first: once it is closed, the module may give its number to another session at once.
    CK_SLOT_ID slot = 0;
    if (!caller.module().take_session(caller, call.slots[0], slot)) return CKR_SESSION_HANDLE_INVALID;
    const CK_RV result = next();
    if (result != CKR_OK && result != CKR_SESSION_HANDLE_INVALID)
      caller.module().keep_session(caller, call.slots[0], slot);
    return result;
  }

  static CK_RV close_all(chain::Invocation& call, managed::Caller& caller);
  // Closes a session that cannot be kept, and answers why.
  static CK_RV take_back(chain::Invocation& call, CK_SESSION_HANDLE session, CK_RV reason);
};

}  // namespace p11trace::filters
