// HOT PATH: no locks, no allocation, no system calls, no exceptions; making a thread's buffer is the exception.
#include "tracer/capture/thread_buffer.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <new>

#include "tracer/capture/process_id.h"

namespace p11trace::capture {

namespace {

constinit thread_local ThreadBuffer* current __attribute__((tls_model("initial-exec"))) = nullptr;

constinit pthread_key_t key{};
constinit std::atomic<bool> has_key = false;

// Buffers of threads that ended.
constexpr std::size_t most_spare = 64;
constinit std::atomic<ThreadBuffer*> spare[most_spare] = {};

constexpr std::size_t header_size = 4096;
constexpr std::size_t whole_size =
    header_size + ThreadBuffer::record_size + ThreadBuffer::values_size + ThreadBuffer::line_size;

void keep_or_free(ThreadBuffer* buffer) noexcept {
  // As if new: a thread that was cancelled inside a module leaves it as it was then.
  buffer->used = 0;
  buffer->process = 0;
  buffer->busy.store(false, std::memory_order_relaxed);
  buffer->other = nullptr;
  for (std::atomic<ThreadBuffer*>& place : spare) {
    ThreadBuffer* none = nullptr;
    if (place.compare_exchange_strong(none, buffer, std::memory_order_release)) return;
  }
  munmap(buffer, whole_size);
}

// Runs when the thread ends. A later destructor that calls a module makes a buffer again, and this runs again.
void hand_back(void* first) {
  current = nullptr;
  for (auto* buffer = static_cast<ThreadBuffer*>(first); buffer != nullptr;) {
    ThreadBuffer* const other = buffer->other;
    keep_or_free(buffer);
    buffer = other;
  }
}

ThreadBuffer* make_buffer() noexcept {
  for (std::atomic<ThreadBuffer*>& place : spare)
    if (ThreadBuffer* buffer = place.exchange(nullptr, std::memory_order_acquire)) return buffer;
  // Only what is written to takes memory.
  void* memory = mmap(nullptr, whole_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto* buffer = new (memory) ThreadBuffer;
  std::byte* at = static_cast<std::byte*>(memory) + header_size;
  buffer->records = {at, ThreadBuffer::record_size};
  at += ThreadBuffer::record_size;
  buffer->values = {at, ThreadBuffer::values_size};
  at += ThreadBuffer::values_size;
  buffer->line = {reinterpret_cast<char*>(at), ThreadBuffer::line_size};
  return buffer;
}

}  // namespace

void prepare_thread_buffers() noexcept { has_key.store(pthread_key_create(&key, hand_back) == 0); }

ThreadBuffer* thread_buffer() noexcept {
  ThreadBuffer* buffer = current;
  if (buffer == nullptr) {
    buffer = make_buffer();
    if (buffer == nullptr) return nullptr;
    current = buffer;
    // Without a key the buffer stays with the thread, and is lost when that ends.
    if (has_key.load(std::memory_order_relaxed)) pthread_setspecific(key, buffer);
  }
  while (buffer->busy.load(std::memory_order_relaxed)) {
    if (buffer->other == nullptr && (buffer->other = make_buffer()) == nullptr) return nullptr;
    buffer = buffer->other;
  }
  if (buffer->process != process_id()) buffer->refresh_ids();
  return buffer;
}

void ThreadBuffer::refresh_ids() noexcept {
  process = process_id();
  thread = static_cast<pid_t>(syscall(SYS_gettid));
}

}  // namespace p11trace::capture
