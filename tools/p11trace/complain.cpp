// One write a sentence: traced programs may write to the same place at the same time.
#include "tools/p11trace/complain.h"

#include <unistd.h>

namespace p11trace {

void complain(std::string_view sentence) {
  std::string line = "p11trace: ";
  for (char c : sentence) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  line += '\n';
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace p11trace
