// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes and texts of a line.
#include "formatters/text/line.h"

#include <algorithm>

#include "formatters/text/character.h"
#include "formatters/text/hexadecimal.h"

namespace p11trace::text {

namespace {

constexpr char digits[] = "0123456789abcdef";

}  // namespace

void Line::add_bytes(std::span<const std::byte> bytes) noexcept {
  const bool all = bytes.size() <= left() / 2;
  go_to(put_hexadecimal(at(), all ? bytes : bytes.first(left() / 2)));
  if (!all) cut();
}

void Line::add_quoted(std::span<const std::byte> bytes) noexcept {
  const std::span<const unsigned char> characters(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  add('"');
  for (std::size_t i = 0; i < characters.size();) {
    const auto add_characters = [&](std::size_t count) {
      add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, count));
      i += count;
    };
    // Most texts are plain: what needs no escape goes in at once.
    if (const std::size_t plain = plain_beginning(characters.subspan(i)); plain != 0) {
      const std::size_t count = std::min(plain, left());
      add_characters(count);
      if (count < plain) return cut();
      continue;
    }
    const unsigned char character = characters[i];
    if (character == '"' || character == '\\') {
      add('\\');
      add_characters(1);
      continue;
    }
    if (const Character found = character_at(characters.subspan(i)); found.is_printable) {
      add_characters(found.size);
      continue;
    }
    if (character == '\n') add("\\n");
    else if (character == '\r') add("\\r");
    else if (character == '\t') add("\\t");
    else add("\\x", digits[character >> 4], digits[character & 15]);
    i++;
  }
  add('"');
}

}  // namespace p11trace::text
