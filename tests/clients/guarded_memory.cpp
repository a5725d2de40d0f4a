// Pages, the last of which nobody may touch.
#include "tests/clients/guarded_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace p11trace::clients {

void* guarded(std::size_t size) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t usable = (size + page - 1) / page * page;
  void* memory = mmap(nullptr, usable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED || mprotect(static_cast<char*>(memory) + usable, page, PROT_NONE) != 0) {
    std::perror("guarded memory");
    std::_Exit(1);
  }
  return std::memset(static_cast<char*>(memory) + usable - size, 0xdb, size);
}

}  // namespace p11trace::clients
