// The functions of PKCS#11 as numbers and names, both from the prototypes' X macro.
#pragma once

#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>

#include "formatters/pkcs11/pkcs11.h"

namespace fake_token {

enum class Function : std::uint16_t {
#define FAKE_TOKEN_NUMBER(name, parameters) name,
  CK_FUNCTIONS(FAKE_TOKEN_NUMBER)
#undef FAKE_TOKEN_NUMBER
};

inline constexpr const char* function_names[] = {
#define FAKE_TOKEN_NAME(name, parameters) #name,
    CK_FUNCTIONS(FAKE_TOKEN_NAME)
#undef FAKE_TOKEN_NAME
};

inline constexpr std::size_t function_count = std::size(function_names);

constexpr std::size_t index_of(Function function) { return static_cast<std::size_t>(function); }

inline std::optional<Function> function_by_name(const char* name) {
  for (std::size_t i = 0; i < function_count; ++i)
    if (std::strcmp(name, function_names[i]) == 0) return static_cast<Function>(i);
  return std::nullopt;
}

}  // namespace fake_token
