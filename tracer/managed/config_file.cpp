// Reads configuration files.
#include "tracer/managed/config_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace p11trace::managed {

namespace {

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t\r\f\v";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string at(const std::string& path, int line, std::string_view what) {
  return path + ":" + std::to_string(line) + ": " + std::string(what) + "; the file is skipped";
}

}  // namespace

bool read_config_file(const std::string& path, bool may_be_missing, Config& config, std::string& problem) {
  const auto cannot_read = [&](const char* reason) {
    problem = path + ": " + reason + "; the file is skipped";
    return false;
  };
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return (errno == ENOENT && may_be_missing) || cannot_read(std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return cannot_read("not a regular file");
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  if (!file || (status.st_size != 0 && !(content << file.rdbuf()))) return cannot_read(std::strerror(errno));
  Config entries;
  std::string all = std::move(content).str();
  std::string_view rest = all;
  // Editors on other systems put it there; it would make the first name another one.
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  for (int number = 1; !rest.empty(); number++) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    if (line.find('\0') != std::string_view::npos) {
      problem = at(path, number, "a NUL byte");
      return false;
    }
    if (colon == std::string_view::npos) {
      problem = at(path, number, "no `name: value`");
      return false;
    }
    const std::string_view name = trimmed(line.substr(0, colon));
    if (name.empty()) {
      problem = at(path, number, "no name before the colon");
      return false;
    }
    entries.insert_or_assign(std::string(name),
                             ConfigValue{std::string(trimmed(line.substr(colon + 1))), path, number});
  }
  for (auto& [name, value] : entries) config.insert_or_assign(name, std::move(value));
  return true;
}

void fill_in(Config& config, const Config& from) { config.insert(from.begin(), from.end()); }

std::string_view value_of(const Config& config, std::string_view name) noexcept {
  const auto found = config.find(name);
  return found == config.end() ? std::string_view() : std::string_view(found->second.text);
}

}  // namespace p11trace::managed
