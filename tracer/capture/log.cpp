// How a log begins.
#include "tracer/capture/log.h"

#include <pthread.h>
#include <sys/auxv.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "formatters/names/handle_names.h"
#include "formatters/pkcs11/functions.h"
#include "formatters/record/encoder.h"
#include "tracer/capture/clock.h"
#include "tracer/capture/direct_sink.h"
#include "tracer/capture/losses.h"
#include "tracer/capture/message.h"
#include "tracer/capture/process_id.h"
#include "tracer/capture/standard_error.h"
#include "tracer/capture/thread_buffer.h"

namespace p11trace::capture {

namespace {

record::FingerprintKey random_key() noexcept {
  record::FingerprintKey key;
  static_assert(sizeof key == 16);
  // Where the kernel has no random numbers to give away yet, it gave every process sixteen bytes of them.
  if (getrandom(&key, sizeof key, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof key)) {
    const record::FingerprintKey own{0x9e3779b97f4a7c15, realtime_now()};
    const auto* given = reinterpret_cast<const void*>(getauxval(AT_RANDOM));
    key = {record::fingerprint(own, given, sizeof key), record::fingerprint({own.high, own.low}, given, sizeof key)};
  }
  return key;
}

// What the log says of itself.
std::string_view head_of(record::Show show) noexcept {
  switch (show) {
    case record::Show::open:
      return "";
    case record::Show::data:
      return "this log shows data (show=data)";
    case record::Show::secrets:
      return "this log shows data and SECRETS, PINs and keys among them (show=secrets)";
  }
  return "";
}

constinit std::atomic<Log*> logs = nullptr;
constinit pthread_once_t children_are_told = PTHREAD_ONCE_INIT;
constinit pthread_once_t process_is_prepared = PTHREAD_ONCE_INIT;

// A file of each process's own, which is not open yet, is no terminal.
bool is_colored(settings::Color color, int descriptor) noexcept {
  if (color != settings::Color::automatic) return color == settings::Color::always;
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  return descriptor >= 0 && isatty(descriptor) == 1 && (no_color == nullptr || *no_color == '\0') &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

void begin_in_child() noexcept {
  begin_clock_in_child();
  begin_calls_in_child();
  for (std::atomic<std::uint64_t>* loss : {&losses.calls, &losses.lookups, &losses.interfaces, &losses.wrappers})
    loss->store(0, std::memory_order_relaxed);
  for (Log* log = logs.load(std::memory_order_acquire); log != nullptr; log = log->next)
    log->descriptor.begin_in_child();
}

void begin_anew_in_children(Log& log) noexcept {
  log.next = logs.load(std::memory_order_acquire);
  while (!logs.compare_exchange_weak(log.next, &log, std::memory_order_acq_rel)) {
  }
  pthread_once(&children_are_told, [] { pthread_atfork(nullptr, nullptr, begin_in_child); });
}

// Whether all functions that tell(function) is true of are logged.
template <class Tell>
bool sees_all(const select::FunctionSet& functions, Tell tell) noexcept {
  for (const pkcs11::FunctionRow& row : pkcs11::functions)
    if (tell(row.id) && !functions[pkcs11::index_of(row.id)]) return false;
  return true;
}

}  // namespace

bool start_log(Log& log, const settings::Values& values) noexcept {
  pthread_once(&process_is_prepared, [] {
    prepare_process_id();
    prepare_thread_buffers();
    prepare_clock();
    find_local_time();
  });
  begin_anew_in_children(log);
  const bool open = log.descriptor.open(values.output, head_of(values.show), values.format);
  const int error = errno;
  const select::Selection selection = select::parse(values.select);
  if (!selection.problem.empty()) {
    settings::Problem sentence;
    sentence.append("p11trace: ").append(selection.problem).append("; all calls are logged");
    say(Message().add(sentence.text()).add("\n").text());
  }
  errno = error;
  if (!open) return false;
  log.options = {.format = values.format,
                 .at = values.log_at,
                 .style = {.color = is_colored(values.color, log.descriptor.number()),
                           .pretty = values.pretty,
                           .numbers = values.raw_values},
                 .entry = values.entry,
                 .functions = selection.functions,
                 .sees_objects = sees_all(selection.functions, record::tells_of_objects),
                 .names = !values.raw && sees_all(selection.functions, names::tells_of_handles),
                 .policy = {.bytes = values.bytes,
                            .items = values.items,
                            .show = values.show,
                            .key = random_key(),
                            .safe_reads = values.safe_reads}};
  return true;
}

}  // namespace p11trace::capture
