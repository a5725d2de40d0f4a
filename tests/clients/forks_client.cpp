// Children of every kind, made while other threads are in the middle of their calls.
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "tests/clients/scenario.h"

extern char** environ;

namespace p11trace::clients {
namespace {

constexpr CK_ULONG calls_of_a_child = 5;

// Calls with the numbers from `first` on.
void call_some(const CK_FUNCTION_LIST& list, CK_ULONG first) {
  CK_SLOT_INFO info{};
  for (CK_ULONG i = 0; i < calls_of_a_child; ++i) list.C_GetSlotInfo(first + i, &info);
}

void require_good_end(pid_t child) {
  int status = 0;
  REQUIRE(child > 0);
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  std::printf("%d\n", child);
}

// A thread that calls without a pause.
class BusyThread {
 public:
  explicit BusyThread(const CK_FUNCTION_LIST& list)
      : thread_([this, &list] {
          CK_SLOT_INFO info{};
          for (CK_ULONG i = 0; !done_ && i < 100000; ++i) list.C_GetSlotInfo(1000000 + i, &info);
        }) {}
  ~BusyThread() {
    done_ = true;
    thread_.join();
  }
  BusyThread(const BusyThread&) = delete;
  BusyThread& operator=(const BusyThread&) = delete;

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

// Prints the process id of each child.
void fork_and_call(const CK_FUNCTION_LIST& list, void (*end)(int)) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    call_some(list, 10);
    end(0);
  }
  call_some(list, 20);
  require_good_end(child);
}

// fork TOKEN: children of fork that call and do not exec, of the main thread and of another one.
void fork_while_others_call(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  const BusyThread busy(list);
  for (int i = 0; i < 15; ++i) fork_and_call(list, _exit);
  for (int i = 0; i < 15; ++i) fork_and_call(list, std::exit);
  std::thread([&] {
    for (int i = 0; i < 10; ++i) fork_and_call(list, _exit);
  }).join();
}

// grandchildren TOKEN: the child forks on.
void fork_twice(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    call_some(list, 30);
    fork_and_call(list, _exit);
    std::exit(0);
  }
  require_good_end(child);
}

// bare_fork MODULE: past libc, so that no handler of a fork runs. The module must not have locks.
void fork_past_libc(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  call_some(list, 20);
  const auto child = static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  if (child == 0) {
    call_some(list, 10);
    _exit(0);
  }
  require_good_end(child);
  call_some(list, 20);
}

std::vector<char*> own_command(const Words& words) {
  static std::string self = "/proc/self/exe";
  static std::string scenario = "child";
  static std::string path = words[0];
  return {self.data(), scenario.data(), path.data(), nullptr};
}

// The child has our memory until it execs. It closes what daemons close.
[[gnu::noinline]] pid_t vfork_and_exec(char* const* command) {
  const pid_t child = vfork();
  if (child != 0) return child;
  for (int fd = 3; fd < 1100; ++fd) close(fd);
  dup2(2, 960);
  execv(command[0], command);
  _exit(127);
}

// vfork TOKEN
void vfork_children(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  const BusyThread busy(list);
  const std::vector<char*> command = own_command(words);
  for (int i = 0; i < 10; ++i) {
    const pid_t child = vfork_and_exec(command.data());
    call_some(list, 20);
    require_good_end(child);
  }
}

// spawn TOKEN: posix_spawn, with a file of the child at our number.
void spawn_children(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  const BusyThread busy(list);
  const std::vector<char*> command = own_command(words);
  posix_spawn_file_actions_t actions;
  REQUIRE(posix_spawn_file_actions_init(&actions) == 0);
  REQUIRE(posix_spawn_file_actions_addopen(&actions, 960, "/dev/null", O_RDWR, 0) == 0);
  for (int i = 0; i < 10; ++i) {
    pid_t child = 0;
    REQUIRE(posix_spawn(&child, command[0], &actions, nullptr, command.data(), environ) == 0);
    call_some(list, 20);
    require_good_end(child);
  }
  posix_spawn_file_actions_destroy(&actions);
}

// child TOKEN: what the children are that exec.
void be_a_child(const Words& words) {
  const TokenModule token(words[0].c_str());
  call_some(*token.list(), 10);
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  constexpr Scenario scenarios[] = {
      {"fork", fork_while_others_call}, {"grandchildren", fork_twice}, {"bare_fork", fork_past_libc},
      {"vfork", vfork_children},        {"spawn", spawn_children},     {"child", be_a_child},
  };
  return run_scenario(scenarios, argc, argv);
}
