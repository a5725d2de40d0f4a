// What was scripted for each function, and what was seen of it: counts and the order of calls.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "tests/fake_token/function_names.h"

namespace fake_token {

// How a call goes on after the prologue.
struct Step {
  std::optional<CK_RV> answer;  // at once, and nothing else happens
  void* replacement = nullptr;
};

struct Behaviour {
  struct Next {
    CK_RV rv;
    unsigned long count;
  };

  std::optional<CK_RV> answer;
  Next next = {CKR_OK, 0};  // goes before the answer
  void* replacement = nullptr;
  unsigned long delay = 0;
  bool crashes = false;
  bool blocks = false;
};

class Script {
 public:
  // Every call of every function begins here.
  Step enter(Function function);

  // Changes what a function does: change(behaviour) runs under the lock, and blocked calls look again.
  template <class Change>
  void change(Function function, Change change) {
    const std::lock_guard lock(mutex_);
    change(behaviours_[index_of(function)]);
    scripted_[index_of(function)].store(true, std::memory_order_release);
    changed_->notify_all();
  }

  unsigned long calls(Function function) const { return calls_[index_of(function)].load(); }
  unsigned long blocked(Function function);
  const char* logged(unsigned long index) const;
  unsigned long log_length() const { return log_length_.load(); }
  void reset();

  void before_fork() { mutex_.lock(); }
  void after_fork_in_parent() { mutex_.unlock(); }
  void after_fork_in_child();

 private:
  void follow(Function function, Step& step);

  static constexpr std::size_t log_size = 4096;

  std::mutex mutex_;
  std::unique_ptr<std::condition_variable> changed_ = std::make_unique<std::condition_variable>();
  std::array<Behaviour, function_count> behaviours_{};
  std::array<unsigned long, function_count> blocked_{};
  // Most functions are never scripted: then no lock is taken, and threads do not wait for each other here.
  std::array<std::atomic<bool>, function_count> scripted_{};
  std::array<std::atomic<unsigned long>, function_count> calls_{};
  std::array<std::atomic<std::uint16_t>, log_size> log_{};
  std::atomic<unsigned long> log_length_{0};
};

// The one script of the process, with FAKE_TOKEN_SCRIPT read.
Script& script();

// script_file.cpp: puts the lines of a file into the script; a line that says nothing known aborts.
void read_script_file(const char* path, Script& script);

}  // namespace fake_token
