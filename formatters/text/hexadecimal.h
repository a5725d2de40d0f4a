// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes as two hexadecimal digits each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

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

// A number with all of its 16 digits, the most significant first.
struct SixteenDigits {
  char digits[16];

  explicit SixteenDigits(std::uint64_t number) noexcept {
    for (std::size_t i = sizeof digits; i != 0; number >>= 8)
      std::memcpy(digits + (i -= 2), hexadecimal_table.digits[number & 255], 2);
  }
  operator std::string_view() const noexcept { return {digits, sizeof digits}; }
};

}  // namespace p11trace::text
