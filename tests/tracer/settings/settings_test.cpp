// The settings as a traced process reads them.
#include "tracer/settings/settings.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <set>
#include <string>

namespace p11trace::settings {
namespace {

class Settings : public testing::Test {
 protected:
  void SetUp() override {
    for (const Setting& setting : table) unsetenv(std::string(setting.environment).c_str());
  }
  void TearDown() override { SetUp(); }

  Values read() { return read_environment(problem); }

  Problem problem;
};

std::string text_of(const Problem& problem) { return std::string(problem.text()); }

TEST_F(Settings, an_empty_environment_gives_the_defaults) {
  const Values values = read();
  EXPECT_EQ(values.output, "-");
  EXPECT_EQ(values.format, Format::text);
  EXPECT_EQ(values.select, "all");
  EXPECT_EQ(values.bytes, 64u);
  EXPECT_EQ(values.items, 32u);
  EXPECT_FALSE(values.entry);
  EXPECT_EQ(values.show, Show::open);
  EXPECT_EQ(values.function_list, "");
  EXPECT_TRUE(problem.empty());
}

TEST_F(Settings, each_variable_sets_its_own_value) {
  setenv("P11TRACE_LOG", "/tmp/a.log", 1);
  setenv("P11TRACE_FORMAT", "text", 1);
  setenv("P11TRACE_SELECT", "%sign", 1);
  setenv("P11TRACE_BYTES", "7", 1);
  setenv("P11TRACE_ITEMS", "0", 1);
  setenv("P11TRACE_LOG_ENTRY", "yes", 1);
  setenv("P11TRACE_SHOW", "secrets", 1);
  setenv("P11TRACE_FUNCTION_LIST", "Vendor_GetFunctionList,Other", 1);
  const Values values = read();
  EXPECT_EQ(values.output, "/tmp/a.log");
  EXPECT_EQ(values.select, "%sign");
  EXPECT_EQ(values.bytes, 7u);
  EXPECT_EQ(values.items, 0u);
  EXPECT_TRUE(values.entry);
  EXPECT_EQ(values.show, Show::secrets);
  EXPECT_EQ(values.function_list, "Vendor_GetFunctionList,Other");
  EXPECT_TRUE(problem.empty()) << problem.text();
}

TEST_F(Settings, an_empty_variable_counts_as_one_that_is_not_set) {
  for (const Setting& setting : table) setenv(std::string(setting.environment).c_str(), "", 1);
  const Values values = read();
  EXPECT_EQ(values.output, "-");
  EXPECT_EQ(values.bytes, 64u);
  EXPECT_FALSE(values.entry);
  EXPECT_EQ(values.show, Show::open);
  EXPECT_TRUE(problem.empty()) << problem.text();
}

TEST_F(Settings, all_stands_for_no_limit) {
  setenv("P11TRACE_BYTES", "all", 1);
  setenv("P11TRACE_ITEMS", "all", 1);
  const Values values = read();
  EXPECT_EQ(values.bytes, all);
  EXPECT_EQ(values.items, all);
}

TEST_F(Settings, a_word_that_is_no_number_is_reported_and_the_default_kept) {
  setenv("P11TRACE_BYTES", "abc", 1);
  EXPECT_EQ(read().bytes, 64u);
  EXPECT_EQ(problem.text(), "p11trace: P11TRACE_BYTES=abc is not a number or `all`; using 64");
}

TEST_F(Settings, numbers_that_only_begin_well_or_are_too_large_are_refused) {
  for (const char* text : {"12k", "-1", "+1", " 1", "0x10", "99999999999999999999", "All"}) {
    setenv("P11TRACE_ITEMS", text, 1);
    problem = {};
    EXPECT_EQ(read().items, 32u) << text;
    EXPECT_FALSE(problem.empty()) << text;
  }
}

TEST_F(Settings, a_word_that_is_no_choice_is_answered_with_the_choices) {
  setenv("P11TRACE_LOG_ENTRY", "true", 1);
  EXPECT_FALSE(read().entry);
  EXPECT_EQ(problem.text(), "p11trace: P11TRACE_LOG_ENTRY=true is not `yes` or `no`; using no");

  unsetenv("P11TRACE_LOG_ENTRY");
  setenv("P11TRACE_SHOW", "everything", 1);
  problem = {};
  EXPECT_EQ(read().show, Show::open);
  EXPECT_EQ(problem.text(), "p11trace: P11TRACE_SHOW=everything is not `data` or `secrets`; it is ignored");
}

TEST_F(Settings, the_first_problem_is_kept_and_the_values_after_it_are_still_read) {
  setenv("P11TRACE_FORMAT", "xml", 1);
  setenv("P11TRACE_BYTES", "abc", 1);
  setenv("P11TRACE_ITEMS", "5", 1);
  EXPECT_EQ(read().items, 5u);
  EXPECT_EQ(problem.text(), "p11trace: P11TRACE_FORMAT=xml is not `text` or `json`; using text");
}

TEST_F(Settings, reading_keeps_errno) {
  setenv("P11TRACE_BYTES", "99999999999999999999", 1);
  errno = ENOTTY;
  read();
  EXPECT_EQ(errno, ENOTTY);
}

TEST_F(Settings, a_refused_value_leaves_the_earlier_one_in_force) {
  Values values;
  EXPECT_TRUE(assign(values, row_of(Name::bytes), "10"));
  EXPECT_FALSE(assign(values, row_of(Name::bytes), "ten"));
  EXPECT_EQ(values.bytes, 10u);
  EXPECT_TRUE(assign(values, row_of(Name::show), "data"));
  EXPECT_FALSE(assign(values, row_of(Name::show), "dat"));
  EXPECT_EQ(values.show, Show::data);
}

TEST_F(Settings, an_empty_text_puts_the_default_back) {
  Values values;
  ASSERT_TRUE(assign(values, row_of(Name::show), "secrets"));
  ASSERT_TRUE(assign(values, row_of(Name::bytes), "all"));
  EXPECT_TRUE(assign(values, row_of(Name::show), ""));
  EXPECT_TRUE(assign(values, row_of(Name::bytes), ""));
  EXPECT_EQ(values.show, Show::open);
  EXPECT_EQ(values.bytes, 64u);
}

TEST(SettingsTable, the_written_defaults_are_the_ones_in_force) {
  const Values untouched;
  Values values;
  values.bytes = values.items = 1;
  values.entry = true;
  values.show = Show::secrets;
  values.output = values.select = values.function_list = "other";
  for (const Setting& setting : table) EXPECT_TRUE(assign(values, setting, setting.default_value)) << setting.flag;
  EXPECT_EQ(values.output, untouched.output);
  EXPECT_EQ(values.format, untouched.format);
  EXPECT_EQ(values.select, untouched.select);
  EXPECT_EQ(values.bytes, untouched.bytes);
  EXPECT_EQ(values.items, untouched.items);
  EXPECT_EQ(values.entry, untouched.entry);
  EXPECT_EQ(values.show, untouched.show);
  EXPECT_EQ(values.function_list, untouched.function_list);
}

TEST(SettingsTable, every_written_choice_is_taken) {
  for (const Setting& setting : table) {
    std::string_view rest = setting.choices;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find('|'));
      Values values;
      EXPECT_TRUE(assign(values, setting, word)) << setting.flag << " " << word;
      rest = word.size() == rest.size() ? std::string_view() : rest.substr(word.size() + 1);
    }
  }
}

TEST(SettingsTable, flags_letters_and_variables_are_each_there_once) {
  std::multiset<std::string_view> words;
  std::multiset<char> letters;
  for (const Setting& setting : table) {
    EXPECT_TRUE(setting.flag.starts_with("--")) << setting.flag;
    EXPECT_TRUE(setting.environment.starts_with("P11TRACE_")) << setting.environment;
    EXPECT_TRUE(setting.help.ends_with(".")) << setting.flag;
    words.insert(setting.flag);
    words.insert(setting.environment);
    if (setting.letter != '\0') letters.insert(setting.letter);
  }
  for (std::string_view word : words) EXPECT_EQ(words.count(word), 1u) << word;
  for (char letter : letters) EXPECT_EQ(letters.count(letter), 1u) << letter;
}

TEST(SettingsProblem, a_control_character_never_reaches_the_terminal) {
  Problem problem;
  problem.append("a\033[2Jb\nc");
  EXPECT_EQ(problem.text(), "a?[2Jb?c");
}

TEST(SettingsProblem, a_long_value_is_shortened_and_the_sentence_goes_on) {
  setenv("P11TRACE_BYTES", std::string(5000, 'x').c_str(), 1);
  Problem problem;
  read_environment(problem);
  unsetenv("P11TRACE_BYTES");
  EXPECT_EQ(text_of(problem),
            "p11trace: P11TRACE_BYTES=" + std::string(60, 'x') + "... is not a number or `all`; using 64");
}

TEST(SettingsProblem, a_text_that_does_not_fit_is_cut_off_visibly) {
  Problem problem;
  for (int i = 0; i < 100; ++i) problem.append("0123456789");
  EXPECT_EQ(problem.text().size(), 400u);
  EXPECT_TRUE(problem.text().ends_with("6..."));
}

}  // namespace
}  // namespace p11trace::settings
