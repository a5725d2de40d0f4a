// Runs a client program with the library preloaded, and reads the log that it leaves behind.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace p11trace::clients {

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // A copy of the fake token there, under this name, which may begin with a directory.
  std::string token_as(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

struct ClientRun {
  int exit_status = -1;  // -1 if a signal ended it
  int signal = 0;
  pid_t process = 0;
  std::string output;
  std::string errors;
  std::string log;  // what is in the log's file at the end
};

struct ClientSettings {
  std::vector<std::string> environment{};  // beside P11TRACE_LOG, which is a file unless it stands here
  bool preloaded = true;
};

// `program` is the name of a client; the fake token, or what stands in `words`, is what it loads.
ClientRun run_client(const std::string& program, const std::vector<std::string>& words,
                     const ClientSettings& settings = {});

// The same, and the test fails unless it came to its end without a word on standard error.
ClientRun run_client_well(const std::string& program, const std::vector<std::string>& words,
                          const ClientSettings& settings = {});

// Paths from the build.
std::string fake_token();
std::string plain_module();

}  // namespace p11trace::clients
