// Puts the surroundings of a client together: LD_PRELOAD with a sanitizer's runtime in front, the log, the options.
#include "tests/clients/client_run.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/tools/p11trace/spawn.h"

namespace p11trace::clients {

namespace {

std::string library_list() {
  const std::string runtime = P11TRACE_SANITIZER_RUNTIME;
  return runtime + (runtime.empty() ? "" : ":") + P11TRACE_PRELOAD;
}

bool names_log(const std::vector<std::string>& environment) {
  for (const std::string& variable : environment)
    if (variable.starts_with("P11TRACE_LOG=")) return true;
  return false;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string name = std::filesystem::canonical(testing::TempDir()) / "p11trace-clients-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::filesystem::filesystem_error(name, std::error_code());
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryDirectory::token_as(const std::string& name) const {
  const std::filesystem::path copy = path_ / name;
  std::filesystem::create_directories(copy.parent_path());
  std::filesystem::copy_file(fake_token(), copy);
  return copy;
}

ClientRun run_client(const std::string& program, const std::vector<std::string>& words,
                     const ClientSettings& settings) {
  const TemporaryDirectory directory;
  const std::string log = directory.path() / "log";
  test::Surroundings surroundings;
  surroundings.directory = directory.path();
  surroundings.environment = settings.environment;
  // The runtime counts as the program's own: without us, it is there as well.
  surroundings.environment.emplace_back("ASAN_OPTIONS=detect_leaks=0");
  surroundings.environment.emplace_back("TSAN_OPTIONS=halt_on_error=1");
  if (settings.preloaded) {
    surroundings.environment.push_back("LD_PRELOAD=" + library_list());
    if (!names_log(settings.environment)) surroundings.environment.push_back("P11TRACE_LOG=" + log);
  }
  std::vector<std::string> command = {std::string(P11TRACE_CLIENTS) + "/" + program};
  command.insert(command.end(), words.begin(), words.end());
  const test::Outcome outcome = test::run(command, surroundings);
  ClientRun run{outcome.exit_status, outcome.signal, outcome.process_id, outcome.output, outcome.errors, ""};
  if (std::filesystem::exists(log)) run.log = test::read_file(log);
  return run;
}

ClientRun run_client_well(const std::string& program, const std::vector<std::string>& words,
                          const ClientSettings& settings) {
  ClientRun run = run_client(program, words, settings);
  EXPECT_EQ(run.signal, 0);
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_EQ(run.errors, "");
  return run;
}

std::string fake_token() { return P11TRACE_FAKE_TOKEN; }
std::string plain_module() { return P11TRACE_PLAIN_MODULE; }

}  // namespace p11trace::clients
