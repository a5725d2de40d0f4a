// Calls that a filter makes of its own: they go to the module through what is left of the chain behind the filters of
// managed modules.
#pragma once

#include "tracer/chain/invocation.h"

namespace p11trace::chain {

// `by` is the call that makes them necessary.
CK_RV close_session(const Invocation& by, CK_SESSION_HANDLE session);
// Answers whether the module knows the slot.
CK_RV get_slot_info(const Invocation& by, CK_SLOT_ID slot);

}  // namespace p11trace::chain
