// HOT PATH: no locks, no allocation, no exceptions. The kernel's clock is read through the vDSO, without a system call.
// The times of calls, in nanoseconds. They are CLOCK_MONOTONIC's; where the processor's counter can be trusted it is
// measured against that clock, and then read in its place, which takes less time.
#pragma once

#include <atomic>
#include <cstdint>
#include <ctime>

namespace p11trace::capture {

inline std::uint64_t nanoseconds(clockid_t clock) noexcept {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1000000000u + static_cast<std::uint64_t>(time.tv_nsec);
}

// Since 1970 UTC; may be set.
inline std::uint64_t realtime_now() noexcept { return nanoseconds(CLOCK_REALTIME); }

// What the processor's counter means, as it was measured.
struct Counter {
  std::atomic<std::uint32_t> version{0};      // odd while the rest is written
  std::atomic<std::uint64_t> rate{0};         // nanoseconds a tick, less than one, times 2^32; 0 while it is not known
  std::atomic<std::uint64_t> ticks{0};        // when
  std::atomic<std::uint64_t> nanoseconds{0};  // the clock said this
};
extern constinit Counter counter;

inline std::uint64_t counter_ticks() noexcept {
#ifdef __x86_64__
  return __builtin_ia32_rdtsc();
#else
  return 0;
#endif
}

// Goes back by some nanoseconds at most, when the counter has been measured; its zero is anywhere.
inline std::uint64_t monotonic_now() noexcept {
  const std::uint32_t version = counter.version.load(std::memory_order_acquire);
  const std::uint64_t rate = counter.rate.load(std::memory_order_acquire);
  if (rate != 0) {
    // Not for long, so that a counter that has jumped, or a clock that was slewed, is not followed.
    constexpr std::uint64_t most_ticks = std::uint64_t{1} << 32;
    const std::uint64_t ticks = counter_ticks() - counter.ticks.load(std::memory_order_acquire);
    const std::uint64_t since = counter.nanoseconds.load(std::memory_order_acquire);
    if (ticks < most_ticks && counter.version.load(std::memory_order_relaxed) == version && version % 2 == 0)
      return since + (ticks * rate >> 32);
  }
  return nanoseconds(CLOCK_MONOTONIC);
}

// From one monotonic_now() to a later one.
inline std::uint64_t elapsed(std::uint64_t start, std::uint64_t end) noexcept { return end > start ? end - start : 0; }

// Once, before the first call is timed: looks whether the counter can be trusted. Reads a file of the kernel's.
void prepare_clock() noexcept;

// Now and then, some hundredths of a second apart: measures the counter, and begins to use it, or gives it up until it
// has been measured anew. What monotonic_now() said before may be a little off from what it says then. Any thread; of
// several that come at once one does it.
void check_clock() noexcept;

// In a child process: whoever measured in the parent is not here.
void begin_clock_in_child() noexcept;

}  // namespace p11trace::capture
