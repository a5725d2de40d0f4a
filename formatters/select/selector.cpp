// Cuts a selector into terms and adds them up.
#include "formatters/select/selector.h"

#include <algorithm>
#include <utility>

#include "formatters/select/term.h"

namespace p11trace::select {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool removes(std::string_view term) noexcept { return term.starts_with('!'); }

// The length of the term that text starts with.
std::size_t term_length(std::string_view text) noexcept {
  const std::string_view start = trimmed(text);
  const bool is_regex = start.starts_with('/') || start.starts_with("!/");
  bool in_braces = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (is_regex && text[i] == '\\') ++i;
    else if (is_regex && text[i] == '{') in_braces = true;
    else if (text[i] == '}') in_braces = false;
    else if (text[i] == ',' && !in_braces) break;
  }
  return std::min(i, text.size());
}

// Takes the next term off rest; empty terms (a comma too much) are passed over. Empty at the end.
std::string_view take_term(std::string_view& rest) noexcept {
  std::string_view term;
  while (term.empty() && !rest.empty()) {
    const std::size_t length = term_length(rest);
    term = trimmed(rest.substr(0, length));
    rest = length < rest.size() ? rest.substr(length + 1) : std::string_view();
  }
  return term;
}

FunctionSet all_functions() noexcept { return FunctionSet().set(); }

}  // namespace

Selection parse(std::string_view selector) noexcept {
  std::string_view term = take_term(selector);
  Selection selection;
  if (term.empty() || removes(term)) selection.functions = all_functions();
  for (; !term.empty(); term = take_term(selector)) {
    Selection meant = parse_term(removes(term) ? trimmed(term.substr(1)) : term);
    if (!meant.problem.empty()) return {all_functions(), std::move(meant.problem)};
    if (removes(term)) selection.functions &= ~meant.functions;
    else selection.functions |= meant.functions;
  }
  return selection;
}

}  // namespace p11trace::select
