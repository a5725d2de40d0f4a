// A log: the descriptor that lines are written to, a private duplicate with a high number that the program never sees.
#pragma once

#include <limits.h>
#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <string_view>

#include "tracer/settings/settings.h"

namespace p11trace::capture {

// All functions but open() may be called by any thread.
class LogDescriptor {
 public:
  // What keeps the number from leading into a file of the program's, which may close all that it did not open: hooks on
  // close and the like that know of the log, or a look at what is open under the number before each line.
  enum class Guard : std::uint8_t { hooks, look };

  explicit constexpr LogDescriptor(Guard guard) noexcept : guard_(guard) {}
  LogDescriptor(const LogDescriptor&) = delete;
  LogDescriptor& operator=(const LogDescriptor&) = delete;

  // Opens what the output setting names, and writes the note `head`, which must be static, if it is not empty. Notes
  // are in the form that `format` has for them. `output` may hold %p; the file of a process is then opened when it
  // first writes, and once more after each fork. False, with one sentence on standard error and errno, if it cannot be
  // opened.
  bool open(std::string_view output, std::string_view head = {},
            settings::Format format = settings::Format::text) noexcept;
  // Whether fd is our private duplicate.
  bool is(int fd) const noexcept { return fd >= 0 && fd == number(); }
  // It, or -1.
  int number() const noexcept { return descriptor_.load(std::memory_order_relaxed); }
  // Moves it to another number, because the program wants this one. Waits for writes that are under way. False if it
  // could not.
  bool move() noexcept;

  // Writes `line`, which ends in a newline, by one write(2) where the kernel takes it whole. Whatever goes wrong is
  // counted, said once on standard error, and leaves the program alone. errno changes.
  void write_line(std::string_view line) noexcept;
  // The program has set a limit to the size of its files, which a write may exceed.
  void expect_signals() noexcept { raises_signals_.store(true, std::memory_order_relaxed); }
  // What the parent lost is the parent's to tell.
  void begin_in_child() noexcept;
  // Lines that could not be written.
  std::uint64_t lost() const noexcept { return lost_.load(std::memory_order_relaxed); }

 private:
  void look_at(int fd) noexcept;
  void open_own_file() noexcept;
  void write_head(int fd) noexcept;
  bool is_still_ours(int fd) const noexcept;
  void reopen(int closed) noexcept;
  void say_failure(std::string_view action, int error) const noexcept;
  void note_failure(std::size_t done, int error) noexcept;
  void resume(int fd) noexcept;
  void write_line_to(int fd, std::string_view line) noexcept;

  std::atomic<int> descriptor_ = -1;
  std::atomic<int> writers_ = 0;              // threads between reading descriptor_ and the end of their write
  std::atomic<pid_t> opening_ = 0;            // the process that a file with %p is being opened for, or has been
  std::atomic<pid_t> owner_ = 0;              // the process that it is open for
  std::atomic<std::uint64_t> lost_ = 0;       // lines
  std::atomic<bool> torn_ = false;            // the last line in the file may lack its end
  std::atomic<bool> failing_ = false;         // the last write failed, and it has been said
  std::atomic<bool> raises_signals_ = false;  // writing may raise SIGPIPE or SIGXFSZ
  bool is_per_process_ = false;
  Guard guard_;
  settings::Format format_ = settings::Format::text;
  std::string_view head_;
  std::atomic<dev_t> device_ = 0;  // and inode: what is open, for Guard::look
  std::atomic<ino_t> inode_ = 0;
  char name_[PATH_MAX] = {};
};

}  // namespace p11trace::capture
