// Choices, drawn from the bytes that the fuzzer found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace p11trace::fuzz {

class FuzzInput {
 public:
  // What the bytes of a marked secret are, and no byte that is drawn: so many in a row are a secret that leaked.
  static constexpr std::uint8_t secret_byte = 0xf5;

  FuzzInput(const std::uint8_t* bytes, std::size_t size) noexcept : rest_(bytes, size) {}

  bool is_used_up() const noexcept { return rest_.empty(); }

  // 0 behind the end.
  std::uint8_t byte() noexcept {
    if (rest_.empty()) return 0;
    const std::uint8_t drawn = rest_.front();
    rest_ = rest_.subspan(1);
    return drawn == secret_byte ? 0 : drawn;
  }
  std::uint64_t word() noexcept {
    std::uint64_t word = 0;
    for (int i = 0; i < 8; i++) word = word << 8 | byte();
    return word;
  }
  // Less than `count`, which is 65536 at most.
  std::size_t below(std::size_t count) noexcept {
    return (count <= 256 ? std::size_t{byte()} : std::size_t{byte()} << 8 | byte()) % count;
  }
  bool one_in(std::size_t count) noexcept { return below(count) == count - 1; }
  std::uint64_t one_of(std::initializer_list<std::uint64_t> choices) noexcept {
    return choices.begin()[below(choices.size())];
  }
  // A number as calls have them: small mostly, and sometimes any.
  std::uint64_t number() noexcept {
    const std::uint8_t small = byte();
    if (small < 224) return small;
    return small < 240 ? word()
                       : one_of({~std::uint64_t{0}, ~std::uint64_t{0} - 1, std::uint64_t{1} << 30,
                                 (std::uint64_t{1} << 30) + 1, std::uint64_t{1} << 36, 65536, 65537});
  }
  // The size of a piece of memory.
  std::size_t size() noexcept {
    const std::uint8_t small = byte();
    return small < 240 ? small % 48 : below(2048);
  }
  // Content of memory: what the fuzzer found, or a few bytes of that again and again.
  void fill(std::span<std::byte> memory) noexcept {
    const bool is_short = one_in(4);
    std::uint8_t pattern[4] = {};
    if (is_short)
      for (std::uint8_t& each : pattern) each = byte();
    for (std::size_t i = 0; i < memory.size(); i++)
      memory[i] = std::byte{is_short || is_used_up() ? pattern[i % sizeof pattern] : byte()};
  }

 private:
  std::span<const std::uint8_t> rest_;
};

}  // namespace p11trace::fuzz
