// An allocator that finds the next one by dlsym works with the hooks. Not part of a sanitized build, whose runtime
// brings its own allocator in front of every other.
#include <gtest/gtest.h>

#include "tests/interpose/preload/settings.h"

namespace p11trace::preload_test {
namespace {

bool has_no_sanitizer(const Setting& setting) { return !setting.variant.is_sanitized; }

TEST(Allocator, one_behind_the_hooks_may_look_up_in_malloc) {
  expect_success_everywhere("look_ups", "allocator_that_looks_up", {.before = "", .behind = "libpreload-allocator.so"},
                            has_no_sanitizer);
}

TEST(Allocator, one_in_front_of_the_hooks_may_look_up_in_malloc) {
  expect_success_everywhere("look_ups", "allocator_that_looks_up", {.before = "libpreload-allocator.so", .behind = ""},
                            has_no_sanitizer);
}

}  // namespace
}  // namespace p11trace::preload_test
