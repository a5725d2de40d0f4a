// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// A line of output in the making: a bounded buffer that takes what fits and remembers that something did not.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace p11trace::text {

class Line {
 public:
  // `memory` stays the caller's. Four bytes of it are kept for the end of a line that was cut.
  explicit Line(std::span<char> memory) noexcept : memory_(memory) {}

  void add(std::string_view text) noexcept {
    if (text.size() > left()) {
      cut_ = true;
      return;
    }
    if (!text.empty()) std::memcpy(memory_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
  void add(char character) noexcept { add(std::string_view(&character, 1)); }

  void add_decimal(std::uint64_t number) noexcept {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  }
  // `width` digits, with zeros in front.
  void add_padded(std::uint64_t number, std::size_t width) noexcept {
    char digits[20];
    for (std::size_t i = width; i-- != 0; number /= 10) digits[i] = static_cast<char>('0' + number % 10);
    add(std::string_view(digits, width));
  }
  // With "0x" in front.
  void add_hexadecimal(std::uint64_t number) noexcept {
    char digits[18] = {'0', 'x'};
    const auto end = std::to_chars(digits + 2, digits + sizeof digits, number, 16).ptr;
    add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  }
  // `bytes` as two hexadecimal digits each.
  void add_bytes(std::span<const std::byte> bytes) noexcept;
  // `bytes` as text between quotation marks that can neither end a line nor speak to a terminal: everything but
  // printable ASCII and well-formed UTF-8 outside the control characters is escaped.
  void add_quoted(std::span<const std::byte> bytes) noexcept;

  std::string_view text() const noexcept { return {memory_.data(), size_}; }

  // Ends the line, with "..." before the end where something did not fit.
  std::string_view finish() noexcept {
    if (cut_) {
      std::memcpy(memory_.data() + size_, "...", 3);
      size_ += 3;
    }
    memory_[size_++] = '\n';
    return text();
  }

 private:
  // Once something did not fit nothing more does, so that what stands is a beginning of the line.
  std::size_t left() const noexcept { return cut_ ? 0 : memory_.size() - size_ - 4; }

  std::span<char> memory_;
  std::size_t size_ = 0;
  bool cut_ = false;
};

}  // namespace p11trace::text
