// Memory that ends where an unmapped page begins: who reads or writes one byte too far crashes. It is never freed.
#pragma once

#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <string_view>
#include <type_traits>

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::clients {

// `size` bytes of 0xdb, right before the guard.
void* guarded(std::size_t size);

template <class T>
T& guarded_value(const T& value = {}) {
  static_assert(std::is_trivially_copyable_v<T>);
  return *static_cast<T*>(std::memcpy(guarded(sizeof(T)), &value, sizeof(T)));
}

template <class T>
T* guarded_array(std::initializer_list<T> values) {
  void* memory = guarded(values.size() * sizeof(T));
  if (values.size() != 0) std::memcpy(memory, values.begin(), values.size() * sizeof(T));
  return static_cast<T*>(memory);
}

inline CK_BYTE* guarded_room(std::size_t size) { return static_cast<CK_BYTE*>(guarded(size)); }

// A text without its NUL.
inline CK_UTF8CHAR* guarded_text(std::string_view text) {
  return static_cast<CK_UTF8CHAR*>(std::memcpy(guarded(text.size()), text.data(), text.size()));
}

// A text whose last readable byte is its NUL.
inline CK_UTF8CHAR* guarded_text_z(const char* text) { return guarded_text({text, std::strlen(text) + 1}); }

}  // namespace p11trace::clients
