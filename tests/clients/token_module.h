// A PKCS#11 module as any program loads it: by dlopen, with everything found by dlsym.
#pragma once

#include "tests/fake_token/control.h"

namespace p11trace::clients {

class TokenModule {
 public:
  // Ends the program with a sentence if there is none. `path` is found again by `reload`.
  explicit TokenModule(const char* path);

  const char* path() const { return path_; }
  void* handle() const { return handle_; }

  // NULL if the module has no such symbol.
  void* find(const char* name) const;

  // TOKEN(module, fake_token_answer)("C_Sign", CKR_DEVICE_ERROR). A symbol that is not there ends the program.
  template <class Function>
  Function* required(const char* name) const {
    return reinterpret_cast<Function*>(required_symbol(name));
  }

  // From the module's C_GetFunctionList and C_GetInterface.
  CK_FUNCTION_LIST* list() const;
  CK_FUNCTION_LIST_3_2* newest_list() const;

  void close();

 private:
  void* required_symbol(const char* name) const;

  const char* path_;
  void* handle_;
};

#define TOKEN(module, name) (module).required<decltype(name)>(#name)

// Whether `pointer` leads into libp11trace-preload.so.
bool is_ours(const void* pointer);

// A program that hangs ends.
void end_after_seconds(unsigned seconds);

}  // namespace p11trace::clients
