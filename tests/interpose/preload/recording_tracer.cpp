// A tracer that hands out one function for everything, notes what it was asked, and leaves as much behind as it can.
#include "tests/interpose/preload/recording_tracer.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "tracer/capture/process_id.h"
#include "tracer/capture/process_log.h"
#include "tracer/chain/entry_points.h"

namespace {

constinit std::atomic<int> hand_outs{0};
constinit std::atomic<int> unseen{0};
constinit std::atomic<const void*> last_caller{nullptr};
constinit std::atomic<const void*> last_symbol{nullptr};
constinit std::atomic<int> log{-1};
constinit std::atomic<bool> may_move{true};
constinit std::atomic<bool> started{false};

constexpr int first_private_number = 800;

bool starts_with(const char* text, const char* start) { return std::strncmp(text, start, std::strlen(start)) == 0; }

}  // namespace

namespace p11trace::chain {

bool is_entry_point(const char* name) noexcept {
  return starts_with(name, "C_") || starts_with(name, "NSC_") || starts_with(name, "FC_") ||
         std::strcmp(name, "my_loader") == 0;
}

void* hand_out(const char*, void* symbol, const void* caller, LookUp*) noexcept {
  start();
  ++hand_outs;
  last_symbol = symbol;
  last_caller = caller;
  dlsym(RTLD_DEFAULT, "a name that leaves an error for dlerror");
  errno = ENOTSUP;
  return reinterpret_cast<void*>(&recorded_replacement);
}

void count_unseen(const char*) noexcept { ++unseen; }

void start() noexcept {
  if (started.exchange(true)) return;
  const char* name = std::getenv("P11TRACE_LOG");
  if (name == nullptr) return;
  const int fd = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) return;
  log = fcntl(fd, F_DUPFD_CLOEXEC, first_private_number);
  syscall(SYS_close, fd);
  capture::prepare_process_id();
}

void finish() noexcept {}

}  // namespace p11trace::chain

namespace p11trace::capture {

bool is_log_descriptor(int fd) noexcept { return fd >= 0 && fd == log; }

int log_descriptor() noexcept { return log; }

void expect_log_signals() noexcept {}

bool move_log_descriptor() noexcept {
  if (!may_move) return false;
  const int moved = fcntl(log, F_DUPFD_CLOEXEC, first_private_number);
  if (moved < 0) return false;
  syscall(SYS_close, log.exchange(moved));
  errno = ENOTSUP;
  return true;
}

}  // namespace p11trace::capture

#define SHOWN __attribute__((visibility("default")))

SHOWN int recorded_hand_outs() noexcept { return hand_outs; }
SHOWN int recorded_unseen() noexcept { return unseen; }
SHOWN const void* recorded_caller() noexcept { return last_caller; }
SHOWN const void* recorded_symbol() noexcept { return last_symbol; }
SHOWN int recorded_replacement() noexcept { return replacement_answer; }
SHOWN void recorded_refuse_to_move() noexcept { may_move = false; }
