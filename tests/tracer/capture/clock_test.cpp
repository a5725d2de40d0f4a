// The time of calls is the clock's, whether the clock or the processor's counter is asked for it.
#include "tracer/capture/clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/tracer/alone.h"

namespace p11trace::capture {
namespace {

using namespace std::chrono_literals;

bool uses_counter() { return counter.rate.load() != 0; }

void measure() {
  prepare_clock();
  std::this_thread::sleep_for(60ms);
  check_clock();
}

std::int64_t ahead_of_clock() {
  std::int64_t least = INT64_MAX;
  for (int i = 0; i < 20; i++) {
    const std::uint64_t clock = nanoseconds(CLOCK_MONOTONIC);
    const auto ahead = static_cast<std::int64_t>(monotonic_now() - clock);
    if (std::abs(ahead) < std::abs(least)) least = ahead;
  }
  return least;
}

// What the kernel and the processor say of it.
bool counter_can_be_trusted() {
  std::ifstream file("/sys/devices/system/clocksource/clocksource0/current_clocksource");
  std::string source;
  file >> source;
  std::ifstream processor("/proc/cpuinfo");
  const std::string flags((std::istreambuf_iterator<char>(processor)), {});
  return (source == "tsc" || source == "kvm-clock" || source == "hyperv_clocksource_tsc_page") &&
         flags.find("constant_tsc") != std::string::npos && flags.find("nonstop_tsc") != std::string::npos;
}

TEST(Clock, the_counter_is_read_where_the_kernel_reads_it) {
  alone([] {
    EXPECT_FALSE(uses_counter());
    measure();
    EXPECT_EQ(uses_counter(), counter_can_be_trusted());
  });
}

TEST(Clock, time_is_the_clocks_before_and_after_the_counter_is_measured) {
  alone([] {
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
    measure();
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
    std::this_thread::sleep_for(200ms);
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
    for (int i = 0; i < 50; i++) {
      std::this_thread::sleep_for(25ms);
      check_clock();
      EXPECT_LT(std::abs(ahead_of_clock()), 100000);
    }
  });
}

TEST(Clock, a_counter_that_was_not_measured_for_long_is_not_followed) {
  alone([] {
    measure();
    ASSERT_EQ(uses_counter(), counter_can_be_trusted());
    if (!uses_counter()) return;  // then the clock is read, and there is nothing to jump
    counter.ticks.store(counter.ticks.load() - (std::uint64_t{1} << 33));
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
    counter.ticks.store(counter.ticks.load() + (std::uint64_t{1} << 34));
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
  });
}

TEST(Clock, a_child_measures_where_its_parent_was_about_to) {
  alone([] {
    prepare_clock();
    begin_clock_in_child();
    std::this_thread::sleep_for(60ms);
    check_clock();
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
  });
}

TEST(Clock, durations_are_never_less_than_nothing) {
  EXPECT_EQ(elapsed(5, 9), 4U);
  EXPECT_EQ(elapsed(9, 5), 0U);
}

TEST(Clock, a_counter_that_has_jumped_is_measured_anew) {
  alone([] {
    measure();
    ASSERT_EQ(uses_counter(), counter_can_be_trusted());
    if (!uses_counter()) return;  // then the clock is read, and there is nothing to jump
    // As if the machine had slept: the clock stood still.
    const std::uint64_t rate = counter.rate.load();
    std::this_thread::sleep_for(1100ms);
    counter.rate.store(rate + rate / 100);
    check_clock();
    EXPECT_FALSE(uses_counter());
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
    std::this_thread::sleep_for(60ms);
    check_clock();
    EXPECT_TRUE(uses_counter());
    EXPECT_LT(std::abs(ahead_of_clock()), 100000);
  });
}

TEST(Clock, threads_that_read_while_it_is_measured_see_no_time_of_another_day) {
  alone([] {
    prepare_clock();
    std::atomic<bool> is_over = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; i++)
      threads.emplace_back([&] {
        std::uint64_t before = monotonic_now();
        while (!is_over) {
          const std::uint64_t now = monotonic_now();
          // Some nanoseconds, and a thread that waits for a processor.
          ASSERT_LT(elapsed(now, before), 1000000U);
          before = now;
        }
      });
    const auto end = std::chrono::steady_clock::now() + 300ms;
    while (std::chrono::steady_clock::now() < end) check_clock();
    is_over = true;
    for (std::thread& thread : threads) thread.join();
  });
}

}  // namespace
}  // namespace p11trace::capture
