// Decides on logs, and keeps them.
#include "tracer/managed/module_log.h"

#include <cstdlib>
#include <new>

#include "tracer/capture/direct_sink.h"
#include "tracer/capture/standard_error.h"
#include "tracer/settings/settings.h"

namespace p11trace::managed {

namespace {

// A log that was started. Nothing takes one out.
struct Started {
  capture::Log log{capture::LogDescriptor::Guard::look};
  std::string output;
  settings::Format format{};
  settings::LogAt at{};
  bool is_open = false;
  Started* next = nullptr;
};
constinit std::atomic<Started*> started = nullptr;

// A setting of logs, which the environment and the configuration have under names of their own.
struct LogSetting {
  settings::Name name;
  std::string_view key;
};
constexpr LogSetting output{settings::Name::output, "x-log-file"};
constexpr LogSetting format{settings::Name::format, "x-log-format"};
constexpr LogSetting at{settings::Name::log_at, "x-log-at"};

const char* from_environment(const LogSetting& setting) noexcept {
  const char* value = secure_getenv(std::data(settings::row_of(setting.name).environment));
  return value == nullptr || *value == '\0' ? nullptr : value;
}

// Takes the first that says something, of those whose turn comes after it none. `values` has the environment's already.
void assign(settings::Values& values, const LogSetting& setting, const std::string& requested, const Config& global,
            const Config& module, Problems& problems) {
  const auto take = [&](const std::string& text, const std::string& where) {
    if (settings::assign(values, settings::row_of(setting.name), text)) return true;
    settings::Problem problem;
    problem.append(where).append(": `").append_start(text).append("` is not ");
    settings::append_expected(problem, settings::row_of(setting.name));
    problems.emplace_back(std::string(problem.text()) + "; it is ignored");
    return false;
  };
  if (!requested.empty() && take(requested, "the log that the program asks for")) return;
  if (from_environment(setting) != nullptr) return;
  for (const Config* config : {&global, &module}) {
    const auto found = config->find(setting.key);
    if (found != config->end() && !found->second.text.empty() &&
        take(found->second.text, found->second.place() + ": " + found->first))
      return;
  }
}

Started* find(const settings::Values& values) noexcept {
  for (Started* known = started.load(std::memory_order_acquire); known != nullptr; known = known->next)
    if (known->output == values.output && known->format == values.format && known->at == values.log_at) return known;
  return nullptr;
}

Started* start(const settings::Values& values) {
  auto* made = new Started;
  made->output = values.output;
  made->format = values.format;
  made->at = values.log_at;
  made->is_open = capture::start_log(made->log, values);
  // If another thread has started the same meanwhile there are two, which write to the same file.
  made->next = started.load(std::memory_order_acquire);
  while (!started.compare_exchange_weak(made->next, made, std::memory_order_acq_rel)) {
  }
  return made;
}

}  // namespace

capture::Log* log_of(const std::optional<LogRequest>& request, const Config& global, const Config& module,
                     Problems& problems) {
  if (!request && from_environment(output) == nullptr && !is_yes(global, module, "log-calls", false, problems))
    return nullptr;
  capture::note_standard_error();
  settings::Problem problem;
  settings::Values values = settings::read_environment(problem);
  if (!problem.empty()) problems.emplace_back(problem.text());
  const LogRequest asked = request.value_or(LogRequest{});
  assign(values, output, asked.file, global, module, problems);
  assign(values, format, asked.format, global, module, problems);
  assign(values, at, asked.at, global, module, problems);
  Started* log = find(values);
  if (log == nullptr) log = start(values);
  if (!log->is_open) problems.push_back(log->output + ": the log cannot be opened; calls are not logged");
  return log->is_open ? &log->log : nullptr;
}

void end_logs() noexcept {
  for (Started* log = started.load(std::memory_order_acquire); log != nullptr; log = log->next)
    if (log->is_open) capture::end_log(log->log);
}

}  // namespace p11trace::managed
