// Decides which look-ups are ours, and gives the program what the tracer hands out in place of a symbol.

// Runs inside the start-up of allocators and sanitizers. Until a name has been found interesting, nothing here
// may allocate, lock, or call libc: a sanitizer's interceptor of strcmp crashes before its own start is over.
#include "interpose/preload/look_up.h"

#include <dlfcn.h>

#include <cerrno>

#include "interpose/preload/next_symbol.h"
#include "interpose/preload/unsanitized.h"
#include "tracer/chain/entry_points.h"

namespace p11trace::preload {
namespace {

// Where there is no dlsym, a program that calls it would not have started.
void* nothing_found(void*, const char*) noexcept { return nullptr; }
void* no_version_found(void*, const char*, const char*) noexcept { return nullptr; }

constinit NextSymbol<decltype(nothing_found)> next_dlsym{"dlsym", nothing_found};
constinit NextSymbol<decltype(no_version_found)> next_dlvsym{"dlvsym", no_version_found};

constinit bool every_name = false;

bool is_resolved_by_return_address(const void* handle) noexcept {
  return handle == RTLD_NEXT || handle == RTLD_DEFAULT;
}

bool starts_with(const char* text, const char* start) noexcept {
  for (; *start != '\0'; ++text, ++start)
    if (*text != *start) return false;
  return true;
}

bool has_standard_form(const char* name) noexcept {
  return starts_with(name, "C_") || starts_with(name, "NSC_") || starts_with(name, "FC_");
}

// The tracer may be built with a sanitizer, whose runtime looks up hundreds of names by RTLD_NEXT before
// instrumented code can run. Early on only names that cannot be a runtime's reach it.
bool may_ask_tracer(const char* name) noexcept {
  return __atomic_load_n(&every_name, __ATOMIC_RELAXED) || has_standard_form(name);
}

// True if the look-up must go on to the real function untouched.
bool passes_through(const void* handle, const char* name) noexcept {
  if (name == nullptr) return true;
  if (!is_resolved_by_return_address(handle)) return !chain::is_entry_point(name);
  if (may_ask_tracer(name) && chain::is_entry_point(name)) chain::count_unseen(name);
  return true;
}

// After a good look-up dlerror must have nothing to say and errno must be what the real function left, whatever
// the tracer did meanwhile. After a failed one the message is left for the program to read.
void* handed_out(const char* name, void* symbol, const void* caller) noexcept {
  if (symbol == nullptr) return nullptr;
  const int error = errno;
  void* answer = chain::hand_out(name, symbol, caller, next_dlsym.function());
  dlerror();
  errno = error;
  return answer;
}

}  // namespace

void find_next_look_ups() noexcept {
  next_dlsym.function();
  next_dlvsym.function();
}

void ask_about_every_name() noexcept { __atomic_store_n(&every_name, true, __ATOMIC_RELAXED); }

}  // namespace p11trace::preload

using namespace p11trace::preload;

void* p11trace_route_dlsym(void* handle, const char* name) noexcept {
  return passes_through(handle, name) ? reinterpret_cast<void*>(next_dlsym.function()) : nullptr;
}

void* p11trace_route_dlvsym(void* handle, const char* name, const char*) noexcept {
  return passes_through(handle, name) ? reinterpret_cast<void*>(next_dlvsym.function()) : nullptr;
}

void* p11trace_look_up_dlsym(void* handle, const char* name, const void* caller) noexcept {
  return handed_out(name, next_dlsym.function()(handle, name), caller);
}

void* p11trace_look_up_dlvsym(void* handle, const char* name, const char* version, const void* caller) noexcept {
  return handed_out(name, next_dlvsym.function()(handle, name, version), caller);
}
