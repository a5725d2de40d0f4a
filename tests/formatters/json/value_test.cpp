// Values as JSON: one of each kind.
#include "formatters/json/value.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::json {
namespace {

using call::Kind;
using call::Value;
using pkcs11::Family;

// What is written for the value, which must be JSON.
std::string json_of(const Value& value, Side side = Side::in) {
  std::vector<char> memory(4096);
  Object object(memory);
  object.add_key("x");
  add_value(value, side, object);
  const std::string line(object.finish(false));
  EXPECT_TRUE(nlohmann::json::accept(line)) << line;
  return line.substr(5, line.size() - 7);
}

Value of(Kind kind, std::uint64_t number = 0) { return {.kind = kind, .number = number}; }
Value data(Kind kind, std::string_view content, std::uint64_t length) {
  return {.kind = kind, .number = length, .data = std::as_bytes(std::span(content))};
}

TEST(JsonValue, a_number_is_a_number_up_to_what_every_reader_can_hold_and_then_a_string) {
  for (const Kind kind : {Kind::number, Kind::session, Kind::slot, Kind::object}) {
    EXPECT_EQ(json_of(of(kind, 0)), "0");
    EXPECT_EQ(json_of(of(kind, 9007199254740991)), "9007199254740991");
    EXPECT_EQ(json_of(of(kind, 9007199254740992)), R"("9007199254740992")");
    EXPECT_EQ(json_of(of(kind, ~std::uint64_t{0})), R"("18446744073709551615")");
  }
}

TEST(JsonValue, a_constant_has_its_name_and_its_number) {
  EXPECT_EQ(json_of({.kind = Kind::constant, .family = Family::CKM, .number = CKM_RSA_PKCS}),
            R"({"name":"CKM_RSA_PKCS","value":1})");
  EXPECT_EQ(json_of({.kind = Kind::constant, .family = Family::CKM, .number = 0x8765432f}), R"({"value":2271560495})");
  EXPECT_EQ(json_of({.kind = Kind::sentinel, .number = ~std::uint64_t{0}, .text = "CK_UNAVAILABLE_INFORMATION"}),
            R"({"name":"CK_UNAVAILABLE_INFORMATION","value":"18446744073709551615"})");
}

TEST(JsonValue, flags_are_the_names_there_are_and_all_bits) {
  const auto flags = [](std::uint64_t bits) {
    return json_of({.kind = Kind::flags, .family = Family::CKF_session, .number = bits});
  };
  EXPECT_EQ(flags(0), R"({"names":[],"value":0})");
  EXPECT_EQ(flags(0x30006), R"({"names":["CKF_RW_SESSION","CKF_SERIAL_SESSION"],"value":196614})");
}

TEST(JsonValue, truth_addresses_versions_and_null) {
  EXPECT_EQ(json_of(of(Kind::boolean, 1)), "true");
  EXPECT_EQ(json_of(of(Kind::boolean, 0)), "false");
  EXPECT_EQ(json_of(of(Kind::boolean, 255)), "255");
  EXPECT_EQ(json_of(of(Kind::pointer, 0x7ffe12345678)), R"({"pointer":"0x7ffe12345678"})");
  EXPECT_EQ(json_of(of(Kind::version, 0x0228)), R"({"major":2,"minor":40})");
  EXPECT_EQ(json_of(of(Kind::null)), "null");
  EXPECT_EQ(json_of(of(Kind::null, 12)), R"({"kind":"null","length":12})");
}

TEST(JsonValue, bytes_have_their_length_and_those_that_are_shown) {
  EXPECT_EQ(json_of(data(Kind::bytes, "\x0a\x0b\xff", 3)), R"({"length":3,"hex":"0a0bff"})");
  EXPECT_EQ(json_of(data(Kind::bytes, "\x0a\x0b\xff", 1000)), R"({"length":1000,"hex":"0a0bff"})");
  EXPECT_EQ(json_of(data(Kind::bytes, "", 0)), R"({"length":0,"hex":""})");
}

TEST(JsonValue, a_text_is_a_string_and_has_its_length_where_not_all_is_shown) {
  EXPECT_EQ(json_of(data(Kind::text, "label", 5)), R"("label")");
  EXPECT_EQ(json_of(data(Kind::text, "", 0)), R"("")");
  EXPECT_EQ(json_of(data(Kind::text, "la", 40)), R"({"length":40,"text":"la"})");
  EXPECT_EQ(json_of(data(Kind::text, "", 40)), R"({"length":40,"text":""})");
}

TEST(JsonValue, a_text_can_neither_end_the_line_nor_speak_to_a_terminal) {
  EXPECT_EQ(json_of(data(Kind::text, "a\n\x1b[2J\"\\\x7f", 9)), R"("a\u000a\u001b[2J\"\\\u007f")");
  EXPECT_EQ(json_of(data(Kind::text, "\xc2\x9b\xe2\x80\xa8\xe2\x80\xae", 8)), R"("\u009b\u2028\u202e")");
  EXPECT_EQ(json_of(data(Kind::text, "\xf3\xa0\x80\x81", 4)), R"("\udb40\udc01")");
  EXPECT_EQ(json_of(data(Kind::text, "gr\xc3\xbc\xc3\x9f", 6)), "\"gr\xc3\xbc\xc3\x9f\"");
}

TEST(JsonValue, a_text_that_is_no_utf_8_is_bytes_but_one_that_was_cut_in_a_character_is_not) {
  EXPECT_EQ(json_of(data(Kind::text, "a\xff", 2)), R"({"length":2,"hex":"61ff"})");
  EXPECT_EQ(json_of(data(Kind::text, "a\xc3", 40)), R"({"length":40,"text":"a"})");
  EXPECT_EQ(json_of(data(Kind::text, "\xc3", 40)), R"({"length":40,"hex":"c3"})");
  EXPECT_EQ(json_of(data(Kind::text, "abc\xff", 40)), R"({"length":40,"hex":"616263ff"})");
  EXPECT_EQ(json_of(data(Kind::text, "\xff\x61\x61\x61\x61", 40)), R"({"length":40,"hex":"ff61616161"})");
}

TEST(JsonValue, what_is_hidden_says_so) {
  EXPECT_EQ(json_of(of(Kind::secret)), R"({"redacted":"secret"})");
  EXPECT_EQ(json_of({.kind = Kind::sensitive, .number = 32, .fingerprint = 0x7dd0f675b6455059}),
            R"({"redacted":"sensitive","length":32,"fingerprint":"7dd0f675b6455059"})");
  EXPECT_EQ(json_of(of(Kind::not_shown, 48)), R"({"kind":"not_shown","length":48})");
  EXPECT_EQ(json_of(of(Kind::not_read, 1099511627776)), R"({"kind":"not_read","length":1099511627776})");
}

TEST(JsonValue, what_is_not_there_says_why) {
  EXPECT_EQ(json_of(of(Kind::room, 64)), R"({"kind":"room","room":64})");
  EXPECT_EQ(json_of(of(Kind::no_length)), R"({"kind":"no_length"})");
  EXPECT_EQ(json_of(of(Kind::wanted)), R"({"kind":"size_query"})");
  EXPECT_EQ(json_of(of(Kind::wanted, 64), Side::out), R"({"kind":"size","size":64})");
  EXPECT_EQ(json_of(of(Kind::not_written)), R"({"kind":"not_written"})");
  EXPECT_EQ(json_of(of(Kind::unavailable)), R"({"kind":"unavailable"})");
  EXPECT_EQ(json_of(of(Kind::missing)), R"({"kind":"missing"})");
  EXPECT_EQ(json_of(of(Kind::unreadable, 64)), R"({"kind":"unreadable","length":64})");
}

TEST(JsonValue, a_list_is_an_array_with_its_length_where_not_all_is_shown) {
  const Value second = of(Kind::slot, 7);
  Value first = of(Kind::slot, 5);
  first.next = &second;
  EXPECT_EQ(json_of({.kind = Kind::list, .number = 2, .children = &first}), "[5,7]");
  EXPECT_EQ(json_of({.kind = Kind::list, .number = 9, .children = &first}), R"({"length":9,"items":[5,7]})");
  EXPECT_EQ(json_of(of(Kind::list)), "[]");
  EXPECT_EQ(json_of(of(Kind::list, 3)), R"({"length":3,"items":[]})");
}

TEST(JsonValue, a_template_is_an_array_of_types_and_values_in_its_order) {
  Value inner{.kind = Kind::boolean, .name = "CKA_SIGN", .type = CKA_SIGN, .number = 1};
  Value nested{
      .kind = Kind::list, .name = "CKA_WRAP_TEMPLATE", .type = CKA_WRAP_TEMPLATE, .number = 1, .children = &inner};
  Value unknown{.kind = Kind::secret, .type = 0x80000001, .next = &nested};
  EXPECT_EQ(json_of({.kind = Kind::list, .number = 2, .children = &unknown}),
            R"([{"type":{"value":2147483649},"value":{"redacted":"secret"}},)"
            R"({"type":{"name":"CKA_WRAP_TEMPLATE","value":1073742353},)"
            R"("value":[{"type":{"name":"CKA_SIGN","value":264},"value":true}]}])");
}

TEST(JsonValue, a_structure_is_an_object_of_its_fields) {
  const Value second{.kind = Kind::not_shown, .name = "pParameter", .number = 16};
  const Value first{
      .kind = Kind::constant, .family = Family::CKM, .name = "mechanism", .number = CKM_AES_CBC, .next = &second};
  EXPECT_EQ(json_of({.kind = Kind::structure, .children = &first}),
            R"({"mechanism":{"name":"CKM_AES_CBC","value":4226},"pParameter":{"kind":"not_shown","length":16}})");
}

}  // namespace
}  // namespace p11trace::json
