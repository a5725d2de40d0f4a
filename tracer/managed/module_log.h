// Where the calls of a managed module are logged, if they are: what the program, the environment and the configuration
// say together.
#pragma once

#include <optional>
#include <string>

#include "tracer/capture/log.h"
#include "tracer/managed/configuration.h"

namespace p11trace::managed {

// What a program asks for itself; an empty text says nothing.
struct LogRequest {
  std::string file;
  std::string format;
  std::string at;
};

// Whether P11TRACE_LOG asks for a log.
bool environment_asks_for_log() noexcept;

// The log, or NULL if the module is not to be logged or its log cannot be opened (which is said on standard error,
// too). The program's request counts before P11TRACE_LOG, that before `log-calls` of the global file, and that before
// the module's; and likewise where, in which format and what is logged. One that cannot be opened is not tried again.
// Logs of the same file and place are one, which stays; a file keeps the format that it began with.
capture::Log* log_of(const std::optional<LogRequest>& request, const Config& global, const Config& module,
                     Problems& problems);

// At the end of the process: says in each log what it lacks.
void end_logs() noexcept;

}  // namespace p11trace::managed
