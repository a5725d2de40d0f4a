// The help.
#include "tools/p11trace/help.h"

#include <gtest/gtest.h>

#include "formatters/pkcs11/function.h"
#include "tracer/settings/table.h"

namespace p11trace {
namespace {

bool helps_with(std::string_view words) { return help_text().find(words) != std::string::npos; }

TEST(Help, no_line_is_wider_than_80_columns) {
  const std::string text = help_text();
  for (std::size_t start = 0, end; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    EXPECT_LE(end - start, 80u) << text.substr(start, end - start);
    EXPECT_FALSE(end > start && text[end - 1] == ' ') << text.substr(start, end - start);
  }
  EXPECT_EQ(text.back(), '\n');
}

TEST(Help, every_setting_stands_there_with_its_variable) {
  for (const settings::Setting& row : settings::table) {
    EXPECT_TRUE(helps_with(row.flag)) << row.flag;
    EXPECT_TRUE(helps_with(row.environment)) << row.environment;
    EXPECT_TRUE(helps_with(row.help.substr(0, 20))) << row.flag;
  }
}

TEST(Help, every_group_stands_there) {
  for (std::string_view group : pkcs11::group_names) EXPECT_TRUE(helps_with(group)) << group;
}

TEST(Help, the_exit_statuses_stand_there) {
  for (std::string_view status : {"\n  2 ", "\n  125 ", "\n  126 ", "\n  127 "})
    EXPECT_TRUE(helps_with(status)) << status;
}

}  // namespace
}  // namespace p11trace
