// A line in the making: numbers, bytes, quoted text, and what happens when it is full.
#include "formatters/text/line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/formatters/text/written.h"

namespace p11trace::text {
namespace {

template <class Write>
std::string finished(Write write, std::size_t size) {
  std::vector<char> memory(size);
  Line line(memory);
  write(line);
  return std::string(line.finish());
}

std::string quoted(std::string_view text) {
  return written([&](Line& line) { line.add_quoted(bytes(text)); });
}

TEST(Line, numbers_are_written_whole) {
  EXPECT_EQ(written([](Line& line) { line.add_decimal(0); }), "0");
  EXPECT_EQ(written([](Line& line) { line.add_decimal(~std::uint64_t{0}); }), "18446744073709551615");
  EXPECT_EQ(written([](Line& line) { line.add_hexadecimal(0); }), "0x0");
  EXPECT_EQ(written([](Line& line) { line.add_hexadecimal(~std::uint64_t{0}); }), "0xffffffffffffffff");
}

TEST(Line, an_empty_text_that_points_nowhere_adds_nothing) {
  EXPECT_EQ(written([](Line& line) { line.add(std::string_view()); }), "");
}

TEST(Line, bytes_are_two_digits_each) {
  EXPECT_EQ(written([](Line& line) { line.add_bytes(bytes(std::string_view("\x00\x0f\xf0\xff", 4))); }), "000ff0ff");
  EXPECT_EQ(written([](Line& line) { line.add_bytes({}); }), "");
}

TEST(Line, quoted_text_has_its_quotes_and_backslashes_escaped) {
  EXPECT_EQ(quoted(""), R"("")");
  EXPECT_EQ(quoted("My label, (1) ~"), R"("My label, (1) ~")");
  EXPECT_EQ(quoted(R"(a"b\c)"), R"("a\"b\\c")");
}

TEST(Line, quoted_text_can_not_end_the_line) {
  EXPECT_EQ(quoted("one\ntwo\rthree\tfour"), R"("one\ntwo\rthree\tfour")");
  EXPECT_EQ(quoted("\v\f"), R"("\x0b\x0c")");
  EXPECT_EQ(quoted("\xe2\x80\xa8 \xe2\x80\xa9"), R"("\xe2\x80\xa8 \xe2\x80\xa9")") << "line and paragraph separators";
}

TEST(Line, quoted_text_can_not_speak_to_a_terminal) {
  EXPECT_EQ(quoted("\x1b[2J\x07"), R"("\x1b[2J\x07")");
  EXPECT_EQ(quoted(std::string_view("a\0b", 3)), R"("a\x00b")");
  EXPECT_EQ(quoted("\x7f"), R"("\x7f")");
  // C1 controls, of which U+009B begins an escape sequence.
  EXPECT_EQ(quoted("\xc2\x80\xc2\x9b\xc2\x9f"), R"("\xc2\x80\xc2\x9b\xc2\x9f")");
}

TEST(Line, quoted_text_can_not_turn_the_direction_of_writing) {
  EXPECT_EQ(quoted("\xd8\x9c"), R"("\xd8\x9c")") << "U+061C";
  EXPECT_EQ(quoted("\xe2\x80\x8e\xe2\x80\x8f"), R"("\xe2\x80\x8e\xe2\x80\x8f")") << "U+200E, U+200F";
  EXPECT_EQ(quoted("\xe2\x80\xaa\xe2\x80\xae"), R"("\xe2\x80\xaa\xe2\x80\xae")") << "U+202A, U+202E";
  EXPECT_EQ(quoted("\xe2\x81\xa6\xe2\x81\xa9"), R"("\xe2\x81\xa6\xe2\x81\xa9")") << "U+2066, U+2069";
}

TEST(Line, quoted_text_hides_nothing) {
  EXPECT_EQ(quoted("a\xc2\xad"), R"("a\xc2\xad")") << "soft hyphen";
  EXPECT_EQ(quoted("a\xe2\x80\x8b"), R"("a\xe2\x80\x8b")") << "space of no width";
  EXPECT_EQ(quoted("\xef\xbb\xbf"), R"("\xef\xbb\xbf")") << "byte order mark";
  EXPECT_EQ(quoted("\xf3\xa0\x81\xa1"), R"("\xf3\xa0\x81\xa1")") << "U+E0061, a tag";
}

TEST(Line, well_formed_utf_8_stays_as_it_is) {
  EXPECT_EQ(quoted("Schl\xc3\xbcssel"), "\"Schl\xc3\xbcssel\"");
  EXPECT_EQ(quoted("\xe9\x8d\xb5"), "\"\xe9\x8d\xb5\"");
  EXPECT_EQ(quoted("\xf0\x9f\x94\x91"), "\"\xf0\x9f\x94\x91\"");
  // The ends of each length.
  EXPECT_EQ(quoted("\xc2\xa0\xdf\xbf"), "\"\xc2\xa0\xdf\xbf\"");
  EXPECT_EQ(quoted("\xe0\xa0\x80\xef\xbf\xbd"), "\"\xe0\xa0\x80\xef\xbf\xbd\"");
  EXPECT_EQ(quoted("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), "\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"");
}

TEST(Line, bytes_that_are_no_utf_8_are_escaped_one_by_one) {
  EXPECT_EQ(quoted("\xff\xfe"), R"("\xff\xfe")");
  EXPECT_EQ(quoted("\x80z"), R"("\x80z")") << "a continuation of nothing";
  EXPECT_EQ(quoted("\xc3"), R"("\xc3")") << "the text ends too early";
  EXPECT_EQ(quoted("\xe9\x8d"), R"("\xe9\x8d")");
  EXPECT_EQ(quoted("\xc3(\xc3\xbc"), "\"\\xc3(\xc3\xbc\"");
  EXPECT_EQ(quoted("\xc0\xaf\xc1\xbf"), R"("\xc0\xaf\xc1\xbf")") << "longer than need be";
  EXPECT_EQ(quoted("\xe0\x9f\xbf"), R"("\xe0\x9f\xbf")");
  EXPECT_EQ(quoted("\xf0\x8f\xbf\xbf"), R"("\xf0\x8f\xbf\xbf")");
  EXPECT_EQ(quoted("\xed\xa0\x80"), R"("\xed\xa0\x80")") << "half of a surrogate pair";
  EXPECT_EQ(quoted("\xf4\x90\x80\x80\xf5\x80\x80\x80"), R"("\xf4\x90\x80\x80\xf5\x80\x80\x80")") << "past U+10FFFF";
}

TEST(Line, a_line_ends_with_a_newline) {
  EXPECT_EQ(finished([](Line& line) { line.add("text"); }, 100), "text\n");
  EXPECT_EQ(finished([](Line&) {}, 4), "\n");
}

TEST(Line, what_fits_exactly_is_not_cut) {
  EXPECT_EQ(finished([](Line& line) { line.add("12345678"); }, 12), "12345678\n");
  EXPECT_EQ(finished([](Line& line) { line.add_bytes(bytes("\xab\xcd")); }, 8), "abcd\n");
}

TEST(Line, a_line_that_is_full_ends_in_dots) {
  EXPECT_EQ(finished([](Line& line) { line.add("123456789"); }, 12), "...\n");
  EXPECT_EQ(finished(
                [](Line& line) {
                  line.add("12345");
                  line.add("6789");
                },
                12),
            "12345...\n");
  EXPECT_EQ(finished([](Line& line) { line.add('x'); }, 4), "...\n");
}

TEST(Line, nothing_stands_behind_what_did_not_fit) {
  EXPECT_EQ(finished(
                [](Line& line) {
                  line.add("12345");
                  line.add("6789");
                  line.add("x");
                  line.add_decimal(1);
                  line.add_bytes(bytes("y"));
                  line.add_quoted(bytes("z"));
                },
                12),
            "12345...\n");
}

TEST(Line, bytes_are_cut_between_two_of_them) {
  EXPECT_EQ(finished([](Line& line) { line.add_bytes(bytes("\xaa\xbb\xcc\xdd")); }, 11), "aabbcc...\n");
  EXPECT_EQ(finished([](Line& line) { line.add_bytes(bytes("\xaa\xbb\xcc\xdd")); }, 10), "aabbcc...\n");
  EXPECT_EQ(finished([](Line& line) { line.add_bytes(bytes("\xaa\xbb")); }, 5), "...\n");
}

TEST(Line, quoted_text_is_cut_between_characters) {
  EXPECT_EQ(finished([](Line& line) { line.add_quoted(bytes("abcdefgh")); }, 10), "\"abcde...\n");
  EXPECT_EQ(finished([](Line& line) { line.add_quoted(bytes("abc\x1b")); }, 10), "\"abc...\n");
  EXPECT_EQ(finished([](Line& line) { line.add_quoted(bytes("abc\xf0\x9f\x94\x91")); }, 11), "\"abc...\n");
}

}  // namespace
}  // namespace p11trace::text
