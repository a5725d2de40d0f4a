// Every setting of p11trace, one row each: flags, environment variables, help and defaults all come from here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace p11trace::settings {

enum class Name : std::uint8_t {
  output,
  format,
  select,
  bytes,
  items,
  entry,
  show,
  function_list,
  managed,
  log_at,
  color,
  pretty,
  raw,
  raw_values,
  safe_reads
};

struct Setting {
  Name name;
  std::string_view flag;
  char letter;  // '\0' if there is none
  std::string_view environment;
  std::string_view argument;       // how the help calls the argument; empty for a switch
  std::string_view choices;        // the words that are taken, parted by |; empty if others are taken as well
  std::string_view default_value;  // empty if the setting is then not in force
  std::string_view help;
};

// clang-format off
inline constexpr Setting table[] = {
    {Name::output, "--output", 'o', "P11TRACE_LOG", "FILE", "", "-",
     "Write the calls to FILE. - is standard error; %p in FILE becomes the process id, so that every process "
     "has a file of its own."},
    {Name::format, "--format", '\0', "P11TRACE_FORMAT", "FORMAT", "text|json", "text",
     "How the calls are written: as lines to read, or a JSON object a line."},
    {Name::select, "--select", 'e', "P11TRACE_SELECT", "SELECTOR", "", "all",
     "Which calls are written. May be given several times, which is the same as once with commas."},
    {Name::bytes, "--bytes", '\0', "P11TRACE_BYTES", "N|all", "", "64",
     "How many bytes of a byte string are shown."},
    {Name::items, "--items", '\0', "P11TRACE_ITEMS", "N|all", "", "32",
     "How many entries of an array or a template are shown."},
    {Name::entry, "--entry", '\0', "P11TRACE_LOG_ENTRY", "", "yes|no", "no",
     "Write a line before each call as well, so that a call that never returns is seen."},
    {Name::show, "--show", '\0', "P11TRACE_SHOW", "WHAT", "data|secrets", "",
     "Show what is hidden otherwise: `data` shows what is encrypted, signed or digested, `secrets` shows PINs and "
     "keys as well."},
    {Name::function_list, "--function-list", '\0', "P11TRACE_FUNCTION_LIST", "NAME[,NAME]", "", "",
     "Further names under which programs look up a C_GetFunctionList."},
    {Name::managed, "--managed", '\0', "P11TRACE_MANAGED", "", "yes|no", "no",
     "Give each library that asks for a module a wrapper of its own: initialization is counted, and nobody closes "
     "another's sessions."},
    {Name::log_at, "--log-at", '\0', "P11TRACE_LOG_AT", "PLACE", "caller|module|both", "caller",
     "Which calls are written where a module is managed: what its callers ask for, or what the module gets to do."},
    {Name::color, "--color", '\0', "P11TRACE_COLOR", "WHEN", "auto|always|never", "auto",
     "Whether text is colored. `auto` colors what goes to a terminal, unless NO_COLOR is set."},
    {Name::pretty, "--pretty", '\0', "P11TRACE_PRETTY", "", "yes|no", "no",
     "Write each argument of a call on a line of its own, for reading."},
    {Name::raw, "--raw", '\0', "P11TRACE_RAW", "", "yes|no", "no",
     "Show sessions, slots and objects by their numbers alone, without what earlier calls told of them."},
    {Name::raw_values, "--raw-values", '\0', "P11TRACE_RAW_VALUES", "", "yes|no", "no",
     "Show behind each name of a constant the number that it stands for."},
    {Name::safe_reads, "--safe-reads", '\0', "P11TRACE_SAFE_READS", "", "yes|no", "no",
     "Ask the kernel before memory of the program is read, so that a pointer to nowhere is shown as such; slower."},
};
// clang-format on

inline constexpr std::size_t count = sizeof table / sizeof table[0];

constexpr std::size_t index_of(Name name) noexcept { return static_cast<std::size_t>(name); }
constexpr const Setting& row_of(Name name) noexcept { return table[index_of(name)]; }

constexpr bool rows_are_in_order() noexcept {
  for (std::size_t i = 0; i < count; ++i)
    if (index_of(table[i].name) != i) return false;
  return true;
}
static_assert(rows_are_in_order());

}  // namespace p11trace::settings
