// A log in a temporary directory that goes with it.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace p11trace {

class LogFile {
 public:
  LogFile() {
    std::string name = std::filesystem::temp_directory_path() / "p11trace-test-XXXXXX";
    directory_ = mkdtemp(name.data());
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() { std::filesystem::remove_all(directory_); }

  std::string path(const char* name = "log") const { return directory_ / name; }

  std::vector<std::string> lines(const char* name = "log") const {
    std::ifstream file(path(name));
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace p11trace
