// The program can neither see nor touch the descriptor of our log.
#include <gtest/gtest.h>

#include "tests/interpose/preload/settings.h"

namespace p11trace::preload_test {
namespace {

TEST(Descriptors, close_answers_EBADF_for_the_logs_number) {
  expect_success_everywhere("descriptors", "closed_one_by_one");
}

TEST(Descriptors, close_range_leaves_out_the_log) { expect_success_everywhere("descriptors", "closed_as_a_range"); }

TEST(Descriptors, close_range_with_wrong_arguments_answers_EINVAL_and_closes_nothing) {
  expect_success_everywhere("descriptors", "range_that_is_wrong");
}

TEST(Descriptors, close_range_with_CLOEXEC_marks_the_programs_own) {
  expect_success_everywhere("descriptors", "range_to_close_on_exec");
}

TEST(Descriptors, close_range_with_UNSHARE_gives_the_thread_its_own_table) {
  expect_success_everywhere("descriptors", "range_with_table_of_its_own");
}

TEST(Descriptors, closefrom_leaves_out_the_log) { expect_success_everywhere("descriptors", "closed_from_a_number_on"); }

TEST(Descriptors, dup2_onto_the_logs_number_gives_it_to_the_program) {
  expect_success_everywhere("descriptors", "replaced_by_dup2");
}

TEST(Descriptors, dup3_onto_the_logs_number_gives_it_to_the_program) {
  expect_success_everywhere("descriptors", "replaced_by_dup3");
}

TEST(Descriptors, the_log_moves_as_often_as_it_must) {
  expect_success_everywhere("descriptors", "replaced_again_and_again");
}

TEST(Descriptors, a_dup2_that_fails_onto_the_logs_number_leaves_the_log_alone) {
  expect_success_everywhere("descriptors", "replaced_by_nothing");
}

TEST(Descriptors, the_logs_number_cannot_be_copied) { expect_success_everywhere("descriptors", "copied"); }

TEST(Descriptors, a_number_that_the_log_cannot_leave_is_not_given_to_the_program) {
  expect_success_everywhere("descriptors", "number_that_cannot_be_given_up", {}, [](const Setting& setting) {
    return setting.tracer == Tracer::recording && setting.is_logged;
  });
}

TEST(Descriptors, a_child_of_vfork_takes_the_number_and_its_parent_keeps_the_log) {
  expect_success_everywhere("descriptors", "taken_over_after_vfork");
}

TEST(Descriptors, a_forked_child_is_guarded_as_its_parent_is) {
  expect_success_everywhere("descriptors", "taken_over_after_fork");
}

TEST(Descriptors, a_child_forked_without_handlers_is_guarded_too) {
  expect_success_everywhere("descriptors", "taken_over_after_bare_fork");
}

}  // namespace
}  // namespace p11trace::preload_test
