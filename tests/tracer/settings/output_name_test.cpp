// What the value of the output setting names.
#include "tracer/settings/output_name.h"

#include <gtest/gtest.h>

#include <string>

namespace p11trace::settings {
namespace {

std::string expanded(std::string_view output, long process_id = 1234) {
  char path[64];
  return expand_process_id(output, process_id, path) ? path : "does not fit";
}

TEST(OutputName, names_of_open_descriptors_are_known) {
  EXPECT_EQ(named_descriptor("-"), 2);
  EXPECT_EQ(named_descriptor("/dev/stderr"), 2);
  EXPECT_EQ(named_descriptor("/dev/stdout"), 1);
  EXPECT_EQ(named_descriptor("/dev/fd/0"), 0);
  EXPECT_EQ(named_descriptor("/dev/fd/17"), 17);
  EXPECT_EQ(named_descriptor("/proc/self/fd/3"), 3);
}

TEST(OutputName, every_other_name_is_a_file) {
  for (std::string_view file : {"", "t.log", "/dev/null", "./-", "/dev/fd/", "/dev/fd/3x", "/dev/fd/-1", "/dev/fd/x",
                                "/dev/fd/99999999999", "/dev/stderr.log", "/proc/self/fd/", "/proc/1/fd/3"})
    EXPECT_EQ(named_descriptor(file), -1) << file;
}

TEST(OutputName, the_process_id_stands_wherever_it_is_asked_for) {
  EXPECT_EQ(expanded("t.log"), "t.log");
  EXPECT_EQ(expanded("t.%p.log"), "t.1234.log");
  EXPECT_EQ(expanded("%p/%p"), "1234/1234");
  EXPECT_EQ(expanded("100%"), "100%");
  EXPECT_EQ(expanded("%d%"), "%d%");
  EXPECT_EQ(expanded("%%p"), "%1234");
  EXPECT_EQ(expanded(""), "");
}

TEST(OutputName, a_name_that_does_not_fit_is_refused) {
  EXPECT_EQ(expanded(std::string(63, 'x')), std::string(63, 'x'));
  EXPECT_EQ(expanded(std::string(64, 'x')), "does not fit");
  std::string name(59, 'x');
  EXPECT_EQ(expanded(name + "%p"), name + "1234");
  name.push_back('x');
  EXPECT_EQ(expanded(name + "%p"), "does not fit");
  EXPECT_FALSE(expand_process_id("x", 1, {}));
}

}  // namespace
}  // namespace p11trace::settings
