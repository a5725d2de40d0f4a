// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What earlier calls told of an object's class, as far as it decides whether the object's CKA_VALUE is a secret.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "formatters/pkcs11/secrecy.h"

namespace p11trace::record {

// One table a process. An entry is one word, so that a reader sees all of it or none. Where an entry finds no room it
// takes that of the oldest of four: what is not found is a secret.
class ObjectClasses {
 public:
  // What is known of an object. `sealed` is a key that a mechanism made: a secret for good, whatever class the token
  // names later (CKM_HKDF_DATA leaves key bytes in a data object).
  enum class Known : std::uint8_t { nothing, open, sensitive, secret, sealed };

  // `salt` tells modules (and the times between which handles stay valid) apart.
  Known find(std::uint64_t salt, std::uint64_t handle) const noexcept {
    const std::uint64_t key = mixed(salt, handle);
    // Two threads that learn of it at once may both have found a place: what hides more counts.
    Known known = Known::nothing;
    for (const std::atomic<std::uint64_t>& place : set_of(key))
      if (const std::uint64_t word = place.load(std::memory_order_relaxed); is(word, key))
        known = std::max(known, known_in(word));
    return known;
  }

  void remember(std::uint64_t salt, std::uint64_t handle, Known known) noexcept {
    const std::uint64_t key = mixed(salt, handle);
    const std::uint64_t now = entries_.fetch_add(1, std::memory_order_relaxed) / entries_an_age % ages;
    Set& set = set_of(key);
    std::atomic<std::uint64_t>* oldest = set.data();
    std::uint64_t oldest_age = 0;
    for (std::atomic<std::uint64_t>& place : set) {
      const std::uint64_t word = place.load(std::memory_order_relaxed);
      const bool is_here = is(word, key);
      if (is_here && known_in(word) == Known::sealed) return;
      const std::uint64_t age = is_here ? ages + 1 : word == 0 ? ages : (now - word / knowns) % ages;
      if (age < oldest_age) continue;
      oldest = &place;
      oldest_age = age;
    }
    oldest->store(key / sets * (knowns * ages) + now * knowns + static_cast<std::uint64_t>(known),
                  std::memory_order_relaxed);
  }

  void forget(std::uint64_t salt, std::uint64_t handle) noexcept {
    const std::uint64_t key = mixed(salt, handle);
    for (std::atomic<std::uint64_t>& place : set_of(key))
      if (std::uint64_t word = place.load(std::memory_order_relaxed); is(word, key))
        place.compare_exchange_strong(word, 0, std::memory_order_relaxed);
  }

 private:
  // A word is a key without the bits that say in which set it is, how old it is, and what is known.
  static constexpr std::uint64_t sets = 1024;
  static constexpr std::uint64_t ages = 128;
  static constexpr std::uint64_t knowns = 8;
  static_assert(sets == ages * knowns);
  static constexpr std::uint64_t entries_an_age = 64;

  using Set = std::array<std::atomic<std::uint64_t>, 4>;

  static bool is(std::uint64_t word, std::uint64_t key) noexcept { return word / sets == key / sets && word != 0; }
  static Known known_in(std::uint64_t word) noexcept { return static_cast<Known>(word % knowns); }

  // A bijection of 64 bits, so that two handles of one module never look alike.
  static std::uint64_t mixed(std::uint64_t salt, std::uint64_t handle) noexcept {
    std::uint64_t x = handle ^ salt;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
    return x ^ x >> 32;
  }

  Set& set_of(std::uint64_t key) noexcept { return sets_[key % sets]; }
  const Set& set_of(std::uint64_t key) const noexcept { return sets_[key % sets]; }

  std::array<Set, sets> sets_{};
  std::atomic<std::uint64_t> entries_ = 0;
};

}  // namespace p11trace::record
