// Loads a module, and finds its functions and lists.
#include "tests/clients/token_module.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace p11trace::clients {

namespace {

[[noreturn]] void give_up(const char* what, const char* why) {
  std::fprintf(stderr, "%s: %s\n", what, why);
  std::_Exit(1);
}

}  // namespace

TokenModule::TokenModule(const char* path) : path_(path), handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) give_up(path, dlerror());
}

void* TokenModule::find(const char* name) const { return dlsym(handle_, name); }

void* TokenModule::required_symbol(const char* name) const {
  void* symbol = find(name);
  if (symbol == nullptr) give_up(name, "there is no such symbol");
  return symbol;
}

CK_FUNCTION_LIST* TokenModule::list() const {
  CK_FUNCTION_LIST* list = nullptr;
  if (TOKEN(*this, C_GetFunctionList)(&list) != CKR_OK) give_up("C_GetFunctionList", "failed");
  return list;
}

CK_FUNCTION_LIST_3_2* TokenModule::newest_list() const {
  CK_INTERFACE* interface = nullptr;
  if (TOKEN(*this, C_GetInterface)(nullptr, nullptr, &interface, 0) != CKR_OK) give_up("C_GetInterface", "failed");
  return static_cast<CK_FUNCTION_LIST_3_2*>(interface->pFunctionList);
}

void TokenModule::close() {
  if (dlclose(handle_) != 0) give_up("dlclose", dlerror());
  handle_ = nullptr;
}

bool is_ours(const void* pointer) {
  Dl_info info{};
  return dladdr(pointer, &info) != 0 && std::strstr(info.dli_fname, "libp11trace-preload.so") != nullptr;
}

void end_after_seconds(unsigned seconds) { alarm(seconds); }

}  // namespace p11trace::clients
