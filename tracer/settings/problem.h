// One sentence for the user in a buffer of fixed size, for places that must not allocate.
#pragma once

#include <cstddef>
#include <string_view>

namespace p11trace::settings {

class Problem {
 public:
  bool empty() const noexcept { return length_ == 0; }
  std::string_view text() const noexcept { return {text_, length_}; }

  // Control characters become `?`: a value from the environment must not play with the user's terminal.
  // What does not fit is cut off, and the text then ends in "...".
  Problem& append(std::string_view words) noexcept {
    for (char c : words) {
      if (length_ == sizeof text_) {
        for (std::size_t i = length_ - 3; i < length_; ++i) text_[i] = '.';
        break;
      }
      text_[length_++] = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    return *this;
  }

  // A word that the user gave: its start is enough to know it again.
  Problem& append_start(std::string_view word) noexcept {
    constexpr std::size_t enough = 60;
    return word.size() <= enough ? append(word) : append(word.substr(0, enough)).append("...");
  }

 private:
  std::size_t length_ = 0;
  char text_[400] = {};
};

}  // namespace p11trace::settings
