// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Numbers below a hundred as two decimal digits.
#pragma once

#include <cstddef>
#include <cstdint>

namespace p11trace::text {

struct TwoDigitsTable {
  char digits[100][2]{};

  constexpr TwoDigitsTable() noexcept {
    for (std::size_t number = 0; number < 100; number++) {
      digits[number][0] = static_cast<char>('0' + number / 10);
      digits[number][1] = static_cast<char>('0' + number % 10);
    }
  }
};
inline constexpr TwoDigitsTable two_digits_table;

// Two characters, without an end.
inline const char* two_digits(std::uint64_t number) noexcept { return two_digits_table.digits[number]; }

}  // namespace p11trace::text
