// FNV to take the input in, splitmix64 to spread it out.
#include "tests/fake_token/mixing.h"

namespace fake_token {

std::uint64_t next_random(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

Bytes random_bytes(std::uint64_t& state, std::size_t size) {
  Bytes bytes(size);
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (i % 8 == 0) word = next_random(state);
    bytes[i] = static_cast<CK_BYTE>(word >> (8 * (i % 8)));
  }
  return bytes;
}

Bytes mix(Purpose purpose, const Bytes& data, std::size_t size) {
  std::uint64_t state = 0xcbf29ce484222325U;
  const auto take = [&state](CK_BYTE byte) { state = (state ^ byte) * 0x100000001b3U; };
  take(static_cast<CK_BYTE>(purpose));
  for (const CK_BYTE byte : data) take(byte);
  return random_bytes(state, size);
}

Bytes signature_of(const Bytes& data) { return mix(Purpose::sign, data, signature_size); }

Bytes digest_of(const Bytes& data) { return mix(Purpose::digest, data, digest_size); }

Bytes masked(const Bytes& data) {
  Bytes result(data);
  for (CK_BYTE& byte : result) byte = static_cast<CK_BYTE>(byte ^ 0x5aU);
  return result;
}

}  // namespace fake_token
