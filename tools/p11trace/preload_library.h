// Where the library is that gets into the traced processes.
#pragma once

#include <string>

namespace p11trace {

struct PreloadLibrary {
  std::string path;
  std::string problem;  // a sentence that says where it was looked for; empty if it was found
};

PreloadLibrary find_preload_library();

}  // namespace p11trace
