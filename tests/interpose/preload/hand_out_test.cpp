// What the hooks ask of the tracer, seen by a stand-in that takes notes.
#include <gtest/gtest.h>

#include "tests/interpose/preload/settings.h"

namespace p11trace::preload_test {
namespace {

void expect_success_with_recording_tracer(const std::string& scenario) {
  expect_success_everywhere("handed_out", scenario, {},
                            [](const Setting& setting) { return setting.tracer == Tracer::recording; });
}

TEST(HandOut, an_entry_point_is_what_the_tracer_hands_out_to_the_caller_it_is_told_of) {
  expect_success_with_recording_tracer("by_name");
}

TEST(HandOut, an_entry_point_found_by_version_is_handed_out_too) { expect_success_with_recording_tracer("by_version"); }

TEST(HandOut, a_failed_look_up_is_not_handed_out) { expect_success_with_recording_tracer("not_found"); }

TEST(HandOut, other_names_do_not_reach_the_tracer) { expect_success_with_recording_tracer("other_names"); }

TEST(HandOut, entry_points_by_RTLD_NEXT_and_RTLD_DEFAULT_are_counted_as_not_seen) {
  expect_success_with_recording_tracer("passed_through");
}

TEST(HandOut, errno_and_dlerror_show_nothing_of_what_the_tracer_did) {
  expect_success_with_recording_tracer("nothing_left_behind");
}

}  // namespace
}  // namespace p11trace::preload_test
