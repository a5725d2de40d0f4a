// A program run to its end.
#pragma once

#include <string>
#include <vector>

namespace p11trace::preload_test {

struct Outcome {
  int exit_status = -1;  // -1 if a signal ended it
  int signal = 0;
  std::string output;  // both streams
};

// `environment` takes the place of the variables of the same names. A program that hangs is ended by SIGALRM.
Outcome run(const std::vector<std::string>& command, const std::vector<std::string>& environment);

}  // namespace p11trace::preload_test
