// Values as JSON.
#pragma once

#include "formatters/call/call.h"
#include "formatters/json/object.h"

namespace p11trace::json {

// What the caller passed, or what came back.
enum class Side : std::uint8_t { in, out };

// docs/json-format.md says what each kind of value looks like.
void add_value(const call::Value& value, Side side, Object& object) noexcept;

}  // namespace p11trace::json
