// p11trace COMMAND, step by step. What can be found out before is, before the log of an earlier run is emptied.
#include "tools/p11trace/verbs/trace.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tools/p11trace/complain.h"
#include "tools/p11trace/environment.h"
#include "tools/p11trace/executable_check.h"
#include "tools/p11trace/exit_status.h"
#include "tools/p11trace/help.h"
#include "tools/p11trace/launch.h"
#include "tools/p11trace/log_file.h"
#include "tools/p11trace/options.h"
#include "tools/p11trace/preload_library.h"

namespace p11trace {
namespace {

int print(const std::string& text) {
  if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return exit_status::success;
  complain("cannot write to standard output");
  return exit_status::own_failure;
}

// Makes log and environment ready; if there can be no log, the command runs as if p11trace were not there.
void prepare(const Options& options, const Command& command, const std::string& library) {
  const bool is_given = options.given[settings::index_of(settings::Name::output)].has_value();
  const Check check = check_executable(command.path);
  const LogFile log = prepare_log(wanted_output(options), is_given ? StartWith::nothing : StartWith::what_is_there);
  if (!log.problem.empty()) {
    complain("cannot write the log " + log.output + ": " + log.problem + "; " + command.path + " runs untraced");
    return;
  }
  set_settings(options, log.output);

  if (!check.problem.empty()) complain("cannot see the calls of " + command.path + ": " + check.problem);
  // A static or privileged program still hands LD_PRELOAD on to what it starts.
  if (!check.breaks) setenv("LD_PRELOAD", preload_behind(std::getenv("LD_PRELOAD"), library).c_str(), 1);
}

int run(const Options& options) {
  const Command command = find_command(options.command[0]);
  if (command.error != 0) return refuse_command(command.path, command.error);
  const PreloadLibrary library = find_preload_library();
  if (!library.problem.empty()) {
    complain(library.problem);
    return exit_status::own_failure;
  }
  prepare(options, command, library.path);
  return launch(command, options.command);
}

}  // namespace

int trace(int argc, char** argv) {
  try {
    const Options options = read_options(argc, argv);
    if (options.help) return print(help_text());
    if (options.version) return print("p11trace " P11TRACE_VERSION "\n");
    if (options.command != nullptr) return run(options);
    std::fputs(std::string(usage_line).c_str(), stderr);
    return exit_status::wrong_usage;
  } catch (const UsageError& error) {
    complain(error.what());
    return exit_status::wrong_usage;
  } catch (const std::exception& error) {
    complain(error.what());
    return exit_status::own_failure;
  }
}

}  // namespace p11trace
