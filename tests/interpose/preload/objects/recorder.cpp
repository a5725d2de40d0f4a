// What the recording dlsym and dlvsym do for everybody but the test, and how the test asks for its registers.
#include "interpose/preload/next_symbol.h"
#include "tests/interpose/preload/programs/registers.h"

using namespace p11trace::preload;

namespace {

void* nothing(void*, const char*) noexcept { return nullptr; }
void* no_version(void*, const char*, const char*) noexcept { return nullptr; }

constinit NextSymbol<decltype(nothing)> next_dlsym{"dlsym", nothing};
constinit NextSymbol<decltype(no_version)> next_dlvsym{"dlvsym", no_version};

}  // namespace

#define HIDDEN __attribute__((visibility("hidden")))

extern "C" {

HIDDEN Registers* registers_wanted = nullptr;

// RTLD_NEXT now means what comes after this library: to those who ask while a program starts, the same.
HIDDEN void* forward_dlsym(void* handle, const char* name) { return next_dlsym.function()(handle, name); }
HIDDEN void* forward_dlvsym(void* handle, const char* name, const char* version) {
  return next_dlvsym.function()(handle, name, version);
}

__attribute__((visibility("default"))) void record_registers_in(Registers* registers) { registers_wanted = registers; }
}
