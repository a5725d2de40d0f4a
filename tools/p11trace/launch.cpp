// Searches PATH and executes. Not execvp: it would give a file of unknown format to the shell, unseen by our checks.
#include "tools/p11trace/launch.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "tools/p11trace/complain.h"
#include "tools/p11trace/exit_status.h"

namespace p11trace {
namespace {

int why_not_executable(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  if (access(path.c_str(), X_OK) != 0) return errno;
  return 0;
}

std::string search_path() {
  if (const char* path = std::getenv("PATH")) return path;
  char standard[256] = "";
  confstr(_CS_PATH, standard, sizeof standard);
  return standard;
}

std::string reason(int error) {
  if (error == EISDIR) return "it is a directory";
  if (error == ENOEXEC) return "it is neither a program for this machine nor a script with a #! line";
  if (error == ENOENT) return "the loader or interpreter that it asks for does not exist";
  return std::strerror(error);
}

}  // namespace

Command find_command(const std::string& name) {
  if (name.empty()) return {name, ENOENT};
  if (name.find('/') != std::string::npos) {
    const int error = why_not_executable(name);
    return {name, error == ENOTDIR ? ENOENT : error};
  }

  Command found{name, ENOENT};
  const std::string path = search_path();
  std::string_view rest = path;
  for (bool more = true; more;) {
    const std::size_t colon = rest.find(':');
    std::string directory(rest.substr(0, colon));
    more = colon != std::string_view::npos;
    if (more) rest.remove_prefix(colon + 1);

    const std::string candidate = (directory.empty() ? "." : directory) + "/" + name;
    const int error = why_not_executable(candidate);
    if (error == 0) return {candidate, 0};
    // The search goes on, but a file that cannot be executed says more than that there is none.
    if (found.error == ENOENT && (error == EACCES || error == EISDIR)) found = {candidate, error};
  }
  return found;
}

int refuse_command(const std::string& name, int error) {
  if (error == ENOENT) {
    complain("cannot find the command " + (name.empty() ? "''" : name));
    return exit_status::not_found;
  }
  complain("cannot run " + name + ": " + reason(error));
  return exit_status::not_executable;
}

int launch(const Command& command, char** arguments) {
  execv(command.path.c_str(), arguments);
  complain("cannot run " + command.path + ": " + reason(errno));
  return exit_status::not_executable;
}

}  // namespace p11trace
