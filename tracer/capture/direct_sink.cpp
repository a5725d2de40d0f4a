// HOT PATH: no locks, no allocation, no system calls but one write, no exceptions.
#include "tracer/capture/direct_sink.h"

#include <atomic>

#include "formatters/call/arena.h"
#include "formatters/json/json.h"
#include "formatters/names/handle_names.h"
#include "formatters/record/decode.h"
#include "formatters/text/text.h"
#include "tracer/capture/clock.h"
#include "tracer/capture/losses.h"
#include "tracer/capture/message.h"
#include "tracer/capture/note.h"
#include "tracer/capture/standard_error.h"
#include "tracer/capture/time_zone.h"

namespace p11trace::capture {

namespace {

// Found once.
constinit std::int64_t utc_offset = 0;

// What the calls of the process told.
constinit names::HandleNames handle_names{};

// Calls that there have been.
constinit std::atomic<std::uint64_t> sequences = 0;

// The clock of calls has no date: how far it is behind that of the day, which may be set meanwhile, is looked up now and
// then. Two threads that do so at once find the same.
constinit std::atomic<std::uint64_t> behind = 0;
constinit std::atomic<std::uint64_t> looked_up = 0;
constexpr std::uint64_t good_for = 20000000;

std::uint64_t date_of(std::uint64_t time, std::uint64_t now) noexcept {
  if (now - looked_up.load(std::memory_order_acquire) < good_for) return time + behind.load(std::memory_order_relaxed);
  const std::uint64_t date = time + (realtime_now() - monotonic_now());
  check_clock();
  const std::uint64_t monotonic = monotonic_now();
  behind.store(realtime_now() - monotonic, std::memory_order_relaxed);
  looked_up.store(monotonic, std::memory_order_release);
  return date;
}

}  // namespace

void find_local_time() noexcept { utc_offset = local_offset(static_cast<std::int64_t>(realtime_now() / 1000000000)); }

std::uint64_t next_sequence() noexcept { return sequences.fetch_add(1, std::memory_order_relaxed) + 1; }

void begin_calls_in_child() noexcept { sequences.store(0, std::memory_order_relaxed); }

void write_record(Log& log, std::span<const std::byte> record, const Source& source, ThreadBuffer& buffer) noexcept {
  call::Arena arena(buffer.values);
  call::Call call;
  if (!record::decode(record, arena, call)) return;
  if (log.options.names && source.sees_all) {
    // What a parent process knew is of its own handles.
    const names::Party party{static_cast<std::uint64_t>(buffer.process) << 16 | source.module, source.caller};
    handle_names.learn(call, party);
    handle_names.name(call, party, arena);
    if (source.is_last) handle_names.forget(call, party);
  }
  call.time = date_of(call.time, call.time + call.duration);
  call.process = static_cast<std::uint32_t>(buffer.process);
  call.thread = static_cast<std::uint32_t>(buffer.thread);
  call.module = source.label;
  call.sequence = source.sequence;
  if (log.options.format == settings::Format::json) return log.descriptor.write_line(json::render(call, buffer.line));
  text::Line line(buffer.line);
  text::render(call, utc_offset, line, log.options.style);
  log.descriptor.write_line(line.finish());
}

void end_log(Log& log) noexcept {
  Note note(log.options.format);
  Message message;  // the same for who does not read the log
  message.add("p11trace: ");
  bool any = false;
  const auto add = [&](auto text) {
    note.add(text);
    message.add(text);
  };
  const auto count = [&](std::uint64_t number, std::string_view what) {
    if (number == 0) return;
    if (any) add(std::string_view("; "));
    add(what);
    add(std::string_view(": "));
    add(number);
    any = true;
  };
  const std::uint64_t lines = log.descriptor.lost();
  count(losses.calls, "calls that there was no memory to record");
  count(lines, "lines that could not be written");
  count(losses.lookups, "functions looked up in a way that cannot be traced (RTLD_NEXT or RTLD_DEFAULT)");
  count(losses.interfaces, "interfaces handed through unlogged (a vendor's, or newer than PKCS#11 3.2)");
  count(losses.wrappers, "function lists handed through unlogged (all wrappers are in use)");
  if (!any) return;
  log.descriptor.write_line(note.finish());
  if (lines != 0) say(message.add("\n").text());
}

}  // namespace p11trace::capture
