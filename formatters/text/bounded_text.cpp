// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Copies of texts, and numbers with several digits.
#include "formatters/text/bounded_text.h"

#include "formatters/text/two_digits.h"

namespace p11trace::text {

char* BoundedText::copy(char* to, std::string_view text) noexcept {
  const std::size_t size = text.size();
  const char* const from = text.data();
  // Two copies that overlap are shorter than a loop.
  const auto ends = [&](auto word) {
    std::memcpy(&word, from, sizeof word);
    decltype(word) last;
    std::memcpy(&last, from + size - sizeof last, sizeof last);
    std::memcpy(to, &word, sizeof word);
    std::memcpy(to + size - sizeof last, &last, sizeof last);
  };
  struct Sixteen {
    char bytes[16];
  };
  if (size > 32) std::memcpy(to, from, size);
  else if (size >= 16) ends(Sixteen{});
  else if (size >= 8) ends(std::uint64_t{});
  else if (size >= 4) ends(std::uint32_t{});
  else if (size >= 2) ends(std::uint16_t{});
  else if (size == 1) *to = *from;
  return to + size;
}

void BoundedText::add_digits(std::uint64_t number) noexcept {
  char digits[20];
  char* first = digits + sizeof digits;
  for (; number >= 100; number /= 100) std::memcpy(first -= 2, two_digits(number % 100), 2);
  if (number >= 10) std::memcpy(first -= 2, two_digits(number), 2);
  else *--first = static_cast<char>('0' + number);
  add(std::string_view(first, static_cast<std::size_t>(digits + sizeof digits - first)));
}

}  // namespace p11trace::text
