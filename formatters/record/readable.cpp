// Reads a byte of each page by process_vm_readv, which fails where a load would crash.
#include "formatters/record/readable.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace p11trace::record {

bool is_readable(const void* memory, std::size_t size, bool if_unknown) noexcept {
  constexpr std::uintptr_t page = 4096;  // or larger: then some are asked about twice
  constexpr std::size_t most = 64;
  if (size == 0) return true;
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  if (begin + size < begin) return false;
  std::uintptr_t at = begin;
  while (at < begin + size) {
    char bytes[most];
    iovec here[most];
    std::size_t count = 0;
    for (; count < most && at < begin + size; count++) {
      here[count] = {reinterpret_cast<void*>(at), 1};
      at = (at / page + 1) * page;
    }
    const iovec to{bytes, count};
    const int error_before = errno;
    const ssize_t got = process_vm_readv(getpid(), &to, 1, here, count, 0);
    const bool is_told = got >= 0 || errno == EFAULT;
    errno = error_before;
    if (!is_told) return if_unknown;
    if (got != static_cast<ssize_t>(count)) return false;
  }
  return true;
}

}  // namespace p11trace::record
