// The nearest known word.
#include "formatters/select/nearest.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace p11trace::select {
namespace {

std::string_view nearest(std::string_view word, std::initializer_list<std::string_view> candidates) {
  Nearest found(word);
  for (std::string_view candidate : candidates) found.consider(candidate);
  return found.answer();
}

TEST(EditDistance, each_kind_of_mistake_counts_once) {
  EXPECT_EQ(edit_distance("sign", "sign"), 0u);
  EXPECT_EQ(edit_distance("sign", "sigin"), 1u);
  EXPECT_EQ(edit_distance("sign", "sgn"), 1u);
  EXPECT_EQ(edit_distance("sign", "sikn"), 1u);
  EXPECT_EQ(edit_distance("sign", "sgin"), 1u);
  EXPECT_EQ(edit_distance("sign", ""), 4u);
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("login", "logout"), 3u);
}

TEST(EditDistance, case_does_not_count) { EXPECT_EQ(edit_distance("c_getSlotlist", "C_GetSlotList"), 0u); }

TEST(EditDistance, it_is_the_same_both_ways) {
  EXPECT_EQ(edit_distance("C_Encrypt", "C_Decrypt"), edit_distance("C_Decrypt", "C_Encrypt"));
  EXPECT_EQ(edit_distance("ab", "bca"), edit_distance("bca", "ab"));
}

TEST(EditDistance, words_of_64_characters_are_compared_and_longer_ones_are_not) {
  const std::string fits(64, 'x');
  EXPECT_EQ(edit_distance(fits, fits), 0u);
  EXPECT_EQ(edit_distance(fits + "x", fits + "x"), 65u);
}

TEST(Nearest, the_nearest_word_is_found) {
  EXPECT_EQ(nearest("--slect", {"--format", "--select", "--show"}), "--select");
  EXPECT_EQ(nearest("shwo", {"show", "stat"}), "show");
}

TEST(Nearest, of_equally_near_words_the_first_is_kept) { EXPECT_EQ(nearest("bat", {"cat", "hat"}), "cat"); }

TEST(Nearest, a_word_that_is_too_different_is_not_offered) {
  EXPECT_EQ(nearest("xyzzy", {"show", "stat", "record"}), "");
  EXPECT_EQ(nearest("ab", {"xy"}), "");
  EXPECT_EQ(nearest("", {"a"}), "");
}

TEST(Nearest, a_word_that_was_only_begun_is_completed) {
  EXPECT_EQ(nearest("--function", {"--format", "--function-list"}), "--function-list");
  EXPECT_EQ(nearest("rec", {"show", "record"}), "record");
}

TEST(Nearest, a_form_of_a_word_can_answer_for_it) {
  Nearest found("Sgin");
  found.consider("C_Sign");
  found.consider("Sign", "C_Sign");
  EXPECT_EQ(found.answer(), "C_Sign");
}

}  // namespace
}  // namespace p11trace::select
