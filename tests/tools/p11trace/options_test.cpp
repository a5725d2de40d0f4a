// The command line taken apart.
#include "tools/p11trace/options.h"

#include <gtest/gtest.h>

#include <vector>

namespace p11trace {
namespace {

using settings::Name;

class CommandLine : public testing::Test {
 protected:
  void read(std::vector<std::string> texts) {
    words_ = std::move(texts);
    words_.insert(words_.begin(), "p11trace");
    pointers_.clear();
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
    options = read_options(static_cast<int>(words_.size()), pointers_.data());
  }
  std::string given(Name name) const { return options.given[settings::index_of(name)].value_or("not given"); }
  std::vector<std::string> command() const {
    std::vector<std::string> words;
    for (char** word = options.command; word != nullptr && *word != nullptr; ++word) words.push_back(*word);
    return words;
  }

  Options options;

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
};

using Words = std::vector<std::string>;

TEST_F(CommandLine, a_command_alone_gives_no_settings) {
  read({"pkcs11-tool", "--login"});
  EXPECT_EQ(command(), Words({"pkcs11-tool", "--login"}));
  for (const settings::Setting& row : settings::table) EXPECT_EQ(given(row.name), "not given") << row.flag;
  EXPECT_FALSE(options.help);
  EXPECT_FALSE(options.version);
}

TEST_F(CommandLine, every_setting_of_the_table_is_an_option) {
  for (const settings::Setting& row : settings::table) {
    const bool is_switch = row.argument.empty();
    const std::string value(is_switch             ? "yes"
                            : row.choices.empty() ? "all"
                                                  : row.choices.substr(0, row.choices.find('|')));
    Words words = {std::string(row.flag)};
    if (!is_switch) words.push_back(value);
    words.push_back("command");
    read(words);
    EXPECT_EQ(given(row.name), value) << row.flag;
    EXPECT_EQ(command(), Words({"command"})) << row.flag;
  }
}

TEST_F(CommandLine, help_and_version_need_no_command) {
  read({"--help"});
  EXPECT_TRUE(options.help);
  EXPECT_EQ(options.command, nullptr);
  read({"-V"});
  EXPECT_TRUE(options.version);
}

TEST_F(CommandLine, the_options_of_the_command_are_not_ours) {
  read({"command", "--help", "--version", "-o", "x", "--nonsense"});
  EXPECT_FALSE(options.help);
  EXPECT_FALSE(options.version);
  EXPECT_EQ(given(Name::output), "not given");
  EXPECT_EQ(command().size(), 6u);
}

TEST_F(CommandLine, empty_values_before_and_within_the_command_leave_it_whole) {
  read({"--select=", "--bytes=", "command", "--select=", "--output=", "x"});
  EXPECT_EQ(given(Name::select), "");
  EXPECT_EQ(given(Name::bytes), "");
  EXPECT_EQ(command(), Words({"command", "--select=", "--output=", "x"}));
}

TEST_F(CommandLine, only_the_first_two_dashes_are_ours) {
  read({"--entry", "--", "--", "x"});
  EXPECT_EQ(command(), Words({"--", "x"}));
  read({"--"});
  EXPECT_EQ(options.command, nullptr);
}

TEST_F(CommandLine, a_single_dash_is_a_command_and_not_an_option) {
  read({"-", "x"});
  EXPECT_EQ(command(), Words({"-", "x"}));
}

TEST_F(CommandLine, the_mistake_is_reported_even_if_help_is_asked_for_as_well) {
  EXPECT_THROW(read({"--help", "--nonsense"}), UsageError);
  EXPECT_THROW(read({"--bytes", "x", "--help"}), UsageError);
}

}  // namespace
}  // namespace p11trace
