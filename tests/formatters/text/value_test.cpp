// Values as text: one of each kind, and what came back beside what was given.
#include "formatters/text/value.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "formatters/pkcs11/pkcs11.h"
#include "tests/formatters/text/written.h"

namespace p11trace::text {
namespace {

using call::Kind;
using call::Value;
using pkcs11::Family;

std::string text_of(const Value& value) {
  return written([&](Line& line) { add_value(value, line); });
}

std::string answer_of(const Value& in, const Value& out, bool too_small = false) {
  return written([&](Line& line) { add_answer(in, out, too_small, line); });
}

Value number(Kind kind, std::uint64_t number) { return {.kind = kind, .number = number}; }
Value data(Kind kind, std::string_view content, std::uint64_t length) {
  return {.kind = kind, .number = length, .data = bytes(content)};
}
Value named(std::string_view name, Value value) {
  value.name = name;
  return value;
}
Value attribute(std::string_view name, std::uint64_t type, Value value) {
  value.type = type;
  return named(name, value);
}

// A list or structure of these values; there are `number` of them.
class Parts {
 public:
  Parts(Kind kind, std::uint64_t number, std::initializer_list<Value> values) : values_(values) {
    whole_ = {.kind = kind, .number = number, .children = values_.empty() ? nullptr : values_.data()};
    for (std::size_t i = 1; i < values_.size(); i++) values_[i - 1].next = &values_[i];
  }
  operator const Value&() const { return whole_; }

 private:
  std::vector<Value> values_;
  Value whole_;
};

TEST(ValueText, numbers_and_handles_are_decimal) {
  for (const Kind kind : {Kind::number, Kind::session, Kind::slot, Kind::object}) {
    EXPECT_EQ(text_of(number(kind, 0)), "0");
    EXPECT_EQ(text_of(number(kind, 18446744073709551615u)), "18446744073709551615");
  }
}

TEST(ValueText, a_sentinel_is_its_name) {
  EXPECT_EQ(text_of({.kind = Kind::sentinel, .number = ~std::uint64_t{0}, .text = "CK_UNAVAILABLE_INFORMATION"}),
            "CK_UNAVAILABLE_INFORMATION");
}

TEST(ValueText, a_boolean_has_names_for_0_and_1_only) {
  EXPECT_EQ(text_of(number(Kind::boolean, 0)), "CK_FALSE");
  EXPECT_EQ(text_of(number(Kind::boolean, 1)), "CK_TRUE");
  EXPECT_EQ(text_of(number(Kind::boolean, 255)), "255");
}

TEST(ValueText, a_constant_is_its_name_and_without_one_its_number) {
  EXPECT_EQ(text_of({.kind = Kind::constant, .family = Family::CKM, .number = CKM_RSA_PKCS}), "CKM_RSA_PKCS");
  EXPECT_EQ(text_of({.kind = Kind::constant, .family = Family::CKO, .number = 0}), "CKO_DATA");
  EXPECT_EQ(text_of({.kind = Kind::constant, .family = Family::CKM, .number = 0x8765432f}), "0x8765432f");
  EXPECT_EQ(text_of({.kind = Kind::constant, .family = Family::none, .number = 1}), "0x1");
}

TEST(ValueText, flags_are_names_and_the_rest_of_the_bits) {
  const auto flags = [](std::uint64_t bits) {
    return text_of({.kind = Kind::flags, .family = Family::CKF_session, .number = bits});
  };
  EXPECT_EQ(flags(0), "0");
  EXPECT_EQ(flags(4), "CKF_SERIAL_SESSION");
  EXPECT_EQ(flags(6), "CKF_RW_SESSION|CKF_SERIAL_SESSION");
  EXPECT_EQ(flags(0x8000000000000004), "CKF_SERIAL_SESSION|0x8000000000000000");
  EXPECT_EQ(flags(0x30006), "CKF_RW_SESSION|CKF_SERIAL_SESSION|0x30000");
  EXPECT_EQ(flags(0x30000), "0x30000");
  EXPECT_EQ(text_of({.kind = Kind::flags, .family = Family::none, .number = 5}), "0x5");
}

TEST(ValueText, a_pointer_is_hexadecimal) {
  EXPECT_EQ(text_of(number(Kind::pointer, 0x7ffe12345678)), "0x7ffe12345678");
}

TEST(ValueText, a_version_is_major_dot_minor) {
  EXPECT_EQ(text_of(number(Kind::version, 0x0228)), "2.40");
  EXPECT_EQ(text_of(number(Kind::version, 0x0302)), "3.2");
  EXPECT_EQ(text_of(number(Kind::version, 0xffff)), "255.255");
}

TEST(ValueText, bytes_have_their_length_in_front_and_dots_where_not_all_are_kept) {
  EXPECT_EQ(text_of(data(Kind::bytes, "\x0a\x0b\xff", 3)), "[3]0a0bff");
  EXPECT_EQ(text_of(data(Kind::bytes, "\x0a\x0b\xff", 1000)), "[1000]0a0bff...");
  EXPECT_EQ(text_of(data(Kind::bytes, "", 0)), "[0]");
  EXPECT_EQ(text_of(data(Kind::bytes, "", 64)), "[64]...");
}

TEST(ValueText, a_text_is_quoted_and_has_its_length_where_not_all_is_kept) {
  EXPECT_EQ(text_of(data(Kind::text, "label", 5)), R"("label")");
  EXPECT_EQ(text_of(data(Kind::text, "", 0)), R"("")");
  EXPECT_EQ(text_of(data(Kind::text, "la\nbel", 40)), R"([40]"la\nbel"...)");
}

TEST(ValueText, null_has_the_length_that_stood_beside_it) {
  EXPECT_EQ(text_of(number(Kind::null, 0)), "NULL");
  EXPECT_EQ(text_of(number(Kind::null, 12)), "NULL[12]");
}

TEST(ValueText, what_is_hidden_says_why) {
  EXPECT_EQ(text_of(number(Kind::secret, 99)), "<secret>");
  EXPECT_EQ(text_of({.kind = Kind::sensitive, .number = 15, .fingerprint = 0xa129ca6149be45e5}),
            "[15]<sensitive a129ca6149be45e5>");
  EXPECT_EQ(text_of({.kind = Kind::sensitive, .number = 0, .fingerprint = 0xff}), "[0]<sensitive 00000000000000ff>");
  EXPECT_EQ(text_of(number(Kind::not_shown, 48)), "[48]<not shown>");
  EXPECT_EQ(text_of(number(Kind::not_read, 18446744073709551615u)), "[18446744073709551615]<not read>");
}

TEST(ValueText, what_is_not_there_is_in_parentheses) {
  EXPECT_EQ(text_of(number(Kind::room, 64)), "(room 64)");
  EXPECT_EQ(text_of(number(Kind::room, 0)), "(room 0)");
  EXPECT_EQ(text_of(number(Kind::room, 1)), "(unset)");
  EXPECT_EQ(text_of(number(Kind::no_length, 0)), "(no length)");
  EXPECT_EQ(text_of(number(Kind::not_written, 0)), "(unset)");
  EXPECT_EQ(text_of(number(Kind::unavailable, 0)), "(unavailable)");
  EXPECT_EQ(text_of(number(Kind::unreadable, 1)), "<unreadable>");
  EXPECT_EQ(text_of(number(Kind::unreadable, 64)), "[64]<unreadable>");
  EXPECT_EQ(text_of(number(Kind::missing, 0)), "(missing)");
  EXPECT_EQ(text_of(number(Kind::wanted, 0)), "NULL (size query)");
}

TEST(ValueText, a_list_has_its_number_in_front_and_dots_where_not_all_are_kept) {
  EXPECT_EQ(text_of(Parts(Kind::list, 0, {})), "[0]{}");
  EXPECT_EQ(text_of(Parts(Kind::list, 2, {number(Kind::slot, 0), number(Kind::slot, 1)})), "[2]{0, 1}");
  EXPECT_EQ(text_of(Parts(Kind::list, 9, {number(Kind::slot, 0), number(Kind::slot, 1)})), "[9]{0, 1, ...}");
  EXPECT_EQ(text_of(Parts(Kind::list, 9, {})), "[9]{...}");
}

TEST(ValueText, attributes_have_names_and_without_one_numbers) {
  const Parts inner(Kind::list, 1, {attribute("CKA_CLASS", 0, {.kind = Kind::constant, .family = Family::CKO})});
  EXPECT_EQ(text_of(Parts(Kind::list, 3,
                          {attribute("CKA_LABEL", CKA_LABEL, data(Kind::text, "key", 3)),
                           attribute("", 0x80001234, number(Kind::secret, 0)),
                           attribute("CKA_WRAP_TEMPLATE", CKA_WRAP_TEMPLATE, inner)})),
            R"([3]{CKA_LABEL="key", 0x80001234=<secret>, CKA_WRAP_TEMPLATE=[1]{CKA_CLASS=CKO_DATA}})");
}

TEST(ValueText, a_structure_is_its_fields) {
  EXPECT_EQ(text_of(Parts(Kind::structure, 88,
                          {named("slotID", number(Kind::slot, 7)), named("flags", {.kind = Kind::flags})})),
            "{slotID=7, flags=0}");
  EXPECT_EQ(text_of(Parts(Kind::structure, 88, {})), "{}");
}

TEST(AnswerText, what_was_written_stands_for_itself) {
  EXPECT_EQ(answer_of(number(Kind::room, 64), data(Kind::bytes, "\x01", 1)), "[1]01");
  EXPECT_EQ(answer_of(number(Kind::room, 1), number(Kind::session, 5)), "5");
  EXPECT_EQ(answer_of(number(Kind::room, 1), number(Kind::missing, 0)), "(missing)");
}

TEST(AnswerText, what_was_not_written_is_what_had_been_given) {
  const Value nothing = number(Kind::not_written, 0);
  EXPECT_EQ(answer_of(number(Kind::room, 1), nothing), "(unset)");
  EXPECT_EQ(answer_of(number(Kind::room, 64), nothing), "(room 64)");
  EXPECT_EQ(answer_of(number(Kind::null, 0), nothing), "NULL");
  EXPECT_EQ(answer_of(number(Kind::no_length, 0), nothing), "(no length)");
  EXPECT_EQ(answer_of(number(Kind::wanted, 0), nothing), "NULL (size query)");
  EXPECT_EQ(answer_of(Parts(Kind::list, 1, {attribute("CKA_LABEL", CKA_LABEL, number(Kind::room, 32))}), nothing),
            "[1]{CKA_LABEL=(room 32)}");
}

TEST(AnswerText, a_size_is_told_with_what_asked_for_it) {
  EXPECT_EQ(answer_of(number(Kind::wanted, 0), number(Kind::wanted, 256)), "NULL (size query: 256)");
  EXPECT_EQ(answer_of(number(Kind::room, 20), number(Kind::wanted, 256), true), "(too small: room 20, size 256)");
  EXPECT_EQ(answer_of(number(Kind::room, 20), number(Kind::wanted, 256), false), "(not written: room 20, size 256)");
}

TEST(AnswerText, the_size_of_a_secret_is_not_told_and_what_asked_for_it_is) {
  const Value secret = number(Kind::secret, 0);
  EXPECT_EQ(answer_of(number(Kind::wanted, 0), secret), "NULL (size query: <secret>)");
  EXPECT_EQ(answer_of(secret, secret), "<secret>");
  EXPECT_EQ(answer_of(secret, secret, true), "<secret>");
  EXPECT_EQ(answer_of(secret, number(Kind::not_written, 0)), "<secret>");
  EXPECT_EQ(answer_of(secret, number(Kind::unavailable, 0)), "(unavailable)");
  EXPECT_EQ(answer_of(secret, data(Kind::text, "not a secret after all", 22)), "\"not a secret after all\"");
}

TEST(AnswerText, a_template_is_answered_entry_by_entry) {
  const Parts inner_asked(Kind::list, 2,
                          {attribute("", ~0ULL, number(Kind::wanted, 0)), attribute("", ~0ULL, number(Kind::room, 8))});
  const Parts inner(Kind::list, 2,
                    {attribute("CKA_ID", CKA_ID, number(Kind::wanted, 3)),
                     attribute("CKA_LABEL", CKA_LABEL, data(Kind::text, "x", 1))});
  const Parts asked(
      Kind::list, 5,
      {attribute("CKA_LABEL", CKA_LABEL, number(Kind::room, 32)), attribute("CKA_ID", CKA_ID, number(Kind::wanted, 0)),
       attribute("CKA_VALUE", CKA_VALUE, number(Kind::room, 32)),
       attribute("CKA_MODULUS", CKA_MODULUS, number(Kind::room, 2)),
       attribute("CKA_WRAP_TEMPLATE", CKA_WRAP_TEMPLATE, inner_asked)});
  const Parts answered(Kind::list, 5,
                       {attribute("CKA_LABEL", CKA_LABEL, data(Kind::text, "key", 3)),
                        attribute("CKA_ID", CKA_ID, number(Kind::wanted, 20)),
                        attribute("CKA_VALUE", CKA_VALUE, number(Kind::unavailable, 0)),
                        attribute("CKA_MODULUS", CKA_MODULUS, number(Kind::wanted, 256)),
                        attribute("CKA_WRAP_TEMPLATE", CKA_WRAP_TEMPLATE, inner)});
  EXPECT_EQ(answer_of(asked, answered, true),
            R"([5]{CKA_LABEL="key", CKA_ID=NULL (size query: 20), CKA_VALUE=(unavailable), )"
            R"(CKA_MODULUS=(too small: room 2, size 256), )"
            R"(CKA_WRAP_TEMPLATE=[2]{CKA_ID=NULL (size query: 3), CKA_LABEL="x"}})");
}

TEST(AnswerText, a_template_with_more_answers_than_questions_is_still_a_template) {
  const Parts asked(Kind::list, 2, {attribute("CKA_LABEL", CKA_LABEL, number(Kind::wanted, 0))});
  const Parts answered(Kind::list, 2,
                       {attribute("CKA_LABEL", CKA_LABEL, number(Kind::wanted, 4)),
                        attribute("CKA_ID", CKA_ID, data(Kind::bytes, "\x01", 1))});
  EXPECT_EQ(answer_of(asked, answered), "[2]{CKA_LABEL=NULL (size query: 4), CKA_ID=[1]01}");
}

TEST(AnswerText, a_template_that_needs_more_entries_says_how_many) {
  const Parts inner(Kind::list, 1, {attribute("", ~0ULL, number(Kind::wanted, 0))});
  EXPECT_EQ(answer_of(inner, number(Kind::wanted, 2), true), "(too small: room 1, size 2)");
}

TEST(ValueText, flags_and_sentinels_have_their_numbers_behind_them_if_that_is_asked_for) {
  const auto numbered = [](const Value& value) {
    return written([&](Line& line) {
      line.show_numbers(true);
      add_value(value, line);
    });
  };
  const Value both{.kind = Kind::flags, .family = pkcs11::Family::CKF_session, .number = 6};
  EXPECT_EQ(numbered(both), "CKF_RW_SESSION|CKF_SERIAL_SESSION(0x6)");
  EXPECT_EQ(numbered({.kind = Kind::flags, .family = pkcs11::Family::CKF_session, .number = 0x8000}), "0x8000");
  EXPECT_EQ(numbered({.kind = Kind::flags, .family = pkcs11::Family::CKF_session}), "0");
  EXPECT_EQ(numbered({.kind = Kind::sentinel, .number = ~std::uint64_t{0}, .text = "CK_UNAVAILABLE_INFORMATION"}),
            "CK_UNAVAILABLE_INFORMATION(0xffffffffffffffff)");
  EXPECT_EQ(numbered({.kind = Kind::number, .number = 6}), "6");
}

}  // namespace
}  // namespace p11trace::text
