// JSON by hand.
#include "tests/clients/expected_json.h"

namespace p11trace::clients::json {

namespace {

template <class Members>
std::string object_of(const Members& members) {
  std::string result;
  for (const auto& [name, value] : members) result += (result.empty() ? "" : ",") + text(name) + ":" + value;
  return "{" + result + "}";
}

}  // namespace

std::string number(unsigned long number) {
  constexpr unsigned long most_exact = (1UL << 53) - 1;
  return number > most_exact ? text(std::to_string(number)) : std::to_string(number);
}

std::string text(std::string_view plain) { return "\"" + std::string(plain) + "\""; }

std::string object(std::initializer_list<std::pair<std::string_view, std::string>> members) {
  return object_of(members);
}

std::string object(const std::vector<std::pair<std::string, std::string>>& members) { return object_of(members); }

std::string array(const std::vector<std::string>& items) {
  std::string result;
  for (const std::string& item : items) result += (result.empty() ? "" : ",") + item;
  return "[" + result + "]";
}

std::string kind(std::string_view kind) { return object({{"kind", text(kind)}}); }

std::string kind(std::string_view kind, std::string_view number_name, unsigned long number) {
  return object({{"kind", text(kind)}, {number_name, json::number(number)}});
}

}  // namespace p11trace::clients::json
