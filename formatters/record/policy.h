// What may be kept of the caller's memory, and how much of it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "formatters/pkcs11/secrecy.h"
#include "formatters/record/fingerprint.h"

namespace p11trace::record {

// The classes of data that the user asked to see beside what is open anyway.
enum class Show : std::uint8_t { open, data, secrets };

struct Policy {
  std::size_t bytes = 64;  // of a byte string
  std::size_t items = 32;  // of a list or template
  Show show = Show::open;
  FingerprintKey key;
  bool safe_reads = false;  // ask the kernel whether memory can be read before it is

  constexpr bool shows(pkcs11::Secrecy secrecy) const noexcept {
    switch (secrecy) {
      case pkcs11::Secrecy::open:
        return true;
      case pkcs11::Secrecy::sensitive:
        return show != Show::open;
      default:
        return show == Show::secrets;
    }
  }
};

}  // namespace p11trace::record
