// Keeps the process id of the memory's owner in a page that the kernel wipes for a forked child.
#include "interpose/preload/borrowed_memory.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "interpose/preload/unsanitized.h"

namespace p11trace::preload {
namespace {

// Zero in a child that was forked behind libc's back: its memory is a copy, and so its own.
constinit pid_t* owner = nullptr;

void own_memory_of_forked_child() noexcept { __atomic_store_n(owner, getpid(), __ATOMIC_RELAXED); }

}  // namespace

void learn_own_memory() noexcept {
  constexpr auto size = sizeof(pid_t);
  void* page = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (madvise(page, size, MADV_WIPEONFORK) != 0) {
    munmap(page, size);
    return;
  }
  auto* process = static_cast<pid_t*>(page);
  *process = getpid();
  __atomic_store_n(&owner, process, __ATOMIC_RELEASE);
  pthread_atfork(nullptr, nullptr, own_memory_of_forked_child);
}

bool in_borrowed_memory() noexcept {
  const pid_t* process = __atomic_load_n(&owner, __ATOMIC_ACQUIRE);
  if (process == nullptr) return false;
  const pid_t id = __atomic_load_n(process, __ATOMIC_RELAXED);
  return id != 0 && id != getpid();
}

}  // namespace p11trace::preload
