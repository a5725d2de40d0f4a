// Memory that ends at a page nobody may touch: one byte too far, read or written, is a crash.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace p11trace::record {

// `value` as the bytes it is.
template <class T>
std::string bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

class GuardedMemory {
 public:
  // What stands in it at first.
  static constexpr std::byte untouched{0xa5};

  // The last `gap` bytes before the page stay free: with them a structure can be put where it is not aligned.
  explicit GuardedMemory(std::size_t size, std::size_t gap = 0) : size_(size), whole_(pages(size + gap)) {
    void* memory = mmap(nullptr, whole_ + page(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    begin_ = static_cast<std::byte*>(memory);
    mprotect(begin_ + whole_, page(), PROT_NONE);
    at_ = begin_ + whole_ - gap - size;
    std::memset(begin_, static_cast<int>(untouched), whole_);
  }
  explicit GuardedMemory(std::string_view content, std::size_t gap = 0) : GuardedMemory(content.size(), gap) {
    write(content);
  }
  GuardedMemory(GuardedMemory&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)), at_(other.at_), size_(other.size_), whole_(other.whole_) {}
  GuardedMemory& operator=(GuardedMemory&&) = delete;
  ~GuardedMemory() {
    if (begin_ != nullptr) munmap(begin_, whole_ + page());
  }

  std::byte* data() const noexcept { return at_; }
  std::size_t size() const noexcept { return size_; }
  template <class T>
  T* as() const noexcept {
    return reinterpret_cast<T*>(at_);
  }
  void write(std::string_view content) const noexcept {
    if (!content.empty()) std::memcpy(at_, content.data(), content.size());
  }

  // Makes all of it as forbidden as the page behind it, and back.
  void close() const noexcept { mprotect(begin_, whole_, PROT_NONE); }
  void open() const noexcept { mprotect(begin_, whole_, PROT_READ | PROT_WRITE); }

 private:
  static std::size_t page() noexcept { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }
  static std::size_t pages(std::size_t size) noexcept { return (size / page() + 1) * page(); }

  std::byte* begin_ = nullptr;
  std::byte* at_ = nullptr;
  std::size_t size_;
  std::size_t whole_;
};

}  // namespace p11trace::record
