// The file that the calls are written to, made ready before the command starts.
#pragma once

#include <string>

namespace p11trace {

struct LogFile {
  std::string output;   // for P11TRACE_LOG: absolute, because traced processes change their directory
  std::string problem;  // why nothing can be written there, as the end of a sentence; empty if it can
};

// StartWith::nothing empties a file that is there. The log of an outer p11trace, which comes through the environment,
// is continued.
enum class StartWith { nothing, what_is_there };

// output as the setting is written: "-", a file, with %p for the process id.
LogFile prepare_log(const std::string& output, StartWith start);

}  // namespace p11trace
