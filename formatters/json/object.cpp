// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes and texts of an object.
#include "formatters/json/object.h"

#include "formatters/text/character.h"
#include "formatters/text/hexadecimal.h"

namespace p11trace::json {

namespace {

constexpr char digits[] = "0123456789abcdef";

}  // namespace

void Object::add_bytes(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() > left() / 2 || !fits(bytes.size() * 2 + 2)) return cut();
  put('"');
  go_to(text::put_hexadecimal(at(), bytes));
  put('"');
}

void Object::add_text(std::span<const std::byte> text) noexcept {
  const std::span<const unsigned char> characters(reinterpret_cast<const unsigned char*>(text.data()), text.size());
  const auto add_unit = [&](std::uint32_t unit) {
    const char escape[] = {
        '\\', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
    add(std::string_view(escape, sizeof escape));
  };
  add('"');
  for (std::size_t i = 0; i < characters.size();) {
    // Most texts are plain: what needs no escape goes in at once.
    if (const std::size_t plain = text::plain_beginning(characters.subspan(i)); plain != 0) {
      add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, plain));
      i += plain;
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
      if (found.point == '"' || found.point == '\\') add('\\');
      add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, found.size));
    }
    i += found.size;
  }
  add('"');
}

}  // namespace p11trace::json
