// Tells the log that a write may raise a signal, before the program's limit is in force.
#include "interpose/preload/limits.h"

// Under these names glibc has all four, and its header would make some of them others.
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "interpose/preload/next_symbol.h"
#include "interpose/preload/unsanitized.h"
#include "tracer/capture/process_log.h"

namespace p11trace::preload {
namespace {

constexpr int file_size = 1;  // RLIMIT_FSIZE

int system_prlimit(pid_t process, int resource, const void* limit, void* old) noexcept {
  return static_cast<int>(syscall(SYS_prlimit64, process, resource, limit, old));
}
int system_setrlimit(int resource, const void* limit) noexcept { return system_prlimit(0, resource, limit, nullptr); }

constinit NextSymbol<decltype(system_setrlimit)> next_setrlimit{"setrlimit", system_setrlimit};
constinit NextSymbol<decltype(system_setrlimit)> next_setrlimit64{"setrlimit64", system_setrlimit};
constinit NextSymbol<decltype(system_prlimit)> next_prlimit{"prlimit", system_prlimit};
constinit NextSymbol<decltype(system_prlimit)> next_prlimit64{"prlimit64", system_prlimit};

void note(int resource, const void* limit) noexcept {
  if (resource == file_size && limit != nullptr) capture::expect_log_signals();
}

}  // namespace

void find_next_limit_functions() noexcept {
  next_setrlimit.function();
  next_setrlimit64.function();
  next_prlimit.function();
  next_prlimit64.function();
}

}  // namespace p11trace::preload

using namespace p11trace::preload;

extern "C" {

[[gnu::visibility("default")]] int setrlimit(int resource, const void* limit) noexcept {
  note(resource, limit);
  return next_setrlimit.function()(resource, limit);
}

[[gnu::visibility("default")]] int setrlimit64(int resource, const void* limit) noexcept {
  note(resource, limit);
  return next_setrlimit64.function()(resource, limit);
}

[[gnu::visibility("default")]] int prlimit(pid_t process, int resource, const void* limit, void* old) noexcept {
  note(resource, limit);
  return next_prlimit.function()(process, resource, limit, old);
}

[[gnu::visibility("default")]] int prlimit64(pid_t process, int resource, const void* limit, void* old) noexcept {
  note(resource, limit);
  return next_prlimit64.function()(process, resource, limit, old);
}
}
