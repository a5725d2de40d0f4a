// Mutexes for modules, made of pthread's.
#include "tracer/managed/mutex_callbacks.h"

#include <pthread.h>

#include <cerrno>
#include <new>

namespace p11trace::managed {

CK_RV create_mutex(void** mutex) noexcept {
  if (mutex == nullptr) return CKR_ARGUMENTS_BAD;
  auto* made = new (std::nothrow) pthread_mutex_t;
  if (made == nullptr) return CKR_HOST_MEMORY;
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  // So that unlocking what is not locked can be told.
  pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
  const int error = pthread_mutex_init(made, &kind);
  pthread_mutexattr_destroy(&kind);
  if (error != 0) {
    delete made;
    return CKR_GENERAL_ERROR;
  }
  *mutex = made;
  return CKR_OK;
}

CK_RV destroy_mutex(void* mutex) noexcept {
  if (mutex == nullptr) return CKR_MUTEX_BAD;
  auto* made = static_cast<pthread_mutex_t*>(mutex);
  if (pthread_mutex_destroy(made) != 0) return CKR_MUTEX_BAD;
  delete made;
  return CKR_OK;
}

CK_RV lock_mutex(void* mutex) noexcept {
  if (mutex == nullptr) return CKR_MUTEX_BAD;
  return pthread_mutex_lock(static_cast<pthread_mutex_t*>(mutex)) == 0 ? CKR_OK : CKR_GENERAL_ERROR;
}

CK_RV unlock_mutex(void* mutex) noexcept {
  if (mutex == nullptr) return CKR_MUTEX_BAD;
  switch (pthread_mutex_unlock(static_cast<pthread_mutex_t*>(mutex))) {
    case 0:
      return CKR_OK;
    case EPERM:
      return CKR_MUTEX_NOT_LOCKED;
    default:
      return CKR_MUTEX_BAD;
  }
}

}  // namespace p11trace::managed
