// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The id of this process without asking the kernel at each call, and right after any kind of fork.
#pragma once

#include <sys/types.h>

namespace p11trace::capture {

// Makes the page that process_id() reads. Until then, and where the kernel cannot, process_id() asks each time.
void prepare_process_id() noexcept;

pid_t process_id() noexcept;

}  // namespace p11trace::capture
