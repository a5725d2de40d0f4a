// The user's time zone is found as libc finds it, and libc is left to the program.
#include "tracer/capture/time_zone.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "tests/tracer/alone.h"

namespace p11trace::capture {
namespace {

// What libc says, in a process of its own.
void expect_as_libc(const char* zone, std::int64_t time) {
  alone([=] {
    setenv("TZ", zone, 1);
    const std::int64_t ours = local_offset(time);
    const std::time_t seconds = time;
    std::tm local{};
    localtime_r(&seconds, &local);
    EXPECT_EQ(ours, local.tm_gmtoff) << zone << " at " << time;
  });
}

TEST(TimeZone, of_a_named_zone_is_what_libc_says_in_summer_and_winter) {
  for (const char* zone :
       {"Europe/Berlin", ":Asia/Tokyo", "America/New_York", "UTC", "/usr/share/zoneinfo/Asia/Kolkata"})
    for (const std::int64_t time : {0L, 1000000000L, 1751328000L, 1767225600L}) expect_as_libc(zone, time);
}

TEST(TimeZone, that_says_its_offset_itself_is_read) {
  for (const char* zone : {"UTC0", "EST5", "CET-1", "<+0330>-3:30", "<-02>2"}) expect_as_libc(zone, 1751328000);
}

TEST(TimeZone, of_a_name_that_is_none_is_utc) {
  for (const char* zone : {"", "Nowhere/At_all", "../../etc/passwd"}) expect_as_libc(zone, 1751328000);
}

TEST(TimeZone, in_a_broken_file_is_none) {
  EXPECT_FALSE(offset_in({}, 0));
  std::vector<unsigned char> file(44, 0);
  EXPECT_FALSE(offset_in(file, 0));
  const char magic[] = "TZif";
  std::copy(magic, magic + 4, file.begin());
  EXPECT_FALSE(offset_in(file, 0));
  file[39] = 1;  // a type that is not there
  EXPECT_FALSE(offset_in(file, 0));
  for (std::size_t i = 20; i < 44; i++) file[i] = 0xff;
  EXPECT_FALSE(offset_in(file, 0));
}

TEST(TimeZone, of_the_program_is_what_it_sets_later) {
  alone([] {
    local_offset(0);
    setenv("TZ", "Asia/Tokyo", 1);
    const std::time_t zero = 0;
    std::tm local{};
    localtime_r(&zero, &local);
    EXPECT_EQ(local.tm_hour, 9);
  });
}

}  // namespace
}  // namespace p11trace::capture
