// The one log of a process.
#include "tracer/capture/process_log.h"

namespace p11trace::capture {

namespace {

constinit Log log{LogDescriptor::Guard::hooks};

}  // namespace

Log& process_log() noexcept { return log; }

bool is_log_descriptor(int fd) noexcept { return log.descriptor.is(fd); }

int log_descriptor() noexcept { return log.descriptor.number(); }

bool move_log_descriptor() noexcept { return log.descriptor.move(); }

void expect_log_signals() noexcept { log.descriptor.expect_signals(); }

}  // namespace p11trace::capture
