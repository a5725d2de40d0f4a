// Values in the words of the log, by hand.
#include "tests/clients/expected_text.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace p11trace::clients {

LogSettings log_settings;
const Text unset = "(unset)";
const Text unavailable = "(unavailable)";

namespace {

// Around what stands in the line before the call, and in the one after it.
constexpr char begin_entry = '\1';
constexpr char begin_return = '\2';
constexpr char end_both = '\3';

Text digits(const void* bytes, std::size_t size) {
  Text result;
  for (std::size_t i = 0; i < size; ++i) result += format("%02x", static_cast<const unsigned char*>(bytes)[i]);
  return result;
}

Text cut_bytes(const void* bytes, std::size_t size, std::size_t most) {
  return format("[%zu]%s%s", size, digits(bytes, size < most ? size : most).c_str(), size > most ? "..." : "");
}

Text at_entry(const Text& line) {
  Text result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == begin_return) i = line.find(end_both, i);
    else if (line[i] != begin_entry) result += line[i];
  }
  return result;
}

Text at_return(const Text& line) {
  Text result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == begin_entry) i = line.find(begin_return, i);
    else if (line[i] != end_both) result += line[i];
  }
  return result;
}

// "a=b, c=d"
Text named(const std::vector<Text>& names_and_values) {
  Text result;
  for (std::size_t i = 0; i + 1 < names_and_values.size(); i += 2)
    result += (i == 0 ? "" : ", ") + names_and_values[i] + "=" + names_and_values[i + 1];
  return result;
}

unsigned long limit_in(const char* text) {
  return std::strcmp(text, "all") == 0 ? static_cast<unsigned long>(-1) : std::strtoul(text, nullptr, 10);
}

}  // namespace

bool understand_setting(const char* word) {
  if (std::strncmp(word, "bytes=", 6) == 0) log_settings.bytes = limit_in(word + 6);
  else if (std::strncmp(word, "items=", 6) == 0) log_settings.items = limit_in(word + 6);
  else if (std::strcmp(word, "show=data") == 0) log_settings.show = Show::data;
  else if (std::strcmp(word, "show=secrets") == 0) log_settings.show = Show::secrets;
  else if (std::strcmp(word, "entry") == 0) log_settings.entry = true;
  else return false;
  return true;
}

Text format(const char* how, ...) {
  va_list arguments;
  va_start(arguments, how);
  char* made = nullptr;
  const int size = vasprintf(&made, how, arguments);
  va_end(arguments);
  if (size < 0) std::abort();
  Text result(made, static_cast<std::size_t>(size));
  std::free(made);
  return result;
}

Text decimal(unsigned long number) { return format("%lu", number); }
Text hexadecimal(unsigned long number) { return format("0x%lx", number); }
Text address(const void* pointer) {
  return pointer == nullptr ? "NULL" : hexadecimal(reinterpret_cast<unsigned long>(pointer));
}

Text boolean(CK_BBOOL value) {
  if (value > 1) return decimal(value);
  return value == CK_TRUE ? "CK_TRUE" : "CK_FALSE";
}

Text version(CK_VERSION value) { return format("%u.%u", value.major, value.minor); }

Text constant(const char* name, unsigned long) { return name; }

Text flag_names(std::initializer_list<std::pair<const char*, unsigned long>> flags, unsigned long unknown) {
  Text names;
  for (const auto& [name, bit] : flags) names += (names.empty() ? "" : "|") + Text(name);
  if (unknown != 0) names += (names.empty() ? "" : "|") + hexadecimal(unknown);
  return names.empty() ? "0" : names;
}

Text null() { return "NULL"; }
Text null_beside(std::size_t length) { return format("NULL[%zu]", length); }

Text shown(const void* bytes, std::size_t size) { return cut_bytes(bytes, size, log_settings.bytes); }

// Behind the star stands what the fingerprint is of, for who compares: equal ones must have equal digits.
Text sensitive(const void* bytes, std::size_t size) {
  if (log_settings.show != Show::open) return shown(bytes, size);
  return format("[%zu]<sensitive *%s>", size, digits(bytes, size).c_str());
}

Text unknown_parameter(const void* bytes, std::size_t size) {
  return log_settings.show == Show::open ? format("[%zu]<not shown>", size) : shown(bytes, size);
}

Text secret(const void* bytes, std::size_t size) {
  return log_settings.show == Show::secrets ? shown(bytes, size) : "<secret>";
}

Text text(std::string_view quoted) { return text_of(quoted, quoted.size()); }

Text text_of(std::string_view quoted, std::size_t size) {
  if (size <= log_settings.bytes) return "\"" + Text(quoted) + "\"";
  return format("[%zu]\"", size) + Text(quoted.substr(0, log_settings.bytes)) + "\"...";
}

Text sensitive_text(std::string_view plain) {
  return log_settings.show == Show::open ? sensitive(plain.data(), plain.size()) : text(plain);
}

Text pin(std::string_view plain) { return log_settings.show == Show::secrets ? text(plain) : "<secret>"; }

Text meaning(std::string_view quoted) { return "\"" + Text(quoted) + "\""; }

Text unreachable_secret() { return "<secret>"; }

Text secret_null(std::size_t size) { return log_settings.show == Show::secrets ? format("NULL[%zu]", size) : "NULL"; }

Text out(const Text& before, const Text& after) { return begin_entry + before + begin_return + after + end_both; }

Text size_query(unsigned long answer) { return out("NULL (size query)", format("NULL (size query: %lu)", answer)); }

Text too_small(unsigned long given, unsigned long size) {
  return out(room(given), format("(too small: room %lu, size %lu)", given, size));
}

Text secret_room(unsigned long size) { return log_settings.show == Show::secrets ? room(size) : "<secret>"; }

Text secret_size_query(unsigned long answer) {
  if (log_settings.show == Show::secrets) return size_query(answer);
  return out("NULL (size query)", "NULL (size query: <secret>)");
}

Text secret_too_small(unsigned long given, unsigned long size) {
  return log_settings.show == Show::secrets ? too_small(given, size) : "<secret>";
}

Text made(const Text& answer) { return out(unset, answer); }

Text room(unsigned long size) { return size == 1 ? unset : format("(room %lu)", size); }

Text with_output(const Text& given, const Text& output) { return given + " -> " + output; }

Text items(const std::vector<Text>& texts) {
  Text result = format("[%zu]{", texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i != 0) result += ", ";
    if (i == log_settings.items) return result + "...}";
    result += texts[i];
  }
  return result + "}";
}

Text structure(std::initializer_list<Text> names_and_values) { return "{" + named(names_and_values) + "}"; }

Text structure(const std::vector<Text>& names_and_values) { return "{" + named(names_and_values) + "}"; }

Text attribute(const char* name, const Text& value) { return Text(name) + "=" + value; }

Text mechanism(const char* name, const Text& parameter) {
  if (parameter.empty()) return structure({"mechanism", name});
  return structure({"mechanism", name, "pParameter", parameter});
}

void expect_call(const char* place, const char* function, std::initializer_list<Piece> names_and_values, CK_RV answer,
                 CK_RV expected, const char* expected_name) {
  if (answer != expected) {
    std::fprintf(stderr, "%s: %s answered 0x%lx, not %s\n", place, function, answer, expected_name);
    std::_Exit(1);
  }
  std::vector<Text> texts;
  for (const Piece& piece : names_and_values) texts.push_back(piece.text);
  const Text call = Text(function) + "(" + named(texts) + ")";
  if (log_settings.entry) std::printf("%s ...\n", at_entry(call).c_str());
  std::printf("%s = %s\n", at_return(call).c_str(), expected_name);
}

}  // namespace p11trace::clients
