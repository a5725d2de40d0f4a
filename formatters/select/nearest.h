// The known word that is nearest to one that is not known, for "did you mean".
#pragma once

#include <cstddef>
#include <string_view>

namespace p11trace::select {

// How many letters must be added, left out, replaced or swapped with their neighbour to make one word of the
// other; case does not count. Words of more than 64 characters are as far apart as the longer one is long.
std::size_t edit_distance(std::string_view a, std::string_view b) noexcept;

class Nearest {
 public:
  // word must outlive this object.
  explicit Nearest(std::string_view word) noexcept : word_(word) {}

  // The first of several equally near ones is kept.
  void consider(std::string_view candidate) noexcept { consider(candidate, candidate); }

  // Compares with one form of a word and answers with another one: `Sign` and `C_Sign`.
  void consider(std::string_view candidate, std::string_view answer) noexcept;

  // Empty if no candidate is near enough for the user to have meant it.
  std::string_view answer() const noexcept { return answer_; }

 private:
  std::string_view word_;
  std::string_view answer_;
  std::size_t distance_ = static_cast<std::size_t>(-1);
};

}  // namespace p11trace::select
