// Preloaded: its constructor runs before the hooks' own and uses all of them.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace {

const char* first_problem = "the constructor has not run";

const char* use_every_hook() {
  if (dlsym(RTLD_NEXT, "puts") == nullptr) return "RTLD_NEXT does not find puts";
  if (dlsym(RTLD_DEFAULT, "early_problem") == nullptr) return "RTLD_DEFAULT does not find this library";
  if (dlsym(RTLD_NEXT, "early_problem") != nullptr) return "RTLD_NEXT finds this library";
  if (dlsym(RTLD_DEFAULT, "C_NoSuchFunction") != nullptr) return "a function was made up";
  if (dlerror() == nullptr) return "dlerror has nothing to say";
  if (dlvsym(RTLD_DEFAULT, "puts", "NO_SUCH_VERSION") != nullptr) return "a version was made up";
  if (dlerror() == nullptr) return "dlerror has nothing to say of a version";

  const int fd = open("/dev/null", O_RDONLY);
  if (dup2(fd, fd + 10) != fd + 10) return "dup2";
  if (dup3(fd, fd + 11, O_CLOEXEC) != fd + 11) return "dup3";
  if (close(fd) != 0) return "close";
  if (close(fd) != -1 || errno != EBADF) return "close of what is closed";
  if (close_range(static_cast<unsigned>(fd) + 10, static_cast<unsigned>(fd) + 10, 0) != 0) return "close_range";
  closefrom(fd + 11);
  if (fcntl(fd + 10, F_GETFD) != -1 || fcntl(fd + 11, F_GETFD) != -1) return "left open";
  return nullptr;
}

__attribute__((constructor)) void begin() { first_problem = use_every_hook(); }

}  // namespace

extern "C" const char* early_problem() { return first_problem; }
