// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Text in the making: a bounded buffer that takes what fits and remembers that something did not.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace p11trace::text {

// One thread writes to one of these. Once something did not fit nothing more does, so that what stands is a beginning of
// what there should be.
class BoundedText {
 public:
  // The memory stays the caller's.
  BoundedText(char* begin, char* end) noexcept : begin_(begin), at_(begin), end_(end) {}

  // Literals, texts and single characters: all of the pieces, or none.
  template <class... Pieces>
  void add(const Pieces&... pieces) noexcept {
    if (!fits((size_of(pieces) + ... + 0))) return;
    (put(pieces), ...);
  }

  void add_decimal(std::uint64_t number) noexcept {
    if (number < 10) return add(static_cast<char>('0' + number));
    add_digits(number);
  }
  // "0x" and as many digits as there are.
  void add_hexadecimal(std::uint64_t number) noexcept {
    char digits[18] = {'0', 'x'};
    const char* const end = std::to_chars(digits + 2, digits + sizeof digits, number, 16).ptr;
    add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  }

  std::string_view text() const noexcept { return {begin_, static_cast<std::size_t>(at_ - begin_)}; }

 protected:
  std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  bool is_cut() const noexcept { return is_cut_; }
  char last() const noexcept { return at_[-1]; }

  bool fits(std::size_t size) noexcept {
    if (size <= left()) [[likely]]
      return true;
    cut();
    return false;
  }
  void cut() noexcept {
    is_cut_ = true;
    end_ = at_;
  }

  // Without looking whether it fits.
  void put(char character) noexcept { *at_++ = character; }
  void put(std::string_view text) noexcept { at_ = copy(at_, text); }
  template <std::size_t N>
  void put(const char (&literal)[N]) noexcept {
    std::memcpy(at_, literal, N - 1);
    at_ += N - 1;
  }

  char* at() const noexcept { return at_; }
  void go_to(char* at) noexcept { at_ = at; }

 private:
  static constexpr std::size_t size_of(char) noexcept { return 1; }
  static constexpr std::size_t size_of(std::string_view text) noexcept { return text.size(); }
  template <std::size_t N>
  static constexpr std::size_t size_of(const char (&)[N]) noexcept {
    return N - 1;
  }

  // Where the copy ends. Most texts are names, for which a call into the C library is long.
  static char* copy(char* to, std::string_view text) noexcept;
  void add_digits(std::uint64_t number) noexcept;

  char* begin_;
  char* at_;
  char* end_;
  bool is_cut_ = false;
};

}  // namespace p11trace::text
