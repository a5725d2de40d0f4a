// Closing what a caller has open, one session after the other.
#include "tracer/filters/sessions.h"

namespace p11trace::filters {

CK_RV Sessions::take_back(chain::Invocation& call, CK_SESSION_HANDLE session, CK_RV reason) {
  chain::close_session(call, session);
  return reason;
}

CK_RV Sessions::close_all(chain::Invocation& call, managed::Caller& caller) {
  managed::SharedModule& module = caller.module();
  const CK_SLOT_ID slot = call.slots[0];
  managed::SessionTable failed;
  CK_RV result = CKR_OK;
  bool any = false;
  for (CK_SESSION_HANDLE session; module.take_session_on(caller, slot, session); any = true) {
    const CK_RV closed = chain::close_session(call, session);
    if (closed == CKR_OK || closed == CKR_SESSION_HANDLE_INVALID) continue;
    // It stays the caller's, which is told of the first failure.
    if (result == CKR_OK) result = closed;
    failed.insert(session, slot);
  }
  while (const auto session = failed.take_any()) module.keep_session(caller, *session, slot);
  // Nobody has sessions on a slot that does not exist, and only the module knows which do.
  return any ? result : chain::get_slot_info(call, slot);
}

}  // namespace p11trace::filters
