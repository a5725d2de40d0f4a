// What the user is told beside the log.
#pragma once

#include <string_view>

namespace p11trace::capture {

// Remembers what standard error is now, which programs close and open anew for purposes of their own.
void note_standard_error() noexcept;

// Says `text` on standard error, if that is still the one that was noted. errno changes.
void say(std::string_view text) noexcept;

}  // namespace p11trace::capture
