// Makes the program see a process in which our log has no descriptor: daemons close everything, and then get the
// same numbers back for sockets and data files, where a line of ours must never go.

// Each hook asks for one number, and then is the real function. To the real function, -1 stands for our descriptor:
// it answers, and sets errno, as for a number that is not open.
#include "interpose/preload/descriptors.h"

#include <unistd.h>

#include <cerrno>

#include "interpose/preload/borrowed_memory.h"
#include "interpose/preload/next_symbol.h"
#include "interpose/preload/system_calls.h"
#include "interpose/preload/unsanitized.h"
#include "tracer/capture/process_log.h"

namespace p11trace::preload {
namespace {

constexpr int not_open = -1;
constexpr unsigned no_limit = ~0U;
constexpr int close_range_cloexec = 4;  // CLOSE_RANGE_CLOEXEC, which older headers lack

constinit NextSymbol<decltype(::close)> next_close{"close", system_close};
constinit NextSymbol<decltype(::dup2)> next_dup2{"dup2", system_dup2};
constinit NextSymbol<decltype(::dup3)> next_dup3{"dup3", system_dup3};
constinit NextSymbol<decltype(system_close_range)> next_close_range{"close_range", system_close_range};
constinit NextSymbol<decltype(system_closefrom)> next_closefrom{"closefrom", system_closefrom};

// A child of vfork has descriptors of its own and is about to exec: there is nothing to guard.
bool is_guarded(int fd) noexcept { return capture::is_log_descriptor(fd) && !in_borrowed_memory(); }

int seen_by_program(int fd) noexcept { return is_guarded(fd) ? not_open : fd; }

// The log's number, if it is one of `first` to `last`; else -1.
int guarded_within(unsigned first, unsigned last) noexcept {
  const int log = capture::log_descriptor();
  if (log < 0 || static_cast<unsigned>(log) < first || static_cast<unsigned>(log) > last) return -1;
  return in_borrowed_memory() ? -1 : log;
}

// The program wants our number for itself. False if we cannot get out of its way: then it must not get the number,
// or our lines would go to its file.
bool give_up_number(int fd) noexcept {
  const int error = errno;
  const bool given_up = capture::move_log_descriptor() || !capture::is_log_descriptor(fd);
  errno = given_up ? error : EMFILE;
  return given_up;
}

// One call before our descriptor and one behind it. If that leaves none, an empty range still has its flags looked
// at, and CLOSE_RANGE_UNSHARE still gives the thread a descriptor table of its own; a second one changes nothing.
int close_around(unsigned log, unsigned first, unsigned last, int flags) noexcept {
  if (first == log && last == log) return next_close_range.function()(no_limit, no_limit, flags);
  if (first < log && next_close_range.function()(first, log - 1, flags) != 0) return -1;
  return last > log ? next_close_range.function()(log + 1, last, flags) : 0;
}

}  // namespace

void find_next_descriptor_functions() noexcept {
  next_close.function();
  next_dup2.function();
  next_dup3.function();
  next_close_range.function();
  next_closefrom.function();
}

}  // namespace p11trace::preload

using namespace p11trace::preload;

extern "C" {

// Not noexcept, alone among the hooks: a thread may be cancelled in here, and glibc unwinds it like an exception.
[[gnu::visibility("default")]] int close(int fd) { return next_close.function()(seen_by_program(fd)); }

[[gnu::visibility("default")]] int close_range(unsigned first, unsigned last, int flags) noexcept {
  const int log = guarded_within(first, last);
  // Our descriptor is closed on exec as it is.
  if (log < 0 || (flags & close_range_cloexec) != 0) return next_close_range.function()(first, last, flags);
  return close_around(static_cast<unsigned>(log), first, last, flags);
}

[[gnu::visibility("default")]] void closefrom(int low) noexcept {
  const unsigned first = low > 0 ? static_cast<unsigned>(low) : 0;
  const int log = guarded_within(first, no_limit);
  if (log > low) close_all(first, static_cast<unsigned>(log) - 1);
  next_closefrom.function()(log < 0 ? low : log + 1);
}

[[gnu::visibility("default")]] int dup2(int from, int to) noexcept {
  if (from == to) return next_dup2.function()(seen_by_program(from), seen_by_program(to));
  if (is_guarded(to) && !give_up_number(to)) return -1;
  return next_dup2.function()(seen_by_program(from), to);
}

[[gnu::visibility("default")]] int dup3(int from, int to, int flags) noexcept {
  if (from == to) return next_dup3.function()(seen_by_program(from), seen_by_program(to), flags);
  if (is_guarded(to) && !give_up_number(to)) return -1;
  return next_dup3.function()(seen_by_program(from), to, flags);
}
}
