// Reads #defines of numbers: just enough of C's expressions for headers of PKCS#11.
#include "tests/formatters/pkcs11/defined_numbers.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace {

using Numbers = std::map<std::string, unsigned long>;

class Expression {
 public:
  Expression(std::string_view text, const Numbers& known) : text_(text), known_(known) {}

  std::optional<unsigned long> value() {
    const auto result = alternatives();
    skip_blanks();
    return text_.empty() ? result : std::nullopt;
  }

 private:
  std::optional<unsigned long> alternatives() {
    auto result = shift();
    while (result && take("|")) {
      const auto right = shift();
      result = right ? std::optional(*result | *right) : std::nullopt;
    }
    return result;
  }

  std::optional<unsigned long> shift() {
    auto result = sum();
    while (result && take("<<")) {
      const auto right = sum();
      result = right ? std::optional(*result << *right) : std::nullopt;
    }
    return result;
  }

  std::optional<unsigned long> sum() {
    auto result = unary();
    while (result && take("+")) {
      const auto right = unary();
      result = right ? std::optional(*result + *right) : std::nullopt;
    }
    return result;
  }

  std::optional<unsigned long> unary() {
    if (take("(unsigned long)")) return unary();
    if (take("~")) {
      const auto of = unary();
      return of ? std::optional(~*of) : std::nullopt;
    }
    if (take("-")) {
      const auto of = unary();
      return of ? std::optional(0UL - *of) : std::nullopt;
    }
    if (take("(")) {
      const auto inside = alternatives();
      return take(")") ? inside : std::nullopt;
    }
    const std::string word = take_word();
    if (word.empty()) return std::nullopt;
    if (!std::isdigit(static_cast<unsigned char>(word[0]))) {
      const auto found = known_.find(word);
      return found == known_.end() ? std::nullopt : std::optional(found->second);
    }
    std::size_t used = 0;
    const unsigned long number = std::stoul(word, &used, 0);
    return word.find_first_not_of("ULul", used) == std::string::npos ? std::optional(number) : std::nullopt;
  }

  void skip_blanks() {
    while (!text_.empty() && std::isspace(static_cast<unsigned char>(text_[0]))) text_.remove_prefix(1);
  }

  bool take(std::string_view token) {
    skip_blanks();
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }

  std::string take_word() {
    skip_blanks();
    std::size_t length = 0;
    while (length < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[length])) || text_[length] == '_'))
      length++;
    const std::string word(text_.substr(0, length));
    text_.remove_prefix(length);
    return word;
  }

  std::string_view text_;
  const Numbers& known_;
};

std::string without_comment(const std::string& line) {
  return line.substr(0, std::min(line.find("//"), line.find("/*")));
}

// The numbers of one header, which may use those that are known already.
Numbers read(const std::string& path, Numbers known) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  Numbers numbers;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(without_comment(line));
    std::string define, name, expression;
    words >> define >> name;
    std::getline(words, expression);
    if (define != "#define") continue;
    if (const auto value = Expression(expression, known).value()) numbers[name] = known[name] = *value;
  }
  return numbers;
}

}  // namespace

std::map<std::string, unsigned long> defined_numbers(const std::string& path, const std::string& included_before) {
  return read(path, included_before.empty() ? Numbers{} : read(included_before, {}));
}
