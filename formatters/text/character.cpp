// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Decodes UTF-8.
#include "formatters/text/character.h"

namespace p11trace::text {

namespace {

bool is_printable(std::uint32_t point) noexcept {
  return point >= 0x20 && point != 0x7f && !(point >= 0x80 && point < 0xa0) && point != 0xad && point != 0x61c &&
         !(point >= 0x200b && point <= 0x200f) && !(point >= 0x2028 && point <= 0x202e) &&
         !(point >= 0x2060 && point <= 0x206f) && point != 0xfeff && !(point >= 0xfff9 && point <= 0xfffb) &&
         !(point >= 0xe0000 && point <= 0xe007f);
}

}  // namespace

Character character_at(std::span<const unsigned char> bytes) noexcept {
  const unsigned char first = bytes[0];
  if (first < 0x80) return {first, 1, is_printable(first)};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || bytes.size() < size) return {};
  std::uint32_t point = first & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; i++) {
    if ((bytes[i] & 0xc0) != 0x80) return {};
    point = point << 6 | (bytes[i] & 0x3f);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[size] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return {};
  return {point, size, is_printable(point)};
}

std::size_t plain_beginning(std::span<const unsigned char> bytes) noexcept {
  std::size_t size = 0;
  while (size < bytes.size() && bytes[size] >= 0x20 && bytes[size] < 0x7f && bytes[size] != '"' && bytes[size] != '\\')
    size++;
  return size;
}

}  // namespace p11trace::text
