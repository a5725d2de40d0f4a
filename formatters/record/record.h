// The bytes of one call: a header, the arguments that went in, and, once the call has returned, what came out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace p11trace::record {

// Everything in a record is a multiple of eight bytes, in the byte order of the machine. Times are clock ticks.
struct Header {
  std::uint32_t size;        // bytes of the record, this header included
  std::uint32_t outputs_at;  // where the outputs begin, counted from the header; 0 while the call runs
  std::uint8_t function;     // row of pkcs11::functions
  std::uint8_t cut;          // 1 if the buffer was too small for all that should have been kept
  std::uint16_t module;      // number of the module in its process
  std::uint32_t bytes;       // of a byte string are shown: more of one may be here, where all of it has a name
  std::uint64_t start;       // ticks at entry
  std::uint64_t duration;    // ticks from entry to return
  std::uint64_t caller;      // address that the call returns to
  std::uint64_t return_value;
};
static_assert(sizeof(Header) == 48);

// What a record holds of one piece of the caller's memory.
enum class State : std::uint8_t {
  null,         // the pointer was NULL; `length` is what stood beside it
  kept,         // the first `kept` bytes (of a list: words) of `length` follow
  entries,      // the first `kept` entries of a template of `length` follow
  sensitive,    // a fingerprint of all of it follows
  secret,       // nothing else is known, not even the length
  not_shown,    // only the length is kept
  not_read,     // the length is absurd, so that nobody would follow the pointer
  room,         // space for `length` bytes (entries), to be written by the call
  no_length,    // space of unknown size: the pointer to its length was NULL
  not_written,  // the call left it as it was
  wanted,       // the length that the call asks for, or answers to a size query, nothing written
  unavailable,  // an attribute that the token refused (CK_UNAVAILABLE_INFORMATION)
  unreadable,   // the pointer leads to no memory that can be read; `length` is what stood beside it
};

// One word in front of each such piece. A length that does not fit in it is most_length here, and the next word.
class Extent {
 public:
  static constexpr std::uint64_t most_kept = (std::uint64_t{1} << 24) - 1;
  static constexpr std::uint64_t most_length = (std::uint64_t{1} << 36) - 1;

  constexpr Extent(State state, std::uint64_t length, std::uint64_t kept = 0) noexcept
      : word_(static_cast<std::uint64_t>(state) | kept << 4 | length << 28) {}
  constexpr explicit Extent(std::uint64_t word) noexcept : word_(word) {}

  constexpr State state() const noexcept { return static_cast<State>(word_ & 15); }
  constexpr std::uint64_t kept() const noexcept { return word_ >> 4 & most_kept; }
  constexpr std::uint64_t length() const noexcept { return word_ >> 28; }
  constexpr std::uint64_t word() const noexcept { return word_; }

 private:
  std::uint64_t word_;
};

// An extent as it stands at `at`, which is moved behind it.
struct Piece {
  State state;
  std::uint64_t length;
  std::uint64_t kept;
};

inline Piece read_piece(const std::byte*& at) noexcept {
  std::uint64_t word;
  std::memcpy(&word, at, 8);
  at += 8;
  const Extent extent(word);
  std::uint64_t length = extent.length();
  if (length == Extent::most_length) {
    std::memcpy(&length, at, 8);
    at += 8;
  }
  return {extent.state(), length, extent.kept()};
}

// What an extent with State::kept in front of a mechanism's parameter keeps: which form follows. What is behind
// `structures` is the number of a row of pkcs11::parameters().
enum class ParameterCode : std::uint8_t { bytes, number, byte, version, object, structures };

constexpr std::size_t padded(std::size_t bytes) noexcept { return (bytes + 7) & ~std::size_t{7}; }

// Lengths past this are nobody's buffer: they are shown, and never followed.
inline constexpr std::uint64_t absurd_length = std::uint64_t{1} << 30;  // bytes
inline constexpr std::uint64_t absurd_count = 1 << 16;                  // entries of a template

// Values that have names of their own are kept whole up to this length, in bytes.
inline constexpr std::uint64_t longest_named = 1024;

// Of the text behind C_Initialize's reserved pointer so many characters are looked at, and one more to know whether that
// is all of it.
inline constexpr std::uint64_t longest_parameters = 4096;

// Templates inside templates are followed this deep.
inline constexpr unsigned most_nested = 4;

// And so are mechanisms and structures inside parameters.
inline constexpr unsigned most_nested_parameters = 3;

}  // namespace p11trace::record
