// The system calls behind the descriptor functions, and what to do where the kernel has no close_range.
#include "interpose/preload/system_calls.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "interpose/preload/unsanitized.h"

namespace p11trace::preload {
namespace {

constexpr long close_range_number = 436;  // the same on every architecture; older headers have no name for it

}  // namespace

int system_close(int fd) { return static_cast<int>(syscall(SYS_close, fd)); }

int system_close_range(unsigned first, unsigned last, int flags) noexcept {
  return static_cast<int>(syscall(close_range_number, first, last, flags));
}

int system_dup3(int from, int to, int flags) noexcept { return static_cast<int>(syscall(SYS_dup3, from, to, flags)); }

// AArch64 has no dup2, and dup3 refuses what dup2 allows: twice the same number, if it is open.
int system_dup2(int from, int to) noexcept {
  if (from != to) return system_dup3(from, to, 0);
  return syscall(SYS_fcntl, from, F_GETFD) < 0 ? -1 : from;
}

void system_closefrom(int low) noexcept { close_all(low > 0 ? static_cast<unsigned>(low) : 0, ~0U); }

void close_all(unsigned first, unsigned last) noexcept {
  const int error = errno;
  if (system_close_range(first, last, 0) != 0) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const unsigned long end = last < limit.rlim_cur ? last + 1UL : limit.rlim_cur;
    for (unsigned long fd = first; fd < end; ++fd) syscall(SYS_close, fd);
  }
  errno = error;
}

}  // namespace p11trace::preload
