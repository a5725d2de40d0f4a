// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What earlier calls told of an object's class, as far as it decides whether the object's CKA_VALUE is a secret.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "formatters/pkcs11/secrecy.h"

namespace p11trace::record {

// One table a process. An entry is one word, so that a reader sees all of it or none. Entries that meet at one place
// displace each other: what is not found is a secret.
class ObjectClasses {
 public:
  // What is known of an object. `sealed` is a key that a mechanism made: a secret for good, whatever class the token
  // names later (CKM_HKDF_DATA leaves key bytes in a data object).
  enum class Known : std::uint8_t { nothing, open, sensitive, secret, sealed };

  // `salt` tells modules (and the times between which handles stay valid) apart.
  Known find(std::uint64_t salt, std::uint64_t handle) const noexcept {
    const std::uint64_t key = mixed(salt, handle);
    const std::uint64_t word = words_[key % size].load(std::memory_order_relaxed);
    return word / size == key / size ? static_cast<Known>(word % size) : Known::nothing;
  }

  void remember(std::uint64_t salt, std::uint64_t handle, Known known) noexcept {
    const std::uint64_t key = mixed(salt, handle);
    std::atomic<std::uint64_t>& word = words_[key % size];
    const std::uint64_t old = word.load(std::memory_order_relaxed);
    if (old / size == key / size && static_cast<Known>(old % size) == Known::sealed) return;
    word.store(key / size * size + static_cast<std::uint64_t>(known), std::memory_order_relaxed);
  }

  void forget(std::uint64_t salt, std::uint64_t handle) noexcept {
    const std::uint64_t key = mixed(salt, handle);
    std::uint64_t old = words_[key % size].load(std::memory_order_relaxed);
    if (old / size == key / size) words_[key % size].compare_exchange_strong(old, 0, std::memory_order_relaxed);
  }

 private:
  static constexpr std::uint64_t size = 4096;

  // A bijection of 64 bits, so that two handles of one module never look alike.
  static std::uint64_t mixed(std::uint64_t salt, std::uint64_t handle) noexcept {
    std::uint64_t x = handle ^ salt;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
    return x ^ x >> 32;
  }

  std::array<std::atomic<std::uint64_t>, size> words_{};
};

}  // namespace p11trace::record
