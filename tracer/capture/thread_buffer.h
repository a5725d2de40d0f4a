// HOT PATH: no locks, no allocation, no system calls, no exceptions; making a thread's buffer is the exception.
// The memory that a thread records and renders its calls in.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace p11trace::capture {

// One a thread, made when it first calls and handed back when it ends, to be used by another.
struct ThreadBuffer {
  static constexpr std::size_t record_size = std::size_t{256} << 10;
  static constexpr std::size_t values_size = std::size_t{512} << 10;
  static constexpr std::size_t line_size = std::size_t{1} << 20;

  std::span<std::byte> records;  // of the calls that the thread is in, the innermost last
  std::size_t used = 0;          // bytes of them
  std::span<std::byte> values;   // for the value tree of one call
  std::span<char> line;          // for its line
  pid_t process = 0;             // for which `thread` was found
  pid_t thread = 0;
  // Whether the thread is recording or rendering in it: then a signal handler that calls a module takes another one.
  std::atomic<bool> busy = false;
  ThreadBuffer* other = nullptr;  // that one, once there is one

  // Of the process and thread that run now.
  void refresh_ids() noexcept;
};

// Must have been called once before thread_buffer().
void prepare_thread_buffers() noexcept;

// The calling thread's buffer that is not busy, or NULL if there is no memory for one.
ThreadBuffer* thread_buffer() noexcept;

// Room for the record of one call, behind the records of the calls that this thread is in already. From its making to
// suspend(), and from resume() to its end, nothing else gets into its buffer.
class Frame {
 public:
  Frame() noexcept : buffer_(thread_buffer()) {
    if (buffer_ == nullptr) return;
    set_busy(true);
    begin_ = buffer_->used;
    if (buffer_->records.size() - begin_ >= least) return;
    set_busy(false);
    buffer_ = nullptr;
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  // Also when the thread is cancelled inside the module.
  ~Frame() {
    if (buffer_ == nullptr) return;
    buffer_->used = begin_;
    set_busy(false);
  }

  // False if there is none.
  explicit operator bool() const noexcept { return buffer_ != nullptr; }
  std::span<std::byte> memory() const noexcept { return buffer_->records.subspan(begin_); }
  ThreadBuffer& buffer() const noexcept { return *buffer_; }

  // While the module runs: calls that begin meanwhile get what is behind the first `size` bytes.
  void suspend(std::size_t size) noexcept {
    buffer_->used = begin_ + size;
    set_busy(false);
  }
  void resume() noexcept { set_busy(true); }

 private:
  static constexpr std::size_t least = 4096;

  // The fences keep the compiler from moving what a handler of this thread would see.
  void set_busy(bool busy) noexcept {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    buffer_->busy.store(busy, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
  }

  ThreadBuffer* buffer_;
  std::size_t begin_ = 0;
};

}  // namespace p11trace::capture
