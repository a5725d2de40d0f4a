// Locks, also around fork.
#include "tracer/managed/process_lock.h"

#include <pthread.h>

#include <new>

#include "tracer/managed/shared_module.h"

namespace p11trace::managed {

namespace {

constinit pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
constinit pthread_once_t handlers_are_set = PTHREAD_ONCE_INIT;
constinit ProcessState* state = nullptr;

void lock() noexcept { pthread_mutex_lock(&mutex); }
void unlock() noexcept { pthread_mutex_unlock(&mutex); }

}  // namespace

ProcessLocked::ProcessLocked() {
  pthread_once(&handlers_are_set, [] {
    // Before fork the handlers run in reverse order: ours first.
    SharedModule::expect_forks();
    pthread_atfork(lock, unlock, unlock);
  });
  lock();
  if (state != nullptr) return;
  state = new (std::nothrow) ProcessState;
  if (state != nullptr) return;
  unlock();
  throw std::bad_alloc();
}

ProcessLocked::~ProcessLocked() { unlock(); }

ProcessState* ProcessLocked::operator->() const noexcept { return state; }

}  // namespace p11trace::managed
