// The words of a variant: chosen by control, else by the environment, else by the build.
#include "tests/fake_token/variant.h"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <sstream>

namespace fake_token {

namespace {

struct Chosen {
  std::mutex mutex;
  std::optional<std::string> words;
};

Chosen& chosen() {
  static Chosen& all = *new Chosen;
  return all;
}

std::optional<CK_VERSION> parse_version(const std::string& text) {
  unsigned major = 0;
  unsigned minor = 0;
  if (std::sscanf(text.c_str(), "%u.%u", &major, &minor) != 2 || major > 255 || minor > 255) return std::nullopt;
  return CK_VERSION{static_cast<CK_BYTE>(major), static_cast<CK_BYTE>(minor)};
}

bool understand(const std::string& word, Variant& variant) {
  constexpr std::string_view version = "version=";
  constexpr std::string_view without = "without=";
  if (word == "2.40") return variant.only_2_40 = true;
  if (word == "read-only") return variant.read_only = true;
  if (word.starts_with(version)) {
    variant.version = parse_version(word.substr(version.size()));
    return variant.version.has_value();
  }
  if (!word.starts_with(without)) return false;
  const auto function = function_by_name(word.substr(without.size()).c_str());
  if (function) variant.without.push_back(*function);
  return function.has_value();
}

}  // namespace

void choose_variant(const char* words) {
  const std::lock_guard lock(chosen().mutex);
  chosen().words.reset();
  if (words == nullptr) return;
  static_cast<void>(parse_variant(words));  // so that a wrong word is found here
  chosen().words = words;
}

std::string variant_words() {
  const std::lock_guard lock(chosen().mutex);
  if (chosen().words) return *chosen().words;
  const char* environment = std::getenv("FAKE_TOKEN_VARIANT");
  return environment == nullptr ? built_in_variant : environment;
}

Variant parse_variant(const std::string& words) {
  Variant variant;
  std::istringstream stream(words);
  for (std::string word; std::getline(stream, word, ',');) {
    if (understand(word, variant)) continue;
    std::fprintf(stderr, "fake token: a variant has no word %s\n", word.c_str());
    std::abort();
  }
  return variant;
}

}  // namespace fake_token
