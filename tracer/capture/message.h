// One sentence, or line, put together in a bounded buffer.
#pragma once

#include <cstdint>
#include <string_view>

#include "formatters/text/line.h"

namespace p11trace::capture {

class Message {
 public:
  Message& add(std::string_view text) noexcept {
    line_.add(text);
    return *this;
  }
  Message& add(std::uint64_t number) noexcept {
    line_.add_decimal(number);
    return *this;
  }
  std::string_view text() const noexcept { return line_.text(); }

 private:
  char memory_[1024];
  text::Line line_{memory_};
};

// What an errno value of a log that was opened or written means, in words. Static text.
std::string_view error_text(int error) noexcept;

// close(2), past any hook of ours.
void close_own(int fd) noexcept;

}  // namespace p11trace::capture
