// Runs a client that says what the log must have, and compares.
#pragma once

#include <string>
#include <vector>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {

struct Golden {
  ClientRun run;
  Log log;
  std::vector<std::string> expected;
  std::vector<std::string> passed;  // what the client says, behind "# passed ", that it has passed to the token
  Fingerprints fingerprints;
};

// `words` tell the client what `environment` tells p11trace. Lines that differ fail the running test.
Golden compare_with_log(const std::string& client, std::vector<std::string> words,
                        const std::vector<std::string>& environment);

}  // namespace p11trace::clients
