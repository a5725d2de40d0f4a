// The settings of one process, read from its environment; also what checks a value for the command.
#pragma once

#include "formatters/record/policy.h"
#include "tracer/settings/problem.h"
#include "tracer/settings/table.h"

namespace p11trace::settings {

enum class Format : std::uint8_t { text, json };
enum class LogAt : std::uint8_t { caller, module, both };
enum class Color : std::uint8_t { automatic, always, never };
using record::Show;

inline constexpr std::size_t all = static_cast<std::size_t>(-1);

// The texts point to where they were read. Programs write over their environment (setproctitle) and change it: what is
// needed beyond the start must be copied.
struct Values {
  std::string_view output = "-";
  Format format = Format::text;
  std::string_view select = "all";  // in the grammar of formatters/select, which checks it
  std::size_t bytes = 64;
  std::size_t items = 32;
  bool entry = false;
  Show show = Show::open;
  std::string_view function_list;
  bool managed = false;
  LogAt log_at = LogAt::caller;
  Color color = Color::automatic;
  bool pretty = false;
  bool raw = false;
  bool raw_values = false;
  bool safe_reads = false;
};

// Takes text as the value of one setting, an empty text as its default. If it is no value of that setting, then values
// stay as they were and the answer is false.
bool assign(Values& values, const Setting& setting, std::string_view text) noexcept;

// Says what assign() takes, behind "abc is not ": "a number or `all`".
void append_expected(Problem& problem, const Setting& setting) noexcept;

// Reads P11TRACE_... . A value that is none leaves the default in force; the first such is reported as one sentence in
// first_problem. For use within traced processes: no allocation, no exceptions; errno is kept.
Values read_environment(Problem& first_problem) noexcept;

}  // namespace p11trace::settings
