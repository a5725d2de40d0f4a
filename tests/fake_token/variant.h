// Which function lists and interfaces the module hands out: the words of control.h, understood.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/fake_token/function_names.h"

namespace fake_token {

struct Variant {
  bool only_2_40 = false;
  bool read_only = false;
  std::optional<CK_VERSION> version;
  std::vector<Function> without;
};

// NULL goes back to FAKE_TOKEN_VARIANT, or where that is not set to what this library was built as.
void choose_variant(const char* words);

// The words in force now.
std::string variant_words();

// A word that is unknown aborts.
Variant parse_variant(const std::string& words);

// "" or "2.40"; each shared library of ours has its own (exports.cpp).
extern const char* const built_in_variant;

}  // namespace fake_token
