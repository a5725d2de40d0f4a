// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Reads as much of DER as names are made of.
#include "formatters/record/der_text.h"

#include <charconv>
#include <cstdint>

namespace p11trace::record {

namespace {

enum Tag : unsigned char {
  null = 0x05,
  identifier = 0x06,
  utf8_string = 0x0c,
  numeric_string = 0x12,
  printable_string = 0x13,
  ia5_string = 0x16,
  bmp_string = 0x1e,
  sequence = 0x30,
  set = 0x31,
};

using Bytes = std::span<const std::byte>;

// One element and what stands behind it.
struct Element {
  unsigned char tag = 0;
  Bytes content{};
  Bytes whole{};
  bool is_there = false;
};

unsigned char at(Bytes bytes, std::size_t index) noexcept { return std::to_integer<unsigned char>(bytes[index]); }

// The element at the beginning of `rest`, which is moved behind it.
Element take(Bytes& rest) noexcept {
  if (rest.size() < 2) return {};
  std::size_t length = at(rest, 1);
  std::size_t header = 2;
  if (length >= 0x80) {
    const std::size_t count = length - 0x80;
    if (count == 0 || count > 3 || rest.size() < 2 + count) return {};
    length = 0;
    for (std::size_t i = 0; i < count; i++) length = length << 8 | at(rest, 2 + i);
    header += count;
  }
  if (rest.size() - header < length) return {};
  const Element element{at(rest, 0), rest.subspan(header, length), rest.first(header + length), true};
  rest = rest.subspan(header + length);
  return element;
}

// Text in the making. Once something did not fit nothing does.
class Room {
 public:
  explicit Room(std::span<char> room) noexcept : room_(room) {}

  void put(std::string_view text) noexcept {
    if (text.size() > room_.size() - size_) is_full_ = true;
    if (is_full_) return;
    text.copy(room_.data() + size_, text.size());
    size_ += text.size();
  }
  void put(char character) noexcept { put(std::string_view(&character, 1)); }
  void put_number(std::uint64_t number) noexcept {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    put(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  }
  std::string_view text() const noexcept {
    return is_full_ ? std::string_view() : std::string_view(room_.data(), size_);
  }
  void fail() noexcept { is_full_ = true; }

 private:
  std::span<char> room_;
  std::size_t size_ = 0;
  bool is_full_ = false;
};

void put_identifier(Bytes content, Room& room) noexcept {
  std::uint64_t number = 0;
  bool is_first = true;
  for (std::size_t i = 0; i < content.size(); i++) {
    if (number >> 56 != 0) return room.fail();
    number = number << 7 | (at(content, i) & 0x7f);
    if ((at(content, i) & 0x80) != 0) continue;
    if (is_first) {
      // The first two arcs are one number.
      const std::uint64_t root = number < 80 ? number / 40 : 2;
      room.put_number(root);
      room.put('.');
      room.put_number(number - root * 40);
    } else {
      room.put('.');
      room.put_number(number);
    }
    is_first = false;
    number = 0;
  }
  if (is_first || (at(content, content.size() - 1) & 0x80) != 0) room.fail();
}

// Identifiers are compared by their dots: they are few, and read well so.
struct Named {
  std::string_view identifier;
  std::string_view name;
};

constexpr Named attributes[] = {
    {"2.5.4.3", "CN"},
    {"2.5.4.4", "SN"},
    {"2.5.4.5", "serialNumber"},
    {"2.5.4.6", "C"},
    {"2.5.4.7", "L"},
    {"2.5.4.8", "ST"},
    {"2.5.4.9", "STREET"},
    {"2.5.4.10", "O"},
    {"2.5.4.11", "OU"},
    {"2.5.4.12", "title"},
    {"2.5.4.42", "givenName"},
    {"2.5.4.46", "dnQualifier"},
    {"2.5.4.97", "organizationIdentifier"},
    {"0.9.2342.19200300.100.1.1", "UID"},
    {"0.9.2342.19200300.100.1.25", "DC"},
    {"1.2.840.113549.1.9.1", "emailAddress"},
};

constexpr Named curves[] = {
    {"1.2.840.10045.3.1.1", "prime192v1"},
    {"1.2.840.10045.3.1.7", "prime256v1"},
    {"1.3.132.0.10", "secp256k1"},
    {"1.3.132.0.33", "secp224r1"},
    {"1.3.132.0.34", "secp384r1"},
    {"1.3.132.0.35", "secp521r1"},
    {"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"},
    {"1.3.36.3.3.2.8.1.1.8", "brainpoolP256t1"},
    {"1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"},
    {"1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"},
    {"1.3.6.1.4.1.11591.15.1", "edwards25519"},
    {"1.3.6.1.4.1.3029.1.5.1", "curve25519"},
    {"1.3.101.110", "X25519"},
    {"1.3.101.111", "X448"},
    {"1.3.101.112", "Ed25519"},
    {"1.3.101.113", "Ed448"},
    {"1.2.156.10197.1.301", "SM2"},
};

constexpr std::size_t longest_identifier = 128;

template <std::size_t N>
void put_name(Bytes content, const Named (&names)[N], Room& room) noexcept {
  char memory[longest_identifier];
  Room identifier(memory);
  put_identifier(content, identifier);
  if (identifier.text().empty()) return room.fail();
  for (const Named& each : names)
    if (each.identifier == identifier.text()) return room.put(each.name);
  room.put(identifier.text());
}

void put_hexadecimal(Bytes bytes, Room& room) noexcept {
  room.put('#');
  for (const std::byte byte : bytes) {
    room.put("0123456789abcdef"[std::to_integer<unsigned>(byte) >> 4]);
    room.put("0123456789abcdef"[std::to_integer<unsigned>(byte) & 15]);
  }
}

// With what has a meaning in RFC 4514 escaped. Whether it is printable is the formatter's to see to.
void put_escaped(Bytes content, Room& room) noexcept {
  for (std::size_t i = 0; i < content.size(); i++) {
    const char character = static_cast<char>(at(content, i));
    const bool is_special = std::string_view(",+\"\\<>;").find(character) != std::string_view::npos ||
                            (i == 0 && (character == '#' || character == ' ')) ||
                            (i + 1 == content.size() && character == ' ');
    if (is_special) room.put('\\');
    room.put(character);
  }
}

// Two bytes a character.
void put_bmp(Bytes content, Room& room) noexcept {
  if (content.size() % 2 != 0) return room.fail();
  for (std::size_t i = 0; i < content.size(); i += 2) {
    const unsigned point = unsigned{at(content, i)} << 8 | at(content, i + 1);
    if (point < 0x80) {
      const std::byte byte{static_cast<unsigned char>(point)};
      put_escaped({&byte, 1}, room);
    } else if (point < 0x800) {
      room.put(static_cast<char>(0xc0 | point >> 6));
      room.put(static_cast<char>(0x80 | (point & 0x3f)));
    } else {
      room.put(static_cast<char>(0xe0 | point >> 12));
      room.put(static_cast<char>(0x80 | (point >> 6 & 0x3f)));
      room.put(static_cast<char>(0x80 | (point & 0x3f)));
    }
  }
}

void put_value(const Element& value, Room& room) noexcept {
  switch (value.tag) {
    case utf8_string:
    case numeric_string:
    case printable_string:
    case ia5_string:
      return put_escaped(value.content, room);
    case bmp_string:
      return put_bmp(value.content, room);
    default:
      return put_hexadecimal(value.whole, room);
  }
}

void put_relative_name(Bytes rest, Room& room) noexcept {
  bool is_first = true;
  while (!rest.empty()) {
    const Element pair = take(rest);
    Bytes parts = pair.content;
    const Element type = take(parts);
    const Element value = take(parts);
    if (pair.tag != sequence || type.tag != identifier || !value.is_there || !parts.empty()) return room.fail();
    if (!is_first) room.put('+');
    is_first = false;
    put_name(type.content, attributes, room);
    room.put('=');
    put_value(value, room);
  }
  if (is_first) room.fail();
}

}  // namespace

std::string_view distinguished_name(std::span<const std::byte> der, std::span<char> room) noexcept {
  Room text(room);
  const Element name = take(der);
  if (name.tag != sequence || !der.empty()) return {};
  // The last part of a name comes first.
  constexpr std::size_t most_parts = 32;
  Bytes parts[most_parts];
  std::size_t count = 0;
  for (Bytes rest = name.content; !rest.empty(); count++) {
    const Element part = take(rest);
    if (part.tag != set || count == most_parts) return {};
    parts[count] = part.content;
  }
  while (count-- != 0) {
    put_relative_name(parts[count], text);
    if (count != 0) text.put(',');
  }
  return text.text();
}

std::string_view object_identifier(std::span<const std::byte> der, std::span<char> room) noexcept {
  Room text(room);
  const Element element = take(der);
  if (element.tag != identifier || !der.empty()) return {};
  put_identifier(element.content, text);
  return text.text();
}

std::string_view curve_name(std::span<const std::byte> der, std::span<char> room) noexcept {
  Room text(room);
  const Element element = take(der);
  if (!element.is_there || !der.empty()) return {};
  switch (element.tag) {
    case identifier:
      put_name(element.content, curves, text);
      break;
    case printable_string:  // PKCS#11 3.0: a name without an identifier
      put_escaped(element.content, text);
      break;
    case null:
      if (element.content.empty()) text.put("implicitlyCA");
      break;
    default:
      break;
  }
  return text.text();
}

}  // namespace p11trace::record
