// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes and texts of an object.
#include "formatters/json/object.h"

#include "formatters/text/character.h"
#include "formatters/text/hexadecimal.h"

namespace p11trace::json {

namespace {

constexpr char digits[] = "0123456789abcdef";

constexpr bool is_plain(unsigned char character) noexcept {
  return character >= 0x20 && character < 0x7f && character != '"' && character != '\\';
}

}  // namespace

void Object::add_hexadecimal(std::uint64_t number) noexcept {
  char text[20] = {'"', '0', 'x'};
  char* const end = std::to_chars(text + 3, text + sizeof text - 1, number, 16).ptr;
  *end = '"';
  add(std::string_view(text, static_cast<std::size_t>(end + 1 - text)));
}

void Object::add_bytes(std::span<const std::byte> bytes) noexcept {
  if (left() < 2 || bytes.size() > (left() - 2) / 2) {
    cut_ = true;
    return;
  }
  char* to = memory_.data() + size_;
  *to++ = '"';
  to = text::put_hexadecimal(to, bytes);
  *to = '"';
  size_ += bytes.size() * 2 + 2;
}

void Object::add_text(std::span<const std::byte> text) noexcept {
  const std::span<const unsigned char> characters(reinterpret_cast<const unsigned char*>(text.data()), text.size());
  const auto add_unit = [&](std::uint32_t unit) {
    const char escape[] = {
        '\\', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
    add(std::string_view(escape, sizeof escape));
  };
  add("\"");
  for (std::size_t i = 0; i < characters.size();) {
    // Most texts are plain: what needs no escape goes in at once.
    std::size_t end = i;
    while (end < characters.size() && is_plain(characters[end])) end++;
    if (end != i) {
      add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, end - i));
      i = end;
      continue;
    }
    const text::Character found = text::character_at(characters.subspan(i));
    if (found.size == 0) {
      add("\\ufffd");
      i++;
      continue;
    }
    if (!found.is_printable && found.point >= 0x10000) {
      add_unit(0xd800 + ((found.point - 0x10000) >> 10));
      add_unit(0xdc00 + ((found.point - 0x10000) & 0x3ff));
    } else if (!found.is_printable) {
      add_unit(found.point);
    } else {
      if (found.point == '"' || found.point == '\\') add("\\");
      add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, found.size));
    }
    i += found.size;
  }
  add("\"");
}

}  // namespace p11trace::json
