// DER as the text that it stands for.
#include "formatters/record/der_text.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/formatters/record/guarded_memory.h"

namespace p11trace::record {
namespace {

std::string element(unsigned char tag, const std::string& content) {
  std::string length(1, static_cast<char>(content.size()));
  if (content.size() >= 0x80) length = {'\x81', static_cast<char>(content.size())};
  return std::string(1, static_cast<char>(tag)) + length + content;
}
std::string part(const std::string& identifier, unsigned char tag, const std::string& text) {
  return element(0x31, element(0x30, element(6, identifier) + element(tag, text)));
}
const std::string common_name = "\x55\x04\x03";
const std::string organization = "\x55\x04\x0a";
const std::string country = "\x55\x04\x06";

using ToText = std::string_view (*)(std::span<const std::byte>, std::span<char>) noexcept;

std::string text_of(ToText reader, const std::string& der, std::size_t room = 2048) {
  const GuardedMemory memory{std::string_view(der)};
  std::string text(room, '\0');
  return std::string(reader({memory.data(), memory.size()}, text));
}

TEST(DerText, a_name_is_written_from_its_last_part_to_its_first) {
  EXPECT_EQ(text_of(distinguished_name, element(0x30, part(country, 0x13, "DE") + part(organization, 0x0c, "Acme") +
                                                          part(common_name, 0x0c, "Alice"))),
            "CN=Alice,O=Acme,C=DE");
  EXPECT_EQ(text_of(distinguished_name, element(0x30, part("\x2a\x03", 0x16, "a@b"))), "1.2.3=a@b");
  EXPECT_EQ(text_of(distinguished_name,
                    element(0x30, element(0x31, element(0x30, element(6, common_name) + element(0x0c, "a")) +
                                                    element(0x30, element(6, country) + element(0x13, "DE"))))),
            "CN=a+C=DE");
}

TEST(DerText, what_means_something_in_a_name_is_escaped) {
  EXPECT_EQ(text_of(distinguished_name, element(0x30, part(common_name, 0x0c, " a,b+c\"d\\e<f>g;h "))),
            R"(CN=\ a\,b\+c\"d\\e\<f\>g\;h\ )");
  EXPECT_EQ(text_of(distinguished_name, element(0x30, part(common_name, 0x0c, "#1"))), R"(CN=\#1)");
}

TEST(DerText, strings_of_two_bytes_a_character_and_other_types_can_be_read) {
  EXPECT_EQ(text_of(distinguished_name, element(0x30, part(common_name, 0x1e, std::string("\0A\x20\xac", 4)))),
            "CN=A\xe2\x82\xac");
  EXPECT_EQ(text_of(distinguished_name, element(0x30, part(common_name, 0x03, std::string("\0\xff", 2)))),
            "CN=#030200ff");
}

TEST(DerText, an_identifier_has_dots) {
  EXPECT_EQ(text_of(object_identifier, element(6, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b")), "1.2.840.113549.1.1.11");
  EXPECT_EQ(text_of(object_identifier, element(6, "\x55\x04\x03")), "2.5.4.3");
  EXPECT_EQ(text_of(object_identifier, element(6, "\x2a\x86")), "") << "it has no end";
  EXPECT_EQ(text_of(object_identifier, element(6, "")), "");
  EXPECT_EQ(text_of(object_identifier, element(6, std::string(12, '\xff') + "\x01")), "") << "too large an arc";
}

TEST(DerText, a_curve_has_a_name) {
  EXPECT_EQ(text_of(curve_name, element(6, "\x2a\x86\x48\xce\x3d\x03\x01\x07")), "prime256v1");
  EXPECT_EQ(text_of(curve_name, element(6, std::string("\x2b\x81\x04\x00\x22", 5))), "secp384r1");
  EXPECT_EQ(text_of(curve_name, element(6, "\x2b\x65\x70")), "Ed25519");
  EXPECT_EQ(text_of(curve_name, element(6, "\x2a\x03")), "1.2.3");
  EXPECT_EQ(text_of(curve_name, element(0x13, "edwards25519")), "edwards25519");
  EXPECT_EQ(text_of(curve_name, std::string("\x05\x00", 2)), "implicitlyCA");
  EXPECT_EQ(text_of(curve_name, element(0x30, "explicit")), "");
}

TEST(DerText, what_is_cut_or_followed_by_something_is_nothing) {
  const std::string whole = element(0x30, part(organization, 0x0c, "Acme") + part(common_name, 0x0c, "Alice"));
  for (std::size_t size = 0; size < whole.size(); size++)
    EXPECT_EQ(text_of(distinguished_name, whole.substr(0, size)), "") << size;
  EXPECT_EQ(text_of(distinguished_name, whole + "x"), "");
  for (std::size_t room = 0; room < 15; room++) EXPECT_EQ(text_of(distinguished_name, whole, room), "") << room;
  EXPECT_EQ(text_of(distinguished_name, whole, 15), "CN=Alice,O=Acme");
}

TEST(DerText, whatever_the_bytes_are_nothing_outside_them_is_read) {
  const std::string whole = element(0x30, part(organization, 0x1e, "Acme") + part(common_name, 0x0c, "Alice"));
  for (std::size_t i = 0; i < whole.size(); i++) {
    for (const int byte : {0x00, 0x01, 0x06, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xff}) {
      std::string broken = whole;
      broken[i] = static_cast<char>(byte);
      for (const ToText reader : {distinguished_name, object_identifier, curve_name}) text_of(reader, broken);
    }
  }
}

}  // namespace
}  // namespace p11trace::record
