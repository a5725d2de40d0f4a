// The library shows its hooks and nothing else: any other name could take the place of a program's own.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/interpose/preload/process.h"

namespace p11trace::preload_test {
namespace {

TEST(Exports, only_the_hooks_are_exported) {
  const Outcome outcome = run({P11TRACE_NM, "-D", "--defined-only", "--format=posix", P11TRACE_PRELOAD}, {});
  ASSERT_EQ(outcome.exit_status, 0) << outcome.output;
  std::set<std::string> names;
  std::istringstream lines(outcome.output);
  for (std::string line; std::getline(lines, line);) names.insert(line.substr(0, line.find(' ')));
  const std::set<std::string> hooks = {"close", "close_range", "closefrom", "dlsym",     "dlvsym",     "dup2",
                                       "dup3",  "prlimit",     "prlimit64", "setrlimit", "setrlimit64"};
  EXPECT_EQ(names, hooks);
}

}  // namespace
}  // namespace p11trace::preload_test
