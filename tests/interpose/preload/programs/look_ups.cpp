// Looks symbols up in every way, and requires what would be found without any hook.
#include <cerrno>
#include <thread>
#include <vector>

#include "tests/interpose/preload/programs/look_up.h"

extern "C" {
// First in first_layer, then in second_layer.
int layered();
int layered_by_version();
int C_GetInterfaceList();

// There if the library that defines them is preloaded.
__attribute__((weak)) const char* early_problem();
__attribute__((weak)) int allocations_served();
}

namespace {

void next_of_interposing_library() { REQUIRE(layered() == 101); }

void next_version_of_interposing_library() { REQUIRE(layered_by_version() == 201); }

void next_entry_point_of_interposing_library() { REQUIRE(C_GetInterfaceList() == 301); }

void default_from_program() {
  REQUIRE(as_function(dlsym(RTLD_DEFAULT, "layered"))() == 101);
  REQUIRE(dlsym(RTLD_DEFAULT, "layered") == reinterpret_cast<void*>(&layered));
}

void default_from_local_library() {
  void* local = open_beside_program("libpreload-local.so", RTLD_NOW | RTLD_LOCAL);
  auto* ask = reinterpret_cast<void* (*)(const char*)>(dlsym(local, "ask_default_in_local"));
  REQUIRE(ask != nullptr);
  REQUIRE(dlsym(RTLD_DEFAULT, "only_in_local") == nullptr);
  REQUIRE(ask("only_in_local") == dlsym(local, "only_in_local"));
  REQUIRE(as_function(ask("only_in_local"))() == 41);
}

void default_of_entry_point() {
  void* module = open_beside_program("libpreload-module.so", RTLD_NOW | RTLD_GLOBAL);
  auto* address = reinterpret_cast<void* (*)()>(dlsym(module, "address_of_function_list"));
  REQUIRE(dlsym(RTLD_DEFAULT, "C_GetFunctionList") == address());
  REQUIRE(dlvsym(RTLD_DEFAULT, "C_GetFunctionList", "NO_SUCH_VERSION") == nullptr);
}

void ordinary_function() {
  void* libc = dlopen("libc.so.6", RTLD_NOW | RTLD_NOLOAD);
  REQUIRE(libc != nullptr);
  void* linked = reinterpret_cast<void*>(&std::puts);
  REQUIRE(dlsym(RTLD_DEFAULT, "puts") == linked);
  REQUIRE(dlsym(RTLD_NEXT, "puts") == linked);
  // Not libc's own puts where a sanitizer has one of its own.
  REQUIRE(dlsym(libc, "labs") == reinterpret_cast<void*>(static_cast<long (*)(long)>(&std::labs)));
}

void entry_point_of_module() {
  void* module = open_beside_program("libpreload-module.so", RTLD_NOW);
  constexpr int general_error = 5;
  REQUIRE(reinterpret_cast<int (*)(void*)>(dlsym(module, "C_GetFunctionList"))(nullptr) != 0);
  REQUIRE(as_function(dlsym(module, "ordinary"))() == 9);
  REQUIRE(as_function(dlsym(module, "ordinary_but_chosen"))() == general_error);
}

void versions() {
  void* library = open_beside_program("libpreload-second-layer.so", RTLD_NOW);
  REQUIRE(as_function(dlsym(library, "versioned"))() == 2);
  REQUIRE(as_function(dlvsym(library, "versioned", "LAYER_1"))() == 1);
  REQUIRE(as_function(dlvsym(library, "versioned", "LAYER_2"))() == 2);
  REQUIRE(as_function(dlvsym(RTLD_DEFAULT, "versioned", "LAYER_1"))() == 1);
  REQUIRE(as_function(dlvsym(RTLD_NEXT, "versioned", "LAYER_2"))() == 2);
  REQUIRE(as_function(dlvsym(library, "C_GetInterfaceList", "LAYER_1")) != nullptr);
  REQUIRE(dlvsym(library, "versioned", "LAYER_3") == nullptr);
}

void require_error_that_names(const char* name) {
  const char* error = dlerror();
  REQUIRE(error != nullptr);
  REQUIRE(std::strstr(error, name) != nullptr);
  REQUIRE(dlerror() == nullptr);
}

void error_after_failure() {
  void* module = open_beside_program("libpreload-module.so", RTLD_NOW);
  for (const char* name : {"not_there", "C_NotThere", "C_Sign", "NSC_GetInterface"}) {
    for (void* handle : {module, RTLD_DEFAULT, RTLD_NEXT}) {
      REQUIRE(dlsym(handle, name) == nullptr);
      require_error_that_names(name);
      REQUIRE(dlvsym(handle, name, "LAYER_1") == nullptr);
      require_error_that_names(name);
    }
  }
}

void no_error_after_success() {
  void* module = open_beside_program("libpreload-module.so", RTLD_NOW);
  for (const char* name : {"ordinary", "C_GetFunctionList"}) {
    REQUIRE(dlsym(module, "not_there") == nullptr);
    errno = EXDEV;
    REQUIRE(dlsym(module, name) != nullptr);
    REQUIRE(errno == EXDEV);
    REQUIRE(dlerror() == nullptr);
  }
}

void many_threads() {
  void* module = open_beside_program("libpreload-module.so", RTLD_NOW);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([module] {
      for (int round = 0; round < 200; ++round) {
        REQUIRE(dlsym(module, "C_GetFunctionList") != nullptr);
        REQUIRE(as_function(dlsym(module, "ordinary"))() == 9);
        REQUIRE(dlsym(RTLD_DEFAULT, "puts") == reinterpret_cast<void*>(&std::puts));
        REQUIRE(dlsym(module, "not_there") == nullptr);
        require_error_that_names("not_there");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void constructor_before_ours() {
  REQUIRE(early_problem != nullptr);
  if (const char* problem = early_problem()) {
    std::fprintf(stderr, "in a constructor that runs first: %s\n", problem);
    std::_Exit(1);
  }
}

void allocator_that_looks_up() {
  REQUIRE(allocations_served != nullptr);
  const int before = allocations_served();
  std::vector<std::string> words;
  for (int i = 0; i < 100; ++i) words.emplace_back(100, 'x');
  REQUIRE(allocations_served() >= before + 100);
  entry_point_of_module();
}

constexpr Scenario scenarios[] = {
    {"next_of_interposing_library", next_of_interposing_library},
    {"next_version_of_interposing_library", next_version_of_interposing_library},
    {"next_entry_point_of_interposing_library", next_entry_point_of_interposing_library},
    {"default_from_program", default_from_program},
    {"default_from_local_library", default_from_local_library},
    {"default_of_entry_point", default_of_entry_point},
    {"ordinary_function", ordinary_function},
    {"entry_point_of_module", entry_point_of_module},
    {"versions", versions},
    {"error_after_failure", error_after_failure},
    {"no_error_after_success", no_error_after_success},
    {"many_threads", many_threads},
    {"constructor_before_ours", constructor_before_ours},
    {"allocator_that_looks_up", allocator_that_looks_up},
};

}  // namespace

int main(int argc, char** argv) { return run_scenario(scenarios, argc, argv); }
