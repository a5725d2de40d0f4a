// The JSON form of a call: one object a line. docs/json-format.md describes it, and schema.json.
#pragma once

#include <span>
#include <string_view>

#include "formatters/call/call.h"

namespace p11trace::json {

// Writes the line of `call`, with its end, into `memory`, which has at least Object::least bytes and stays the
// caller's. Whatever its size, the line is one whole object; `"cut":true` says that it lacks something.
std::string_view render(const call::Call& call, std::span<char> memory) noexcept;

}  // namespace p11trace::json
