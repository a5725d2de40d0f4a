// The stack can be walked and unwound with the hooks in between.
#include <gtest/gtest.h>

#include "tests/interpose/preload/settings.h"

namespace p11trace::preload_test {
namespace {

TEST(Unwinding, an_ordinary_look_up_leaves_no_frame_of_ours) {
  expect_success_everywhere("unwinding", "backtrace_in_ordinary_look_up");
}

TEST(Unwinding, a_backtrace_inside_the_look_up_of_an_entry_point_reaches_the_program) {
  expect_success_everywhere("unwinding", "backtrace_in_look_up_of_entry_point");
}

TEST(Unwinding, an_exception_of_a_function_that_was_looked_up_is_caught) {
  expect_success_everywhere("unwinding", "exception_of_what_was_looked_up");
}

TEST(Unwinding, a_thread_that_is_cancelled_in_close_runs_its_destructors) {
  expect_success_everywhere("unwinding", "cancelled_in_close");
}

}  // namespace
}  // namespace p11trace::preload_test
