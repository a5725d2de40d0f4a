// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// A value that threads read and replace without waiting for each other.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace p11trace::names {

// T is of whole words. A thread that finds the cell being written does without it: what it would have read is not
// known, and what it would have written is lost. So a writer that dies in the middle costs its cell and nothing else.
template <class T>
class SharedCell {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % 8 == 0);

 public:
  // Word `index` of the value, which may be changing: to see whether to read all of it.
  std::uint64_t peek(std::size_t index) const noexcept { return words_[index].load(std::memory_order_relaxed); }

  bool read(T& value) const noexcept {
    return read_words(0, &value, count, [](std::uint64_t, std::uint64_t) { return true; });
  }
  // Only what stands behind the first `skipped` words, if the first two are these.
  template <class Part>
  bool read_behind(std::size_t skipped, std::uint64_t first, std::uint64_t second, Part& part) const noexcept {
    static_assert(std::is_trivially_copyable_v<Part> && sizeof(Part) % 8 == 0);
    return read_words(skipped, &part, sizeof part / 8,
                      [&](std::uint64_t one, std::uint64_t other) { return one == first && other == second; });
  }

  // change(T&) gets the value as it is, and the cell what that makes of it if it answers true.
  template <class Change>
  void update(Change change) noexcept {
    std::uint64_t version = version_.load(std::memory_order_relaxed);
    if (version % 2 != 0 || !version_.compare_exchange_strong(version, version + 1, std::memory_order_acquire)) return;
    std::array<std::uint64_t, count> words;
    for (std::size_t i = 0; i < count; i++) words[i] = words_[i].load(std::memory_order_relaxed);
    auto value = std::bit_cast<T>(words);
    if (change(value)) {
      std::memcpy(words.data(), &value, sizeof value);
      // Releasing each keeps the odd version in front of all of them.
      for (std::size_t i = 0; i < count; i++) words_[i].store(words[i], std::memory_order_release);
    }
    version_.store(version + 2, std::memory_order_release);
  }

 private:
  static constexpr std::size_t count = sizeof(T) / 8;
  static_assert(count > 2);

  // Acquiring each word keeps the second look at the version behind all of them.
  template <class IsWanted>
  bool read_words(std::size_t begin, void* to, std::size_t wanted, IsWanted is_wanted) const noexcept {
    const std::uint64_t version = version_.load(std::memory_order_acquire);
    if (version % 2 != 0) return false;
    if (!is_wanted(words_[0].load(std::memory_order_acquire), words_[1].load(std::memory_order_acquire))) return false;
    for (std::size_t i = 0; i < wanted; i++) {
      const std::uint64_t word = words_[begin + i].load(std::memory_order_acquire);
      std::memcpy(static_cast<std::byte*>(to) + 8 * i, &word, 8);
    }
    return version_.load(std::memory_order_relaxed) == version;
  }

  std::atomic<std::uint64_t> version_{0};
  std::array<std::atomic<std::uint64_t>, count> words_{};
};

}  // namespace p11trace::names
