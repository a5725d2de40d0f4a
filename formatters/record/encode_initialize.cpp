// HOT PATH: no locks, no allocation, no exceptions; a system call for each page of the text behind pReserved.
// The arguments of C_Initialize, and the text that NSS and p11-kit pass behind their reserved pointer.
#include <cstdint>

#include "formatters/record/encoder.h"

namespace p11trace::record {

namespace {

// How many characters there are up to the NUL: longest_parameters + 1 if there are more than longest_parameters, and
// nothing where memory ends before them. A module need not look at the pointer, and then it may lead anywhere.
struct TextLength {
  std::uint64_t length;
  bool is_text;
};
TextLength length_of(const void* text) noexcept {
  constexpr std::uintptr_t page = 4096;  // or larger: then it is asked about twice
  const auto* const characters = static_cast<const char*>(text);
  for (std::uint64_t length = 0; length <= longest_parameters; length++) {
    const bool is_new_page = length == 0 || reinterpret_cast<std::uintptr_t>(characters + length) % page == 0;
    if (is_new_page && !is_readable(characters + length, 1, false)) return {0, false};
    if (characters[length] == '\0') return {length, true};
  }
  return {longest_parameters + 1, true};
}

}  // namespace

// The structure and, behind it, a piece for the text: State::unreadable where there is none.
void Encoder::put_initialize_args(const void* arguments) noexcept {
  constexpr std::uint64_t size = sizeof(CK_C_INITIALIZE_ARGS);
  const std::byte* const at = at_;
  put_structure(arguments, size);
  // What could not be kept has no text either.
  if (static_cast<std::size_t>(at_ - at) < size) return;
  const void* const reserved = load<CK_C_INITIALIZE_ARGS>(at + 8).pReserved;
  const TextLength text = reserved == nullptr ? TextLength{0, true} : length_of(reserved);
  if (text.is_text) put_bytes(pkcs11::Secrecy::sensitive, reserved, text.length);
  else put_extent(State::unreadable, 1);
}

}  // namespace p11trace::record
