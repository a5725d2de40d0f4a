// Pieces of memory that AddressSanitizer lets nobody read before they are opened, and none beyond their end.
#pragma once

#include <sanitizer/asan_interface.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

namespace p11trace::fuzz {

// Of one piece the first bytes are open, or none.
class ClosedMemory {
 public:
  explicit ClosedMemory(std::size_t size) : size_(size), bytes_(new std::byte[size]) { close(); }
  ClosedMemory(ClosedMemory&&) = default;
  ClosedMemory& operator=(ClosedMemory&&) = delete;
  ~ClosedMemory() {
    if (bytes_ != nullptr) open(size_);
  }

  std::byte* data() const noexcept { return bytes_.get(); }
  std::size_t size() const noexcept { return size_; }
  // An allocation of nothing has a byte, which is not to be read either.
  void close() const noexcept { __asan_poison_memory_region(bytes_.get(), size_ == 0 ? 1 : size_); }
  void open(std::size_t size) const noexcept {
    close();
    __asan_unpoison_memory_region(bytes_.get(), size);
  }
  std::span<std::byte> opened() const noexcept {
    open(size_);
    return {bytes_.get(), size_};
  }

 private:
  std::size_t size_;
  std::unique_ptr<std::byte[]> bytes_;
};

// An address that nothing can be read at: only for calls that are recorded with safe reads.
inline std::byte* nowhere() noexcept {
  static void* const page = [] {
    void* const mapped = mmap(nullptr, std::size_t{1} << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) std::abort();
    return mapped;
  }();
  return static_cast<std::byte*>(page);
}

}  // namespace p11trace::fuzz
