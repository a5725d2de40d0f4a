// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// One character of a text that comes from a token or a program, and whether it may be shown as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace p11trace::text {

struct Character {
  std::uint32_t point = 0;
  std::size_t size = 0;  // in bytes; 0 if they are no well-formed UTF-8
  // False for what could end a line, speak to a terminal, turn the direction of writing, or is invisible: control
  // characters (C1 too), line separators, marks without width.
  bool is_printable = false;
};

// The character at the beginning of `bytes`, which must not be empty.
Character character_at(std::span<const unsigned char> bytes) noexcept;

// How many bytes at the beginning of `bytes` are printable ASCII that needs no escape between quotation marks.
std::size_t plain_beginning(std::span<const unsigned char> bytes) noexcept;

}  // namespace p11trace::text
