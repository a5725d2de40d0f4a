// Closes and replaces descriptors in every way, and requires that the log's is not there to be seen, and stays.

// Without a log the same is required of a number that is not open.
#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string>
#include <thread>

#include "tests/interpose/preload/programs/scenario.h"
#include "tests/interpose/preload/recording_tracer.h"

__attribute__((weak)) extern decltype(recorded_refuse_to_move) recorded_refuse_to_move;

namespace {

constexpr int never_open = 790;

const char* log_file() { return std::getenv("P11TRACE_LOG"); }

bool is_open(int fd) { return fcntl(fd, F_GETFD) != -1; }

std::string file_of(const char* fd) {
  char name[4096];
  const ssize_t length = readlink((std::string("/proc/self/fd/") + fd).c_str(), name, sizeof name);
  return length < 0 ? std::string() : std::string(name, static_cast<std::size_t>(length));
}

std::string file_of(int fd) { return file_of(std::to_string(fd).c_str()); }

// The one descriptor that is open on the log; without a log, a number that stands for it.
int log_number() {
  if (log_file() == nullptr) return never_open;
  int found = -1;
  DIR* directory = opendir("/proc/self/fd");
  REQUIRE(directory != nullptr);
  while (const dirent* entry = readdir(directory)) {
    if (file_of(entry->d_name) != log_file()) continue;
    REQUIRE(found == -1);
    found = std::atoi(entry->d_name);
  }
  closedir(directory);
  REQUIRE(found > 2);
  return found;
}

int open_something() {
  const int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  return fd;
}

void require_refused(int result, int error) {
  REQUIRE(result == -1);
  REQUIRE(errno == error);
}

// `fd` is the program's own file now, and the log lies elsewhere.
void require_taken_over(int fd) {
  REQUIRE(file_of(fd) == "/dev/null");
  REQUIRE(log_file() == nullptr || log_number() != fd);
}

unsigned as_range_end(int fd) { return static_cast<unsigned>(fd); }

void closed_one_by_one() {
  const int log = log_number();
  const int fd = open_something();
  errno = EXDEV;
  REQUIRE(close(fd) == 0);
  REQUIRE(errno == EXDEV);
  require_refused(close(log), EBADF);
  for (int i = 3; i < log + 100; ++i) close(i);
  REQUIRE(log_number() == log);
}

void closed_as_a_range() {
  const int log = log_number();
  const int below = open_something();
  const int above = dup2(below, log + 1);
  errno = EXDEV;
  REQUIRE(close_range(as_range_end(below), UINT_MAX, 0) == 0);
  REQUIRE(errno == EXDEV);
  REQUIRE(!is_open(below) && !is_open(above));
  REQUIRE(log_number() == log);

  REQUIRE(close_range(as_range_end(log), as_range_end(log), 0) == 0);
  REQUIRE(dup2(open_something(), log - 1) == log - 1);
  REQUIRE(close_range(as_range_end(log) - 1, as_range_end(log), 0) == 0);
  REQUIRE(!is_open(log - 1));
  REQUIRE(dup2(open_something(), log + 1) == log + 1);
  REQUIRE(close_range(as_range_end(log), as_range_end(log) + 1, 0) == 0);
  REQUIRE(!is_open(log + 1));
  REQUIRE(log_number() == log);
}

void range_that_is_wrong() {
  const unsigned log = as_range_end(log_number());
  constexpr int no_such_flag = 1 << 20;
  require_refused(close_range(3, UINT_MAX, no_such_flag), EINVAL);
  require_refused(close_range(log, log, no_such_flag), EINVAL);
  require_refused(close_range(log + 1, log, 0), EINVAL);
  REQUIRE(as_range_end(log_number()) == log);
}

void range_to_close_on_exec() {
  const int log = log_number();
  const int fd = open_something();
  const int kept = dup(fd);
  REQUIRE(close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC) == 0);
  REQUIRE(fcntl(kept, F_GETFD) == FD_CLOEXEC);
  REQUIRE(log_number() == log);
}

// The thread's table becomes its own, whether the range holds more than the log's number or not.
void range_with_table_of_its_own() {
  const int log = log_number();
  const int outside = open_something();
  const int inside = dup2(outside, log - 1);
  for (unsigned first : {as_range_end(log), as_range_end(inside)}) {
    std::thread([=] {
      REQUIRE(close_range(first, as_range_end(log) + 1, CLOSE_RANGE_UNSHARE) == 0);
      REQUIRE(is_open(inside) == (first == as_range_end(log)));
      REQUIRE(close(outside) == 0);
      if (log_file() != nullptr) REQUIRE(file_of(log) == log_file());
    }).join();
    REQUIRE(is_open(inside) && is_open(outside));
  }
  REQUIRE(log_number() == log);
}

void closed_from_a_number_on() {
  const int log = log_number();
  for (int low : {log + 1, log, log - 1, 3}) {
    const int fd = open_something();
    REQUIRE(dup2(fd, log - 1) == log - 1 && dup2(fd, log + 1) == log + 1);
    closefrom(low);
    REQUIRE(!is_open(log + 1));
    REQUIRE(is_open(log - 1) == (low > log - 1));
    REQUIRE(log_number() == log);
  }
  closefrom(-1);
  REQUIRE(!is_open(0) && !is_open(1) && !is_open(2));
  REQUIRE(log_number() == log);
}

void replaced_by_dup2() {
  const int log = log_number();
  const int fd = open_something();
  errno = EXDEV;
  REQUIRE(dup2(fd, log) == log);
  REQUIRE(errno == EXDEV);
  require_taken_over(log);
  REQUIRE(close(log) == 0);
}

void replaced_by_dup3() {
  const int log = log_number();
  const int fd = open_something();
  REQUIRE(dup3(fd, log, O_CLOEXEC) == log);
  REQUIRE(fcntl(log, F_GETFD) == FD_CLOEXEC);
  require_taken_over(log);
}

// Each time onto the number to which the log has just moved.
void replaced_again_and_again() {
  const int fd = open_something();
  for (int i = 0; i < 20; ++i) {
    const int log = log_number();
    REQUIRE(dup2(fd, log) == log);
    require_taken_over(log);
  }
}

void replaced_by_nothing() {
  require_refused(dup2(never_open + 1, log_number()), EBADF);
  require_refused(dup2(-1, log_number()), EBADF);
  require_refused(dup3(-1, log_number(), 0), EBADF);
  // The number to which the log moves may be the very one that the program asks to copy.
  for (int distance : {1, -1}) {
    const int log = log_number();
    require_refused(dup2(log + distance, log), EBADF);
  }
  log_number();
}

void copied() {
  const int log = log_number();
  const int fd = open_something();
  require_refused(dup2(log, fd), EBADF);
  require_refused(dup2(log, log), EBADF);
  require_refused(dup3(log, fd, 0), EBADF);
  require_refused(dup3(log, log, 0), EINVAL);
  require_refused(dup3(log, fd, 1), EINVAL);
  REQUIRE(dup2(fd, fd) == fd);
  REQUIRE(file_of(fd) == "/dev/null");
  REQUIRE(log_number() == log);
}

// For the stand-in for the tracer only: no number is free for the log.
void number_that_cannot_be_given_up() {
  REQUIRE(recorded_refuse_to_move != nullptr);
  recorded_refuse_to_move();
  const int log = log_number();
  require_refused(dup2(open_something(), log), EMFILE);
  require_refused(dup3(open_something(), log, 0), EMFILE);
  REQUIRE(log_number() == log);
}

void require_success_of(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

// The child's descriptors are its own, but what it writes down about them its parent reads.
void taken_over_after_vfork() {
  const int log = log_number();
  const int fd = open_something();
  const pid_t child = vfork();
  if (child == 0) _exit(dup2(fd, log) == log && close_range(3, UINT_MAX, 0) == 0 ? 0 : 1);
  REQUIRE(child > 0);
  require_success_of(child);
  REQUIRE(log_number() == log);
  require_refused(close(log), EBADF);
}

void use_every_method() {
  const int log = log_number();
  require_refused(close(log), EBADF);
  closefrom(3);
  REQUIRE(log_number() == log);
  replaced_by_dup2();
}

void taken_over_after_fork() {
  const int log = log_number();
  const pid_t child = fork();
  if (child == 0) {
    const pid_t grandchild = vfork();
    if (grandchild == 0) _exit(dup2(open("/dev/null", O_RDONLY), log) == log ? 0 : 1);
    require_success_of(grandchild);
    use_every_method();
    _exit(0);
  }
  require_success_of(child);
  REQUIRE(log_number() == log);
}

// A fork that runs nobody's handlers.
void taken_over_after_bare_fork() {
  const int log = log_number();
  const pid_t child = _Fork();
  if (child == 0) {
    use_every_method();
    _exit(0);
  }
  require_success_of(child);
  REQUIRE(log_number() == log);
}

constexpr Scenario scenarios[] = {
    {"closed_one_by_one", closed_one_by_one},
    {"closed_as_a_range", closed_as_a_range},
    {"range_that_is_wrong", range_that_is_wrong},
    {"range_to_close_on_exec", range_to_close_on_exec},
    {"range_with_table_of_its_own", range_with_table_of_its_own},
    {"closed_from_a_number_on", closed_from_a_number_on},
    {"replaced_by_dup2", replaced_by_dup2},
    {"replaced_by_dup3", replaced_by_dup3},
    {"replaced_again_and_again", replaced_again_and_again},
    {"replaced_by_nothing", replaced_by_nothing},
    {"copied", copied},
    {"number_that_cannot_be_given_up", number_that_cannot_be_given_up},
    {"taken_over_after_vfork", taken_over_after_vfork},
    {"taken_over_after_fork", taken_over_after_fork},
    {"taken_over_after_bare_fork", taken_over_after_bare_fork},
};

}  // namespace

int main(int argc, char** argv) { return run_scenario(scenarios, argc, argv); }
