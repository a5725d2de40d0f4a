// Look-ups with the type of what is looked for.
#pragma once

#include <dlfcn.h>
#include <unistd.h>

#include <string>

#include "tests/interpose/preload/programs/scenario.h"

using Answer = int();

inline Answer* as_function(void* symbol) { return reinterpret_cast<Answer*>(symbol); }

// A shared object of the same variant as the program, which lies beside it.
inline void* open_beside_program(const char* name, int flags) {
  char program[4096];
  const ssize_t length = readlink("/proc/self/exe", program, sizeof program);
  REQUIRE(length > 0);
  std::string path(program, static_cast<std::size_t>(length));
  path.replace(path.rfind('/') + 1, std::string::npos, name);
  void* handle = dlopen(path.c_str(), flags);
  if (handle == nullptr) std::fprintf(stderr, "%s\n", dlerror());
  REQUIRE(handle != nullptr);
  return handle;
}
