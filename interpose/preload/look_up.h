// What becomes of a look-up by dlsym or dlvsym; the hooks themselves are assembly, in hooks_*.S.
#pragma once

namespace p11trace::preload {

// Finds the real functions now rather than at the first call.
void find_next_look_ups() noexcept;

// From here on the constructors of everything that we depend on have run, sanitizers' included.
void ask_about_every_name() noexcept;

}  // namespace p11trace::preload

// For the assembly. A route is the address of the real function, to be jumped to, or null when the call belongs
// to p11trace_look_up_*, whose last argument is the address that the program's call returns to.
extern "C" {
void* p11trace_route_dlsym(void* handle, const char* name) noexcept;
void* p11trace_route_dlvsym(void* handle, const char* name, const char* version) noexcept;
void* p11trace_look_up_dlsym(void* handle, const char* name, const void* caller) noexcept;
void* p11trace_look_up_dlvsym(void* handle, const char* name, const char* version, const void* caller) noexcept;
}
