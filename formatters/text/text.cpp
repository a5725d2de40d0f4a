// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Calls and arguments as text. value.cpp has the values.
#include "formatters/text/text.h"

#include <algorithm>
#include <cstring>

#include "formatters/pkcs11/constants.h"
#include "formatters/text/two_digits.h"
#include "formatters/text/value.h"

namespace p11trace::text {

using namespace std::string_view_literals;

namespace {

constexpr std::uint64_t second = 1000000000;
constexpr std::int64_t day = 86400;
constexpr std::ptrdiff_t duration_width = 9;
// Where a duration would stand.
constexpr std::string_view before_return = "      ... ";
static_assert(before_return.size() == duration_width + 1);

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
  const auto microseconds = static_cast<std::uint32_t>(nanoseconds - seconds * second) / 1000;
  char text[] = "00:00:00.000000 ";
  const auto put = [&](std::size_t at, std::uint32_t number) { std::memcpy(text + at, two_digits(number), 2); };
  put(0, of_day / 3600);
  put(3, of_day / 60 % 60);
  put(6, of_day % 60);
  put(9, microseconds / 10000);
  put(11, microseconds / 100 % 100);
  put(13, microseconds % 100);
  line.add(text);
}

// Three significant digits or more, in the unit that fits, right-aligned so that long ones stand out.
void add_duration(std::uint64_t nanoseconds, Line& line) noexcept {
  // Put together from its end.
  char text[32];
  std::memset(text, ' ', sizeof text);
  char* const end = text + sizeof text;
  char* first = end;
  const auto put = [&](std::string_view unit, std::uint64_t number, unsigned decimals) {
    std::memcpy(first -= unit.size(), unit.data(), unit.size());
    for (unsigned i = 0; i < decimals; i++, number /= 10) *--first = static_cast<char>('0' + number % 10);
    if (decimals != 0) *--first = '.';
    do *--first = static_cast<char>('0' + number % 10);
    while ((number /= 10) != 0);
  };
  if (nanoseconds < 1000) put("ns", nanoseconds, 0);
  else if (nanoseconds < second / 1000) put("us", nanoseconds / 100, 1);
  else if (nanoseconds < second) put("ms", nanoseconds / 10000, 2);
  else put("s", nanoseconds / 1000000, 3);
  first = std::min(first, end - duration_width);
  line.add(std::string_view(first, static_cast<std::size_t>(end - first)), ' ');
}

void add_argument(const call::Call& call, const call::Argument& argument, Line& line) noexcept {
  line.add(argument.row->name, '=');
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
  line.show_numbers(style.numbers);
  in(bold);
  line.add(call.function->name);
  in(plain);
  line.add('(');
  bool first = true;
  for (const call::Argument& argument : call.arguments_of_row()) {
    if (style.pretty) line.add(first ? "\n    "sv : ",\n    "sv);
    else if (!first) line.add(", ");
    first = false;
    add_argument(call, argument, line);
  }
  line.add(')');
  if (!call.returned) return line.add(" ...");
  line.add(" = ");
  const std::string_view name = pkcs11::constant_name(pkcs11::Family::CKR, call.return_value);
  in(call.return_value == CKR_OK ? green : red);
  if (name.empty()) {
    line.add_hexadecimal(call.return_value);
  } else {
    line.add(name);
    line.add_number_of_name(call.return_value);
  }
  in(plain);
}

void render(const call::Call& call, std::int64_t utc_offset, Line& line, Style style) noexcept {
  if (style.color) line.add(faint);
  add_time(call.time, utc_offset, line);
  if (call.returned) add_duration(call.duration, line);
  else line.add(before_return);
  line.add_decimal(call.process);
  line.add('/');
  line.add_decimal(call.thread);
  line.add(' ', call.module, ": ");
  if (style.color) line.add(plain);
  render_call(call, line, style);
  if (call.cut) line.add(" (cut: the record was full)");
}

}  // namespace p11trace::text
