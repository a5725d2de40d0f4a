// HOT PATH: no locks, no allocation, no system calls but one write where the kernel takes it whole, no exceptions.
#include "tracer/capture/whole_write.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace p11trace::capture {

std::size_t write_whole(int fd, std::string_view text, int patience, const std::atomic<int>* moved) noexcept {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = write(fd, text.data() + done, text.size() - done);
    if (n > 0) {
      done += static_cast<std::size_t>(n);
    } else if (n < 0 && errno == EAGAIN && patience-- > 0) {
      pollfd wait{fd, POLLOUT, 0};
      poll(&wait, 1, 100);
      errno = EAGAIN;
    } else if (n == 0 || errno != EINTR) {
      break;
    }
    if (moved != nullptr && (fd = moved->load(std::memory_order_seq_cst)) < 0) break;
  }
  return done;
}

}  // namespace p11trace::capture
