// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Sixteen bytes at a time, in registers that every processor of these machines has.
#include "formatters/text/hexadecimal.h"

namespace p11trace::text {

namespace {

using Bytes = unsigned char __attribute__((vector_size(16)));

constexpr unsigned char digit_of(unsigned nibble) noexcept {
  return static_cast<unsigned char>(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
}

Bytes digits_of(Bytes nibbles) noexcept {
  constexpr unsigned char behind_nine = 'a' - '0' - 10;
  return nibbles + '0' + (reinterpret_cast<Bytes>(nibbles > 9) & behind_nine);
}

}  // namespace

char* put_hexadecimal(char* to, std::span<const std::byte> bytes) noexcept {
  const std::byte* from = bytes.data();
  std::size_t left = bytes.size();
  const auto put = [&](std::size_t size) {
    Bytes taken{};
    std::memcpy(&taken, from, size);
    const Bytes high = digits_of(taken >> 4);
    const Bytes low = digits_of(taken & 15);
    const Bytes first = __builtin_shufflevector(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    std::memcpy(to, &first, sizeof first);
    if (size == sizeof taken) {
      const Bytes rest =
          __builtin_shufflevector(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      std::memcpy(to + sizeof first, &rest, sizeof rest);
    }
    from += size;
    to += 2 * size;
    left -= size;
  };
  while (left >= sizeof(Bytes)) put(sizeof(Bytes));
  if (left >= sizeof(Bytes) / 2) put(sizeof(Bytes) / 2);
  for (; left != 0; left--, from++) {
    const auto byte = std::to_integer<unsigned>(*from);
    *to++ = static_cast<char>(digit_of(byte >> 4));
    *to++ = static_cast<char>(digit_of(byte & 15));
  }
  return to;
}

}  // namespace p11trace::text
