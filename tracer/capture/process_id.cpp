// HOT PATH: no locks, no allocation, no system calls (one, once in each process), no exceptions.
#include "tracer/capture/process_id.h"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>

namespace p11trace::capture {

namespace {

// On a page that the kernel empties in a child, however the child was made: pthread_atfork sees only fork().
constinit std::atomic<std::atomic<pid_t>*> remembered = nullptr;

}  // namespace

void prepare_process_id() noexcept {
  const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* page = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (madvise(page, size, MADV_WIPEONFORK) != 0) {
    munmap(page, size);
    return;
  }
  remembered.store(static_cast<std::atomic<pid_t>*>(page), std::memory_order_release);
}

pid_t process_id() noexcept {
  std::atomic<pid_t>* const known = remembered.load(std::memory_order_acquire);
  if (known == nullptr) return getpid();
  pid_t process = known->load(std::memory_order_relaxed);
  if (process == 0) {
    process = getpid();
    known->store(process, std::memory_order_relaxed);
  }
  return process;
}

}  // namespace p11trace::capture
