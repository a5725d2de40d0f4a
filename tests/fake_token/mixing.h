// Bytes that look like the work of a token and are none: always the same for the same input.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/fake_token/object.h"

namespace fake_token {

inline constexpr std::size_t signature_size = 64;
inline constexpr std::size_t digest_size = 32;

// `purpose` keeps a digest from being the beginning of a signature.
enum class Purpose : std::uint8_t { sign, digest, derive, encapsulate, tag, iv };

Bytes mix(Purpose purpose, const Bytes& data, std::size_t size);

Bytes signature_of(const Bytes& data);
Bytes digest_of(const Bytes& data);
Bytes masked(const Bytes& data);  // its own inverse: "encryption"

std::uint64_t next_random(std::uint64_t& state);
Bytes random_bytes(std::uint64_t& state, std::size_t size);

}  // namespace fake_token
