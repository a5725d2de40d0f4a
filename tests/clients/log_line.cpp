// Reads lines with regular expressions, which know nothing of how they were made.
#include "tests/clients/log_line.h"

#include <gtest/gtest.h>

#include <regex>
#include <string_view>

namespace p11trace::clients {

namespace {

double unit_of(const std::string& name) {
  if (name == "ns") return 1e-9;
  if (name == "us") return 1e-6;
  return name == "ms" ? 1e-3 : 1;
}

// The head only: a regular expression over a line of a megabyte would overflow the stack.
constexpr std::size_t longest_head = 150;

}  // namespace

std::optional<LogLine> parse_log_line(const std::string& line) {
  static const std::regex head(
      R"(^(([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{6})) ( *)(?:(\d+|\d+\.\d|\d+\.\d\d|\d+\.\d{3})(ns|us|ms|s)|\.\.\.) (\d+)/(\d+) ([^ :]+): (C_[A-Za-z]+\())");
  const std::string beginning = line.substr(0, longest_head);
  std::smatch part;
  if (!std::regex_search(beginning, part, head)) return std::nullopt;
  LogLine result;
  result.time = part[1];
  result.time_of_day =
      ((std::stoul(part[2]) * 60 + std::stoul(part[3])) * 60 + std::stoul(part[4])) * 1000000 + std::stoul(part[5]);
  result.returned = part[7].matched;
  if (result.returned) result.duration = std::stod(part[7]) * unit_of(part[8]);
  // Right-aligned in nine columns.
  const auto width = static_cast<std::size_t>(part.length(6) + (result.returned ? part.length(7) + part.length(8) : 3));
  if (width != 9 && !(width > 9 && part.length(6) == 0)) return std::nullopt;
  result.process = std::stoi(part[9]);
  result.thread = std::stoi(part[10]);
  result.module = part[11];
  result.call = line.substr(static_cast<std::size_t>(part.position(12)));

  static const std::regex end(R"(\) = (CKR_[A-Z0-9_]+|0x[0-9a-f]+)$)");
  const std::string tail = line.substr(line.size() < 100 ? 0 : line.size() - 100);
  const bool is_whole = result.returned ? std::regex_search(tail, end) : tail.ends_with(") ...");
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
  constexpr std::string_view mark = "<sensitive ";
  constexpr std::size_t digit_count = 16;
  std::size_t at = 0;  // in call
  for (std::size_t i = 0; i < expected.size();) {
    if (expected.compare(i, mark.size() + 1, std::string(mark) + "*") != 0) {
      if (at >= call.size() || expected[i] != call[at]) return false;
      ++i;
      ++at;
      continue;
    }
    const std::size_t end = expected.find('>', i);
    const std::string bytes = expected.substr(i + mark.size() + 1, end - i - mark.size() - 1);
    if (call.compare(at, mark.size(), mark) != 0) return false;
    const std::string digits = call.substr(at + mark.size(), digit_count);
    if (digits.size() != digit_count || digits.find_first_not_of("0123456789abcdef") != std::string::npos) return false;
    for (const auto& [other_bytes, other_digits] : seen)
      if ((other_bytes == bytes) != (other_digits == digits)) return false;
    seen[bytes] = digits;
    i = end;
    at += mark.size() + digit_count;
  }
  return at == call.size();
}

}  // namespace p11trace::clients
