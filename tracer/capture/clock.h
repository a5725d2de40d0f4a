// HOT PATH: no locks, no allocation, no exceptions. The clock is read through the vDSO, without a system call.
// The times of calls, in nanoseconds.
#pragma once

#include <cstdint>
#include <ctime>

namespace p11trace::capture {

inline std::uint64_t nanoseconds(clockid_t clock) noexcept {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1000000000u + static_cast<std::uint64_t>(time.tv_nsec);
}

// Never goes back; its zero is anywhere.
inline std::uint64_t monotonic_now() noexcept { return nanoseconds(CLOCK_MONOTONIC); }
// Since 1970 UTC; may be set.
inline std::uint64_t realtime_now() noexcept { return nanoseconds(CLOCK_REALTIME); }

}  // namespace p11trace::capture
