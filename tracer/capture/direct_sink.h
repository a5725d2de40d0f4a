// HOT PATH: no locks, no allocation, no system calls but one write, no exceptions.
// The sink for a process that nobody drains: renders a record here and now, and writes it as one line.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "formatters/names/handle_names.h"
#include "tracer/capture/log.h"
#include "tracer/capture/thread_buffer.h"

namespace p11trace::capture {

// The number of one more call of this process.
std::uint64_t next_sequence() noexcept;

// Whose call a record is of.
struct Source {
  std::string_view label;  // of the module, as it is shown
  names::Party party;
  bool sees_all = true;        // no call of the module goes unlogged
  bool is_last = true;         // it is not seen again, on its way back to the caller
  std::uint64_t sequence = 0;  // which call of the process; 0 where that is not shown
};

// Writes the line of one record: of a call that has returned, or that is about to be made.
void write_record(Log& log, std::span<const std::byte> record, const Source& source, ThreadBuffer& buffer) noexcept;

// Once, before the first record.
void find_local_time() noexcept;

// At the end of the process: says what was lost, if anything was.
void end_log(Log& log) noexcept;

}  // namespace p11trace::capture
