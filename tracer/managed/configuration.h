// The configured modules: what p11-kit's files say, read as p11-kit reads them, but that one broken file is no more
// than a broken file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tracer/managed/config_file.h"
#include "tracer/managed/places.h"

namespace p11trace::managed {

struct ModuleConfig {
  std::string name;  // of the file, without `.module`
  Config entries;
};

struct Configuration {
  Config global;
  std::vector<ModuleConfig> modules;  // higher priority first, then by name; those that are not enabled here too
};

// What was found wrong, one sentence each.
using Problems = std::vector<std::string>;

// Reads all of it anew. Broken and unreadable files are skipped.
Configuration read_configuration(const Places& places, Problems& problems);
// Only what stands in no module's file.
Config read_global_configuration(const Places& places, Problems& problems);

// The answer of a key that takes `yes` or `no`; `otherwise` if it is not there or is something else, which is a
// problem.
bool is_yes(const Config& config, std::string_view key, bool otherwise, Problems& problems);

// A switch that both kinds of file have: what the global one says counts.
bool is_yes(const Config& global, const Config& module, std::string_view key, bool otherwise, Problems& problems);

// Whether `enable-in` and `disable-in` let the program have the module.
bool is_enabled_in(const ModuleConfig& module, std::string_view program, Problems& problems);

// The number of `priority`.
int priority_of(const Config& config) noexcept;

}  // namespace p11trace::managed
