// Looks from where the command lies: build trees and installations have the library at the same place from there.
#include "tools/p11trace/preload_library.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>

namespace p11trace {

namespace fs = std::filesystem;

PreloadLibrary find_preload_library() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error) return {"", "cannot find its own place: /proc/self/exe: " + error.message()};

  const fs::path prefix = self.parent_path().parent_path();
  const std::string path = prefix / P11TRACE_LIBDIR / "libp11trace-preload.so";
  if (access(path.c_str(), R_OK) != 0) return {"", "cannot find its library " + path};
  if (path.find_first_of(" :") != std::string::npos)
    return {"", "LD_PRELOAD cannot hold a name with a blank or a colon: " + path};
  return {path, ""};
}

}  // namespace p11trace
