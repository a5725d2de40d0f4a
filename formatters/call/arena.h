// Memory for the values of one call: a bounded buffer that is filled from its beginning and used again for the next.
#pragma once

#include <cstddef>
#include <new>
#include <span>
#include <type_traits>

namespace p11trace::call {

class Arena {
 public:
  // `memory` is aligned to 16 bytes and stays the caller's.
  explicit Arena(std::span<std::byte> memory) noexcept : memory_(memory) {}

  // A T, or NULL when the memory is used up. T is never destroyed.
  template <class T>
  T* make() noexcept {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 16);
    const std::size_t at = (used_ + alignof(T) - 1) / alignof(T) * alignof(T);
    if (at + sizeof(T) > memory_.size()) return nullptr;
    used_ = at + sizeof(T);
    return new (memory_.data() + at) T{};
  }

  // Room for `size` characters, or NULL.
  char* make_text(std::size_t size) noexcept {
    if (size > memory_.size() - used_) return nullptr;
    char* const text = reinterpret_cast<char*>(memory_.data() + used_);
    used_ += size;
    return text;
  }

  void clear() noexcept { used_ = 0; }

 private:
  std::span<std::byte> memory_;
  std::size_t used_ = 0;
};

}  // namespace p11trace::call
