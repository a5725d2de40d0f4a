// One file of module configuration, in the form that p11-kit reads: a `name: value` a line.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace p11trace::managed {

struct ConfigValue {
  std::string text;
  std::string file;  // where it stands
  int line = 0;

  std::string place() const { return file + ":" + std::to_string(line); }
};

using Config = std::map<std::string, ConfigValue, std::less<>>;

// Adds the file's entries to `config`; of a name that stands there twice the later one. `problem` says what is wrong
// with a file that cannot be read or is broken, with its name and line; then nothing was added, and the answer is
// false. A file that is not there is no problem if `may_be_missing`.
bool read_config_file(const std::string& path, bool may_be_missing, Config& config, std::string& problem);

// Takes over the entries that `config` does not have.
void fill_in(Config& config, const Config& from);

// The value, or an empty text.
std::string_view value_of(const Config& config, std::string_view name) noexcept;

}  // namespace p11trace::managed
