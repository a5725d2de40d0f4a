// Creates and empties the log, or finds out why it cannot be written.
#include "tools/p11trace/log_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "tracer/settings/output_name.h"

namespace p11trace {
namespace {

LogFile prepare_descriptor(const std::string& output, int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  const std::string name = "descriptor " + std::to_string(descriptor);
  if (flags == -1) return {output, name + " is not open"};
  if ((flags & O_ACCMODE) == O_RDONLY) return {output, name + " is open for reading only"};
  return {output == "/dev/stdout" ? "/dev/fd/1" : output, ""};
}

std::string error_words(int error) {
  if (error == ELOOP) return "it is a symbolic link";
  if (error == EISDIR) return "it is a directory";
  return std::strerror(error);
}

bool is_fifo(const char* path) {
  struct stat status;
  return lstat(path, &status) == 0 && S_ISFIFO(status.st_mode);
}

enum class Afterwards { keep, remove };  // what becomes of a file that was not there before

// 0, or the error that says why the file cannot be written.
int try_to_open(const char* path, StartWith start, Afterwards afterwards) {
  // To open a named pipe is to wait for its reader, and to close it again would be the end of file for that reader.
  if (is_fifo(path)) return access(path, W_OK) == 0 ? 0 : errno;
  struct stat status;
  const bool is_new = lstat(path, &status) != 0;
  const int how = start == StartWith::nothing ? O_TRUNC : O_APPEND;
  const int descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC | how, 0600);
  if (descriptor == -1) return errno;
  if (is_new && afterwards == Afterwards::remove) unlink(path);
  close(descriptor);
  return 0;
}

}  // namespace

LogFile prepare_log(const std::string& output, StartWith start) {
  if (const int descriptor = settings::named_descriptor(output); descriptor >= 0)
    return prepare_descriptor(output, descriptor);

  // Not absolute(): a name that ends in a slash must keep it, to be refused.
  std::error_code no_directory;
  std::string absolute = output;
  if (!output.starts_with('/')) absolute = std::filesystem::current_path(no_directory).string() + "/" + output;
  if (no_directory) return {output, "the current directory is gone"};

  // The command takes over our process, so our process id is its own. A process that makes no calls gets no file.
  const Afterwards afterwards = output.find("%p") == std::string::npos ? Afterwards::keep : Afterwards::remove;
  char path[PATH_MAX];
  if (!settings::expand_process_id(absolute, getpid(), path)) return {absolute, error_words(ENAMETOOLONG)};
  const int error = try_to_open(path, start, afterwards);
  return {absolute, error == 0 ? "" : error_words(error)};
}

}  // namespace p11trace
