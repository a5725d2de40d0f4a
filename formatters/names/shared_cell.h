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
#include <utility>

namespace p11trace::names {

// T is of whole words; all zeros mean that there is nothing. A reader that finds the cell being written does without it.
// A writer that does so has its change lost, and with it what the cell holds, which may be wrong without that change. So
// nobody waits, and a writer that dies in the middle costs its cell and nothing else.
template <class T>
class SharedCell {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % 8 == 0);

 public:
  // Word `index` of the value, which may be changing: to see whether to read all of it.
  std::uint64_t peek(std::size_t index) const noexcept { return words_[index].load(std::memory_order_relaxed); }

  bool read(T& value) const noexcept {
    return read_words<count>(0, &value, [](std::uint64_t, std::uint64_t) { return true; });
  }
  // Only what stands behind the first `skipped` words, if the first two are these.
  template <class Part>
  bool read_behind(std::size_t skipped, std::uint64_t first, std::uint64_t second, Part& part) const noexcept {
    static_assert(std::is_trivially_copyable_v<Part> && sizeof(Part) % 8 == 0);
    return read_words<sizeof part / 8>(
        skipped, &part, [&](std::uint64_t one, std::uint64_t other) { return one == first && other == second; });
  }

  // Whether it is being written, or was when its writer died.
  bool is_busy() const noexcept { return version_.load(std::memory_order_relaxed) % 2 != 0; }

  // change(T&) gets the value as it is, and the cell what that makes of it.
  template <class Change>
  void update(Change change) noexcept {
    std::uint64_t version = version_.load(std::memory_order_relaxed);
    while (version % 2 != 0 || !version_.compare_exchange_weak(version, version + 1, std::memory_order_acquire)) {
      if (version % 2 == 0) continue;
      // Either the other writer sees this when it is done, or it is done already.
      is_missed_.store(true, std::memory_order_seq_cst);
      version = version_.load(std::memory_order_seq_cst);
      if (version % 2 != 0) return;
    }
    T value;
    for (std::size_t i = 0; i < count; i++) {
      const std::uint64_t word = words_[i].load(std::memory_order_relaxed);
      std::memcpy(reinterpret_cast<std::byte*>(&value) + 8 * i, &word, 8);
    }
    change(value);
    std::array<std::uint64_t, count> words;
    std::memcpy(words.data(), &value, sizeof value);
    put(words);
    version_.store(version + 2, std::memory_order_seq_cst);
    if (is_missed_.exchange(false, std::memory_order_seq_cst)) update(Clear{});
  }

 private:
  struct Clear {
    void operator()(T& value) const noexcept { value = {}; }
  };
  static constexpr std::size_t count = sizeof(T) / 8;
  static_assert(count > 2);

  // Acquiring each word keeps the second look at the version behind all of them.
  template <std::size_t wanted, class IsWanted>
  bool read_words(std::size_t begin, void* to, IsWanted is_wanted) const noexcept {
    const std::uint64_t version = version_.load(std::memory_order_acquire);
    if (version % 2 != 0) return false;
    if (!is_wanted(words_[0].load(std::memory_order_acquire), words_[1].load(std::memory_order_acquire))) return false;
    // One after the other without a loop: the words are few, and read at every call.
    const auto read_one = [&](std::size_t i) {
      const std::uint64_t word = words_[begin + i].load(std::memory_order_acquire);
      std::memcpy(static_cast<std::byte*>(to) + 8 * i, &word, 8);
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) { (read_one(I), ...); }
    (std::make_index_sequence<wanted>());
    return version_.load(std::memory_order_relaxed) == version;
  }

  // Releasing each word keeps the odd version in front of all of them.
  void put(const std::array<std::uint64_t, count>& words) noexcept {
    for (std::size_t i = 0; i < count; i++) words_[i].store(words[i], std::memory_order_release);
  }

  std::atomic<std::uint64_t> version_{0};
  std::atomic<bool> is_missed_ = false;
  std::array<std::atomic<std::uint64_t>, count> words_{};
};

}  // namespace p11trace::names
