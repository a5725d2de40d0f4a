// Runs a program and waits for its end.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace p11trace::test {

struct Surroundings {
  std::vector<std::string> environment;  // NAME=value; there is nothing else, not even PATH
  std::string directory = "/";
  std::string input;
  std::vector<int> descriptors;  // which stay open, beside the three
};

struct Outcome {
  int exit_status = -1;  // -1 if a signal ended it
  int signal = 0;
  pid_t process_id = 0;
  std::string output;
  std::string errors;
};

Outcome run(const std::vector<std::string>& words, const Surroundings& surroundings);

std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& text);

}  // namespace p11trace::test
