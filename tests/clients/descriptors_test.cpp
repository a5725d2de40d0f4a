// A program that closes our descriptor, or wants its number, loses nothing and gets nothing of ours.
#include <gtest/gtest.h>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"
#include "tests/tools/p11trace/spawn.h"

namespace p11trace::clients {
namespace {

struct Daemon {
  ClientRun run;
  std::string results;
};

Daemon run_daemon(const std::string& method, const ClientSettings& settings) {
  const TemporaryDirectory directory;
  const std::string results = directory.path() / "results";
  Daemon daemon;
  daemon.run = run_client_well("descriptors_client", {method, fake_token(), results}, settings);
  daemon.results = test::read_file(results);
  return daemon;
}

// 20 calls before and 20 after the descriptors were closed, 20 among the new ones, five times 20 at high numbers.
void expect_all_calls(const std::string& text) {
  std::vector<std::string> expected = {"C_GetFunctionList"};
  for (const int first : {100, 200, 300, 1000, 1020, 1040, 1060, 1080})
    for (int i = first; i < first + 20; ++i)
      expected.push_back("C_GetSlotInfo(slotID=" + std::to_string(i) +
                         ", pInfo=(unset)) = CKR_CRYPTOKI_NOT_INITIALIZED");
  const Log log = parse_log(text);
  ASSERT_EQ(log.lines.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_TRUE(log.lines[i].call.starts_with(expected[i]));
}

void expect_nothing_noticed(const std::string& method) {
  const Daemon without = run_daemon(method, {{}, false});
  ASSERT_GT(without.results.size(), 500U);
  const Daemon with_file = run_daemon(method, {});
  EXPECT_EQ(with_file.results, without.results);
  expect_all_calls(with_file.run.log);
}

// The log is what was standard error at the start, whose number soon stands for something else.
void expect_nothing_noticed_on_standard_error(const std::string& method) {
  const TemporaryDirectory directory;
  const std::string results = directory.path() / "results";
  const ClientRun run = run_client("descriptors_client", {method, fake_token(), results}, {{"P11TRACE_LOG=-"}});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_EQ(test::read_file(results), run_daemon(method, {{}, false}).results);
  expect_all_calls(run.errors);
  EXPECT_EQ(run.output, "");
}

TEST(DescriptorsOfPrograms, may_be_closed_one_by_one) { expect_nothing_noticed("close"); }
TEST(DescriptorsOfPrograms, may_be_closed_by_closefrom) { expect_nothing_noticed("closefrom"); }
TEST(DescriptorsOfPrograms, may_be_closed_as_a_range) { expect_nothing_noticed("close_range"); }
TEST(DescriptorsOfPrograms, may_be_closed_as_they_are_listed) { expect_nothing_noticed("listed"); }
TEST(DescriptorsOfPrograms, may_be_replaced_by_dup2_at_every_number) { expect_nothing_noticed("dup2"); }

TEST(DescriptorsOfPrograms, may_be_closed_while_the_log_is_standard_error) {
  for (const char* method : {"close", "closefrom", "close_range", "listed"})
    expect_nothing_noticed_on_standard_error(method);
}
TEST(DescriptorsOfPrograms, may_be_replaced_while_the_log_is_standard_error) {
  expect_nothing_noticed_on_standard_error("dup2");
}

}  // namespace
}  // namespace p11trace::clients
