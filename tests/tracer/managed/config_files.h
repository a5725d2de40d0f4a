// Configuration files in a temporary directory.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "tests/tracer/log_file.h"
#include "tracer/managed/places.h"

namespace p11trace::managed {

class ConfigFiles {
 public:
  ConfigFiles() {
    for (const char* directory : {"package", "system", "user"})
      std::filesystem::create_directory(files_.path(directory));
  }

  Places places() const {
    return {path("system.conf"), path("user.conf"), path("package"), path("system"), path("user")};
  }
  std::string path(const std::string& name) const { return files_.path(name.c_str()); }
  void write(const std::string& name, std::string_view content) const {
    std::ofstream(path(name), std::ios::binary) << content;
  }

 private:
  LogFile files_;
};

}  // namespace p11trace::managed
