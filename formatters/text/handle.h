// What is known of a handle, as text.
#pragma once

#include "formatters/call/call.h"
#include "formatters/text/line.h"

namespace p11trace::text {

// Behind the number of a session, slot or object; nothing where nothing is known.
void add_handle_name(const call::Value& handle, Line& line) noexcept;

}  // namespace p11trace::text
