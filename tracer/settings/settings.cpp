// Reads the value of each kind of setting.
#include "tracer/settings/settings.h"

#include <charconv>
#include <cstdlib>
#include <iterator>

namespace p11trace::settings {
namespace {

bool assign_number(std::size_t& value, std::string_view text) noexcept {
  if (text == "all") {
    value = all;
    return true;
  }
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return false;
  value = number;
  return true;
}

// Calls each(word) for the words of "data|secrets" until it answers true; says whether it did.
template <class Each>
bool any_choice(std::string_view choices, Each each) noexcept {
  while (!choices.empty()) {
    const std::size_t bar = choices.find('|');
    if (each(choices.substr(0, bar))) return true;
    choices = bar == std::string_view::npos ? std::string_view() : choices.substr(bar + 1);
  }
  return false;
}

// values stand in the order of the words of choices.
template <class T, std::size_t N>
bool assign_choice(T& value, const Setting& setting, const T (&values)[N], std::string_view text) noexcept {
  std::size_t i = 0;
  const bool found = any_choice(setting.choices, [&](std::string_view word) {
    if (word == text) return true;
    ++i;
    return false;
  });
  if (!found || i >= N) return false;
  value = values[i];
  return true;
}

}  // namespace

bool assign(Values& values, const Setting& setting, std::string_view text) noexcept {
  if (text.empty()) text = setting.default_value;
  switch (setting.name) {
    case Name::output:
      values.output = text;
      return true;
    case Name::format:
      return assign_choice(values.format, setting, {Format::text, Format::json}, text);
    case Name::select:
      values.select = text;
      return true;
    case Name::bytes:
      return assign_number(values.bytes, text);
    case Name::items:
      return assign_number(values.items, text);
    case Name::entry:
      return assign_choice(values.entry, setting, {true, false}, text);
    case Name::show:
      if (!text.empty()) return assign_choice(values.show, setting, {Show::data, Show::secrets}, text);
      values.show = Show::open;
      return true;
    case Name::function_list:
      values.function_list = text;
      return true;
    case Name::managed:
      return assign_choice(values.managed, setting, {true, false}, text);
    case Name::log_at:
      return assign_choice(values.log_at, setting, {LogAt::caller, LogAt::module, LogAt::both}, text);
    case Name::color:
      return assign_choice(values.color, setting, {Color::automatic, Color::always, Color::never}, text);
    case Name::pretty:
      return assign_choice(values.pretty, setting, {true, false}, text);
    case Name::raw:
      return assign_choice(values.raw, setting, {true, false}, text);
    case Name::raw_values:
      return assign_choice(values.raw_values, setting, {true, false}, text);
    case Name::safe_reads:
      return assign_choice(values.safe_reads, setting, {true, false}, text);
  }
  return false;
}

void append_expected(Problem& problem, const Setting& setting) noexcept {
  if (setting.choices.empty()) {
    problem.append("a number or `all`");
    return;
  }
  std::string_view before = "`";
  any_choice(setting.choices, [&](std::string_view word) {
    problem.append(before).append(word).append("`");
    before = " or `";
    return false;
  });
}

Values read_environment(Problem& first_problem) noexcept {
  Values values;
  for (const Setting& setting : table) {
    const char* text = secure_getenv(std::data(setting.environment));
    if (text == nullptr || assign(values, setting, text) || !first_problem.empty()) continue;
    first_problem.append("p11trace: ").append(setting.environment).append("=").append_start(text).append(" is not ");
    append_expected(first_problem, setting);
    if (setting.default_value.empty()) first_problem.append("; it is ignored");
    else first_problem.append("; using ").append(setting.default_value);
  }
  return values;
}

}  // namespace p11trace::settings
