// What the user's clock is ahead of UTC, found without libc, whose own look at TZ happens once and is the program's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace p11trace::capture {

// The offset that a file of zoneinfo (RFC 9636, version 1 to 4) names for `time`, in seconds since 1970 UTC. Nothing if
// it cannot be read.
std::optional<std::int64_t> offset_in(std::span<const unsigned char> zone, std::int64_t time) noexcept;

// The offset of TZ, which names a file of zoneinfo or says it itself ("UTC0", "EST5"), else of /etc/localtime, in
// seconds; 0 where there is none, or TZ has a rule for summer time written out.
std::int64_t local_offset(std::int64_t time) noexcept;

}  // namespace p11trace::capture
