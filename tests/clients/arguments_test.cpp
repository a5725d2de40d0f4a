// Arguments and results pass unchanged, and nothing is read that nobody may read. (All buffers of the golden client end
// at an unmapped page.)
#include <gtest/gtest.h>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {
namespace {

void expect_unchanged(const std::vector<std::string>& environment, std::size_t lines) {
  const ClientRun run = run_client_well("arguments_client", {"marked", fake_token()}, {environment});
  EXPECT_EQ(parse_log(run.log).lines.size(), lines);
}

// Three kinds of arguments, four results, written to or not; three functions are not called in three of these ways.
constexpr std::size_t argument_calls = 104 * 3 * 4 * 2 - 3 * 3;

TEST(Arguments, reach_the_module_and_results_the_caller_unchanged) { expect_unchanged({}, argument_calls + 1); }

TEST(Arguments, pass_unchanged_whatever_is_shown_of_them) {
  expect_unchanged({"P11TRACE_LOG_ENTRY=yes", "P11TRACE_SHOW=secrets", "P11TRACE_BYTES=all", "P11TRACE_ITEMS=all"},
                   2 * (argument_calls + 1));
}

TEST(Arguments, pass_unchanged_where_nothing_is_logged) { expect_unchanged({"P11TRACE_SELECT=none"}, 0); }

TEST(Arguments, that_cannot_be_meant_are_not_looked_at) {
  const ClientRun run = run_client_well("arguments_client", {"wild", fake_token()});
  EXPECT_EQ(parse_log(run.log).lines.size(), 16U);
}

}  // namespace
}  // namespace p11trace::clients
