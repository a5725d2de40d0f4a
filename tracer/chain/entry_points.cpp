// Names that lead to a module's functions, and what the program is given for them.
#include "tracer/chain/entry_points.h"

#include <pthread.h>
#include <sys/random.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "tracer/capture/direct_sink.h"
#include "tracer/capture/log_descriptor.h"
#include "tracer/capture/losses.h"
#include "tracer/capture/message.h"
#include "tracer/capture/process_id.h"
#include "tracer/capture/thread_buffer.h"
#include "tracer/chain/wrapper.h"
#include "tracer/filters/logging.h"
#include "tracer/settings/settings.h"

namespace p11trace::chain {

namespace {

using pkcs11::Function;

constinit pthread_once_t started = PTHREAD_ONCE_INIT;
constinit bool logging = false;
constinit char function_list_names[1024] = {};  // as the user gave them, parted by commas

// The function that a name stands for.
std::optional<Function> function_named(std::string_view name) noexcept {
  for (const std::string_view prefix : {"NSC_", "FC_"}) {
    if (!name.starts_with(prefix)) continue;
    name.remove_prefix(prefix.size());
    for (const pkcs11::FunctionRow& row : pkcs11::functions)
      if (row.name.substr(2) == name) return row.id;
    return std::nullopt;
  }
  for (const pkcs11::FunctionRow& row : pkcs11::functions)
    if (row.name == name) return row.id;
  return std::nullopt;
}

bool is_function_list_name(std::string_view name) noexcept {
  std::string_view rest = function_list_names;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    if (rest.substr(0, comma) == name) return true;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return false;
}

std::optional<Function> entry_point(std::string_view name) noexcept {
  const std::optional<Function> function = function_named(name);
  return !function && is_function_list_name(name) ? Function::C_GetFunctionList : function;
}

record::FingerprintKey random_key() noexcept {
  record::FingerprintKey key;
  // Without it equal values could be recognised from one trace to the next, so that this must not fail in silence.
  if (getrandom(&key, sizeof key, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof key)) {
    key.low = capture::realtime_now() * 0x9e3779b97f4a7c15 ^ reinterpret_cast<std::uintptr_t>(&key);
    key.high = capture::monotonic_now() * 0xd6e8feb86659fd93 ^ static_cast<std::uint64_t>(capture::process_id());
  }
  return key;
}

void start_once() noexcept {
  const char* log = std::getenv(std::data(settings::row_of(settings::Name::output).environment));
  if (log == nullptr || *log == '\0') return;
  settings::Problem problem;
  const settings::Values values = settings::read_environment(problem);
  capture::prepare_process_id();
  capture::prepare_thread_buffers();
  const bool open = capture::open_log(values.output);
  const select::Selection selection = select::parse(values.select);
  if (!problem.empty()) capture::say(capture::Message().add(problem.text()).add("\n").text());
  if (!selection.problem.empty()) {
    settings::Problem sentence;
    sentence.append("p11trace: ").append(selection.problem).append("; all calls are logged");
    capture::say(capture::Message().add(sentence.text()).add("\n").text());
  }
  values.function_list.copy(function_list_names, sizeof function_list_names - 1);
  if (!open) return;
  capture::begin_log(values.show);
  filters::Log::start(
      {.on = true,
       .entry = values.entry,
       .functions = selection.functions,
       .policy = {.bytes = values.bytes, .items = values.items, .show = values.show, .key = random_key()}});
  logging = true;
}

}  // namespace

void start() noexcept {
  const int error = errno;
  pthread_once(&started, [] { start_once(); });
  errno = error;
}

void finish() noexcept {
  const int error = errno;
  if (logging) capture::end_log();
  errno = error;
}

bool is_entry_point(const char* name) noexcept {
  if (name == nullptr) return false;
  const bool may_be = (name[0] == 'C' && name[1] == '_') || (name[0] == 'N' && name[1] == 'S' && name[2] == 'C') ||
                      (name[0] == 'F' && name[1] == 'C' && name[2] == '_') || function_list_names[0] != '\0';
  return may_be && entry_point(name).has_value();
}

void* hand_out(const char* name, void* symbol, const void*) noexcept {
  if (symbol == nullptr) return symbol;
  start();
  if (!logging) return symbol;
  const int error = errno;
  const std::optional<Function> function = entry_point(name);
  Module* const module = function ? module_of(symbol) : nullptr;
  if (module != nullptr) {
    if (const Wrapper* wrapper = wrapper_for_symbol({*module}, *function, symbol))
      symbol = handed_function(*wrapper, *function);
    else capture::losses.wrappers.fetch_add(1, std::memory_order_relaxed);
  }
  errno = error;
  return symbol;
}

void count_unseen(const char*) noexcept { capture::losses.lookups.fetch_add(1, std::memory_order_relaxed); }

}  // namespace p11trace::chain
