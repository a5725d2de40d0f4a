// Values as text.
#pragma once

#include "formatters/call/call.h"
#include "formatters/text/line.h"

namespace p11trace::text {

void add_value(const call::Value& value, Line& line) noexcept;

// What a call wrote, beside what it had been given to write into. `too_small` is whether it answered that the room does
// not suffice.
void add_answer(const call::Value& in, const call::Value& out, bool too_small, Line& line) noexcept;

}  // namespace p11trace::text
