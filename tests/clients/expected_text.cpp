// Values in the words of the log, by hand.
#include "tests/clients/expected_text.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/clients/expected_json.h"

namespace p11trace::clients {

LogSettings log_settings;

namespace {

std::string hexato_string(unsigned long number) {
  char text[20];
  std::snprintf(text, sizeof text, "0x%lx", number);
  return text;
}

std::string length_text(unsigned long length) { return "[" + std::to_string(length) + "]"; }

std::string digits(const void* bytes, std::size_t size) {
  constexpr char digit[] = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned char byte = static_cast<const unsigned char*>(bytes)[i];
    result += {digit[byte >> 4], digit[byte & 15]};
  }
  return result;
}

bool shows_data() { return log_settings.show != Show::open; }
bool shows_secrets() { return log_settings.show == Show::secrets; }

Text hidden() { return value("<secret>", json::object({{"redacted", json::text("secret")}})); }

// "a=b, c=d", each as `form` has it.
std::string named(const std::vector<Piece>& names_and_values, std::string Text::*form) {
  std::string result;
  for (std::size_t i = 0; i < names_and_values.size(); i += 2)
    result += (i == 0 ? "" : ", ") + std::string(names_and_values[i].name) + "=" + names_and_values[i + 1].value.*form;
  return result;
}

// {"a":b,"c":d} of those that have `form` at all.
std::string named_in_json(const std::vector<Piece>& names_and_values, std::string Text::*form) {
  std::vector<std::pair<std::string, std::string>> members;
  for (std::size_t i = 0; i < names_and_values.size(); i += 2)
    if (const std::string& value = names_and_values[i + 1].value.*form; !value.empty())
      members.emplace_back(names_and_values[i].name, value);
  return json::object(members);
}

// A value where a name should be, or the other way round, is a mistake in the calls.
void check(const std::vector<Piece>& names_and_values, const char* place) {
  bool sound = names_and_values.size() % 2 == 0;
  for (std::size_t i = 0; i < names_and_values.size(); ++i)
    sound = sound && (names_and_values[i].name != nullptr) == (i % 2 == 0);
  if (sound) return;
  std::fprintf(stderr, "%s: names and values do not stand in turn\n", place);
  std::_Exit(1);
}

std::string listed(const std::vector<Text>& texts, std::string Text::*form) {
  std::string result;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i != 0) result += ", ";
    if (i == log_settings.items) return length_text(texts.size()) + "{" + result + "...}";
    result += texts[i].*form;
  }
  return length_text(texts.size()) + "{" + result + "}";
}

std::string listed_in_json(const std::vector<Text>& texts, std::string Text::*form) {
  std::vector<std::string> shown;
  for (const Text& text : texts)
    if (shown.size() < log_settings.items) shown.push_back(text.*form);
  if (shown.size() == texts.size()) return json::array(shown);
  return json::object({{"length", json::number(texts.size())}, {"items", json::array(shown)}});
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
  else if (std::strcmp(word, "json") == 0) log_settings.json = true;
  else return false;
  return true;
}

Text value(const std::string& text, const std::string& json) { return {text, text, json, ""}; }

Text decimal(unsigned long number) { return value(std::to_string(number), json::number(number)); }

Text address(const void* pointer) {
  if (pointer == nullptr) return null();
  const std::string number = hexato_string(reinterpret_cast<unsigned long>(pointer));
  return value(number, json::object({{"pointer", json::text(number)}}));
}

Text boolean(CK_BBOOL truth) {
  if (truth > 1) return decimal(truth);
  return truth == CK_TRUE ? value("CK_TRUE", "true") : value("CK_FALSE", "false");
}

Text version(CK_VERSION version) {
  return value(std::to_string(version.major) + "." + std::to_string(version.minor),
               json::object({{"major", json::number(version.major)}, {"minor", json::number(version.minor)}}));
}

Text constant(const char* name, unsigned long number) {
  if (std::isdigit(static_cast<unsigned char>(name[0])) != 0) return unnamed(number);
  return value(name, json::object({{"name", json::text(name)}, {"value", json::number(number)}}));
}

Text unnamed(unsigned long number) {
  return value(hexato_string(number), json::object({{"value", json::number(number)}}));
}

Text flag_names(std::initializer_list<std::pair<const char*, unsigned long>> flags, unsigned long unknown) {
  std::string text;
  std::vector<std::string> names;
  unsigned long bits = unknown;
  for (const auto& [name, bit] : flags) {
    text += (text.empty() ? "" : "|") + std::string(name);
    names.push_back(json::text(name));
    bits |= bit;
  }
  if (unknown != 0) text += (text.empty() ? "" : "|") + hexato_string(unknown);
  return value(bits == 0 ? "0" : text, json::object({{"names", json::array(names)}, {"value", json::number(bits)}}));
}

Text null(unsigned long length) {
  if (length == 0) return value("NULL", "null");
  return value("NULL" + length_text(length), json::kind("null", "length", length));
}

Text shown(const void* bytes, std::size_t size) {
  const bool is_cut = size > log_settings.bytes;
  const std::string content = digits(bytes, is_cut ? log_settings.bytes : size);
  return value(length_text(size) + content + (is_cut ? "..." : ""),
               json::object({{"length", json::number(size)}, {"hex", json::text(content)}}));
}

// Behind the star stands what the fingerprint is of, for who compares: equal ones must have equal digits.
Text sensitive(const void* bytes, std::size_t size) {
  if (shows_data()) return shown(bytes, size);
  const std::string print = "*" + digits(bytes, size);
  return value(length_text(size) + "<sensitive " + print + ">", json::object({{"redacted", json::text("sensitive")},
                                                                              {"length", json::number(size)},
                                                                              {"fingerprint", json::text(print)}}));
}

Text secret(const void* bytes, std::size_t size) { return shows_secrets() ? shown(bytes, size) : hidden(); }

Text unknown_parameter(const void* bytes, std::size_t size) {
  return shows_data() ? shown(bytes, size) : not_shown(size);
}

Text not_shown(std::size_t size) {
  return value(length_text(size) + "<not shown>", json::kind("not_shown", "length", size));
}

Text not_read(unsigned long length) {
  return value(length_text(length) + "<not read>", json::kind("not_read", "length", length));
}

Text text(std::string_view plain) { return text_of(plain, plain.size()); }

Text text_of(std::string_view plain, std::size_t size) {
  if (size <= log_settings.bytes) return whole_text(plain);
  const std::string quoted = json::text(plain.substr(0, log_settings.bytes));
  return value(length_text(size) + quoted + "...", json::object({{"length", json::number(size)}, {"text", quoted}}));
}

Text whole_text(std::string_view plain) { return value(json::text(plain), json::text(plain)); }

Text sensitive_text(std::string_view plain) {
  return shows_data() ? text(plain) : sensitive(plain.data(), plain.size());
}

Text pin(std::string_view plain) { return shows_secrets() ? text(plain) : hidden(); }

Text unreachable_secret() { return hidden(); }

Text secret_null(std::size_t size) { return shows_secrets() ? null(size) : null(); }

Text secret_not_read(unsigned long length) { return shows_secrets() ? not_read(length) : hidden(); }

Text out(const Text& before, const Text& after) {
  return {before.at_entry, after.at_return, before.input, after.output.empty() ? after.input : after.output};
}

Text unwritten(const Text& given) { return {given.at_entry, given.at_return, given.input, json::kind("not_written")}; }

const Text unset = unwritten(value("(unset)", json::kind("room", "room", 1)));
const Text uncounted = value("(unset)", json::kind("not_written"));
const Text no_length = unwritten(value("(no length)", json::kind("no_length")));
const Text unavailable = value("(unavailable)", json::kind("unavailable"));

Text made(const Text& answer) { return out(unset, answer); }

Text room(unsigned long size) {
  if (size == 1) return unset;
  return unwritten(value("(room " + std::to_string(size) + ")", json::kind("room", "room", size)));
}

Text later(const Text& given) { return {given.at_entry, given.at_return, given.input, ""}; }

Text size_query() { return unwritten(value("NULL (size query)", json::kind("size_query"))); }

Text size_query(unsigned long answer) {
  return out(size_query(),
             value("NULL (size query: " + std::to_string(answer) + ")", json::kind("size", "size", answer)));
}

Text too_small(unsigned long given, unsigned long size) {
  return out(room(given), value("(too small: room " + std::to_string(given) + ", size " + std::to_string(size) + ")",
                                json::kind("size", "size", size)));
}

Text not_written(unsigned long given, unsigned long size) {
  return out(room(given), value("(not written: room " + std::to_string(given) + ", size " + std::to_string(size) + ")",
                                json::kind("size", "size", size)));
}

Text with_output(const Text& given, const Text& output) {
  return {given.at_entry, given.at_return + " -> " + output.at_return, given.input, output.input};
}

Text secret_room(unsigned long size) { return shows_secrets() ? room(size) : unwritten(hidden()); }

Text secret_size_query(unsigned long answer) {
  if (shows_secrets()) return size_query(answer);
  return out(size_query(), value("NULL (size query: <secret>)", hidden().input));
}

Text secret_too_small(unsigned long given, unsigned long size) {
  return shows_secrets() ? too_small(given, size) : out(hidden(), hidden());
}

Text items(const std::vector<Text>& texts) {
  const bool are_written = !texts.empty() && !texts[0].output.empty();
  return {listed(texts, &Text::at_entry), listed(texts, &Text::at_return), listed_in_json(texts, &Text::input),
          are_written ? listed_in_json(texts, &Text::output) : ""};
}

// What is written into one is a value of its own.
Text structure(const std::vector<Piece>& names_and_values) {
  check(names_and_values, "a structure");
  return {"{" + named(names_and_values, &Text::at_entry) + "}", "{" + named(names_and_values, &Text::at_return) + "}",
          named_in_json(names_and_values, &Text::input), ""};
}

Text attribute(const Text& type, const Text& content) {
  const auto typed = [&](const std::string& json) { return json::object({{"type", type.input}, {"value", json}}); };
  return {type.at_entry + "=" + content.at_entry, type.at_return + "=" + content.at_return, typed(content.input),
          content.output.empty() ? "" : typed(content.output)};
}

Text mechanism(const Text& type) { return structure({"mechanism", type}); }

Text mechanism(const Text& type, const Text& parameter) {
  return structure({"mechanism", type, "pParameter", parameter});
}

void expect_call(const char* place, const char* function, const std::vector<Piece>& names_and_values, CK_RV answer,
                 CK_RV expected, const char* expected_name) {
  if (answer != expected) {
    std::fprintf(stderr, "%s: %s answered 0x%lx, not %s\n", place, function, answer, expected_name);
    std::_Exit(1);
  }
  check(names_and_values, place);
  const Text result = constant(expected_name, expected);
  if (!log_settings.json) {
    const auto call = [&](std::string Text::*form) {
      return std::string(function) + "(" + named(names_and_values, form) + ")";
    };
    if (log_settings.entry) std::printf("%s ...\n", call(&Text::at_entry).c_str());
    std::printf("%s = %s\n", call(&Text::at_return).c_str(), result.at_return.c_str());
    return;
  }
  const std::string inputs = named_in_json(names_and_values, &Text::input);
  if (log_settings.entry)
    std::printf("%s\n", json::object({{"function", json::text(function)}, {"inputs", inputs}}).c_str());
  std::printf("%s\n", json::object({{"function", json::text(function)},
                                    {"return", result.input},
                                    {"inputs", inputs},
                                    {"outputs", named_in_json(names_and_values, &Text::output)}})
                          .c_str());
}

}  // namespace p11trace::clients
