// How a result of unknown size is handed out: the two-call convention, once for all functions.
#pragma once

#include <algorithm>
#include <cstddef>

#include "tests/fake_token/object.h"

namespace fake_token {

// A caller's input bytes, with the length beside them.
struct In {
  const CK_BYTE* data;
  CK_ULONG length;

  bool is_good() const { return length <= longest_input && (data != nullptr || length == 0); }
  Bytes bytes() const { return length == 0 ? Bytes{} : Bytes(data, data + length); }
};

// A caller's output: room for *length items of T, or NULL to ask for their number.
template <class T>
struct OutOf {
  T* buffer;
  CK_ULONG_PTR length;

  bool is_good() const { return length != nullptr; }
};

using Out = OutOf<CK_BYTE>;

// Whether the result would reach the caller. If not, nothing may change, for the caller will ask again.
template <class T>
bool takes(const OutOf<T>& out, std::size_t size) {
  return out.buffer != nullptr && *out.length >= size;
}

template <class Items, class T>
CK_RV two_call(const Items& items, const OutOf<T>& out) {
  if (!out.is_good()) return CKR_ARGUMENTS_BAD;
  const CK_ULONG size = std::size(items);
  const bool room = takes(out, size);
  if (room) std::copy(std::begin(items), std::end(items), out.buffer);
  *out.length = size;
  return room || out.buffer == nullptr ? CKR_OK : CKR_BUFFER_TOO_SMALL;
}

}  // namespace fake_token
