// The surroundings in which each scenario must come out the same, and how to run it there.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace p11trace::preload_test {

// How the programs were built, and the sanitizer's runtime that must stay first in LD_PRELOAD (empty if there is none,
// or if the program itself has it).
struct Variant {
  std::string name;
  std::string runtime;
  bool is_sanitized;
};

enum class Tracer { real, recording };

struct Setting {
  Variant variant;
  Tracer tracer;
  bool is_logged;
};

std::string describe(const Setting& setting);

// Variants x tracers x logged or not.
std::vector<Setting> every_setting();

// Objects of the same variant to be preloaded too, by name.
struct Company {
  std::string before;
  std::string behind;
};

// Runs one scenario of a program with the library preloaded, and expects that it comes to its end.
void expect_success(const Setting& setting, const std::string& program, const std::string& scenario,
                    const Company& company = {});

// The same in every setting that `applies` to.
void expect_success_everywhere(
    const std::string& program, const std::string& scenario, const Company& company = {},
    const std::function<bool(const Setting&)>& applies = [](const Setting&) { return true; });

}  // namespace p11trace::preload_test
