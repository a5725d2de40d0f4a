// Reads lines with regular expressions, which know nothing of how they were made. (Those of POSIX: g++ 12 warns of
// uninitialized memory inside std::regex where the address sanitizer is on.)
#include "tests/clients/log_line.h"

#include <gtest/gtest.h>
#include <regex.h>

#include <algorithm>
#include <string_view>

namespace p11trace::clients {

namespace {

// One of POSIX, compiled once and kept.
class Expression {
 public:
  static constexpr std::size_t most_parts = 16;
  using Parts = std::vector<std::string>;

  explicit Expression(const char* expression) { EXPECT_EQ(regcomp(&compiled_, expression, REG_EXTENDED), 0); }

  // What matched as a whole and in each pair of parentheses; nothing if the text does not match.
  std::optional<Parts> match(const std::string& text) const {
    regmatch_t places[most_parts];
    if (regexec(&compiled_, text.c_str(), most_parts, places, 0) != 0) return std::nullopt;
    Parts parts;
    for (const regmatch_t& place : places) {
      const bool is_there = place.rm_so >= 0;
      const auto begin = static_cast<std::size_t>(is_there ? place.rm_so : 0);
      parts.push_back(text.substr(begin, is_there ? static_cast<std::size_t>(place.rm_eo) - begin : 0));
    }
    return parts;
  }

 private:
  regex_t compiled_;
};

struct Unit {
  const char* name;
  double seconds;
  std::size_t decimals;  // behind a point, which counts too
};
constexpr Unit units[] = {{"ns", 1e-9, 0}, {"us", 1e-6, 2}, {"ms", 1e-3, 3}, {"s", 1, 4}};

// "12.3us" in seconds; nothing if it has more or fewer decimals than its unit asks for.
std::optional<double> duration_of(const std::string& number, const std::string& decimals, const std::string& unit) {
  for (const Unit& known : units)
    if (unit == known.name && decimals.size() == known.decimals) return std::stod(number) * known.seconds;
  return std::nullopt;
}

constexpr std::string_view hexadecimal_digits = "0123456789abcdef";

// Whether the star there stands for one, in either form.
bool is_fingerprint(std::string_view expected, std::size_t at) {
  if (expected[at] != '*') return false;
  const std::string_view before = expected.substr(0, at);
  return before.ends_with("<sensitive ") || before.ends_with("\"fingerprint\":\"");
}

}  // namespace

std::optional<LogLine> parse_log_line(const std::string& line) {
  static const Expression head(
      "^(([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])\\.([0-9]{6})) "  // 1 to 5: the time
      "( *)(([0-9]+(\\.[0-9]+)?)(ns|us|ms|s)|\\.\\.\\.) "              // 6 to 10: the duration
      "([0-9]+)/([0-9]+) ([^ :]+): (C_[A-Za-z]+\\()");                 // 11 to 14: who called what
  static const Expression end("\\) = (CKR_[A-Z0-9_]+|0x[0-9a-f]+)$");
  constexpr std::size_t longest_head = 150;
  constexpr std::size_t longest_end = 100;

  const auto part = head.match(line.substr(0, longest_head));
  if (!part) return std::nullopt;
  LogLine result;
  result.time = (*part)[1];
  result.time_of_day =
      ((std::stoul((*part)[2]) * 60 + std::stoul((*part)[3])) * 60 + std::stoul((*part)[4])) * 1000000 +
      std::stoul((*part)[5]);
  result.returned = !(*part)[8].empty();
  if (result.returned) {
    const auto duration = duration_of((*part)[8], (*part)[9], (*part)[10]);
    if (!duration) return std::nullopt;
    result.duration = *duration;
  }
  // Right-aligned in nine columns.
  const std::size_t width = (*part)[6].size() + (*part)[7].size();
  if (width < 9 || (width > 9 && !(*part)[6].empty())) return std::nullopt;
  result.process = std::stoi((*part)[11]);
  result.thread = std::stoi((*part)[12]);
  result.module = (*part)[13];
  result.call = line.substr((*part)[0].size() - (*part)[14].size());
  const std::string tail = line.substr(line.size() < longest_end ? 0 : line.size() - longest_end);
  const bool is_whole = result.returned ? end.match(tail).has_value() : tail.ends_with(") ...");
  return is_whole ? std::optional(result) : std::nullopt;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    lines.push_back(text.substr(begin, end - begin));
  if (begin < text.size()) lines.push_back(text.substr(begin) + " (torn)");
  return lines;
}

Log parse_log(const std::string& text) {
  Log log;
  std::size_t wrong = 0;
  std::string example;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("# p11trace: ")) {
      log.remarks.push_back(line);
    } else if (const auto parsed = parse_log_line(line)) {
      log.lines.push_back(*parsed);
    } else if (wrong++ == 0) {
      example = line.substr(0, 500);
    }
  }
  EXPECT_EQ(wrong, 0U) << "lines that are not of a log, the first of which is: " << example;
  return log;
}

bool matches(const std::string& expected, const std::string& call, Fingerprints& seen) {
  constexpr std::size_t digit_count = 16;
  std::size_t at = 0;  // in call
  for (std::size_t i = 0; i < expected.size();) {
    if (!is_fingerprint(expected, i)) {
      if (at >= call.size() || expected[i] != call[at]) return false;
      ++i;
      ++at;
      continue;
    }
    const std::size_t end = std::min(expected.find_first_not_of(hexadecimal_digits, i + 1), expected.size());
    const std::string bytes = expected.substr(i + 1, end - i - 1);
    const std::string digits = at < call.size() ? call.substr(at, digit_count) : "";
    if (digits.size() != digit_count || digits.find_first_not_of(hexadecimal_digits) != std::string::npos) return false;
    for (const auto& [other_bytes, other_digits] : seen)
      if ((other_bytes == bytes) != (other_digits == digits)) return false;
    seen[bytes] = digits;
    i = end;
    at += digit_count;
  }
  return at == call.size();
}

void expect_equal_lines(const std::vector<std::string>& expected, const std::vector<std::string>& calls,
                        Fingerprints& seen) {
  constexpr std::size_t most = 3000;  // characters of a line, which may have very many
  EXPECT_EQ(calls.size(), expected.size());
  int shown = 0;
  for (std::size_t i = 0; i < std::min(calls.size(), expected.size()) && shown < 20; ++i) {
    if (matches(expected[i], calls[i], seen)) continue;
    ADD_FAILURE() << "line " << i + 1 << "\n  expected: " << expected[i].substr(0, most)
                  << "\n  logged:   " << calls[i].substr(0, most);
    ++shown;
  }
}

}  // namespace p11trace::clients
