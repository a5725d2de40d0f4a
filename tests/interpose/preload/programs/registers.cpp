// Requires that the next dlsym finds every register as the program has left it.
#include "tests/interpose/preload/programs/registers.h"

#include "tests/interpose/preload/programs/look_up.h"

namespace {

const char* const ordinary_name = "an ordinary name";

void require_untouched(void* function, void* handle) {
  Registers given{};
  for (int i = 0; i < register_count; ++i) given.values[i] = 0x5a5a000000000000UL + static_cast<unsigned long>(i);
  given.values[0] = reinterpret_cast<unsigned long>(handle);
  given.values[1] = reinterpret_cast<unsigned long>(ordinary_name);

  Registers found{};
  record_registers_in(&found);
  call_with_registers(function, &given);
  for (int i = 0; i < register_count; ++i) REQUIRE(found.values[i] == given.values[i]);
  REQUIRE(found.return_address == given.return_address);
}

void require_untouched_for_every_handle(void* function) {
  void* library = dlopen(nullptr, RTLD_NOW);
  for (void* handle : {RTLD_DEFAULT, RTLD_NEXT, library}) require_untouched(function, handle);
}

void of_dlsym() { require_untouched_for_every_handle(reinterpret_cast<void*>(&dlsym)); }

void of_dlvsym() { require_untouched_for_every_handle(reinterpret_cast<void*>(&dlvsym)); }

constexpr Scenario scenarios[] = {{"of_dlsym", of_dlsym}, {"of_dlvsym", of_dlvsym}};

}  // namespace

int main(int argc, char** argv) { return run_scenario(scenarios, argc, argv); }
