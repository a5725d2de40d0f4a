// One file of configuration.
#include "tracer/managed/config_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/tracer/managed/config_files.h"

namespace p11trace::managed {
namespace {

Config read(std::string_view content) {
  const ConfigFiles files;
  files.write("file", content);
  Config config;
  std::string problem;
  EXPECT_TRUE(read_config_file(files.path("file"), false, config, problem)) << problem;
  return config;
}

// What is said of the file, without its directory.
std::string problem_of(std::string_view content) {
  const ConfigFiles files;
  files.write("file", content);
  Config config;
  std::string problem;
  EXPECT_FALSE(read_config_file(files.path("file"), false, config, problem));
  EXPECT_TRUE(config.empty());
  return problem.substr(problem.rfind('/') + 1);
}

TEST(ConfigFile, a_line_is_a_name_and_a_value_that_the_first_colon_parts) {
  const Config config = read("module: /a/b.so\nx-url :\thttp://host:1/ # no comment \n");
  EXPECT_EQ(value_of(config, "module"), "/a/b.so");
  EXPECT_EQ(value_of(config, "x-url"), "http://host:1/ # no comment");
}

TEST(ConfigFile, comments_and_empty_lines_say_nothing) {
  EXPECT_EQ(read("# one: two\n\n   \n  # three: four\na: b").size(), 1u);
}

TEST(ConfigFile, lines_may_end_as_on_other_systems_and_a_byte_order_mark_is_no_part_of_a_name) {
  const Config config = read("\xef\xbb\xbfmodule: m.so\r\ncritical: yes\r\n");
  EXPECT_EQ(value_of(config, "module"), "m.so");
  EXPECT_EQ(value_of(config, "critical"), "yes");
}

TEST(ConfigFile, of_a_name_that_stands_there_twice_the_later_one_counts_and_case_matters) {
  const Config config = read("a: 1\na: 2\nA: 3\n");
  EXPECT_EQ(value_of(config, "a"), "2");
  EXPECT_EQ(value_of(config, "A"), "3");
}

TEST(ConfigFile, a_value_knows_where_it_stands) {
  const Config config = read("\n\nmodule: m.so\n");
  EXPECT_TRUE(config.at("module").place().ends_with("/file:3"));
}

TEST(ConfigFile, what_is_no_name_and_value_is_reported_with_its_line_and_nothing_is_taken) {
  EXPECT_EQ(problem_of("module: m.so\n[section]\n"), "file:2: no `name: value`; the file is skipped");
  EXPECT_EQ(problem_of("-----BEGIN CERTIFICATE-----\n"), "file:1: no `name: value`; the file is skipped");
  EXPECT_EQ(problem_of(": value\n"), "file:1: no name before the colon; the file is skipped");
  EXPECT_EQ(problem_of(std::string_view("a: b\nc: \0d\n", 12)), "file:2: a NUL byte; the file is skipped");
}

TEST(ConfigFile, what_cannot_be_read_is_reported) {
  const ConfigFiles files;
  Config config;
  std::string problem;
  EXPECT_FALSE(read_config_file(files.path("none"), false, config, problem));
  EXPECT_EQ(problem, files.path("none") + ": No such file or directory; the file is skipped");
  EXPECT_TRUE(read_config_file(files.path("none"), true, config, problem));
  ASSERT_EQ(mkfifo(files.path("pipe").c_str(), 0600), 0);
  for (const char* name : {"user", "pipe"}) {
    EXPECT_FALSE(read_config_file(files.path(name), true, config, problem));
    EXPECT_EQ(problem, files.path(name) + ": not a regular file; the file is skipped");
  }
}

}  // namespace
}  // namespace p11trace::managed
