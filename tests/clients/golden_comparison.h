// Runs a client that says what the log must have, and compares. Lines that differ fail the running test.
#pragma once

#include <string>
#include <vector>

#include "tests/clients/client_run.h"
#include "tests/clients/json_line.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {

template <class AnyLog>
struct GoldenRun {
  ClientRun run;
  AnyLog log;
  std::vector<std::string> expected;
  std::vector<std::string> passed;  // what the client says, behind "# passed ", that it has passed to the token
  Fingerprints fingerprints;
};
using Golden = GoldenRun<Log>;
using GoldenJson = GoldenRun<JsonLog>;

// `words` tell the client what `environment` tells p11trace. The client knows handles by their numbers.
Golden compare_text(const std::string& client, std::vector<std::string> words, std::vector<std::string> environment);
GoldenJson compare_json(const std::string& client, std::vector<std::string> words,
                        std::vector<std::string> environment);

}  // namespace p11trace::clients
