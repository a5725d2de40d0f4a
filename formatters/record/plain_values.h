// What bytes stand for by themselves: a number, a version, padded text. For the functions of ValueDecoder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace p11trace::record {

// In this machine's byte order; of more than 8 bytes the first 8.
inline std::uint64_t number_in(std::span<const std::byte> bytes) noexcept {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), bytes.size() < 8 ? bytes.size() : 8);
  return number;
}

// A CK_VERSION as call::Kind::version has it. `two`: exactly two bytes.
inline std::uint64_t version_in(std::span<const std::byte> two) noexcept {
  return std::to_integer<std::uint64_t>(two[0]) << 8 | std::to_integer<std::uint64_t>(two[1]);
}

// PKCS#11 pads with blanks; some tokens with zeros.
inline std::span<const std::byte> without_padding(std::span<const std::byte> text) noexcept {
  while (!text.empty() && (text.back() == std::byte{' '} || text.back() == std::byte{0}))
    text = text.first(text.size() - 1);
  return text;
}

}  // namespace p11trace::record
