// HOT PATH: no locks, no allocation, no system calls but one write, no exceptions.
// The sink for a process that nobody drains: renders a record here and now, and writes it as one line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "tracer/capture/log.h"
#include "tracer/capture/thread_buffer.h"

namespace p11trace::capture {

// The number of one more call of this process.
std::uint64_t next_sequence() noexcept;

// Whose call a record is of.
struct Source {
  std::string_view label;      // of the module, as it is shown
  std::uint16_t module = 0;    // its number
  std::uint64_t caller = 0;    // which of its callers; 0 where they are not kept apart
  bool sees_all = true;        // no call of the module goes unlogged
  bool is_last = true;         // it is not seen again, on its way back to the caller
  std::uint64_t sequence = 0;  // which call of the process; 0 where that is not shown
};

// In a child process.
void begin_calls_in_child() noexcept;

// Writes the line of one record: of a call that has returned, or that is about to be made.
void write_record(Log& log, std::span<const std::byte> record, const Source& source, ThreadBuffer& buffer) noexcept;

// Once, before the first record.
void find_local_time() noexcept;

// At the end of the process: says what was lost, if anything was.
void end_log(Log& log) noexcept;

}  // namespace p11trace::capture
