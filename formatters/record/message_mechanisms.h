// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Which mechanism the running message operations of sessions have: the parameters of the message functions come without.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace p11trace::record {

// One table a process. An entry is one word, so that a reader sees all of it or none; entries that meet at one place
// displace each other.
class MessageMechanisms {
 public:
  enum class Operation : std::uint8_t { encrypt, decrypt, sign, verify };

  // `salt` tells modules (and the times between which handles stay valid) apart.
  std::optional<std::uint32_t> find(std::uint64_t salt, std::uint64_t session, Operation operation) const noexcept {
    const std::uint64_t key = mixed(salt, session, operation);
    const std::uint64_t word = words_[key % size].load(std::memory_order_relaxed);
    if (word == 0 || word >> 32 != key >> 32) return std::nullopt;
    return static_cast<std::uint32_t>(word);
  }

  void remember(std::uint64_t salt, std::uint64_t session, Operation operation, std::uint32_t mechanism) noexcept {
    const std::uint64_t key = mixed(salt, session, operation);
    words_[key % size].store(key >> 32 << 32 | mechanism, std::memory_order_relaxed);
  }

  void forget(std::uint64_t salt, std::uint64_t session, Operation operation) noexcept {
    words_[mixed(salt, session, operation) % size].store(0, std::memory_order_relaxed);
  }

 private:
  static constexpr std::uint64_t size = 1024;

  static std::uint64_t mixed(std::uint64_t salt, std::uint64_t session, Operation operation) noexcept {
    std::uint64_t x = (session * 4 + static_cast<std::uint64_t>(operation)) ^ salt;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93;
    return x ^ x >> 32;
  }

  std::array<std::atomic<std::uint64_t>, size> words_{};
};

}  // namespace p11trace::record
