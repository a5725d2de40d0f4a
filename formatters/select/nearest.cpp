// Damerau's edit distance in its restricted form (no part is edited twice), with three rows on the stack.
#include "formatters/select/nearest.h"

#include <algorithm>
#include <utility>

namespace p11trace::select {
namespace {

constexpr std::size_t longest = 64;

constexpr char small(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with(std::string_view word, std::string_view start) noexcept {
  return word.size() >= start.size() && edit_distance(word.substr(0, start.size()), start) == 0;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) noexcept {
  if (a.size() > longest || b.size() > longest) return std::max(a.size(), b.size());
  std::size_t rows[3][longest + 1];
  std::size_t* above_last = rows[0];
  std::size_t* above = rows[1];
  std::size_t* row = rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = small(a[i - 1]);
      const char y = small(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (x == y ? 0u : 1u)});
      if (i > 1 && j > 1 && x == small(b[j - 2]) && small(a[i - 2]) == y)
        row[j] = std::min(row[j], above_last[j - 2] + 1);
    }
    std::swap(above_last, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

void Nearest::consider(std::string_view candidate, std::string_view answer) noexcept {
  // One wrong letter in three; a word that was only begun (--sel) counts as one wrong letter.
  const std::size_t limit = std::max<std::size_t>(1, std::min(word_.size(), candidate.size()) / 3);
  std::size_t distance = edit_distance(word_, candidate);
  if (distance > 1 && word_.size() >= 3 && starts_with(candidate, word_)) distance = 1;
  if (distance > limit || distance >= distance_ || word_.empty()) return;
  distance_ = distance;
  answer_ = answer;
}

}  // namespace p11trace::select
