// What each kind of term means: a function, a group, a regular expression, a word.
#include "formatters/select/term.h"

#include <regex.h>

#include "formatters/select/nearest.h"

namespace p11trace::select {
namespace {

constexpr std::string_view prefix = "C_";

constexpr std::string_view without_prefix(std::string_view name) noexcept {
  return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

template <class Wanted>
FunctionSet functions_where(Wanted wanted) {
  FunctionSet functions;
  for (std::size_t i = 0; i < pkcs11::function_count; ++i) functions[i] = wanted(pkcs11::functions[i]);
  return functions;
}

Selection unknown(std::string_view kind, std::string_view word, std::string_view mark, std::string_view nearest) {
  std::string problem = "unknown ";
  problem.append(kind).append(" ").append(word);
  if (!nearest.empty()) problem.append(", did you mean ").append(mark).append(nearest).append("?");
  return {{}, problem};
}

Selection unknown_function(std::string_view word) {
  for (std::string_view group : pkcs11::group_names)
    if (word == group) return unknown("function", word, "%", group);

  Nearest nearest(word);
  for (const pkcs11::FunctionRow& row : pkcs11::functions) nearest.consider(row.name);
  for (const pkcs11::FunctionRow& row : pkcs11::functions) nearest.consider(without_prefix(row.name), row.name);
  for (std::string_view other : {"all", "none"}) nearest.consider(other);
  return unknown("function", word, "", nearest.answer());
}

Selection parse_function(std::string_view word) {
  const std::string_view name = without_prefix(word);
  const FunctionSet functions =
      functions_where([&](const pkcs11::FunctionRow& row) { return without_prefix(row.name) == name; });
  return functions.any() ? Selection{functions, {}} : unknown_function(word);
}

Selection parse_group(std::string_view word) {
  const FunctionSet functions =
      functions_where([&](const pkcs11::FunctionRow& row) { return pkcs11::group_name(row.group) == word; });
  if (functions.any()) return {functions, {}};

  Nearest nearest(word);
  for (std::string_view group : pkcs11::group_names) nearest.consider(group);
  return unknown("group", "%" + std::string(word), "%", nearest.answer());
}

class Regex {
 public:
  explicit Regex(const std::string& pattern) : error_(regcomp(&compiled_, pattern.c_str(), REG_EXTENDED | REG_NOSUB)) {}
  ~Regex() {
    if (error_ == 0) regfree(&compiled_);
  }
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  std::string error() const {
    char text[120] = "";
    if (error_ != 0) regerror(error_, &compiled_, text, sizeof text);
    return text;
  }
  bool matches(const std::string& text) const { return regexec(&compiled_, text.c_str(), 0, nullptr, 0) == 0; }

 private:
  regex_t compiled_;
  int error_;
};

Selection parse_regex(std::string_view pattern) {
  if (pattern.empty()) return {{}, "/ is not followed by a regular expression"};
  const std::string term = "/" + std::string(pattern);
  const Regex regex{std::string(pattern)};
  if (const std::string error = regex.error(); !error.empty())
    return {{}, term + " is not a regular expression: " + error};

  const FunctionSet functions =
      functions_where([&](const pkcs11::FunctionRow& row) { return regex.matches(std::string(row.name)); });
  if (functions.none()) return {{}, "no function's name matches " + term};
  return {functions, {}};
}

}  // namespace

Selection parse_term(std::string_view term) {
  if (term.empty()) return {{}, "! is not followed by a function, a group or a regular expression"};
  if (term == "all") return {FunctionSet().set(), {}};
  if (term == "none") return {};
  if (term.front() == '%') return parse_group(term.substr(1));
  if (term.front() == '/') return parse_regex(term.substr(1));
  return parse_function(term);
}

}  // namespace p11trace::select
