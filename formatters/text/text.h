// The text form of a call: one line, in the manner of strace. docs/text-format.md describes it.
#pragma once

#include <cstdint>
#include <string_view>

#include "formatters/call/call.h"
#include "formatters/text/line.h"

namespace p11trace::text {

struct Style {
  bool color = false;    // with escape sequences of a terminal
  bool pretty = false;   // each argument on a line of its own: then a call is several lines
  bool numbers = false;  // beside names what they stand for
};

// Writes the line of `call`, without its end. `utc_offset` is what the user's clock is ahead of UTC, in seconds.
// A call that has not returned ends in " ..." where its result would stand.
void render(const call::Call& call, std::int64_t utc_offset, Line& line, Style style = {}) noexcept;

// Only `C_Name(arguments) = CKR_NAME`.
void render_call(const call::Call& call, Line& line, Style style = {}) noexcept;

}  // namespace p11trace::text
