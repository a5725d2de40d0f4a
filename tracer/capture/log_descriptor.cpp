// Opens the log, keeps its descriptor out of the program's way, and writes lines to it.
#include "tracer/capture/log_descriptor.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "tracer/capture/losses.h"
#include "tracer/capture/message.h"
#include "tracer/capture/process_id.h"
#include "tracer/settings/output_name.h"

namespace p11trace::capture {

namespace {

constinit std::atomic<int> descriptor = -1;
constinit std::atomic<int> writers = 0;       // threads between reading `descriptor` and the end of their write
constinit std::atomic<pid_t> owner = 0;       // the process that a file with %p was opened for
constinit std::atomic<bool> torn = false;     // the last line in the file may lack its end
constinit std::atomic<bool> failing = false;  // the last write failed, and it has been said
constinit bool is_per_process = false;
constinit bool raises_signals = false;  // writing may raise SIGPIPE or SIGXFSZ
constinit char output_name[PATH_MAX] = {};

struct Identity {
  dev_t device;
  ino_t inode;
};
constinit Identity standard_error = {};

// High enough to be out of the way, low enough not to make the kernel's table large.
constexpr int high_number = 960;

int to_high_number(int fd) noexcept {
  rlimit limit{};
  int least = high_number;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur <= static_cast<rlim_t>(least))
    least = static_cast<int>(limit.rlim_cur / 2);
  for (;;) {
    const int high = fcntl(fd, F_DUPFD_CLOEXEC, least);
    if (high >= 0 || least <= 3) return high;
    least /= 2;
  }
}

// What writing to it can do beside failing.
void look_at(int fd) noexcept {
  struct stat status {};
  rlimit limit{};
  const bool limited = getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
  raises_signals = limited || (fstat(fd, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)));
}

void say_failure(std::string_view action, int error) noexcept {
  Message message;
  message.add("p11trace: cannot ").add(action).add(" ").add(output_name).add(": ");
  message.add(error == ELOOP ? "it is a symbolic link, which is not followed" : error_text(error));
  message.add("; the program goes on without a log\n");
  say(message.text());
}

int open_file(const char* path) noexcept {
  const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
  if (fd < 0) return -1;
  const int high = to_high_number(fd);
  const int error = errno;
  close_own(fd);
  errno = error;
  return high;
}

// The log of this process, if every process has its own.
void open_own_file() noexcept {
  owner.store(process_id(), std::memory_order_relaxed);
  char path[PATH_MAX];
  int fd = -1;
  errno = ENAMETOOLONG;
  if (settings::expand_process_id(output_name, process_id(), path)) fd = open_file(path);
  const int error = errno;
  const int old = descriptor.exchange(fd, std::memory_order_acq_rel);
  if (old >= 0) close_own(old);
  if (fd < 0) say_failure("open", error);
  else look_at(fd);
}

// Keeps the signals that a write raises from the program, which would not have had them without us.
class SignalShield {
 public:
  SignalShield() noexcept {
    sigemptyset(&ours_);
    sigaddset(&ours_, SIGPIPE);
    sigaddset(&ours_, SIGXFSZ);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1 || sigismember(&pending, SIGXFSZ) == 1;
    pthread_sigmask(SIG_BLOCK, &ours_, &before_);
  }
  ~SignalShield() {
    const timespec at_once{};
    if (!was_pending_) {
      while (sigtimedwait(&ours_, nullptr, &at_once) > 0) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SignalShield(const SignalShield&) = delete;
  SignalShield& operator=(const SignalShield&) = delete;

 private:
  sigset_t ours_;
  sigset_t before_;
  bool was_pending_;
};

// Writes all of it, or as much as goes; answers how much that was, and leaves errno saying why not more.
std::size_t write_all(int fd, std::string_view text) noexcept {
  std::size_t done = 0;
  int patience = 50;  // times 100 ms, for a reader that does not read
  while (done < text.size()) {
    const ssize_t n = write(fd, text.data() + done, text.size() - done);
    if (n > 0) {
      done += static_cast<std::size_t>(n);
    } else if (n < 0 && errno == EAGAIN && patience-- > 0) {
      pollfd wait{fd, POLLOUT, 0};
      poll(&wait, 1, 100);
      errno = EAGAIN;
    } else if (n == 0 || errno != EINTR) {
      break;
    }
  }
  return done;
}

void note_failure(std::size_t done, int error) noexcept {
  losses.lines.fetch_add(1, std::memory_order_relaxed);
  if (done != 0) torn.store(true, std::memory_order_relaxed);
  if (!failing.exchange(true, std::memory_order_relaxed)) {
    Message message;
    message.add("p11trace: cannot write to ").add(output_name).add(": ").add(error_text(error));
    message.add("; calls are missing from it until it can be written again\n");
    say(message.text());
  }
}

// After a failure: ends the line that was torn, and says how much is missing.
void resume(int fd) noexcept {
  if (!torn.load(std::memory_order_relaxed) && !failing.load(std::memory_order_relaxed)) return;
  Message message;
  if (torn.load(std::memory_order_relaxed)) message.add("\n");
  message.add("# p11trace: lines lost so far in this process: ")
      .add(losses.lines.load(std::memory_order_relaxed))
      .add("\n");
  const std::size_t done = write_all(fd, message.text());
  if (done == message.text().size()) {
    torn.store(false, std::memory_order_relaxed);
    failing.store(false, std::memory_order_relaxed);
  }
}

void write_line_to(int fd, std::string_view line) noexcept {
  resume(fd);
  const std::size_t done = write_all(fd, line);
  if (done != line.size()) note_failure(done, errno);
}

}  // namespace

bool open_log(std::string_view output) noexcept {
  struct stat status {};
  if (fstat(STDERR_FILENO, &status) == 0) standard_error = {status.st_dev, status.st_ino};
  const std::size_t size = std::min(output.size(), sizeof output_name - 1);
  std::memcpy(output_name, output.data(), size);
  output_name[size] = '\0';
  is_per_process = output.find("%p") != std::string_view::npos;
  if (is_per_process) return true;
  const int given = settings::named_descriptor(output);
  const int fd = given >= 0 ? to_high_number(given) : open_file(output_name);
  if (fd < 0) {
    say_failure("open", errno);
    return false;
  }
  look_at(fd);
  descriptor.store(fd, std::memory_order_release);
  return true;
}

bool is_log_descriptor(int fd) noexcept { return fd >= 0 && fd == descriptor.load(std::memory_order_relaxed); }

int log_descriptor() noexcept { return descriptor.load(std::memory_order_relaxed); }

bool move_log_descriptor() noexcept {
  const int old = descriptor.load(std::memory_order_relaxed);
  if (old < 0) return true;
  const int error = errno;
  const int fd = fcntl(old, F_DUPFD_CLOEXEC, old + 1);
  const int moved = fd >= 0 ? fd : to_high_number(old);
  if (moved >= 0) {
    descriptor.store(moved, std::memory_order_seq_cst);
    // A thread that has read the old number has also counted itself; all later ones read the new one. The wait has an
    // end, because a writer may be stuck behind a reader that does not read (then it is past the number already), or
    // have stayed behind in the process that this one was forked from.
    for (int turn = 0; turn < 1000 && writers.load(std::memory_order_seq_cst) != 0; turn++) sched_yield();
    close_own(old);
  }
  errno = error;
  return moved >= 0;
}

void write_line(std::string_view line) noexcept {
  if (is_per_process && owner.load(std::memory_order_relaxed) != process_id()) open_own_file();
  writers.fetch_add(1, std::memory_order_seq_cst);
  const int fd = descriptor.load(std::memory_order_seq_cst);
  if (fd < 0) {
    losses.lines.fetch_add(1, std::memory_order_relaxed);
  } else if (raises_signals) {
    const SignalShield shield;
    write_line_to(fd, line);
  } else {
    write_line_to(fd, line);
  }
  writers.fetch_sub(1, std::memory_order_seq_cst);
}

void say(std::string_view text) noexcept {
  struct stat status {};
  if (fstat(STDERR_FILENO, &status) != 0 || status.st_dev != standard_error.device ||
      status.st_ino != standard_error.inode)
    return;
  const SignalShield shield;
  write_all(STDERR_FILENO, text);
}

}  // namespace p11trace::capture
