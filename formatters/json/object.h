// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// A JSON object in the making, in a bounded buffer: what does not fit is left out whole, and what is there is always an
// object that can be closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "formatters/text/bounded_text.h"

namespace p11trace::json {

class Object : public text::BoundedText {
 public:
  // `memory` stays the caller's, and has at least `least` bytes.
  explicit Object(std::span<char> memory) noexcept
      : BoundedText(memory.data(), memory.data() + memory.size() - reserve) {
    open('{');
    keep();
  }
  static constexpr std::size_t least = 256;

  // `"name":`, with a comma in front where something stands before it.
  void add_key(std::string_view name) noexcept {
    if (is_first()) add('"', name, "\":");
    else add(",\"", name, "\":");
  }
  // Before an item of an array.
  void add_comma() noexcept {
    if (!is_first()) add(',');
  }

  // A number, or a string of its digits where readers would round it: beyond 2^53 - 1.
  void add_number(std::uint64_t number) noexcept {
    constexpr std::uint64_t most_exact = (std::uint64_t{1} << 53) - 1;
    if (number <= most_exact) return add_decimal(number);
    add('"');
    add_decimal(number);
    add('"');
  }
  // "0x1f", in quotation marks.
  void add_address(std::uint64_t number) noexcept {
    add('"');
    add_hexadecimal(number);
    add('"');
  }
  // Two digits a byte, in quotation marks.
  void add_bytes(std::span<const std::byte> bytes) noexcept;
  // In quotation marks, with what is not printable escaped, and U+FFFD for bytes that are no UTF-8.
  void add_text(std::span<const std::byte> text) noexcept;

  // Until the matching close() what is added stands within the bracket.
  void open(char bracket) noexcept {
    if (depth_ == most_depth) cut();
    if (!fits(1)) return;
    put(bracket);
    arrays_ = arrays_ << 1 | (bracket == '[' ? 1 : 0);
    depth_++;
  }
  void close() noexcept {
    if (fits(1)) put_closer();
  }

  // What there is up to here makes sense: if the next does not fit the object ends here.
  void keep() noexcept {
    if (!is_cut()) kept_ = {at(), arrays_, depth_};
  }

  // Closes everything, says if something was left out, and ends the line.
  std::string_view finish(bool was_cut) noexcept {
    if (is_cut()) {
      go_to(kept_.at);
      arrays_ = kept_.arrays;
      depth_ = kept_.depth;
    }
    while (depth_ > 1) put_closer();
    if (was_cut || is_cut()) {
      if (!is_first()) put(',');
      put("\"cut\":true");
    }
    put("}\n");
    return text();
  }

 private:
  static constexpr unsigned most_depth = 64;
  static constexpr std::size_t reserve = most_depth + 16;  // for all that finish() may have to write

  // What finish() goes back to.
  struct Kept {
    char* at;
    std::uint64_t arrays;
    unsigned depth;
  };

  bool is_first() const noexcept { return last() == '{' || last() == '['; }
  void put_closer() noexcept {
    put((arrays_ & 1) != 0 ? ']' : '}');
    arrays_ >>= 1;
    depth_--;
  }

  std::uint64_t arrays_ = 0;  // a bit for each bracket that is open, the innermost lowest: whether it is an array's
  unsigned depth_ = 0;
  Kept kept_{};
};

}  // namespace p11trace::json
