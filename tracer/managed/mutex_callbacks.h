// The mutex functions that shared modules are given: ours, because a caller's may go away before the module does.
#pragma once

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::managed {

// As in PKCS#11 3.7: plain mutexes, not recursive. CKR_HOST_MEMORY, CKR_MUTEX_BAD, CKR_MUTEX_NOT_LOCKED.
CK_RV create_mutex(void** mutex) noexcept;
CK_RV destroy_mutex(void* mutex) noexcept;
CK_RV lock_mutex(void* mutex) noexcept;
CK_RV unlock_mutex(void* mutex) noexcept;

}  // namespace p11trace::managed
