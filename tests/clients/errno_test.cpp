// errno is the caller's and the module's business.
#include <gtest/gtest.h>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {
namespace {

TEST(Errno, reaches_the_module_and_comes_back_whatever_the_function) {
  const ClientRun run = run_client_well("errno_client", {"every_function", fake_token()});
  EXPECT_EQ(parse_log(run.log).lines.size(), 1 + 104 * 3 + 1U);
}

TEST(Errno, is_left_alone_with_a_line_before_each_call) {
  run_client_well("errno_client", {"every_function", fake_token()},
                  {{"P11TRACE_LOG_ENTRY=yes", "P11TRACE_SHOW=secrets", "P11TRACE_BYTES=all"}});
}

TEST(Errno, is_left_alone_where_nothing_is_logged) {
  run_client_well("errno_client", {"every_function", fake_token()}, {{"P11TRACE_SELECT=none"}});
  run_client_well("errno_client", {"every_function", fake_token()}, {{"P11TRACE_LOG="}});
}

TEST(Errno, is_left_alone_by_a_log_that_cannot_be_written) {
  for (const char* log : {"/dev/full", "/nowhere/at/all", "/proc/self/fd/77"}) {
    const ClientRun run =
        run_client("errno_client", {"every_function", fake_token()}, {{std::string("P11TRACE_LOG=") + log}});
    EXPECT_EQ(run.exit_status, 0) << run.errors;
    EXPECT_TRUE(run.errors.starts_with("p11trace: cannot ")) << run.errors;
  }
}

TEST(Errno, is_left_alone_by_each_of_many_calls) {
  const ClientRun run = run_client_well("errno_client", {"lasting", fake_token(), "20000"});
  EXPECT_EQ(parse_log(run.log).lines.size(), 20001U);
}

}  // namespace
}  // namespace p11trace::clients
