// The log of a traced process, which the preloaded library keeps out of the program's way.
#pragma once

#include "tracer/capture/log.h"

namespace p11trace::capture {

Log& process_log() noexcept;

// As LogDescriptor::is(), number() and move(), for the hooks that guard it.
bool is_log_descriptor(int fd) noexcept;
int log_descriptor() noexcept;
bool move_log_descriptor() noexcept;
// The program has set a limit to the size of its files.
void expect_log_signals() noexcept;

}  // namespace p11trace::capture
