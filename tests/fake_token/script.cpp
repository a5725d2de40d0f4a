// The generic prologue's second half: counting, logging, and doing what was scripted.
#include "tests/fake_token/script.h"

#include <chrono>
#include <cstdlib>
#include <thread>

namespace fake_token {

namespace {

void spend(unsigned long nanoseconds) {
  using Clock = std::chrono::steady_clock;
  const std::chrono::nanoseconds time(nanoseconds);
  if (time >= std::chrono::microseconds(100)) return std::this_thread::sleep_for(time);
  const auto end = Clock::now() + time;
  while (Clock::now() < end) continue;
}

// Volatile, so that no compiler sees the address and makes a trap instruction (SIGILL) of it.
void store_nowhere() {
  volatile std::uintptr_t nowhere = 16;
  *reinterpret_cast<volatile int*>(nowhere) = 1;
}

}  // namespace

Step Script::enter(Function function) {
  const std::size_t index = index_of(function);
  calls_[index].fetch_add(1, std::memory_order_relaxed);
  const unsigned long place = log_length_.fetch_add(1, std::memory_order_relaxed);
  log_[place % log_size].store(static_cast<std::uint16_t>(function), std::memory_order_relaxed);

  Step step;
  if (scripted_[index].load(std::memory_order_acquire)) follow(function, step);
  return step;
}

void Script::follow(Function function, Step& step) {
  const std::size_t index = index_of(function);
  unsigned long delay = 0;
  bool crashes = false;
  {
    std::unique_lock lock(mutex_);
    Behaviour& behaviour = behaviours_[index];
    ++blocked_[index];
    changed_->wait(lock, [&] { return !behaviour.blocks; });
    --blocked_[index];

    delay = behaviour.delay;
    crashes = behaviour.crashes;
    step.replacement = behaviour.replacement;
    step.answer = behaviour.answer;
    if (behaviour.next.count > 0) {
      --behaviour.next.count;
      step.answer = behaviour.next.rv;
    }
  }
  if (delay > 0) spend(delay);
  if (crashes) store_nowhere();
}

unsigned long Script::blocked(Function function) {
  const std::lock_guard lock(mutex_);
  return blocked_[index_of(function)];
}

const char* Script::logged(unsigned long index) const {
  const unsigned long length = log_length_.load();
  if (index >= length || index + log_size < length) return nullptr;
  return function_names[log_[index % log_size].load()];
}

void Script::reset() {
  const std::lock_guard lock(mutex_);
  behaviours_.fill({});
  for (auto& scripted : scripted_) scripted.store(false);
  for (auto& calls : calls_) calls.store(0);
  log_length_.store(0);
  changed_->notify_all();
}

// The child has only the thread that forked. Whoever was blocked is gone, but the condition variable counts
// him.
void Script::after_fork_in_child() {
  static_cast<void>(changed_.release());
  changed_ = std::make_unique<std::condition_variable>();
  blocked_.fill(0);
  mutex_.unlock();
}

// Never destroyed: other libraries call modules from their own exit handlers.
Script& script() {
  static Script& all = *[] {
    auto* made = new Script;
    if (const char* path = std::getenv("FAKE_TOKEN_SCRIPT"); path != nullptr) read_script_file(path, *made);
    return made;
  }();
  return all;
}

}  // namespace fake_token
