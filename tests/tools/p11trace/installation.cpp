// Copies the built command: what it does must not depend on where it was built.
#include "tests/tools/p11trace/installation.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace p11trace::test {

namespace fs = std::filesystem;

Installation::Installation() {
  std::string name = fs::temp_directory_path() / "p11trace-command-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot create " + name);
  root_ = fs::canonical(name);
  for (const char* directory : {"bin", "lib/p11trace", "work"}) fs::create_directories(fs::path(root_) / directory);
  fs::copy_file(P11TRACE_COMMAND, command());
  fs::copy_file(P11TRACE_TEST_LIBRARY, library());
  surroundings.directory = work();
  // The second is for sanitizer builds, where the command itself is started under the LD_PRELOAD of a test.
  surroundings.environment = {"PATH=/usr/bin:/bin", "ASAN_OPTIONS=verify_asan_link_order=0"};
}

Installation::~Installation() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

Outcome Installation::p11trace(std::vector<std::string> words) {
  words.insert(words.begin(), command());
  return run(words, surroundings);
}

std::string Installation::make_program(const std::string& name, const std::string& text, unsigned mode) {
  const std::string path = work() + "/" + name;
  write_file(path, text);
  chmod(path.c_str(), mode);
  return path;
}

std::string Installation::variable(const std::string& name, std::vector<std::string> options) {
  for (const char* word : {"--", "sh", "-c"}) options.push_back(word);
  options.push_back("printf %s \"${" + name + "-unset}\"");
  const Outcome outcome = p11trace(options);
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.errors, "");
  return outcome.output;
}

}  // namespace p11trace::test
