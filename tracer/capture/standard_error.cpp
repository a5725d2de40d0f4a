// Messages to the user, on the standard error that the process started with.
#include "tracer/capture/standard_error.h"

#include <sys/stat.h>
#include <unistd.h>

#include "tracer/capture/whole_write.h"

namespace p11trace::capture {

namespace {

struct Identity {
  dev_t device;
  ino_t inode;
};
constinit Identity noted = {};

}  // namespace

void note_standard_error() noexcept {
  struct stat status {};
  if (fstat(STDERR_FILENO, &status) == 0) noted = {status.st_dev, status.st_ino};
}

void say(std::string_view text) noexcept {
  struct stat status {};
  if (fstat(STDERR_FILENO, &status) != 0 || status.st_dev != noted.device || status.st_ino != noted.inode) return;
  const NoCancellation no_cancellation;
  const SignalShield shield;
  write_whole(STDERR_FILENO, text, impatient);
}

}  // namespace p11trace::capture
