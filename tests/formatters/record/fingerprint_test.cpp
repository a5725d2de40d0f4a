// SipHash-2-4, against the vectors that its authors published: key 00 01 ... 0f, input 00 01 02 ... of each length.
#include "formatters/record/fingerprint.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/formatters/record/guarded_memory.h"

namespace p11trace::record {
namespace {

constexpr FingerprintKey reference_key{0x0706050403020100, 0x0f0e0d0c0b0a0908};

std::string counting(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) bytes += static_cast<char>(bytes.size());
  return bytes;
}

std::uint64_t of(const FingerprintKey& key, const std::string& bytes) {
  const GuardedMemory memory(bytes);
  return fingerprint(key, memory.data(), memory.size());
}

TEST(Fingerprint, it_is_siphash_2_4_of_every_length_up_to_two_words) {
  constexpr std::uint64_t published[] = {
      0x726fdb47dd0e0e31, 0x74f839c593dc67fd, 0x0d6c8009d9a94f5a, 0x85676696d7fb7e2d,
      0xcf2794e0277187b7, 0x18765564cd99a68d, 0xcbc9466e58fee3ce, 0xab0200f58b01d137,
      0x93f5f5799a932462, 0x9e0082df0ba9e4b0, 0x7a5dbbc594ddb9f3, 0xf4b32f46226bada7,
      0x751e8fbc860ee5fb, 0x14ea5627c0843d90, 0xf723ca908e7af2ee, 0xa129ca6149be45e5,
  };
  for (std::size_t size = 0; size < std::size(published); size++)
    EXPECT_EQ(of(reference_key, counting(size)), published[size]) << size;
}

TEST(Fingerprint, it_is_siphash_2_4_of_the_longest_published_input) {
  EXPECT_EQ(of(reference_key, counting(63)), 0x958a324ceb064572U);
}

TEST(Fingerprint, nothing_is_read_of_an_empty_value) {
  EXPECT_EQ(fingerprint(reference_key, nullptr, 0), 0x726fdb47dd0e0e31U);
}

TEST(Fingerprint, a_value_may_lie_at_any_address) {
  const std::string bytes = counting(40);
  for (std::size_t gap = 0; gap < 8; gap++) {
    const GuardedMemory memory(bytes, gap);
    EXPECT_EQ(fingerprint(reference_key, memory.data(), bytes.size()), of(reference_key, bytes)) << gap;
  }
}

TEST(Fingerprint, every_bit_of_value_and_key_counts) {
  std::set<std::uint64_t> seen;
  std::string bytes = counting(21);
  seen.insert(of(reference_key, bytes));
  for (char& byte : bytes) {
    byte = static_cast<char>(byte ^ 0x10);
    seen.insert(of(reference_key, bytes));
  }
  for (unsigned bit = 0; bit < 64; bit++) {
    seen.insert(of({reference_key.low ^ std::uint64_t{1} << bit, reference_key.high}, bytes));
    seen.insert(of({reference_key.low, reference_key.high ^ std::uint64_t{1} << bit}, bytes));
  }
  EXPECT_EQ(seen.size(), 1u + 21 + 128);
}

TEST(Fingerprint, zeros_of_different_number_differ) {
  EXPECT_NE(of(reference_key, std::string(8, '\0')), of(reference_key, std::string(9, '\0')));
}

}  // namespace
}  // namespace p11trace::record
