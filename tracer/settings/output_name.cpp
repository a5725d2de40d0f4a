// Reads the value of the output setting.
#include "tracer/settings/output_name.h"

#include <charconv>
#include <cstring>

namespace p11trace::settings {

int named_descriptor(std::string_view output) noexcept {
  if (output == "-" || output == "/dev/stderr") return 2;
  if (output == "/dev/stdout") return 1;
  for (std::string_view directory : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!output.starts_with(directory)) continue;
    const char* number = output.data() + directory.size();
    const char* end = output.data() + output.size();
    int descriptor = -1;
    const auto [stop, error] = std::from_chars(number, end, descriptor);
    if (error == std::errc() && stop == end && descriptor >= 0) return descriptor;
  }
  return -1;
}

bool expand_process_id(std::string_view output, long process_id, std::span<char> path) noexcept {
  char digits[24];
  const auto written = std::to_chars(digits, digits + sizeof digits, process_id);
  const std::string_view number(digits, static_cast<std::size_t>(written.ptr - digits));

  std::size_t length = 0;
  const auto put = [&](std::string_view words) {
    if (words.size() >= path.size() - length) return false;
    std::memcpy(path.data() + length, words.data(), words.size());
    length += words.size();
    return true;
  };
  if (path.empty()) return false;
  while (!output.empty()) {
    const std::size_t mark = output.find("%p");
    if (!put(output.substr(0, mark))) return false;
    if (mark == std::string_view::npos) break;
    if (!put(number)) return false;
    output.remove_prefix(mark + 2);
  }
  path[length] = '\0';
  return true;
}

}  // namespace p11trace::settings
