// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes as two hexadecimal digits each.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>

namespace p11trace::text {

// The digits of every byte, which is faster than making them.
struct HexadecimalTable {
  char digits[256][2]{};

  constexpr HexadecimalTable() noexcept {
    constexpr char digit[] = "0123456789abcdef";
    for (std::size_t byte = 0; byte < 256; byte++) {
      digits[byte][0] = digit[byte >> 4];
      digits[byte][1] = digit[byte & 15];
    }
  }
};
inline constexpr HexadecimalTable hexadecimal_table;

// Writes twice as many characters as there are bytes, and answers where they end.
inline char* put_hexadecimal(char* to, std::span<const std::byte> bytes) noexcept {
  for (const std::byte byte : bytes) {
    std::memcpy(to, hexadecimal_table.digits[std::to_integer<std::size_t>(byte)], 2);
    to += 2;
  }
  return to;
}

}  // namespace p11trace::text
