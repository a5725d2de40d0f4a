// Children: each line under the process that made the call, and nothing hangs. The thread sanitizer cannot follow a fork
// of a process with threads, so that these are not built for it.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"
#include "tests/tools/p11trace/spawn.h"

namespace p11trace::clients {
namespace {

std::vector<int> numbers_in(const std::string& output) {
  std::istringstream text(output);
  std::vector<int> numbers;
  for (int number = 0; text >> number;) numbers.push_back(number);
  return numbers;
}

// The numbers that a process called C_GetSlotInfo with, in order.
std::vector<unsigned long> calls_of(const Log& log, int process) {
  std::vector<unsigned long> calls;
  constexpr std::string_view beginning = "C_GetSlotInfo(slotID=";
  for (const LogLine& line : log.lines)
    if (line.process == process && line.call.starts_with(beginning))
      calls.push_back(std::stoul(line.call.substr(beginning.size())));
  return calls;
}

const std::vector<unsigned long> ten_and_on = {10, 11, 12, 13, 14};

// The busy thread's calls are all there, in order, and under its own id.
void expect_busy_thread(const Log& log, int process) {
  std::optional<int> thread;
  for (const LogLine& line : log.lines) {
    if (line.process == process && line.call.starts_with("C_GetSlotInfo(slotID=1000000,")) thread = line.thread;
  }
  if (!thread) return;  // a scenario without one
  EXPECT_NE(*thread, process);
  unsigned long next = 1000000;
  for (const LogLine& line : log.lines) {
    if (line.process != process || line.thread != *thread) continue;
    EXPECT_TRUE(line.call.starts_with("C_GetSlotInfo(slotID=" + std::to_string(next++) + ",")) << line.call;
  }
}

Log expect_children(const std::string& scenario, const std::string& module, std::size_t count) {
  const ClientRun run = run_client_well("forks_client", {scenario, module});
  const Log log = parse_log(run.log);
  EXPECT_TRUE(log.remarks.empty());
  const std::vector<int> children = numbers_in(run.output);
  EXPECT_EQ(children.size(), count);
  for (const int child : children) {
    EXPECT_EQ(calls_of(log, child), ten_and_on);
    for (const LogLine& line : log.lines) {
      if (line.process == child) {
        EXPECT_EQ(line.thread, child);
      }
    }
  }
  expect_busy_thread(log, run.process);
  return log;
}

TEST(Forks, children_that_go_on_calling_have_their_own_ids) { expect_children("fork", fake_token(), 40); }

TEST(Forks, children_of_a_fork_past_libc_have_their_own_ids) { expect_children("bare_fork", plain_module(), 1); }

TEST(Forks, children_of_vfork_that_exec_have_their_own_ids) { expect_children("vfork", fake_token(), 10); }

TEST(Forks, children_of_posix_spawn_have_their_own_ids) { expect_children("spawn", fake_token(), 10); }

TEST(Forks, children_of_children_have_their_own_ids) {
  const ClientRun run = run_client_well("forks_client", {"grandchildren", fake_token()});
  const Log log = parse_log(run.log);
  const std::vector<int> children = numbers_in(run.output);  // the grandchild first
  ASSERT_EQ(children.size(), 2U);
  EXPECT_EQ(calls_of(log, children[0]), ten_and_on);
  EXPECT_EQ(calls_of(log, children[1]), (std::vector<unsigned long>{30, 31, 32, 33, 34, 20, 21, 22, 23, 24}));
}

TEST(Forks, each_process_has_its_own_log_if_its_name_says_so) {
  const TemporaryDirectory directory;
  const std::string name = directory.path() / "log-%p";
  const ClientRun run = run_client_well("forks_client", {"grandchildren", fake_token()}, {{"P11TRACE_LOG=" + name}});
  std::vector<int> processes = numbers_in(run.output);
  processes.push_back(run.process);
  ASSERT_EQ(processes.size(), 3U);
  const std::size_t lines[] = {5, 10, 1};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string path = directory.path() / ("log-" + std::to_string(processes[i]));
    const Log log = parse_log(test::read_file(path));
    EXPECT_EQ(log.lines.size(), lines[i]);
    for (const LogLine& line : log.lines) EXPECT_EQ(line.process, processes[i]);
  }
}

}  // namespace
}  // namespace p11trace::clients
