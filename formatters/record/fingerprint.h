// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The keyed fingerprint that stands in a record for data that is not shown: SipHash-2-4 over the whole value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace p11trace::record {

struct FingerprintKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

// `data` of `size` bytes; NULL only when size is 0. Equal values have equal fingerprints under one key, and without the
// key a fingerprint tells nothing of its value.
inline std::uint64_t fingerprint(const FingerprintKey& key, const void* data, std::size_t size) noexcept {
  static_assert(std::endian::native == std::endian::little, "SipHash reads words as little-endian");
  std::uint64_t a = 0x736f6d6570736575 ^ key.low;
  std::uint64_t b = 0x646f72616e646f6d ^ key.high;
  std::uint64_t c = 0x6c7967656e657261 ^ key.low;
  std::uint64_t d = 0x7465646279746573 ^ key.high;
  const auto round = [&]() noexcept {
    a += b;
    c += d;
    b = std::rotl(b, 13) ^ a;
    d = std::rotl(d, 16) ^ c;
    a = std::rotl(a, 32);
    c += b;
    a += d;
    b = std::rotl(b, 17) ^ c;
    d = std::rotl(d, 21) ^ a;
    c = std::rotl(c, 32);
  };
  const auto* at = static_cast<const unsigned char*>(data);
  std::uint64_t word = 0;
  for (std::size_t whole = size / 8; whole != 0; whole--, at += 8) {
    std::memcpy(&word, at, 8);
    d ^= word;
    round();
    round();
    a ^= word;
  }
  word = 0;
  if (size % 8 != 0) std::memcpy(&word, at, size % 8);
  word |= static_cast<std::uint64_t>(size) << 56;
  d ^= word;
  round();
  round();
  a ^= word;
  c ^= 0xff;
  for (int i = 0; i < 4; i++) round();
  return a ^ b ^ c ^ d;
}

}  // namespace p11trace::record
