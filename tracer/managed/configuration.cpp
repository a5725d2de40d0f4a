// Puts the files of system, packages and user together.
#include "tracer/managed/configuration.h"

#include <dirent.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>

#include "tracer/managed/process_lock.h"

namespace p11trace::managed {

namespace {

constexpr std::string_view suffix = ".module";

constexpr std::array global_keys = {std::string_view("user-config"), std::string_view("managed"),
                                    std::string_view("log-calls")};
constexpr std::array module_keys = {
    std::string_view("module"),         std::string_view("remote"),     std::string_view("critical"),
    std::string_view("enable-in"),      std::string_view("disable-in"), std::string_view("managed"),
    std::string_view("log-calls"),      std::string_view("priority"),   std::string_view("trust-policy"),
    std::string_view("server-address"),
};

enum class UserConfig : std::uint8_t { none, merge, only };

UserConfig user_config_of(const Config& config, UserConfig otherwise, Problems& problems) {
  const auto found = config.find("user-config");
  if (found == config.end()) return otherwise;
  const ConfigValue& value = found->second;
  if (value.text == "none") return UserConfig::none;
  if (value.text == "merge") return UserConfig::merge;
  if (value.text == "only" || value.text == "override") return UserConfig::only;
  problems.push_back(value.place() + ": user-config is `" + value.text +
                     "`, not none, merge, only or override; it is ignored");
  return otherwise;
}

bool is_first_warning(const std::string& file, const std::string& key) {
  return ProcessLocked()->warned.insert(file + "\n" + key).second;
}

// Once a process for each key and file: programs read their configuration often.
void warn_of_unknown_keys(const Config& config, std::span<const std::string_view> known, Problems& problems) {
  for (const auto& [key, value] : config) {
    if (key.starts_with("x-") || std::find(known.begin(), known.end(), key) != known.end()) continue;
    if (is_first_warning(value.file, key))
      problems.push_back(value.place() + ": unknown key `" + key + "`, which is kept and has no meaning here");
  }
}

bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The name of the module whose file it is; empty if it is none. What editors and package managers leave behind, and
// hidden files, are passed over without a word.
std::string module_name(std::string_view file, const std::string& directory, Problems& problems) {
  const auto has_ending = [&](std::string_view ending) { return file.ends_with(ending); };
  if (file.front() == '.' || file.front() == '#' || has_ending("~") || has_ending(".rpmsave") ||
      has_ending(".rpmnew") || has_ending(".rpmorig") || has_ending(".bak") || has_ending(".orig") ||
      has_ending(".swp") || file.find(".dpkg-") != std::string_view::npos)
    return "";
  const bool good = is_letter_or_digit(file.front()) && std::all_of(file.begin(), file.end(), [](char c) {
                      return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.';
                    });
  if (good && file.size() > suffix.size() && has_ending(suffix))
    return std::string(file.substr(0, file.size() - suffix.size()));
  problems.push_back(directory + "/" + std::string(file) +
                     ": not a module's file, whose name is of letters, digits, _, - and . and ends in .module; it is "
                     "skipped");
  return "";
}

// Names of the directory's files, sorted, so that problems come in the same order each time.
std::vector<std::string> files_in(const std::string& directory, Problems& problems) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> opened(opendir(directory.c_str()), closedir);
  if (opened == nullptr) {
    if (errno != ENOENT && errno != ENOTDIR)
      problems.push_back(directory + ": " + std::strerror(errno) + "; the directory is skipped");
    return names;
  }
  while (const dirent* entry = readdir(opened.get()))
    if (entry->d_type != DT_DIR) names.emplace_back(entry->d_name);
  std::sort(names.begin(), names.end());
  return names;
}

bool is_number(std::string_view text) noexcept {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  constexpr std::size_t most_digits = 9;
  return !text.empty() && text.size() <= most_digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Adds the directory's modules; of one that is known already only what is not.
void read_modules(const std::string& directory, std::vector<ModuleConfig>& modules, Problems& problems) {
  if (directory.empty()) return;
  for (const std::string& file : files_in(directory, problems)) {
    const std::string name = module_name(file, directory, problems);
    if (name.empty()) continue;
    Config entries;
    std::string problem;
    if (!read_config_file(std::string(directory).append("/").append(file), false, entries, problem)) {
      problems.push_back(problem);
      continue;
    }
    warn_of_unknown_keys(entries, module_keys, problems);
    if (const auto priority = entries.find("priority"); priority != entries.end() && !is_number(priority->second.text))
      problems.push_back(priority->second.place() + ": priority is `" + priority->second.text + "`, not a number");
    const auto known =
        std::find_if(modules.begin(), modules.end(), [&](const ModuleConfig& module) { return module.name == name; });
    if (known == modules.end()) modules.push_back({name, std::move(entries)});
    else fill_in(known->entries, entries);
  }
}

Config read_global(const std::string& path, Problems& problems) {
  Config config;
  std::string problem;
  if (!path.empty() && !read_config_file(path, true, config, problem)) problems.push_back(problem);
  warn_of_unknown_keys(config, global_keys, problems);
  return config;
}

// The global files together, and whether the user's module files count.
Config read_globals(const Places& places, UserConfig& mode, Problems& problems) {
  Config global = read_global(places.system_config, problems);
  mode = user_config_of(global, UserConfig::merge, problems);
  // Where there is no user whose files could count, the system's do.
  if (places.user_config.empty() && places.user_modules.empty()) mode = UserConfig::none;
  if (mode == UserConfig::none || places.user_config.empty()) return global;
  Config user = read_global(places.user_config, problems);
  mode = user_config_of(user, mode, problems);
  if (mode == UserConfig::none) return global;
  if (mode == UserConfig::merge) fill_in(user, global);
  return user;
}

bool lists(std::string_view programs, std::string_view program) noexcept {
  constexpr std::string_view between = ", \t";
  while (true) {
    const std::size_t first = programs.find_first_not_of(between);
    if (first == std::string_view::npos) return false;
    programs.remove_prefix(first);
    const std::size_t end = std::min(programs.find_first_of(between), programs.size());
    if (programs.substr(0, end) == program) return true;
    programs.remove_prefix(end);
  }
}

}  // namespace

Config read_global_configuration(const Places& places, Problems& problems) {
  UserConfig mode{};
  return read_globals(places, mode, problems);
}

Configuration read_configuration(const Places& places, Problems& problems) {
  Configuration all;
  UserConfig mode{};
  all.global = read_globals(places, mode, problems);
  if (mode != UserConfig::none) read_modules(places.user_modules, all.modules, problems);
  if (mode != UserConfig::only) {
    read_modules(places.system_modules, all.modules, problems);
    read_modules(places.package_modules, all.modules, problems);
  }
  std::sort(all.modules.begin(), all.modules.end(), [](const ModuleConfig& a, const ModuleConfig& b) {
    const int first = priority_of(a.entries);
    const int second = priority_of(b.entries);
    return first != second ? first > second : a.name < b.name;
  });
  return all;
}

bool is_yes(const Config& config, std::string_view key, bool otherwise, Problems& problems) {
  const auto found = config.find(key);
  if (found == config.end()) return otherwise;
  const ConfigValue& value = found->second;
  if (value.text == "yes") return true;
  if (value.text == "no") return false;
  problems.push_back(value.place() + ": " + std::string(key) + " is `" + value.text +
                     "`, not yes or no; it is taken for " + (otherwise ? "yes" : "no"));
  return otherwise;
}

bool is_yes(const Config& global, const Config& module, std::string_view key, bool otherwise, Problems& problems) {
  return is_yes(global, key, is_yes(module, key, otherwise, problems), problems);
}

bool is_enabled_in(const ModuleConfig& module, std::string_view program, Problems& problems) {
  const auto enable = module.entries.find("enable-in");
  const auto disable = module.entries.find("disable-in");
  const bool both = enable != module.entries.end() && disable != module.entries.end();
  if (both) problems.push_back(disable->second.place() + ": disable-in beside enable-in; disable-in is ignored");
  if (enable != module.entries.end()) return lists(enable->second.text, program);
  return disable == module.entries.end() || !lists(disable->second.text, program);
}

int priority_of(const Config& config) noexcept {
  const auto found = config.find("priority");
  return found == config.end() ? 0 : std::atoi(found->second.text.c_str());
}

}  // namespace p11trace::managed
