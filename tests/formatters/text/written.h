// What is written into a line of a given size, as a string.
#ifndef P11TRACE_TESTS_FORMATTERS_TEXT_WRITTEN_H
#define P11TRACE_TESTS_FORMATTERS_TEXT_WRITTEN_H

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formatters/text/line.h"

namespace p11trace::text {

template <class Write>
std::string written(Write write, std::size_t size = 1024) {
  std::vector<char> memory(size);
  Line line(memory);
  write(line);
  return std::string(line.text());
}

inline std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

}  // namespace p11trace::text

#endif
