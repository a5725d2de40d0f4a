// Writing all of a text to a descriptor, without a trace in the program.
#pragma once

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <cstddef>
#include <string_view>

namespace p11trace::capture {

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

// A thread that is to be cancelled is not cancelled in a system call of ours, where the program made none.
class NoCancellation {
 public:
  NoCancellation() noexcept { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
  ~NoCancellation() { pthread_setcancelstate(before_, nullptr); }
  NoCancellation(const NoCancellation&) = delete;
  NoCancellation& operator=(const NoCancellation&) = delete;

 private:
  int before_ = PTHREAD_CANCEL_ENABLE;
};

// How often a reader that does not read is waited for, 100 ms each.
inline constexpr int patient = 50;
inline constexpr int impatient = 0;

// Writes all of it, or as much as goes; answers how much that was, and leaves errno saying why not more. If `moved` is
// given it holds the descriptor, which may get another number meanwhile.
std::size_t write_whole(int fd, std::string_view text, int patience, const std::atomic<int>* moved = nullptr) noexcept;

}  // namespace p11trace::capture
