// Every call is logged as its caller expects it, whatever the settings.
#include <gtest/gtest.h>

#include <set>

#include "formatters/pkcs11/pkcs11.h"
#include "tests/clients/golden_comparison.h"

namespace p11trace::clients {
namespace {

Golden compare(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
  Golden golden = compare_text("golden_client", words, environment);
  EXPECT_GT(golden.expected.size(), 500U);
  return golden;
}

TEST(Golden, every_call_is_logged_as_its_caller_expects_it) {
  const Golden golden = compare({}, {});
  EXPECT_EQ(golden.log.remarks.size(), 1U);  // the vendor's interface, at the end
  EXPECT_GT(golden.fingerprints.size(), 20U);
}

TEST(Golden, bytes_and_items_are_cut_where_the_settings_say) {
  compare({"bytes=8", "items=2"}, {"P11TRACE_BYTES=8", "P11TRACE_ITEMS=2"});
}

TEST(Golden, numbers_are_whole_where_fewer_bytes_are_shown_than_they_have) {
  compare({"bytes=4", "items=all"}, {"P11TRACE_BYTES=4", "P11TRACE_ITEMS=all"});
}

TEST(Golden, whole_bytes_and_items_are_shown_if_the_settings_say_so) {
  compare({"bytes=all", "items=all", "show=data"}, {"P11TRACE_BYTES=all", "P11TRACE_ITEMS=all", "P11TRACE_SHOW=data"});
}

TEST(Golden, data_is_shown_if_asked_for_and_the_log_says_so) {
  const Golden golden = compare({"show=data"}, {"P11TRACE_SHOW=data"});
  EXPECT_TRUE(golden.run.log.starts_with("# p11trace: this log shows data (show=data)\n"));
  EXPECT_TRUE(golden.fingerprints.empty());
}

TEST(Golden, secrets_are_shown_if_asked_for_and_the_log_says_so) {
  const Golden golden = compare({"show=secrets"}, {"P11TRACE_SHOW=secrets"});
  EXPECT_TRUE(golden.run.log.starts_with("# p11trace: this log shows data and SECRETS"));
}

TEST(Golden, a_line_before_each_call_has_what_is_known_by_then) {
  const Golden golden = compare({"entry"}, {"P11TRACE_LOG_ENTRY=yes"});
  for (std::size_t i = 0; i < golden.log.lines.size(); ++i)
    EXPECT_EQ(golden.log.lines[i].returned, i % 2 == 1) << "line " << i + 1;
}

TEST(Golden, secrets_stay_hidden_before_a_call_as_after_it) {
  compare({"entry", "show=secrets", "bytes=8"},
          {"P11TRACE_LOG_ENTRY=yes", "P11TRACE_SHOW=secrets", "P11TRACE_BYTES=8"});
}

TEST(Golden, the_client_calls_all_functions_that_there_are) {
  const ClientRun run = run_client_well("golden_client", {fake_token()});
  std::set<std::string> called;
  for (const LogLine& line : parse_log(run.log).lines) called.insert(line.call.substr(0, line.call.find('(')));
#define P11TRACE_EXPECT_CALLED(name, parameters) EXPECT_TRUE(called.contains(#name)) << #name;
  CK_FUNCTIONS(P11TRACE_EXPECT_CALLED)
#undef P11TRACE_EXPECT_CALLED
  EXPECT_EQ(called.size(), 104U);
}

TEST(Golden, every_line_names_its_process_its_thread_and_its_module) {
  const ClientRun run = run_client_well("golden_client", {fake_token()});
  ASSERT_TRUE(run.output.starts_with("process " + std::to_string(run.process) + "\n"));
  for (const LogLine& line : parse_log(run.log).lines) {
    EXPECT_EQ(line.process, run.process);
    EXPECT_EQ(line.thread, run.process);
    EXPECT_EQ(line.module, "fake-token");
  }
}

TEST(Golden, fingerprints_of_two_logs_have_nothing_in_common) {
  const Golden one = compare({}, {});
  const Golden other = compare({}, {});
  ASSERT_FALSE(one.fingerprints.empty());
  for (const auto& [bytes, digits] : one.fingerprints) {
    ASSERT_TRUE(other.fingerprints.contains(bytes));
    EXPECT_NE(other.fingerprints.at(bytes), digits);
  }
}

}  // namespace
}  // namespace p11trace::clients
