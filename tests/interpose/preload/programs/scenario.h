// What a test program is made of: named scenarios, of which its first argument chooses one.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>

struct Scenario {
  const char* name;
  void (*run)();
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
  for (const Scenario& scenario : scenarios) {
    if (argc != 2 || std::strcmp(argv[1], scenario.name) != 0) continue;
    scenario.run();
    return 0;
  }
  std::fprintf(stderr, "usage: %s SCENARIO\n", argv[0]);
  return 2;
}
