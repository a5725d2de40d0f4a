// What must hold of the forms of any call, whatever its record is.
#pragma once

#include <cstddef>

#include "formatters/call/call.h"

namespace p11trace::fuzz {

// Aborts if it does not, which is how libFuzzer is told.
void require(bool holds);

// That text in `room` bytes is one harmless line, and JSON one object. `room` is json::Object::least at least.
void require_sound_forms(const call::Call& call, std::size_t room);

}  // namespace p11trace::fuzz
