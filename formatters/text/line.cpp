// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes and texts of a line.
#include "formatters/text/line.h"

namespace p11trace::text {

namespace {

constexpr char digits[] = "0123456789abcdef";

// The length of the well-formed UTF-8 sequence at the beginning of `bytes` that stands for a printable character beyond
// ASCII; 0 if there is none. C1 controls (U+0080 to U+009F) and line separators (U+2028, U+2029) are not printable, nor
// is what turns the direction of writing.
std::size_t printable_sequence(std::span<const unsigned char> bytes) noexcept {
  const unsigned char first = bytes[0];
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || bytes.size() < size) return 0;
  std::uint32_t point = first & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; i++) {
    if ((bytes[i] & 0xc0) != 0x80) return 0;
    point = point << 6 | (bytes[i] & 0x3f);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[size] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return 0;
  const bool control = point < 0xa0 || point == 0xad || point == 0x61c || (point >= 0x200b && point <= 0x200f) ||
                       (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
                       point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb) ||
                       (point >= 0xe0000 && point <= 0xe007f);
  return control ? 0 : size;
}

}  // namespace

void Line::add_bytes(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() * 2 > left()) {
    // As many as fit, and no half of one.
    bytes = bytes.first(left() / 2);
    for (const std::byte byte : bytes) {
      memory_[size_++] = digits[std::to_integer<unsigned>(byte) >> 4];
      memory_[size_++] = digits[std::to_integer<unsigned>(byte) & 15];
    }
    cut_ = true;
    return;
  }
  char* to = memory_.data() + size_;
  for (const std::byte byte : bytes) {
    *to++ = digits[std::to_integer<unsigned>(byte) >> 4];
    *to++ = digits[std::to_integer<unsigned>(byte) & 15];
  }
  size_ += bytes.size() * 2;
}

void Line::add_quoted(std::span<const std::byte> bytes) noexcept {
  const std::span<const unsigned char> characters(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  add('"');
  for (std::size_t i = 0; i < characters.size();) {
    const unsigned char character = characters[i];
    if (character >= 0x80) {
      const std::size_t size = printable_sequence(characters.subspan(i));
      if (size != 0) {
        add(std::string_view(reinterpret_cast<const char*>(characters.data()) + i, size));
        i += size;
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
