// What the traced command finds in its environment.
#include "tools/p11trace/environment.h"

#include "tests/tools/p11trace/installation.h"

namespace p11trace::test {
namespace {

using Environment = Installation;

TEST_F(Environment, each_option_becomes_its_variable) {
  const std::vector<std::string> options = {"--bytes", "7",     "--items=all",     "--entry",
                                            "--show",  "data",  "--format",        "text",
                                            "-e",      "%sign", "--function-list", "A_GetFunctionList,B"};
  EXPECT_EQ(variable("P11TRACE_BYTES", options), "7");
  EXPECT_EQ(variable("P11TRACE_ITEMS", options), "all");
  EXPECT_EQ(variable("P11TRACE_LOG_ENTRY", options), "yes");
  EXPECT_EQ(variable("P11TRACE_SHOW", options), "data");
  EXPECT_EQ(variable("P11TRACE_FORMAT", options), "text");
  EXPECT_EQ(variable("P11TRACE_SELECT", options), "%sign");
  EXPECT_EQ(variable("P11TRACE_FUNCTION_LIST", options), "A_GetFunctionList,B");
}

TEST_F(Environment, settings_that_are_not_given_are_not_set) {
  for (const settings::Setting& row : settings::table)
    EXPECT_EQ(variable(std::string(row.environment)), row.name == settings::Name::output ? "-" : "unset");
}

TEST_F(Environment, settings_of_the_environment_stay_unless_the_option_is_given) {
  surroundings.environment.push_back("P11TRACE_BYTES=5");
  surroundings.environment.push_back("P11TRACE_LOG_ENTRY=yes");
  EXPECT_EQ(variable("P11TRACE_BYTES", {"--items", "3"}), "5");
  EXPECT_EQ(variable("P11TRACE_BYTES", {"--bytes", "3"}), "3");
  EXPECT_EQ(variable("P11TRACE_LOG_ENTRY", {"--entry=no"}), "no");
}

TEST_F(Environment, several_selectors_are_one_with_commas_and_of_other_options_the_last_one_counts) {
  EXPECT_EQ(variable("P11TRACE_SELECT", {"-e", "C_Sign", "--entry", "-e", "!C_Login"}), "C_Sign,!C_Login");
  EXPECT_EQ(variable("P11TRACE_BYTES", {"--bytes", "1", "--bytes", "2"}), "2");
}

TEST_F(Environment, an_empty_value_does_not_swallow_the_command) {
  surroundings.environment.push_back("P11TRACE_SELECT=C_Sign");
  EXPECT_EQ(variable("P11TRACE_SELECT", {"--select="}), "");
  EXPECT_EQ(variable("P11TRACE_SELECT", {"-e", ""}), "");
}

TEST_F(Environment, odd_values_arrive_as_they_are) {
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "[a,b]"}), work() + "/[a,b]");
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "{}"}), work() + "/{}");
  EXPECT_EQ(variable("P11TRACE_LOG", {"--output=a=b"}), work() + "/a=b");
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "--entry"}), work() + "/--entry");
  EXPECT_EQ(variable("P11TRACE_SELECT", {"-e", "/^C_.{4,5}$"}), "/^C_.{4,5}$");
}

TEST_F(Environment, the_library_is_preloaded) {
  EXPECT_EQ(variable("LD_PRELOAD"), library());
  EXPECT_NE(p11trace({"cat", "/proc/self/maps"}).output.find(library()), std::string::npos);
}

TEST_F(Environment, the_library_stands_behind_what_is_preloaded_already) {
  const std::string first = work() + "/first.so";
  write_file(first, read_file(library()));
  surroundings.environment.push_back("LD_PRELOAD=" + first);
  EXPECT_EQ(variable("LD_PRELOAD"), first + ":" + library());
}

TEST_F(Environment, a_p11trace_within_a_p11trace_does_not_lengthen_the_list) {
  EXPECT_EQ(variable("LD_PRELOAD", {command()}), library());
}

TEST(PreloadBehind, both_separators_are_understood) {
  EXPECT_EQ(preload_behind(nullptr, "/l.so"), "/l.so");
  EXPECT_EQ(preload_behind("", "/l.so"), "/l.so");
  EXPECT_EQ(preload_behind("/a.so /b.so", "/l.so"), "/a.so /b.so:/l.so");
  EXPECT_EQ(preload_behind("/a.so /l.so", "/l.so"), "/a.so /l.so");
  EXPECT_EQ(preload_behind("/a.so:/l.so:/b.so", "/l.so"), "/a.so:/l.so:/b.so");
  EXPECT_EQ(preload_behind("/a.so:/l.so.1", "/l.so"), "/a.so:/l.so.1:/l.so");
}

}  // namespace
}  // namespace p11trace::test
