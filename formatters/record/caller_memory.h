// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The only place where a record is made from memory that belongs to the traced program.
#pragma once

#include <cstddef>
#include <cstring>

namespace p11trace::record {

// A value of type T at `address`, which need not be aligned: programs hand out packed structures.
template <class T>
T load(const void* address) noexcept {
  T value;
  std::memcpy(&value, address, sizeof value);
  return value;
}

inline void copy(void* to, const void* from, std::size_t size) noexcept {
  if (size != 0) std::memcpy(to, from, size);
}

}  // namespace p11trace::record
