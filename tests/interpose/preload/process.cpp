// Runs a program with an environment of its own and reads what it prints.
#include "tests/interpose/preload/process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

extern char** environ;

namespace p11trace::preload_test {
namespace {

constexpr unsigned seconds_until_it_hangs = 120;

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

std::vector<std::string> with_own_environment(const std::vector<std::string>& changes) {
  std::vector<std::string> result = changes;
  for (char** inherited = environ; *inherited != nullptr; ++inherited) {
    const std::string_view name = name_of(*inherited);
    bool keep = name != "LD_PRELOAD" && !name.starts_with("P11TRACE_");
    for (const std::string& change : changes) keep = keep && name_of(change) != name;
    if (keep) result.emplace_back(*inherited);
  }
  return result;
}

std::string read_to_end(int fd) {
  std::string text;
  char piece[4096];
  for (ssize_t size = 0; (size = read(fd, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(size));
  return text;
}

}  // namespace

Outcome run(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  const std::vector<std::string> variables = with_own_environment(environment);
  const std::vector<char*> arguments = pointers(command);
  const std::vector<char*> variable_pointers = pointers(variables);
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    alarm(seconds_until_it_hangs);
    execve(arguments[0], arguments.data(), variable_pointers.data());
    _exit(127);
  }
  close(ends[1]);
  Outcome outcome;
  outcome.output = read_to_end(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) outcome.exit_status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  return outcome;
}

}  // namespace p11trace::preload_test
