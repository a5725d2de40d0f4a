// Reads what stands in front of a call's inputs character by character, so that nothing is forgiven; a library says
// whether the whole is JSON.
#include "tests/clients/json_line.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "tests/clients/log_line.h"

namespace p11trace::clients {

namespace {

constexpr std::string_view decimal_digits = "0123456789";

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // Whether all was there that had to be.
  bool is_sound() const { return sound_; }
  std::string_view rest() const { return rest_; }

  bool begins_with(std::string_view text) const { return rest_.starts_with(text); }

  std::string_view take(std::string_view text) {
    sound_ = sound_ && rest_.starts_with(text);
    return advance(text.size());
  }

  // All characters up to `end`, which is there, and is not taken.
  std::string_view take_until(char end) {
    const std::size_t size = rest_.find(end);
    sound_ = sound_ && size != std::string_view::npos;
    return advance(size);
  }

  unsigned long take_number(int base = 10) {
    const std::size_t size = rest_.find_first_not_of(base == 10 ? decimal_digits : "0123456789abcdef");
    const std::string digits(advance(size));
    sound_ = sound_ && !digits.empty() && digits.size() <= 16 && (digits[0] != '0' || digits == "0");
    return sound_ ? std::stoul(digits, nullptr, base) : 0;
  }

 private:
  std::string_view advance(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest_;
  bool sound_ = true;
};

// Whether digits stand where `form` has a 0, and everything else as there.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = decimal_digits.find(text[i]) != std::string_view::npos;
    if (form[i] == '0' ? !is_digit : text[i] != form[i]) return false;
  }
  return true;
}

// What one says; nothing if it is not one.
std::optional<std::string> parse_note(const std::string& line) {
  Reader reader(line);
  reader.take("{\"v\":1,\"process\":");
  reader.take_number();
  reader.take(",\"note\":\"");
  const std::string note(reader.take_until('"'));
  reader.take("\"}");
  return reader.is_sound() && reader.rest().empty() ? std::optional(note) : std::nullopt;
}

}  // namespace

std::optional<JsonLine> parse_json_line(const std::string& line) {
  Reader reader(line);
  JsonLine result;
  reader.take("{\"v\":1,\"time\":\"");
  result.time = reader.take_until('"');
  reader.take("\",\"sequence\":");
  result.sequence = reader.take_number();
  reader.take(",\"process\":");
  result.process = static_cast<int>(reader.take_number());
  reader.take(",\"thread\":");
  result.thread = static_cast<int>(reader.take_number());
  reader.take(",\"module\":\"");
  result.module = reader.take_until('"');
  reader.take("\",");
  result.call = "{";
  result.call += reader.take("\"function\":\"");
  result.call += reader.take_until('"');
  result.call += reader.take("\"");
  reader.take(",\"caller\":\"0x");
  result.caller = reader.take_number(16);
  reader.take("\"");
  result.returned = reader.begins_with(",\"return\":");
  if (result.returned) {
    result.call += reader.take_until('}');
    result.call += reader.take("}");
    reader.take(",\"duration_ns\":");
    result.duration = reader.take_number();
  }
  result.call += reader.rest();
  const bool is_sound = reader.is_sound() && reader.begins_with(",\"inputs\":{") &&
                        has_form(result.time, "0000-00-00T00:00:00.000000000Z") && nlohmann::json::accept(line);
  return is_sound ? std::optional(result) : std::nullopt;
}

JsonLog parse_json_log(const std::string& text) {
  JsonLog log;
  for (const std::string& line : lines_of(text)) {
    if (const auto note = parse_note(line)) log.notes.push_back(*note);
    else if (const auto parsed = parse_json_line(line)) log.lines.push_back(*parsed);
    else ADD_FAILURE() << "a line that is not of a log: " << line.substr(0, 500);
  }
  return log;
}

}  // namespace p11trace::clients
