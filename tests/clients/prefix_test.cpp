// What stands before each call: when it was made, and how long it took.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"
#include "tests/tools/p11trace/spawn.h"

namespace p11trace::clients {
namespace {

constexpr unsigned long day = 86400UL * 1000000;

// Microseconds of the day, this many minutes east of Greenwich.
unsigned long time_of_day(long minutes_east) {
  using std::chrono::microseconds;
  const auto now =
      std::chrono::duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return (static_cast<unsigned long>(now) + day + static_cast<unsigned long>(minutes_east * 60000000L)) % day;
}

void expect_local_time(const std::string& zone, long minutes_east) {
  const unsigned long before = time_of_day(minutes_east);
  const ClientRun run = run_client_well("golden_client", {fake_token()}, {{"TZ=" + zone}});
  const unsigned long length = (time_of_day(minutes_east) + day - before) % day;
  unsigned long last = 0;
  for (const LogLine& line : parse_log(run.log).lines) {
    // Counted from the beginning, for it may be midnight.
    const unsigned long time = (line.time_of_day + day - before) % day;
    EXPECT_LE(last, time + 1);
    EXPECT_LE(time, length) << line.time;
    last = time;
  }
  EXPECT_GT(last, 0U);
}

TEST(Prefix, the_time_is_that_of_the_users_clock) {
  expect_local_time("EAST-5:30", 330);
  expect_local_time("WEST+9:45", -585);
  expect_local_time("UTC0", 0);
}

double duration_with_delay(unsigned long nanoseconds) {
  const TemporaryDirectory directory;
  const std::string script = directory.path() / "script";
  test::write_file(script, "C_GetInfo delay " + std::to_string(nanoseconds) + "\n");
  const ClientRun run =
      run_client_well("threads_client", {"modules_in_turn", fake_token()}, {{"FAKE_TOKEN_SCRIPT=" + script}});
  for (const LogLine& line : parse_log(run.log).lines)
    if (line.call.starts_with("C_GetInfo(")) return line.duration;
  return 0;
}

TEST(Prefix, the_duration_is_that_of_the_call) {
  for (const unsigned long nanoseconds : {2000UL, 50000UL, 30000000UL, 1200000000UL}) {
    const double duration = duration_with_delay(nanoseconds);
    // One digit less than is shown.
    EXPECT_GE(duration, static_cast<double>(nanoseconds) * 0.999e-9);
    EXPECT_LT(duration, static_cast<double>(nanoseconds) * 1e-9 + 10);
  }
}

}  // namespace
}  // namespace p11trace::clients
