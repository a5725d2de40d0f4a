// What the tracer is asked, and what of its answer the program gets. Runs with the stand-in for the tracer.
#include <cerrno>
#include <cstdint>

#include "tests/interpose/preload/programs/look_up.h"
#include "tests/interpose/preload/recording_tracer.h"

namespace {

void* open_module() { return open_beside_program("libpreload-module.so", RTLD_NOW | RTLD_GLOBAL); }

[[gnu::noinline]] void* look_up_from_here(void* handle, const char* name) {
  void* symbol = dlsym(handle, name);
  REQUIRE(symbol != nullptr);
  return symbol;
}

[[gnu::noinline]] void* look_up_version_from_here(void* handle, const char* name, const char* version) {
  void* symbol = dlvsym(handle, name, version);
  REQUIRE(symbol != nullptr);
  return symbol;
}

template <class Function>
bool is_inside(const void* address, Function* function) {
  const auto start = reinterpret_cast<std::uintptr_t>(function);
  const auto there = reinterpret_cast<std::uintptr_t>(address);
  return there > start && there < start + 1024;
}

void by_name() {
  void* module = open_module();
  for (const char* name : {"C_GetFunctionList", "C_GetInterface", "my_loader"}) {
    const int before = recorded_hand_outs();
    REQUIRE(as_function(look_up_from_here(module, name))() == replacement_answer);
    REQUIRE(recorded_hand_outs() == before + 1);
    REQUIRE(is_inside(recorded_caller(), &look_up_from_here));
  }
  look_up_from_here(module, "C_GetFunctionList");
  REQUIRE(recorded_symbol() == reinterpret_cast<void* (*)()>(dlsym(module, "address_of_function_list"))());
  REQUIRE(recorded_unseen() == 0);
}

void by_version() {
  void* library = open_beside_program("libpreload-second-layer.so", RTLD_NOW);
  void* symbol = look_up_version_from_here(library, "C_GetInterfaceList", "LAYER_1");
  REQUIRE(as_function(symbol)() == replacement_answer);
  REQUIRE(is_inside(recorded_caller(), &look_up_version_from_here));
  REQUIRE(as_function(const_cast<void*>(recorded_symbol()))() == 300);
  REQUIRE(recorded_hand_outs() == 1);
}

void not_found() {
  void* module = open_module();
  REQUIRE(dlsym(module, "C_NotThere") == nullptr);
  REQUIRE(dlvsym(module, "C_GetFunctionList", "LAYER_1") == nullptr);
  REQUIRE(recorded_hand_outs() == 0);
  const char* error = dlerror();
  REQUIRE(error != nullptr && std::strstr(error, "C_GetFunctionList") != nullptr);
}

void other_names() {
  void* module = open_module();
  const int before = recorded_unseen();
  REQUIRE(as_function(dlsym(module, "ordinary"))() == 9);
  REQUIRE(dlsym(RTLD_DEFAULT, "ordinary") == dlsym(module, "ordinary"));
  REQUIRE(recorded_hand_outs() == 0);
  REQUIRE(recorded_unseen() == before);
}

void passed_through() {
  void* module = open_module();
  const int before = recorded_unseen();
  void* address = reinterpret_cast<void* (*)()>(dlsym(module, "address_of_function_list"))();
  REQUIRE(dlsym(RTLD_DEFAULT, "C_GetFunctionList") == address);
  REQUIRE(dlsym(RTLD_NEXT, "C_GetFunctionList") == address);
  REQUIRE(dlvsym(RTLD_DEFAULT, "C_GetFunctionList", "LAYER_1") == nullptr);
  REQUIRE(as_function(dlsym(RTLD_DEFAULT, "my_loader"))() == 5);
  REQUIRE(recorded_unseen() == before + 4);
  REQUIRE(recorded_hand_outs() == 0);
}

void nothing_left_behind() {
  void* module = open_module();
  errno = EXDEV;
  REQUIRE(dlsym(module, "C_GetFunctionList") != nullptr);
  REQUIRE(errno == EXDEV);
  REQUIRE(recorded_hand_outs() == 1);
  REQUIRE(dlerror() == nullptr);
}

constexpr Scenario scenarios[] = {
    {"by_name", by_name},         {"by_version", by_version},         {"not_found", not_found},
    {"other_names", other_names}, {"passed_through", passed_through}, {"nothing_left_behind", nothing_left_behind},
};

}  // namespace

int main(int argc, char** argv) { return run_scenario(scenarios, argc, argv); }
