// Writes the settings and LD_PRELOAD for the processes to be traced.
#include "tools/p11trace/environment.h"

#include <cstdlib>
#include <string_view>

namespace p11trace {
namespace {

using settings::Name;
using settings::Setting;

void set(const Setting& row, const std::string& value) {
  setenv(std::string(row.environment).c_str(), value.c_str(), 1);
}

// Whether the list, parted by blanks or colons, holds the path.
bool holds(std::string_view list, std::string_view path) {
  while (!list.empty()) {
    const std::size_t end = list.find_first_of(" :");
    if (list.substr(0, end) == path) return true;
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  }
  return false;
}

}  // namespace

std::string wanted_output(const Options& options) {
  const Setting& row = settings::row_of(Name::output);
  if (const auto& given = options.given[settings::index_of(Name::output)]) return *given;
  const char* present = std::getenv(std::string(row.environment).c_str());
  return std::string(present == nullptr || *present == '\0' ? row.default_value : present);
}

void set_settings(const Options& options, const std::string& output) {
  for (const Setting& row : settings::table)
    if (const auto& value = options.given[settings::index_of(row.name)]) set(row, *value);
  set(settings::row_of(Name::output), output);
}

std::string preload_behind(const char* present, const std::string& library) {
  if (present == nullptr || *present == '\0') return library;
  // A p11trace within a p11trace.
  if (holds(present, library)) return present;
  return std::string(present) + ":" + library;
}

}  // namespace p11trace
