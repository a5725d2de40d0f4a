// Locks, also around fork.
#include "tracer/managed/process_lock.h"

#include <pthread.h>

namespace p11trace::managed {

namespace {

constinit pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
constinit pthread_once_t handlers_are_set = PTHREAD_ONCE_INIT;

void lock() noexcept { pthread_mutex_lock(&mutex); }
void unlock() noexcept { pthread_mutex_unlock(&mutex); }

}  // namespace

ProcessLocked::ProcessLocked() noexcept {
  pthread_once(&handlers_are_set, [] { pthread_atfork(lock, unlock, unlock); });
  lock();
}

ProcessLocked::~ProcessLocked() { unlock(); }

}  // namespace p11trace::managed
