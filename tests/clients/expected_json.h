// The words of the JSON format, for values that a client puts together by hand. They share nothing with the code that
// they are compared with.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace p11trace::clients::json {

// A string of its digits beyond 2^53 - 1.
std::string number(unsigned long number);
// `plain` has nothing that must be escaped.
std::string text(std::string_view plain);
// {"a":1,"b":2} of names and values.
std::string object(std::initializer_list<std::pair<std::string_view, std::string>> members);
std::string object(const std::vector<std::pair<std::string, std::string>>& members);
std::string array(const std::vector<std::string>& items);
// {"kind":"room","room":64}: something that is not there. `number_name` says what the number is.
std::string kind(std::string_view kind);
std::string kind(std::string_view kind, std::string_view number_name, unsigned long number);

}  // namespace p11trace::clients::json
