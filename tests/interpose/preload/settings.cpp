// Puts a scenario's surroundings together: LD_PRELOAD, the log, the sanitizers' options.
#include "tests/interpose/preload/settings.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "tests/interpose/preload/process.h"

namespace p11trace::preload_test {
namespace {

// Written by CMake, which knows how it built the programs.
const Variant variants[] = {
#include "variants.inc"
};

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = std::filesystem::canonical(testing::TempDir()) / "p11trace-preload-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string built(const Variant& variant, const std::string& name) {
  return std::string(P11TRACE_TEST_PROGRAMS) + "/" + variant.name + "/" + name;
}

std::string preloaded(const Setting& setting, const Company& company) {
  std::string list;
  const auto append = [&list](const std::string& path) { list += (list.empty() ? "" : ":") + path; };
  if (!setting.variant.runtime.empty()) append(setting.variant.runtime);
  if (!company.before.empty()) append(built(setting.variant, company.before));
  append(setting.tracer == Tracer::real ? P11TRACE_PRELOAD : P11TRACE_RECORDING_PRELOAD);
  if (!company.behind.empty()) append(built(setting.variant, company.behind));
  return list;
}

}  // namespace

std::string describe(const Setting& setting) {
  return setting.variant.name + (setting.tracer == Tracer::real ? ", real tracer" : ", recording tracer") +
         (setting.is_logged ? ", logged" : ", not logged");
}

std::vector<Setting> every_setting() {
  std::vector<Setting> settings;
  for (const Variant& variant : variants)
    for (Tracer tracer : {Tracer::real, Tracer::recording})
      for (bool is_logged : {false, true}) settings.push_back({variant, tracer, is_logged});
  return settings;
}

void expect_success(const Setting& setting, const std::string& program, const std::string& scenario,
                    const Company& company) {
  const TemporaryDirectory directory;
  std::vector<std::string> environment = {
      "LD_PRELOAD=" + preloaded(setting, company),
      "ASAN_OPTIONS=detect_leaks=0",
      "TSAN_OPTIONS=halt_on_error=1",
  };
  if (setting.is_logged) environment.push_back("P11TRACE_LOG=" + (directory.path() / "log").string());
  const Outcome outcome = run({built(setting.variant, program), scenario}, environment);
  const bool is_good = outcome.exit_status == 0 && outcome.output.empty();
  EXPECT_TRUE(is_good) << program << " " << scenario << " (" << describe(setting) << ") exited with "
                       << outcome.exit_status << ", signal " << outcome.signal << ", and printed:\n"
                       << outcome.output;
}

void expect_success_everywhere(const std::string& program, const std::string& scenario, const Company& company,
                               const std::function<bool(const Setting&)>& applies) {
  int count = 0;
  for (const Setting& setting : every_setting()) {
    if (!applies(setting)) continue;
    expect_success(setting, program, scenario, company);
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace p11trace::preload_test
