// What p11trace says to words that it does not understand, and where its own options end.
#include <filesystem>

#include "tests/tools/p11trace/installation.h"

namespace p11trace::test {
namespace {

class Usage : public Installation {
 protected:
  void expect_refusal(const std::vector<std::string>& words, const std::string& sentence) {
    const Outcome outcome = p11trace(words);
    EXPECT_EQ(outcome.exit_status, 2) << sentence;
    EXPECT_EQ(outcome.output, "") << sentence;
    EXPECT_EQ(outcome.errors, "p11trace: " + sentence + "\n");
  }
};

TEST_F(Usage, without_a_command_the_usage_is_shown) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"--"}, {"-o", "t.log"}, {"--entry", "--"}}) {
    const Outcome outcome = p11trace(words);
    EXPECT_EQ(outcome.exit_status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, "Usage: p11trace [OPTION...] [--] COMMAND [ARG...]\n");
  }
  EXPECT_FALSE(std::filesystem::exists(work() + "/t.log"));
}

TEST_F(Usage, an_unknown_option_is_answered_with_the_nearest_one) {
  expect_refusal({"--slect", "C_Sign", "true"}, "unknown option --slect, did you mean --select?");
  expect_refusal({"--byte=3", "true"}, "unknown option --byte, did you mean --bytes?");
  expect_refusal({"--entry", "--hlep"}, "unknown option --hlep, did you mean --help?");
  expect_refusal({"--xyzzy", "true"}, "unknown option --xyzzy");
  expect_refusal({"-x", "true"}, "unknown option -x");
  expect_refusal({"-5", "true"}, "unknown option -5");
}

TEST_F(Usage, a_value_that_is_none_is_refused_before_anything_starts) {
  expect_refusal({"--bytes", "abc", "touch", "started"}, "--bytes abc is not a number or `all`");
  expect_refusal({"--items=-1", "touch", "started"}, "--items -1 is not a number or `all`");
  expect_refusal({"--show", "everything", "touch", "started"}, "--show everything is not `data` or `secrets`");
  expect_refusal({"--format", "xml", "touch", "started"}, "--format xml is not `text` or `json`");
  expect_refusal({"--entry=perhaps", "touch", "started"}, "--entry=perhaps is not `yes` or `no`");
  expect_refusal({"-o", "", "touch", "started"}, "--output needs the name of a file");
  EXPECT_FALSE(std::filesystem::exists(work() + "/started"));
}

TEST_F(Usage, a_mistake_in_a_selector_is_explained) {
  expect_refusal({"-e", "C_Sgin", "true"}, "unknown function C_Sgin, did you mean C_Sign?");
  expect_refusal({"-e", "C_Sign", "--select=%sing", "true"}, "unknown group %sing, did you mean %sign?");
}

TEST_F(Usage, an_option_without_its_argument_is_named) {
  expect_refusal({"--output"}, "--output needs an argument: FILE");
  expect_refusal({"-o"}, "--output needs an argument: FILE");
  expect_refusal({"--entry", "--bytes"}, "--bytes needs an argument: N|all");
}

TEST_F(Usage, a_usage_error_leaves_the_old_log_alone) {
  write_file(work() + "/t.log", "old\n");
  p11trace({"-o", "t.log", "--bytes", "abc", "true"});
  p11trace({"-o", "t.log", "no-such-command"});
  EXPECT_EQ(read_file(work() + "/t.log"), "old\n");
}

TEST_F(Usage, an_escape_sequence_does_not_reach_the_terminal) {
  expect_refusal({"--x\033[2J", "true"}, "unknown option --x?[2J");
}

TEST_F(Usage, options_end_at_the_command) {
  const std::vector<std::string> arguments = {"--login", "-o", "x", "--bytes", "--", "--help", "--select=", "-e"};
  std::vector<std::string> words = {"-o", "t.log", "--entry", "printf", "%s\\n"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const Outcome outcome = p11trace(words);
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, "--login\n-o\nx\n--bytes\n--\n--help\n--select=\n-e\n");
  EXPECT_FALSE(std::filesystem::exists(work() + "/x"));
}

TEST_F(Usage, two_dashes_end_the_options_and_belong_to_p11trace) {
  EXPECT_EQ(p11trace({"--", "printf", "%s\\n", "--", "-o"}).output, "--\n-o\n");
  EXPECT_EQ(p11trace({"-o", "t.log", "--", "printf", "%s\\n", "--help"}).output, "--help\n");
  make_program("--odd", "#!/bin/sh\necho odd $1\n");
  surroundings.environment[0] = "PATH=" + work() + ":/bin";
  EXPECT_EQ(p11trace({"--", "--odd", "x"}).output, "odd x\n");
}

TEST_F(Usage, an_argument_that_looks_like_the_command_line_of_CLI11_is_passed_on_as_it_is) {
  EXPECT_EQ(p11trace({"printf", "%s\\n", "[a,b]", "{}", "", "%%", "a b"}).output, "[a,b]\n{}\n\n%%\na b\n");
}

TEST_F(Usage, all_ways_to_write_an_option_are_understood) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"-o", "t.log"}, {"-ot.log"}, {"--output", "t.log"}, {"--output=t.log"}}) {
    EXPECT_EQ(variable("P11TRACE_LOG", words), work() + "/t.log") << words.front();
    EXPECT_TRUE(std::filesystem::remove(work() + "/t.log")) << words.front();
  }
}

TEST_F(Usage, help_goes_to_standard_output_and_is_a_success) {
  for (const char* word : {"--help", "-h"}) {
    const Outcome outcome = p11trace({word});
    EXPECT_EQ(outcome.exit_status, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_NE(outcome.output.find("Usage: p11trace"), std::string::npos);
  }
}

TEST_F(Usage, the_version_is_the_one_of_the_build) {
  for (const char* word : {"--version", "-V"}) {
    const Outcome outcome = p11trace({word});
    EXPECT_EQ(outcome.exit_status, 0);
    EXPECT_EQ(outcome.output, "p11trace " P11TRACE_VERSION "\n");
  }
}

}  // namespace
}  // namespace p11trace::test
