// A library that gets in front of another one, as interposing libraries do.
#include <dlfcn.h>

extern "C" int layered() {
  static int depth = 0;
  if (++depth > 1) return -1;  // RTLD_NEXT has found ourselves
  auto* next = reinterpret_cast<int (*)()>(dlsym(RTLD_NEXT, "layered"));
  const int answer = next != nullptr ? 1 + next() : -2;
  --depth;
  return answer;
}

extern "C" int layered_by_version() {
  static int depth = 0;
  if (++depth > 1) return -1;
  auto* next = reinterpret_cast<int (*)()>(dlvsym(RTLD_NEXT, "layered_by_version", "LAYER_1"));
  const int answer = next != nullptr ? 1 + next() : -2;
  --depth;
  return answer;
}

// The same for the names that are wrapped when they are asked of a module.
extern "C" int C_GetInterfaceList() {
  static int depth = 0;
  if (++depth > 1) return -1;
  auto* next = reinterpret_cast<int (*)()>(dlsym(RTLD_NEXT, "C_GetInterfaceList"));
  const int answer = next != nullptr ? 1 + next() : -2;
  --depth;
  return answer;
}
