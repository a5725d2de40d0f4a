// Walks the stack, throws and is cancelled, with hooks in between.
#include <execinfo.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

#include "tests/interpose/preload/programs/look_up.h"

namespace {

// The dynamic linker calls the resolver of such a function from inside dlsym.
[[gnu::noinline]] void* look_up_chosen(void* module, const char* name) {
  void* symbol = dlsym(module, name);
  REQUIRE(symbol != nullptr);
  return symbol;
}

// How many frames of the preloaded library lie between the resolver and look_up_chosen, up to which the stack must be whole.
std::size_t frames_of_preloaded_library(void* module) {
  auto* seen = reinterpret_cast<int (*)(void***)>(dlsym(module, "frames_seen"));
  void** frames = nullptr;
  const int count = seen(&frames);
  std::size_t ours = 0;
  bool is_whole = false;
  for (int i = 0; i < count && !is_whole; ++i) {
    Dl_info object{};
    REQUIRE(dladdr(frames[i], &object) != 0);
    if (std::strstr(object.dli_fname, "/libp11trace") != nullptr) ++ours;
    const auto address = reinterpret_cast<std::uintptr_t>(frames[i]);
    const auto start = reinterpret_cast<std::uintptr_t>(&look_up_chosen);
    is_whole = address > start && address < start + 1024;
  }
  REQUIRE(is_whole);
  return ours;
}

void* module_with_warm_unwinder() {
  void* frame = nullptr;
  backtrace(&frame, 1);  // loads libgcc, which must not happen inside dlsym
  return open_beside_program("libpreload-module.so", RTLD_NOW);
}

void require_aligned_stack(void* module) {
  REQUIRE(reinterpret_cast<bool (*)()>(dlsym(module, "stack_seen_aligned"))());
}

void backtrace_in_ordinary_look_up() {
  void* module = module_with_warm_unwinder();
  look_up_chosen(module, "ordinary_but_chosen");
  REQUIRE(frames_of_preloaded_library(module) == 0);
  require_aligned_stack(module);
}

void backtrace_in_look_up_of_entry_point() {
  void* module = module_with_warm_unwinder();
  look_up_chosen(module, "C_GetInterface");
  REQUIRE(frames_of_preloaded_library(module) >= 1);
  require_aligned_stack(module);
}

struct LooksUp {
  void* module;
  ~LooksUp() {
    REQUIRE(dlsym(module, "ordinary") != nullptr);
    REQUIRE(dlsym(module, "C_GetFunctionList") != nullptr);
    REQUIRE(close(-1) == -1);
  }
};

void exception_of_what_was_looked_up() {
  void* module = open_beside_program("libpreload-module.so", RTLD_NOW);
  bool caught = false;
  try {
    LooksUp while_unwinding{module};
    reinterpret_cast<void (*)()>(dlsym(module, "throw_something"))();
  } catch (const std::runtime_error& error) {
    caught = std::strcmp(error.what(), "thrown by the module") == 0;
  }
  REQUIRE(caught);
}

struct Noticed {
  bool* where;
  ~Noticed() { *where = true; }
};

void* be_cancelled(void* destroyed) {
  Noticed noticed{static_cast<bool*>(destroyed)};
  pthread_cancel(pthread_self());
  close(-1);  // the first place where a cancelled thread ends
  return nullptr;
}

void cancelled_in_close() {
  bool destroyed = false;
  pthread_t thread;
  REQUIRE(pthread_create(&thread, nullptr, be_cancelled, &destroyed) == 0);
  void* result = nullptr;
  REQUIRE(pthread_join(thread, &result) == 0);
  REQUIRE(result == PTHREAD_CANCELED);
  REQUIRE(destroyed);
}

constexpr Scenario scenarios[] = {
    {"backtrace_in_ordinary_look_up", backtrace_in_ordinary_look_up},
    {"backtrace_in_look_up_of_entry_point", backtrace_in_look_up_of_entry_point},
    {"exception_of_what_was_looked_up", exception_of_what_was_looked_up},
    {"cancelled_in_close", cancelled_in_close},
};

}  // namespace

int main(int argc, char** argv) { return run_scenario(scenarios, argc, argv); }
