// What a client program is made of: named scenarios, of which its first word chooses one. The others are for that.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "tests/clients/token_module.h"

namespace p11trace::clients {

using Words = std::vector<std::string>;

struct Scenario {
  const char* name;
  void (*run)(const Words& words);
};

// One line for the test's output, and the end.
#define REQUIRE(condition)                                                         \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::_Exit(1);                                                               \
    }                                                                              \
  } while (false)

template <std::size_t count>
int run_scenario(const Scenario (&scenarios)[count], int argc, char** argv) {
  constexpr unsigned seconds_until_it_hangs = 100;
  end_after_seconds(seconds_until_it_hangs);
  for (const Scenario& scenario : scenarios) {
    if (argc < 2 || std::strcmp(argv[1], scenario.name) != 0) continue;
    scenario.run(Words(argv + 2, argv + argc));
    return 0;
  }
  std::fprintf(stderr, "usage: %s SCENARIO [WORDS]\n", argv[0]);
  return 2;
}

}  // namespace p11trace::clients
