// Text in the fixed fields of the information structures: blanks at the end, no NUL.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "formatters/pkcs11/pkcs11.h"

namespace fake_token {

template <std::size_t size>
void pad(CK_UTF8CHAR (&field)[size], std::string_view text) {
  std::fill(std::begin(field), std::end(field), CK_UTF8CHAR{' '});
  const std::size_t length = std::min(size, text.size());
  std::copy(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length), std::begin(field));
}

}  // namespace fake_token
