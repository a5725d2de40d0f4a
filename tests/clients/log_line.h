// Lines of a log, taken apart by their form alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace p11trace::clients {

struct LogLine {
  std::string time;               // "14:03:59.000123"
  unsigned long time_of_day = 0;  // in microseconds
  double duration = 0;            // in seconds; 0 where the call has not returned
  bool returned = false;
  int process = 0;
  int thread = 0;
  std::string module;
  std::string call;  // from C_ to the end
};

// Nothing if `line` is not of the form "TIME DURATION PID/TID MODULE: C_Name(...) = CKR_NAME".
std::optional<LogLine> parse_log_line(const std::string& line);

// The lines of a text, each with its end taken off. The last one must have an end too, or it is marked as torn.
std::vector<std::string> lines_of(const std::string& text);

// Lines that begin with "# p11trace:", and all others parsed. A line that is neither fails the running test.
struct Log {
  std::vector<std::string> remarks;
  std::vector<LogLine> lines;
};
Log parse_log(const std::string& text);

// Which digits stood for which bytes.
using Fingerprints = std::map<std::string, std::string>;

// Whether `call` is what `expected` says. "<sensitive *6162>" stands for the fingerprint of the bytes behind the star, and
// in JSON "fingerprint":"*6162": 16 digits, the same as before for the same bytes and others for others, all of which are
// kept in `seen`.
bool matches(const std::string& expected, const std::string& call, Fingerprints& seen);

// All of them in turn. The first that do not match fail the running test.
void expect_equal_lines(const std::vector<std::string>& expected, const std::vector<std::string>& calls,
                        Fingerprints& seen);

}  // namespace p11trace::clients
