// Opens the log, keeps its descriptor out of the program's way, and writes lines to it.
#include "tracer/capture/log_descriptor.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "tracer/capture/message.h"
#include "tracer/capture/note.h"
#include "tracer/capture/process_id.h"
#include "tracer/capture/standard_error.h"
#include "tracer/capture/whole_write.h"
#include "tracer/settings/output_name.h"

namespace p11trace::capture {

namespace {

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

int open_file(const char* path) noexcept {
  const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
  if (fd < 0) return -1;
  const int high = to_high_number(fd);
  const int error = errno;
  close_own(fd);
  errno = error;
  return high;
}

bool has_size_limit() noexcept {
  rlimit limit{};
  return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

// Waits for another thread, a tenth of a second at most.
template <class IsDone>
void wait_until(IsDone is_done) noexcept {
  const timespec moment{0, 1000000};
  for (int turn = 0; turn < 200 && !is_done(); turn++) {
    if (turn < 100) sched_yield();
    else nanosleep(&moment, nullptr);
  }
}

}  // namespace

// What writing to it can do beside failing.
void LogDescriptor::look_at(int fd) noexcept {
  struct stat status {};
  const bool known = fstat(fd, &status) == 0;
  const bool signals = has_size_limit() || (known && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)));
  raises_signals_.store(signals, std::memory_order_relaxed);
  if (!known) return;
  device_.store(status.st_dev, std::memory_order_relaxed);
  inode_.store(status.st_ino, std::memory_order_relaxed);
}

void LogDescriptor::say_failure(std::string_view action, int error) const noexcept {
  Message message;
  message.add("p11trace: cannot ").add(action).add(" ").add(name_).add(": ");
  message.add(error_text(error));
  message.add("; the program goes on without a log\n");
  say(message.text());
}

bool LogDescriptor::open(std::string_view output, std::string_view head, settings::Format format) noexcept {
  is_per_process_ = output.find("%p") != std::string_view::npos;
  std::size_t size = 0;
  const int given = is_per_process_ ? -1 : settings::named_descriptor(output);
  // The program may have gone elsewhere when the file is opened, or opened again.
  if (given < 0 && (is_per_process_ || guard_ == Guard::look) && !output.starts_with('/') &&
      getcwd(name_, sizeof name_ - 1) != nullptr) {
    size = std::strlen(name_);
    name_[size++] = '/';
  }
  const std::size_t rest = std::min(output.size(), sizeof name_ - 1 - size);
  std::memcpy(name_ + size, output.data(), rest);
  name_[size + rest] = '\0';
  head_ = head;
  format_ = format;
  if (is_per_process_) return true;
  const int fd = given >= 0 ? to_high_number(given) : open_file(name_);
  if (fd < 0) {
    const int error = errno;
    say_failure("open", error);
    errno = error;
    return false;
  }
  look_at(fd);
  descriptor_.store(fd, std::memory_order_release);
  write_head(fd);
  return true;
}

void LogDescriptor::write_head(int fd) noexcept {
  if (head_.empty()) return;
  const NoCancellation no_cancellation;
  const SignalShield shield;
  Note note(format_);
  const std::string_view line = note.add(head_).finish();
  const std::size_t done = write_whole(fd, line, impatient);
  if (done != line.size()) note_failure(done, errno);
}

// The log of this process, if every process has its own. One thread opens it, and others wait; but not for ever, as it
// may be this one, in a signal handler.
void LogDescriptor::open_own_file() noexcept {
  const pid_t self = process_id();
  pid_t other = opening_.load(std::memory_order_acquire);
  if (other == self || !opening_.compare_exchange_strong(other, self, std::memory_order_acq_rel)) {
    wait_until([&] { return owner_.load(std::memory_order_acquire) == self; });
    return;
  }
  char path[PATH_MAX];
  int fd = -1;
  errno = ENAMETOOLONG;
  if (settings::expand_process_id(name_, self, path)) fd = open_file(path);
  const int error = errno;
  const int old = descriptor_.load(std::memory_order_relaxed);
  const bool close_old = old >= 0 && (guard_ == Guard::hooks || is_still_ours(old));
  if (fd >= 0) {
    look_at(fd);
    write_head(fd);
  }
  descriptor_.store(fd, std::memory_order_release);
  owner_.store(self, std::memory_order_release);
  if (close_old) close_own(old);
  if (fd < 0) say_failure("open", error);
}

void LogDescriptor::begin_in_child() noexcept {
  lost_.store(0, std::memory_order_relaxed);
  writers_.store(0, std::memory_order_relaxed);
  torn_.store(false, std::memory_order_relaxed);
  failing_.store(false, std::memory_order_relaxed);
}

bool LogDescriptor::is_still_ours(int fd) const noexcept {
  struct stat status {};
  return fstat(fd, &status) == 0 && status.st_dev == device_.load(std::memory_order_relaxed) &&
         status.st_ino == inode_.load(std::memory_order_relaxed);
}

// The program has closed our descriptor. Its number is the program's now, and the log is opened anew.
void LogDescriptor::reopen(int closed) noexcept {
  char path[PATH_MAX];
  const bool is_file = settings::named_descriptor(name_) < 0 && settings::expand_process_id(name_, process_id(), path);
  if (!is_file) errno = EBADF;
  const int fd = is_file ? open_file(path) : -1;
  if (fd >= 0) look_at(fd);
  else say_failure("open again", errno);
  if (!descriptor_.compare_exchange_strong(closed, fd, std::memory_order_acq_rel) && fd >= 0) close_own(fd);
}

bool LogDescriptor::move() noexcept {
  int old = descriptor_.load(std::memory_order_relaxed);
  if (old < 0) return true;
  const int error = errno;
  const int fd = fcntl(old, F_DUPFD_CLOEXEC, old + 1);
  const int moved = fd >= 0 ? fd : to_high_number(old);
  if (moved >= 0 && descriptor_.compare_exchange_strong(old, moved, std::memory_order_seq_cst)) {
    // A thread that has read the old number has also counted itself; all later ones read the new one, and one that
    // writes the rest of a line does too. The wait has an end, because a writer may be stuck behind a reader that does
    // not read (then it is past the number already).
    wait_until([&] { return writers_.load(std::memory_order_seq_cst) == 0; });
    close_own(old);
  } else if (moved >= 0) {
    close_own(moved);  // another thread was faster
  }
  errno = error;
  return moved >= 0;
}

void LogDescriptor::note_failure(std::size_t done, int error) noexcept {
  lost_.fetch_add(1, std::memory_order_relaxed);
  if (done != 0) torn_.store(true, std::memory_order_relaxed);
  if (!failing_.exchange(true, std::memory_order_relaxed)) {
    Message message;
    message.add("p11trace: cannot write to ").add(name_).add(": ").add(error_text(error));
    message.add("; calls are missing from it until it can be written again\n");
    say(message.text());
  }
}

// After a failure: ends the line that was torn, and says how much is missing.
void LogDescriptor::resume(int fd) noexcept {
  if (!torn_.load(std::memory_order_relaxed) && !failing_.load(std::memory_order_relaxed)) return;
  Message message;
  if (torn_.load(std::memory_order_relaxed)) message.add("\n");
  message.add(Note(format_).add("lines lost so far in this process: ").add(lost()).finish());
  if (write_whole(fd, message.text(), impatient, &descriptor_) == message.text().size()) {
    torn_.store(false, std::memory_order_relaxed);
    failing_.store(false, std::memory_order_relaxed);
  }
}

void LogDescriptor::write_line_to(int fd, std::string_view line) noexcept {
  resume(fd);
  // Once it has been waited for in vain it is not waited for again, before something was written.
  const int patience = failing_.load(std::memory_order_relaxed) ? impatient : patient;
  const std::size_t done = write_whole(fd, line, patience, &descriptor_);
  if (done != line.size()) note_failure(done, errno);
}

void LogDescriptor::write_line(std::string_view line) noexcept {
  const NoCancellation no_cancellation;
  if (is_per_process_ && owner_.load(std::memory_order_acquire) != process_id()) open_own_file();
  writers_.fetch_add(1, std::memory_order_seq_cst);
  int fd = descriptor_.load(std::memory_order_seq_cst);
  if (guard_ == Guard::look && fd >= 0) {
    if (!is_still_ours(fd)) {
      reopen(fd);
      fd = descriptor_.load(std::memory_order_relaxed);
    }
    if (has_size_limit()) expect_signals();
  }
  if (fd < 0) {
    lost_.fetch_add(1, std::memory_order_relaxed);
  } else if (raises_signals_.load(std::memory_order_relaxed)) {
    const SignalShield shield;
    write_line_to(fd, line);
  } else {
    write_line_to(fd, line);
  }
  writers_.fetch_sub(1, std::memory_order_seq_cst);
}

}  // namespace p11trace::capture
