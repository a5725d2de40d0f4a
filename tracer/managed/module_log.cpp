// Decides on logs, and keeps them.
#include "tracer/managed/module_log.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <new>

#include "tracer/capture/direct_sink.h"
#include "tracer/capture/message.h"
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
  std::string problem;  // why it is not open
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

// The format that the file has already, if there is such a log.
settings::Format format_of(std::string_view file, settings::Format otherwise) noexcept {
  for (Started* known = started.load(std::memory_order_acquire); known != nullptr; known = known->next)
    if (known->output == file && known->is_open) return known->format;
  return otherwise;
}

Started* start(const settings::Values& values) {
  auto* made = new Started;
  made->output = values.output;
  made->format = values.format;
  made->at = values.log_at;
  made->is_open = capture::start_log(made->log, values);
  if (!made->is_open) made->problem = capture::error_text(errno);
  // If another thread has started the same meanwhile there are two, which write to the same file.
  made->next = started.load(std::memory_order_acquire);
  while (!started.compare_exchange_weak(made->next, made, std::memory_order_acq_rel)) {
  }
  return made;
}

}  // namespace

bool environment_asks_for_log() noexcept { return from_environment(output) != nullptr; }

capture::Log* log_of(const std::optional<LogRequest>& request, const Config& global, const Config& module,
                     Problems& problems) {
  if (!request && !environment_asks_for_log() && !is_yes(global, module, "log-calls", false, problems)) return nullptr;
  settings::Problem problem;
  settings::Values values = settings::read_environment(problem);
  if (!problem.empty()) problems.emplace_back(problem.text());
  const LogRequest asked = request.value_or(LogRequest{});
  assign(values, output, asked.file, global, module, problems);
  assign(values, format, asked.format, global, module, problems);
  assign(values, at, asked.at, global, module, problems);
  if (const settings::Format has = format_of(values.output, values.format); has != values.format) {
    problems.push_back(std::string(values.output) + ": the log has another format already, which it keeps");
    values.format = has;
  }
  Started* log = find(values);
  if (log == nullptr) log = start(values);
  if (!log->is_open) {
    std::string sentence = log->output + ": the log cannot be opened: " + log->problem + "; calls are not logged";
    if (std::find(problems.begin(), problems.end(), sentence) == problems.end())
      problems.push_back(std::move(sentence));
  }
  return log->is_open ? &log->log : nullptr;
}

void end_logs() noexcept {
  for (Started* log = started.load(std::memory_order_acquire); log != nullptr; log = log->next)
    if (log->is_open) capture::end_log(log->log);
}

}  // namespace p11trace::managed
