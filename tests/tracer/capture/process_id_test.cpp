// The remembered process id.
#include "tracer/capture/process_id.h"

#include <sched.h>
#include <sys/syscall.h>

#include "tests/tracer/alone.h"

namespace p11trace::capture {
namespace {

TEST(ProcessId, it_is_right_before_and_after_it_is_remembered) {
  alone([] {
    EXPECT_EQ(process_id(), getpid());
    prepare_process_id();
    EXPECT_EQ(process_id(), getpid());
    EXPECT_EQ(process_id(), getpid());
  });
}

TEST(ProcessId, a_child_has_its_own_even_if_no_handler_of_fork_has_run) {
  alone([] {
    prepare_process_id();
    const pid_t parent = process_id();
    // The kernel's clone, which the C library does not see.
    const auto child = static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
    if (child == 0) _exit(process_id() == parent || process_id() != static_cast<pid_t>(syscall(SYS_getpid)) ? 1 : 0);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(process_id(), parent);
  });
}

}  // namespace
}  // namespace p11trace::capture
