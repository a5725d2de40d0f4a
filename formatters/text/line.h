// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// A line of output in the making.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "formatters/text/bounded_text.h"

namespace p11trace::text {

class Line : public BoundedText {
 public:
  // `memory` stays the caller's. Four bytes of it are kept for the end of a line that was cut.
  explicit Line(std::span<char> memory) noexcept
      : BoundedText(memory.data(), memory.data() + memory.size() - reserve) {}

  // `bytes` as two hexadecimal digits each; if not all fit, as many as do.
  void add_bytes(std::span<const std::byte> bytes) noexcept;
  // `bytes` as text between quotation marks that can neither end a line nor speak to a terminal: everything but
  // printable ASCII and well-formed UTF-8 outside the control characters is escaped.
  void add_quoted(std::span<const std::byte> bytes) noexcept;

  // Whether names are followed by the numbers that they stand for.
  void show_numbers(bool shown) noexcept { shows_numbers_ = shown; }
  bool shows_numbers() const noexcept { return shows_numbers_; }
  // Behind a name.
  void add_number_of_name(std::uint64_t number) noexcept {
    if (!shows_numbers_) return;
    add('(');
    add_hexadecimal(number);
    add(')');
  }

  // Ends the line, with "..." before the end where something did not fit.
  std::string_view finish() noexcept {
    if (is_cut()) put("...");
    put('\n');
    return text();
  }

 private:
  static constexpr std::size_t reserve = 4;

  bool shows_numbers_ = false;
};

}  // namespace p11trace::text
