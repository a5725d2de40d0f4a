// CLI11 takes the options apart; which there are, and what their values may be, is the table of settings.
#include "tools/p11trace/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <vector>

#include "formatters/select/nearest.h"
#include "formatters/select/selector.h"
#include "tracer/settings/settings.h"

namespace p11trace {
namespace {

using settings::Name;
using settings::Setting;

// argv as CLI11 can read it.
struct Words {
  std::vector<std::string> texts;
  std::vector<int> origins;  // the place in argv where each text comes from

  void add(std::string text, int origin) {
    texts.push_back(std::move(text));
    origins.push_back(origin);
  }
};

bool takes_argument(std::string_view flag) {
  return std::any_of(std::begin(settings::table), std::end(settings::table),
                     [&](const Setting& row) { return row.flag == flag && !row.argument.empty(); });
}

// An empty value (--select=) becomes a word of its own: CLI11 would take the next word, the command, in its place.
Words split_words(int argc, char** argv) {
  Words words;
  for (int i = 1; i < argc; ++i) {
    std::string_view word = argv[i];
    const bool is_empty_value = word.ends_with('=') && takes_argument(word.substr(0, word.size() - 1));
    if (is_empty_value) word.remove_suffix(1);
    words.add(std::string(word), i);
    if (is_empty_value) words.add("", i);
  }
  return words;
}

CLI::Option* add_option(CLI::App& app, const Setting& row) {
  std::string names(row.flag);
  if (row.letter != '\0') names += std::string(",-") + row.letter;
  if (row.argument.empty()) return app.add_flag(names)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  return app.add_option(names)
      ->type_size(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
}

[[noreturn]] void refuse_unknown_option(std::string_view word) {
  const std::string_view option = word.substr(0, word.find('='));
  select::Nearest nearest(option);
  for (const Setting& row : settings::table) nearest.consider(row.flag);
  for (std::string_view other : {"--help", "--version"}) nearest.consider(other);
  std::string sentence = "unknown option " + std::string(option);
  if (!nearest.answer().empty()) sentence.append(", did you mean ").append(nearest.answer()).append("?");
  throw UsageError(sentence);
}

// what() is "--output: ...": the only mismatch that is left is an option at the end whose argument is missing.
[[noreturn]] void refuse_missing_argument(const CLI::ArgumentMismatch& error) {
  const std::string what = error.what();
  const std::string flag = what.substr(0, what.find(':'));
  for (const Setting& row : settings::table)
    if (row.flag == flag) throw UsageError(flag + " needs an argument: " + std::string(row.argument));
  throw UsageError(what);
}

void parse(CLI::App& app, const Words& words) {
  std::vector<std::string> reversed(words.texts.rbegin(), words.texts.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& error) {
    refuse_missing_argument(error);
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
}

std::string value_of(const CLI::Option& option, const Setting& row) {
  const std::vector<std::string>& results = option.results();
  if (row.argument.empty()) return results.back() == "true" ? "yes" : results.back();
  if (row.name != Name::select) return results.back();
  std::string joined;
  for (const std::string& text : results) joined.append(joined.empty() ? "" : ",").append(text);
  return joined;
}

void check(const Setting& row, const std::string& value) {
  settings::Values values;
  if (!settings::assign(values, row, value)) {
    settings::Problem problem;
    problem.append(row.flag).append(row.argument.empty() ? "=" : " ").append_start(value).append(" is not ");
    settings::append_expected(problem, row);
    throw UsageError(std::string(problem.text()));
  }
  if (row.name == Name::output && value.empty()) throw UsageError("--output needs the name of a file");
  if (row.name != Name::select) return;
  if (const std::string problem = select::parse(value).problem; !problem.empty()) throw UsageError(problem);
}

char** find_command(const CLI::App& app, const Words& words, char** argv) {
  std::vector<std::string> rest = app.remaining();
  if (rest.empty()) return nullptr;
  std::size_t index = words.texts.size() - rest.size();
  if (rest.front() == "--") {
    if (++index == words.texts.size()) return nullptr;
  } else if (rest.front().size() > 1 && rest.front().front() == '-') {
    refuse_unknown_option(rest.front());
  }
  return argv + words.origins[index];
}

}  // namespace

Options read_options(int argc, char** argv) {
  CLI::App app;
  app.set_help_flag();  // its own help would leave out the half
  app.prefix_command();
  std::array<CLI::Option*, settings::count> added{};
  for (const Setting& row : settings::table) added[settings::index_of(row.name)] = add_option(app, row);
  const CLI::Option* help = app.add_flag("-h,--help")->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  const CLI::Option* version = app.add_flag("-V,--version")->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);

  const Words words = split_words(argc, argv);
  parse(app, words);

  Options options;
  options.command = find_command(app, words, argv);
  options.help = help->count() > 0;
  options.version = version->count() > 0;
  for (const Setting& row : settings::table) {
    const CLI::Option& option = *added[settings::index_of(row.name)];
    if (option.count() == 0) continue;
    const std::string value = value_of(option, row);
    check(row, value);
    options.given[settings::index_of(row.name)] = value;
  }
  return options;
}

}  // namespace p11trace
