// Opened with RTLD_LOCAL: only code in here finds its symbols by RTLD_DEFAULT.
#include <dlfcn.h>

extern "C" int only_in_local() { return 41; }

extern "C" void* ask_default_in_local(const char* name) {
  void* symbol = dlsym(RTLD_DEFAULT, name);
  // Something is left to do, so that the call above is not the library's last.
  __asm__ volatile("" ::: "memory");
  return symbol;
}
