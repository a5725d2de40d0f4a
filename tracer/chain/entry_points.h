// Where the ways into a process (interpose/) meet the tracer: names that lead to a module's functions, and what to give
// to the program in place of what was found under them.
#pragma once

namespace p11trace::chain {

// Reads the settings and opens the log. Does so once, whoever calls first; errno is kept.
void start() noexcept;

// At the end of the process.
void finish() noexcept;

// Whether `name` may lead to a PKCS#11 module: C_ functions, the NSC_ and FC_ forms of NSS, and the names that the user
// gave. No allocation, no lock; may be called before any constructor has run.
bool is_entry_point(const char* name) noexcept;

// What to give to the program in place of `symbol`, which the dynamic linker found under `name` for the code at `caller`:
// an entry point of ours, or `symbol` itself where nothing is to be wrapped. `look_up` is a dlsym that answers what the
// module has: filters call functions that the program may not have asked for. Never fails; errno is kept.
using LookUp = void*(void* handle, const char* name) noexcept;
void* hand_out(const char* name, void* symbol, const void* caller, LookUp* look_up) noexcept;

// Counts a look-up that had to be passed through, because its answer depends on who asks.
void count_unseen(const char* name) noexcept;

}  // namespace p11trace::chain
