// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes and texts of a line.
#include "formatters/text/line.h"

#include "formatters/text/character.h"
#include "formatters/text/hexadecimal.h"

namespace p11trace::text {

namespace {

constexpr char digits[] = "0123456789abcdef";

}  // namespace

void Line::add_bytes(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() * 2 > left()) {
    // As many as fit, and no half of one.
    bytes = bytes.first(left() / 2);
    put_hexadecimal(memory_.data() + size_, bytes);
    size_ += bytes.size() * 2;
    cut_ = true;
    return;
  }
  put_hexadecimal(memory_.data() + size_, bytes);
  size_ += bytes.size() * 2;
}

void Line::add_quoted(std::span<const std::byte> bytes) noexcept {
  const std::span<const unsigned char> characters(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  add('"');
  for (std::size_t i = 0; i < characters.size();) {
    const unsigned char character = characters[i];
    if (character >= 0x80) {
      const Character found = character_at(characters.subspan(i));
      if (found.is_printable) {
        add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, found.size));
        i += found.size;
        continue;
      }
    } else if (character >= 0x20 && character != 0x7f) {
      if (character == '"' || character == '\\') add('\\');
      add(static_cast<char>(character));
      i++;
      continue;
    }
    if (character == '\n') add("\\n");
    else if (character == '\r') add("\\r");
    else if (character == '\t') add("\\t");
    else {
      const char escaped[] = {'\\', 'x', digits[character >> 4], digits[character & 15]};
      add(std::string_view(escaped, sizeof escaped));
    }
    i++;
  }
  add('"');
}

}  // namespace p11trace::text
