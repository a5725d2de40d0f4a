// How a log begins.
#include "tracer/capture/log.h"

#include <sys/random.h>

#include "tracer/capture/clock.h"
#include "tracer/capture/direct_sink.h"
#include "tracer/capture/message.h"
#include "tracer/capture/process_id.h"
#include "tracer/capture/standard_error.h"
#include "tracer/capture/thread_buffer.h"

namespace p11trace::capture {

namespace {

record::FingerprintKey random_key() noexcept {
  record::FingerprintKey key;
  // Without it equal values could be recognised from one trace to the next, so that this must not fail in silence.
  if (getrandom(&key, sizeof key, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof key)) {
    key.low = realtime_now() * 0x9e3779b97f4a7c15 ^ reinterpret_cast<std::uintptr_t>(&key);
    key.high = monotonic_now() * 0xd6e8feb86659fd93 ^ static_cast<std::uint64_t>(process_id());
  }
  return key;
}

}  // namespace

bool start_log(Log& log, const settings::Values& values) noexcept {
  prepare_process_id();
  prepare_thread_buffers();
  const bool open = log.descriptor.open(values.output);
  const select::Selection selection = select::parse(values.select);
  if (!selection.problem.empty()) {
    settings::Problem sentence;
    sentence.append("p11trace: ").append(selection.problem).append("; all calls are logged");
    say(Message().add(sentence.text()).add("\n").text());
  }
  if (!open) return false;
  log.options = {.format = values.format,
                 .at = values.log_at,
                 .entry = values.entry,
                 .functions = selection.functions,
                 .policy = {.bytes = values.bytes, .items = values.items, .show = values.show, .key = random_key()}};
  begin_log(log);
  return true;
}

}  // namespace p11trace::capture
