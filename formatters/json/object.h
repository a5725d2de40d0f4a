// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// A JSON object in the making, in a bounded buffer: what does not fit is left out whole, and what is there is always an
// object that can be closed.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace p11trace::json {

class Object {
 public:
  // `memory` stays the caller's, and has at least `least` bytes.
  explicit Object(std::span<char> memory) noexcept : memory_(memory) {
    memory_[size_++] = '{';
    closers_[depth_++] = '}';
    keep();
  }
  static constexpr std::size_t least = 256;

  // Pieces of text that are part of the object, as they are: all of them, or none.
  template <class... Pieces>
  void add(const Pieces&... pieces) noexcept {
    if ((std::string_view(pieces).size() + ... + 0) > left()) {
      cut_ = true;
      return;
    }
    (put(std::string_view(pieces)), ...);
  }

  // `"name":`, with a comma in front where something stands before it.
  void add_key(std::string_view name) noexcept {
    if (is_first()) add("\"", name, "\":");
    else add(",\"", name, "\":");
  }
  // Before an item of an array.
  void add_comma() noexcept {
    if (!is_first()) add(",");
  }

  // A number, or a string of its digits where readers would round it: beyond 2^53 - 1.
  void add_number(std::uint64_t number) noexcept {
    constexpr std::uint64_t most_exact = (std::uint64_t{1} << 53) - 1;
    constexpr std::size_t most_digits = 20;
    if (most_digits + 2 > left()) {
      cut_ = true;
      return;
    }
    char* at = memory_.data() + size_;
    if (number > most_exact) *at++ = '"';
    at = std::to_chars(at, at + most_digits, number).ptr;
    if (number > most_exact) *at++ = '"';
    size_ = static_cast<std::size_t>(at - memory_.data());
  }
  // "0x1f", in quotation marks.
  void add_hexadecimal(std::uint64_t number) noexcept;
  // Two digits a byte, in quotation marks.
  void add_bytes(std::span<const std::byte> bytes) noexcept;
  // In quotation marks, with what is not printable escaped, and U+FFFD for bytes that are no UTF-8.
  void add_text(std::span<const std::byte> text) noexcept;

  // Until the matching close() what is added stands within the bracket.
  void open(char bracket) noexcept {
    if (depth_ == most_depth) cut_ = true;
    add(std::string_view(&bracket, 1));
    if (cut_) return;
    closers_[depth_++] = bracket == '{' ? '}' : ']';
  }
  void close() noexcept {
    if (cut_) return;
    memory_[size_++] = closers_[--depth_];
  }

  // What there is up to here makes sense: if the next does not fit the object ends here.
  void keep() noexcept {
    if (cut_) return;
    kept_size_ = size_;
    kept_depth_ = depth_;
    std::memcpy(kept_closers_, closers_, depth_);
  }

  // Closes everything, says if something was left out, and ends the line.
  std::string_view finish(bool cut) noexcept {
    if (cut_) {
      size_ = kept_size_;
      depth_ = kept_depth_;
      std::memcpy(closers_, kept_closers_, depth_);
    }
    while (depth_ > 1) memory_[size_++] = closers_[--depth_];
    if (cut || cut_) put(size_ == 1 ? "\"cut\":true" : ",\"cut\":true");
    put("}\n");
    return {memory_.data(), size_};
  }

 private:
  static constexpr std::size_t most_depth = 64;
  static constexpr std::size_t reserve = most_depth + 16;  // for all that finish() may have to write

  bool is_first() const noexcept { return memory_[size_ - 1] == '{' || memory_[size_ - 1] == '['; }
  std::size_t left() const noexcept {
    const std::size_t end = memory_.size() - reserve;
    return cut_ || size_ >= end ? 0 : end - size_;
  }
  void put(std::string_view text) noexcept {
    if (!text.empty()) std::memcpy(memory_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }

  std::span<char> memory_;
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
  std::size_t kept_size_ = 0;
  std::size_t kept_depth_ = 0;
  bool cut_ = false;
  char closers_[most_depth];
  char kept_closers_[most_depth];
};

}  // namespace p11trace::json
