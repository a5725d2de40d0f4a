// The options and the groups come from their tables; the rest of the help is written here.
#include "tools/p11trace/help.h"

#include "formatters/pkcs11/function.h"
#include "tracer/settings/table.h"

namespace p11trace {
namespace {

using settings::Setting;

constexpr std::size_t width = 80;
constexpr std::size_t help_column = 28;

// Appends text word by word, at most up to the last column; line is what the current line is long already.
void append_wrapped(std::string& to, std::string_view text, std::size_t line, std::size_t indent) {
  bool at_start = true;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    if (!at_start && line + 1 + word.size() > width) {
      to.append("\n").append(indent, ' ');
      line = indent;
      at_start = true;
    }
    to.append(at_start ? "" : " ").append(word);
    line += word.size() + (at_start ? 0 : 1);
    at_start = false;
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  }
  to += '\n';
}

// "  left      right", the right part wrapped within its column.
void append_entry(std::string& to, std::string_view left, std::string_view right) {
  std::string start = "  " + std::string(left);
  if (start.size() + 2 > help_column) start += '\n' + std::string(help_column, ' ');
  else start.resize(help_column, ' ');
  to += start;
  append_wrapped(to, right, help_column, help_column);
}

std::string option_words(const Setting& row) {
  std::string words = row.letter == '\0' ? "    " : std::string("-") + row.letter + ", ";
  words += row.flag;
  if (row.argument.empty()) return words;
  return words.append(" ").append(row.choices.empty() ? row.argument : row.choices);
}

void append_options(std::string& to) {
  to += "\nOptions (they end at COMMAND, or at --):\n";
  for (const Setting& row : settings::table) {
    std::string text(row.help);
    if (!row.argument.empty() && !row.default_value.empty())
      text.append(" (default: ").append(row.default_value).append(")");
    append_entry(to, option_words(row), text);
  }
  append_entry(to, "-h, --help", "Print this help.");
  append_entry(to, "-V, --version", "Print the version.");
}

void append_selectors(std::string& to) {
  to += "\nSelectors (terms parted by commas, applied from left to right):\n";
  append_entry(to, "C_Sign, Sign", "This function.");
  append_entry(to, "%sign", "The functions of this group.");
  append_entry(to, "/regex", "The functions whose name matches the extended regular expression, anywhere in it.");
  append_entry(to, "all, none", "All functions, no function.");
  append_entry(to, "!TERM", "Takes away what TERM means; as the first term, from all functions.");
  std::string groups;
  for (std::string_view group : pkcs11::group_names) groups.append(groups.empty() ? "" : ", ").append(group);
  append_entry(to, "Groups:", groups + ".");
}

void append_environment(std::string& to) {
  to += "\nEnvironment (what stands in for an option that is not given):\n";
  for (const Setting& row : settings::table) {
    std::string meaning(row.flag);
    if (row.argument.empty()) meaning.append(", as ").append(row.choices);
    append_entry(to, row.environment, meaning);
  }
}

constexpr std::string_view before =
    "p11trace shows what a program asks of its PKCS#11 tokens, and what they answer.\n"
    "It needs no change to the program, the module or their configuration.\n"
    "\n";

constexpr std::string_view after = R"(
Exit status:
  that of COMMAND; if a signal ends COMMAND, the same signal
  2    wrong usage of p11trace
  125  p11trace itself failed
  126  COMMAND was found but cannot be run
  127  COMMAND was not found

Examples:
  p11trace pkcs11-tool --module libsofthsm2.so --list-slots
  p11trace -o calls.log -e '%sign,C_Login' pkcs11-tool --sign --login -i data
  p11trace -e '!C_GetAttributeValue' --bytes all -- ./program --its-option
)";

}  // namespace

std::string help_text() {
  std::string text(before);
  text += usage_line;
  append_options(text);
  append_selectors(text);
  append_environment(text);
  return text.append(after);
}

}  // namespace p11trace
