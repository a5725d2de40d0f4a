// The newest function list of a module, by a call that is expected in the log.
#pragma once

#include "tests/clients/token_module.h"

namespace p11trace::clients {

const CK_FUNCTION_LIST_3_2& newest_list(const TokenModule& token);

}  // namespace p11trace::clients
