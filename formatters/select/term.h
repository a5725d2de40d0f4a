// One term of a selector, without its `!`.
#pragma once

#include "formatters/select/selector.h"

namespace p11trace::select {

// The functions that are meant by the term; for a term without meaning a problem, and no functions.
Selection parse_term(std::string_view term);

}  // namespace p11trace::select
