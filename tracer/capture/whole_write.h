// Writing all of a text to a descriptor, without a trace in the program.
#pragma once

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

// Writes all of it, or as much as goes; answers how much that was, and leaves errno saying why not more.
std::size_t write_whole(int fd, std::string_view text) noexcept;

}  // namespace p11trace::capture
