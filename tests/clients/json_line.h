// Lines of a log in JSON, taken apart by their form alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace p11trace::clients {

struct JsonLine {
  std::string time;  // "2026-11-24T14:25:31.288527573Z"
  unsigned long sequence = 0;
  int process = 0;
  int thread = 0;
  std::string module;
  unsigned long caller = 0;
  unsigned long duration = 0;  // in nanoseconds; 0 where the call has not returned
  bool returned = false;
  std::string call;  // the object without all that stands above: function, return, inputs and outputs
};

// Nothing if `line` has not the keys of a call, each once and in the order in which they are documented, with values of
// their form in front of the inputs, or if it is no JSON.
std::optional<JsonLine> parse_json_line(const std::string& line);

// What the notes say, and all other lines parsed. A line that is neither fails the running test.
struct JsonLog {
  std::vector<std::string> notes;
  std::vector<JsonLine> lines;
};
JsonLog parse_json_log(const std::string& text);

}  // namespace p11trace::clients
