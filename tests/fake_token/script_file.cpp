// The file named by FAKE_TOKEN_SCRIPT: one function and what it shall do on a line.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/fake_token/script.h"

namespace fake_token {

namespace {

// Decimal or 0x; nothing may follow it in the word.
bool read_number(std::istream& words, unsigned long& number) {
  std::string word;
  if (!(words >> word)) return false;
  char* end = nullptr;
  number = std::strtoul(word.c_str(), &end, 0);
  return end != word.c_str() && *end == '\0';
}

bool read_line(const std::string& line, Script& script) {
  std::istringstream words(line);
  std::string name;
  std::string verb;
  if (!(words >> name) || name.starts_with('#')) return true;
  const auto function = function_by_name(name.c_str());
  if (!function || !(words >> verb)) return false;

  unsigned long number = 0;
  unsigned long count = 0;
  if (verb == "answer" && read_number(words, number)) {
    script.change(*function, [&](Behaviour& it) { it.answer = number; });
  } else if (verb == "answer-next" && read_number(words, number) && read_number(words, count)) {
    script.change(*function, [&](Behaviour& it) { it.next = {number, count}; });
  } else if (verb == "delay" && read_number(words, number)) {
    script.change(*function, [&](Behaviour& it) { it.delay = number; });
  } else if (verb == "crash") {
    script.change(*function, [](Behaviour& it) { it.crashes = true; });
  } else if (verb == "block") {
    script.change(*function, [](Behaviour& it) { it.blocks = true; });
  } else {
    return false;
  }
  std::string rest;
  return !(words >> rest);
}

}  // namespace

void read_script_file(const char* path, Script& script) {
  std::ifstream file(path);
  if (!file) {
    std::fprintf(stderr, "fake token: cannot read FAKE_TOKEN_SCRIPT=%s\n", path);
    std::abort();
  }
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (read_line(line, script)) continue;
    std::fprintf(stderr, "fake token: %s:%d says nothing known: %s\n", path, number, line.c_str());
    std::abort();
  }
}

}  // namespace fake_token
