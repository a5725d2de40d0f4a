// Every call is logged in JSON as its caller expects it, whatever the settings.
#include <gtest/gtest.h>

#include "tests/clients/golden_comparison.h"

namespace p11trace::clients {
namespace {

GoldenJson compare_in_json(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
  GoldenJson golden = compare_json("golden_client", words, environment);
  EXPECT_GT(golden.expected.size(), 500U);
  return golden;
}

TEST(GoldenJson, every_call_is_logged_as_its_caller_expects_it) {
  const GoldenJson golden = compare_in_json({}, {});
  EXPECT_EQ(golden.log.notes.size(), 1U);  // the vendor's interface, at the end
  EXPECT_GT(golden.fingerprints.size(), 20U);
}

TEST(GoldenJson, bytes_and_items_are_cut_where_the_settings_say) {
  compare_in_json({"bytes=8", "items=2"}, {"P11TRACE_BYTES=8", "P11TRACE_ITEMS=2"});
}

TEST(GoldenJson, numbers_are_whole_where_fewer_bytes_are_shown_than_they_have) {
  compare_in_json({"bytes=4", "items=all"}, {"P11TRACE_BYTES=4", "P11TRACE_ITEMS=all"});
}

TEST(GoldenJson, whole_bytes_and_items_are_shown_if_the_settings_say_so) {
  compare_in_json({"bytes=all", "items=all", "show=data"},
                  {"P11TRACE_BYTES=all", "P11TRACE_ITEMS=all", "P11TRACE_SHOW=data"});
}

TEST(GoldenJson, data_is_shown_if_asked_for_and_the_log_says_so) {
  const GoldenJson golden = compare_in_json({"show=data"}, {"P11TRACE_SHOW=data"});
  EXPECT_EQ(golden.log.notes.at(0), "this log shows data (show=data)");
  EXPECT_TRUE(golden.fingerprints.empty());
}

TEST(GoldenJson, secrets_are_shown_if_asked_for_and_the_log_says_so) {
  const GoldenJson golden = compare_in_json({"show=secrets"}, {"P11TRACE_SHOW=secrets"});
  EXPECT_TRUE(golden.log.notes.at(0).starts_with("this log shows data and SECRETS"));
}

TEST(GoldenJson, a_line_before_each_call_has_what_is_known_by_then) {
  const GoldenJson golden = compare_in_json({"entry"}, {"P11TRACE_LOG_ENTRY=yes"});
  for (std::size_t i = 0; i < golden.log.lines.size(); ++i) {
    EXPECT_EQ(golden.log.lines[i].returned, i % 2 == 1) << "line " << i + 1;
    EXPECT_EQ(golden.log.lines[i].sequence, i / 2 + 1) << "line " << i + 1;
    if (i % 2 == 0) continue;
    EXPECT_GE(golden.log.lines[i].time, golden.log.lines[i - 1].time) << "line " << i + 1;
    EXPECT_EQ(golden.log.lines[i].caller, golden.log.lines[i - 1].caller) << "line " << i + 1;
  }
}

TEST(GoldenJson, secrets_stay_hidden_before_a_call_as_after_it) {
  compare_in_json({"entry", "show=secrets", "bytes=8"},
                  {"P11TRACE_LOG_ENTRY=yes", "P11TRACE_SHOW=secrets", "P11TRACE_BYTES=8"});
}

TEST(GoldenJson, every_line_has_its_place_among_the_calls_of_its_process) {
  const GoldenJson golden = compare_in_json({}, {});
  std::string last_time;
  for (std::size_t i = 0; i < golden.log.lines.size(); ++i) {
    const JsonLine& line = golden.log.lines[i];
    EXPECT_EQ(line.sequence, i + 1);
    EXPECT_EQ(line.process, golden.run.process);
    EXPECT_EQ(line.thread, golden.run.process);
    EXPECT_EQ(line.module, "fake-token");
    EXPECT_NE(line.caller, 0U);
    EXPECT_TRUE(line.returned);
    EXPECT_GE(line.time, last_time);
    last_time = line.time;
  }
}

}  // namespace
}  // namespace p11trace::clients
