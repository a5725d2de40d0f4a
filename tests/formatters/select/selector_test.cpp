// The selector grammar.
#include "formatters/select/selector.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace p11trace::select {
namespace {

using Names = std::initializer_list<std::string_view>;

FunctionSet set_of(Names names) {
  FunctionSet functions;
  for (std::string_view name : names) {
    bool known = false;
    for (std::size_t i = 0; i < pkcs11::function_count; ++i) {
      if (pkcs11::functions[i].name != name) continue;
      functions[i] = known = true;
    }
    EXPECT_TRUE(known) << name;
  }
  return functions;
}

FunctionSet all_but(Names names) { return ~set_of(names); }

std::string listed(const FunctionSet& functions) {
  std::string names;
  for (std::size_t i = 0; i < pkcs11::function_count; ++i)
    if (functions[i]) names.append(names.empty() ? "" : " ").append(pkcs11::functions[i].name);
  return names;
}

FunctionSet meant_by(std::string_view selector) {
  const Selection selection = parse(selector);
  EXPECT_EQ(selection.problem, "") << selector;
  return selection.functions;
}

std::string problem_of(std::string_view selector) { return parse(selector).problem; }

#define EXPECT_MEANS(selector, expected) EXPECT_EQ(listed(meant_by(selector)), listed(expected)) << selector

TEST(Selector, nothing_means_all_functions) {
  EXPECT_TRUE(meant_by("").all());
  EXPECT_TRUE(meant_by("  ").all());
  EXPECT_TRUE(meant_by(",").all());
  EXPECT_TRUE(meant_by("all").all());
}

TEST(Selector, none_means_no_function) { EXPECT_TRUE(meant_by("none").none()); }

TEST(Selector, a_function_is_known_with_and_without_its_prefix) {
  EXPECT_MEANS("C_Sign", set_of({"C_Sign"}));
  EXPECT_MEANS("Sign", set_of({"C_Sign"}));
}

TEST(Selector, terms_add_up) {
  EXPECT_MEANS("C_Sign,C_Login", set_of({"C_Login", "C_Sign"}));
  EXPECT_MEANS("C_Sign,C_Sign", set_of({"C_Sign"}));
}

TEST(Selector, every_function_is_selected_by_its_name) {
  for (const pkcs11::FunctionRow& row : pkcs11::functions) EXPECT_MEANS(row.name, set_of({row.name}));
}

TEST(Selector, every_group_is_selected_by_its_name_and_the_groups_make_up_all) {
  FunctionSet together;
  for (std::string_view group : pkcs11::group_names) {
    const FunctionSet functions = meant_by("%" + std::string(group));
    EXPECT_TRUE(functions.any()) << group;
    EXPECT_TRUE((functions & together).none()) << group;
    together |= functions;
  }
  EXPECT_TRUE(together.all());
}

TEST(Selector, a_group_is_its_chapter_of_the_standard) {
  EXPECT_MEANS("%sign",
               set_of({"C_SignInit", "C_Sign", "C_SignUpdate", "C_SignFinal", "C_SignRecoverInit", "C_SignRecover"}));
  EXPECT_MEANS("%random", set_of({"C_SeedRandom", "C_GenerateRandom"}));
}

TEST(Selector, a_regular_expression_matches_anywhere_in_the_name) {
  EXPECT_MEANS("/Random", set_of({"C_SeedRandom", "C_GenerateRandom"}));
  EXPECT_MEANS("/^C_Lo", set_of({"C_Login", "C_Logout", "C_LoginUser"}));
  EXPECT_MEANS("/(Seed|Generate)Random$", set_of({"C_SeedRandom", "C_GenerateRandom"}));
}

TEST(Selector, a_comma_ends_a_regular_expression_unless_it_stands_between_braces) {
  EXPECT_MEANS("/^C_Login$,C_Sign", set_of({"C_Login", "C_Sign"}));
  EXPECT_MEANS("/^C_.{4,5}$,!C_Login", set_of({"C_Sign"}));
  EXPECT_MEANS("!/^C_.{1,99}$,C_Sign", set_of({"C_Sign"}));
}

TEST(Selector, a_removal_takes_away_from_what_stands_before_it) {
  EXPECT_MEANS("%random,!C_SeedRandom", set_of({"C_GenerateRandom"}));
  EXPECT_MEANS("%random,!C_SeedRandom,C_SeedRandom", set_of({"C_SeedRandom", "C_GenerateRandom"}));
  EXPECT_MEANS("C_Sign,!%sign,C_Login", set_of({"C_Login"}));
  EXPECT_MEANS("all,!all", set_of({}));
}

TEST(Selector, a_removal_that_stands_first_takes_away_from_all) {
  EXPECT_MEANS("!C_Sign", all_but({"C_Sign"}));
  EXPECT_MEANS("!%random,!/^C_Lo", all_but({"C_SeedRandom", "C_GenerateRandom", "C_Login", "C_Logout", "C_LoginUser"}));
  EXPECT_MEANS("!none", all_but({}));
}

TEST(Selector, blanks_and_spare_commas_do_not_count) {
  EXPECT_MEANS(" C_Sign , ! C_Login ,, %random,", set_of({"C_Sign", "C_SeedRandom", "C_GenerateRandom"}));
  EXPECT_MEANS(",!C_Sign", all_but({"C_Sign"}));
}

TEST(Selector, a_name_that_is_unknown_is_answered_with_the_nearest_one) {
  EXPECT_EQ(problem_of("C_Sgin"), "unknown function C_Sgin, did you mean C_Sign?");
  EXPECT_EQ(problem_of("Logn"), "unknown function Logn, did you mean C_Login?");
  EXPECT_EQ(problem_of("C_Login,C_GetSlotlist"), "unknown function C_GetSlotlist, did you mean C_GetSlotList?");
  EXPECT_EQ(problem_of("nonne"), "unknown function nonne, did you mean none?");
  EXPECT_EQ(problem_of("!c_sign"), "unknown function c_sign, did you mean C_Sign?");
}

TEST(Selector, a_group_without_its_mark_is_answered_with_the_mark) {
  EXPECT_EQ(problem_of("random"), "unknown function random, did you mean %random?");
}

TEST(Selector, a_group_that_is_unknown_is_answered_with_the_nearest_one) {
  EXPECT_EQ(problem_of("%sing"), "unknown group %sing, did you mean %sign?");
  EXPECT_EQ(problem_of("%message_sign"), "unknown group %message_sign, did you mean %message-sign?");
  EXPECT_EQ(problem_of("%"), "unknown group %");
}

TEST(Selector, a_word_that_is_like_no_other_is_only_called_unknown) {
  EXPECT_EQ(problem_of("xyzzy"), "unknown function xyzzy");
  EXPECT_EQ(problem_of(std::string(1000, 'x')), "unknown function " + std::string(1000, 'x'));
}

TEST(Selector, a_bad_regular_expression_is_quoted_with_its_error) {
  for (std::string term : {"/[", "/a{1,", "/\\"}) {
    const std::string problem = problem_of("C_Sign," + term);
    const std::string start = term + " is not a regular expression: ";
    EXPECT_EQ(problem.substr(0, start.size()), start);
    EXPECT_GT(problem.size(), start.size());
  }
}

TEST(Selector, a_regular_expression_that_matches_nothing_is_a_mistake) {
  EXPECT_EQ(problem_of("/Sgin"), "no function's name matches /Sgin");
  EXPECT_EQ(problem_of("/"), "/ is not followed by a regular expression");
}

TEST(Selector, a_mark_of_removal_needs_something_to_remove) {
  EXPECT_EQ(problem_of("C_Sign,!"), "! is not followed by a function, a group or a regular expression");
  EXPECT_EQ(problem_of("!!C_Sign"), "unknown function !C_Sign, did you mean C_Sign?");
}

TEST(Selector, after_a_problem_all_functions_are_selected) { EXPECT_TRUE(parse("C_Login,C_Sgin").functions.all()); }

}  // namespace
}  // namespace p11trace::select
