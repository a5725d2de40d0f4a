// HOT PATH: no locks, no allocation, no system calls but at the start, no exceptions.
#include "tracer/capture/clock.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <string_view>

#include "tracer/capture/message.h"

#ifdef __x86_64__
#include <cpuid.h>
#endif

namespace p11trace::capture {

constinit Counter counter{};

namespace {

// Long enough for the ends to be known to a millionth of it, and then to less.
constexpr std::uint64_t measured_first = 50000000;
constexpr std::uint64_t measured_again = 400000000;

// The same moment by both.
struct Moment {
  std::uint64_t ticks;
  std::uint64_t nanoseconds;
};

// Written by the thread that has `is_busy`.
constinit Moment first{};
constinit std::atomic<bool> is_busy = false;
constinit std::atomic<bool> is_trusted = false;

Moment moment() noexcept {
  Moment best{};
  std::uint64_t shortest = UINT64_MAX;
  for (int i = 0; i < 5; i++) {
    const std::uint64_t before = counter_ticks();
    const std::uint64_t clock = nanoseconds(CLOCK_MONOTONIC);
    const std::uint64_t taken = counter_ticks() - before;
    if (taken >= shortest) continue;
    shortest = taken;
    best = {before + taken / 2, clock};
  }
  return best;
}

void set(const Moment& at, std::uint64_t rate) noexcept {
  const std::uint32_t version = counter.version.load(std::memory_order_relaxed);
  counter.version.store(version + 1, std::memory_order_relaxed);
  counter.rate.store(rate, std::memory_order_release);
  counter.ticks.store(at.ticks, std::memory_order_release);
  counter.nanoseconds.store(at.nanoseconds, std::memory_order_release);
  counter.version.store(version + 2, std::memory_order_release);
}

#ifdef __x86_64__

// The kernel has compared the counters of all processors, and takes its own time from them.
bool kernel_trusts_counter() noexcept {
  char name[32] = {};
  const int fd = open("/sys/devices/system/clocksource/clocksource0/current_clocksource", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const ssize_t size = read(fd, name, sizeof name);
  close_own(fd);
  const std::string_view source(name, size > 0 ? static_cast<std::size_t>(size) : 0);
  return source == "tsc\n" || source == "kvm-clock\n" || source == "hyperv_clocksource_tsc_page\n";
}

// It runs at one rate, whatever the processor does (constant_tsc and nonstop_tsc).
bool counter_is_steady() noexcept {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  constexpr unsigned invariant = 1u << 8;
  return __get_cpuid(0x80000007, &a, &b, &c, &d) == 1 && (d & invariant) != 0;
}

// A debugger that replays programs has it raise a signal.
bool counter_can_be_read() noexcept {
  int mode = 0;
  return prctl(PR_GET_TSC, &mode) == 0 && mode == PR_TSC_ENABLE;
}

bool can_be_trusted() noexcept { return counter_is_steady() && counter_can_be_read() && kernel_trusts_counter(); }

#else

bool can_be_trusted() noexcept { return false; }

#endif

void check(const Moment& now) noexcept {
  const std::uint64_t known = counter.rate.load(std::memory_order_relaxed);
  const std::uint64_t time = elapsed(first.nanoseconds, now.nanoseconds);
  if (time < (known == 0 ? measured_first : measured_again)) return;
  const std::uint64_t ticks = elapsed(first.ticks, now.ticks);
  first = now;
  __extension__ using Wide = unsigned __int128;
  const Wide measured = ticks == 0 ? 0 : (Wide{time} << 32) / ticks;
  // Between one tick a nanosecond and sixteen; and as it was, or the machine has slept meanwhile.
  const bool is_plausible = measured >> 28 != 0 && measured >> 32 == 0;
  const auto rate = static_cast<std::uint64_t>(measured);
  const bool is_same = known == 0 || elapsed(known, rate) + elapsed(rate, known) <= known / 1000;
  set(now, is_plausible && is_same ? rate : 0);
}

}  // namespace

void prepare_clock() noexcept {
  if (!can_be_trusted()) return;
  first = moment();
  is_trusted.store(true, std::memory_order_release);
}

void begin_clock_in_child() noexcept { is_busy.store(false, std::memory_order_relaxed); }

void check_clock() noexcept {
  if (!is_trusted.load(std::memory_order_acquire) || is_busy.exchange(true, std::memory_order_acquire)) return;
  check(moment());
  is_busy.store(false, std::memory_order_release);
}

}  // namespace p11trace::capture
