// Errors in words, and a close that no hook sees.
#include "tracer/capture/message.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace p11trace::capture {

std::string_view error_text(int error) noexcept {
  if (error == ELOOP) return "it is a symbolic link, which is not followed";
  const char* text = strerrordesc_np(error);
  return text == nullptr ? std::string_view("unknown error") : std::string_view(text);
}

void close_own(int fd) noexcept { syscall(SYS_close, fd); }

}  // namespace p11trace::capture
