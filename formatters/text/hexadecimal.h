// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Bytes as two hexadecimal digits each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace p11trace::text {

// Writes twice as many characters as there are bytes, and answers where they end.
char* put_hexadecimal(char* to, std::span<const std::byte> bytes) noexcept;

// A number with all of its 16 digits, the most significant first.
struct SixteenDigits {
  char digits[16];

  explicit SixteenDigits(std::uint64_t number) noexcept {
    std::byte bytes[sizeof number];
    for (std::size_t i = 0; i < sizeof bytes; i++) bytes[i] = static_cast<std::byte>(number >> (56 - 8 * i));
    put_hexadecimal(digits, bytes);
  }
  operator std::string_view() const noexcept { return {digits, sizeof digits}; }
};

}  // namespace p11trace::text
