// Look-ups through the hooks give what they would give without them, wherever they come from.
#include <gtest/gtest.h>

#include "tests/interpose/preload/settings.h"

namespace p11trace::preload_test {
namespace {

TEST(LookUp, RTLD_NEXT_in_an_interposing_library_finds_the_next_one_and_not_itself) {
  expect_success_everywhere("look_ups", "next_of_interposing_library");
}

TEST(LookUp, RTLD_NEXT_finds_the_next_definition_of_an_entry_point_too) {
  expect_success_everywhere("look_ups", "next_entry_point_of_interposing_library");
}

TEST(LookUp, dlvsym_with_RTLD_NEXT_finds_the_next_one_and_not_itself) {
  expect_success_everywhere("look_ups", "next_version_of_interposing_library");
}

TEST(LookUp, RTLD_DEFAULT_means_the_programs_own_order) {
  expect_success_everywhere("look_ups", "default_from_program");
}

TEST(LookUp, RTLD_DEFAULT_means_the_local_scope_in_a_library_that_was_opened_locally) {
  expect_success_everywhere("look_ups", "default_from_local_library");
}

TEST(LookUp, RTLD_DEFAULT_finds_an_entry_point_unchanged) {
  expect_success_everywhere("look_ups", "default_of_entry_point");
}

TEST(LookUp, an_ordinary_function_is_found_unchanged) { expect_success_everywhere("look_ups", "ordinary_function"); }

TEST(LookUp, an_entry_point_of_a_module_can_be_called) {
  expect_success_everywhere("look_ups", "entry_point_of_module");
}

TEST(LookUp, dlvsym_finds_each_version) { expect_success_everywhere("look_ups", "versions"); }

TEST(LookUp, dlerror_tells_of_a_failed_look_up_once) { expect_success_everywhere("look_ups", "error_after_failure"); }

TEST(LookUp, dlerror_has_nothing_to_tell_after_a_good_look_up) {
  expect_success_everywhere("look_ups", "no_error_after_success");
}

TEST(LookUp, threads_look_up_at_the_same_time) { expect_success_everywhere("look_ups", "many_threads"); }

TEST(LookUp, the_hooks_serve_a_constructor_that_runs_before_their_own) {
  expect_success_everywhere("look_ups", "constructor_before_ours", {.before = "", .behind = "libpreload-early.so"});
}

TEST(LookUp, the_hooks_serve_a_constructor_that_runs_after_their_own) {
  expect_success_everywhere("look_ups", "constructor_before_ours", {.before = "libpreload-early.so", .behind = ""});
}

TEST(LookUp, dlsym_is_passed_on_with_every_register_and_the_stack_as_they_were) {
  expect_success_everywhere("registers", "of_dlsym", {.before = "", .behind = "libpreload-recorder.so"});
}

TEST(LookUp, dlvsym_is_passed_on_with_every_register_and_the_stack_as_they_were) {
  expect_success_everywhere("registers", "of_dlvsym", {.before = "", .behind = "libpreload-recorder.so"});
}

}  // namespace
}  // namespace p11trace::preload_test
