// Looks beside the command, as build trees and installations have it, and in the library directory of the installation.
#include "tools/p11trace/preload_library.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <vector>

namespace p11trace {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> candidates(const fs::path& prefix) {
  const fs::path file = "p11trace/libp11trace-preload.so";
  std::vector<std::string> paths = {prefix / "lib" / file};
  // An absolute library directory takes the place of the prefix.
  const std::string installed = prefix / P11TRACE_LIBRARY_DIRECTORY / file;
  if (installed != paths.front()) paths.push_back(installed);
  return paths;
}

}  // namespace

PreloadLibrary find_preload_library() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error) return {"", "cannot find its own place: /proc/self/exe: " + error.message()};

  std::string looked_for;
  for (const std::string& path : candidates(self.parent_path().parent_path())) {
    if (access(path.c_str(), R_OK) == 0) {
      if (path.find_first_of(" :") == std::string::npos) return {path, ""};
      return {"", "LD_PRELOAD cannot hold a name with a blank or a colon: " + path};
    }
    looked_for.append(looked_for.empty() ? "" : " or ").append(path);
  }
  return {"", "cannot find its library " + looked_for};
}

}  // namespace p11trace
