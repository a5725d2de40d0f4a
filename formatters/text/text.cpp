// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Calls and arguments as text. value.cpp has the values.
#include "formatters/text/text.h"

#include <algorithm>

#include "formatters/pkcs11/constants.h"
#include "formatters/text/value.h"

namespace p11trace::text {

namespace {

constexpr std::uint64_t second = 1000000000;
constexpr std::int64_t day = 86400;
constexpr std::size_t duration_width = 9;

// What a terminal is told, by ECMA-48.
constexpr std::string_view plain = "\x1b[0m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view faint = "\x1b[2m";
constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view green = "\x1b[32m";

// Seconds to microseconds of the day, which is what one compares by eye.
void add_time(std::uint64_t nanoseconds, std::int64_t utc_offset, Line& line) noexcept {
  const std::uint64_t seconds = nanoseconds / second;
  const auto of_day = static_cast<std::uint32_t>((seconds + static_cast<std::uint64_t>(utc_offset % day + day)) % day);
  const auto microseconds = static_cast<std::uint32_t>((nanoseconds - seconds * second) / 1000);
  char text[] = "00:00:00.000000";
  const auto put = [&](std::size_t at, std::uint32_t two_digits) {
    text[at] = static_cast<char>('0' + two_digits / 10);
    text[at + 1] = static_cast<char>('0' + two_digits % 10);
  };
  put(0, of_day / 3600);
  put(3, of_day / 60 % 60);
  put(6, of_day % 60);
  put(9, microseconds / 10000);
  put(11, microseconds / 100 % 100);
  put(13, microseconds % 100);
  line.add(std::string_view(text, sizeof text - 1));
}

// Three significant digits or more, in the unit that fits, right-aligned so that long ones stand out.
void add_duration(std::uint64_t nanoseconds, Line& line) noexcept {
  char memory[32];
  Line number{memory};
  const auto with_unit = [&](std::uint64_t unit, std::size_t decimals, std::string_view name) {
    std::uint64_t power = 1;
    for (std::size_t i = 0; i < decimals; i++) power *= 10;
    number.add_decimal(nanoseconds / unit);
    if (decimals != 0) {
      number.add('.');
      number.add_padded(nanoseconds % unit / (unit / power), decimals);
    }
    number.add(name);
  };
  if (nanoseconds < 1000) with_unit(1, 0, "ns");
  else if (nanoseconds < second / 1000) with_unit(1000, 1, "us");
  else if (nanoseconds < second) with_unit(1000000, 2, "ms");
  else with_unit(second, 3, "s");
  constexpr std::string_view blanks = "         ";
  static_assert(blanks.size() == duration_width);
  line.add(blanks.substr(std::min(number.text().size(), duration_width)));
  line.add(number.text());
}

void add_argument(const call::Call& call, const call::Argument& argument, Line& line) noexcept {
  line.add(argument.row->name);
  line.add('=');
  if (argument.out == nullptr) return add_value(*argument.in, line);
  if (argument.row->role == pkcs11::Role::mechanism || argument.row->role == pkcs11::Role::parameter_inout) {
    // What came back through a parameter, beside what went in.
    add_value(*argument.in, line);
    line.add(" -> ");
    return add_value(*argument.out, line);
  }
  add_answer(*argument.in, *argument.out, call.return_value == CKR_BUFFER_TOO_SMALL, line);
}

}  // namespace

void render_call(const call::Call& call, Line& line, Style style) noexcept {
  const auto in = [&](std::string_view color) {
    if (style.color) line.add(color);
  };
  in(bold);
  line.add(call.function->name);
  in(plain);
  line.add('(');
  bool first = true;
  for (const call::Argument& argument : call.arguments_of_row()) {
    if (!first) line.add(style.pretty ? "," : ", ");
    first = false;
    if (style.pretty) line.add("\n    ");
    add_argument(call, argument, line);
  }
  line.add(')');
  if (!call.returned) return line.add(" ...");
  line.add(" = ");
  const std::string_view name = pkcs11::constant_name(pkcs11::Family::CKR, call.return_value);
  in(call.return_value == CKR_OK ? green : red);
  if (name.empty()) line.add_hexadecimal(call.return_value);
  else line.add(name);
  in(plain);
}

void render(const call::Call& call, std::int64_t utc_offset, Line& line, Style style) noexcept {
  if (style.color) line.add(faint);
  add_time(call.time, utc_offset, line);
  line.add(' ');
  if (call.returned) add_duration(call.duration, line);
  else line.add(std::string_view("      ...").substr(0, duration_width));
  line.add(' ');
  line.add_decimal(call.process);
  line.add('/');
  line.add_decimal(call.thread);
  line.add(' ');
  line.add(call.module);
  line.add(": ");
  if (style.color) line.add(plain);
  render_call(call, line, style);
  if (call.cut) line.add(" (cut: the record was full)");
}

}  // namespace p11trace::text
