// Several callers of one fake token, each with a wrapper of its own.
#pragma once

#include <dlfcn.h>
#include <gtest/gtest.h>

#include "tests/fake_token/control.h"
#include "tracer/chain/wrapper.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::managed {

// The fake token, and what a test tells it.
class Token {
 public:
  Token() : library_(dlopen(FAKE_TOKEN, RTLD_NOW | RTLD_LOCAL)) {
    EXPECT_NE(library_, nullptr) << dlerror();
    EXPECT_EQ(reinterpret_cast<CK_C_GetFunctionList>(dlsym(library_, "C_GetFunctionList"))(&list_), CKR_OK);
    module_ = chain::module_of(reinterpret_cast<void*>(list_->C_Initialize));
  }

  CK_FUNCTION_LIST* list() const { return list_; }
  chain::Module& module() const { return *module_; }
  // A function of control.h.
  template <class Function>
  Function* control(const char* name) const {
    return reinterpret_cast<Function*>(dlsym(library_, name));
  }
  unsigned long calls(const char* function) const {
    return control<decltype(fake_token_calls)>("fake_token_calls")(function);
  }
  void answer(const char* function, CK_RV result) const {
    control<decltype(fake_token_answer)>("fake_token_answer")(function, result);
  }
  void behave(const char* function) const { control<decltype(fake_token_behave)>("fake_token_behave")(function); }
  void call_instead(const char* function, void* replacement) const {
    control<decltype(fake_token_call_instead)>("fake_token_call_instead")(function, replacement);
  }
  void block(const char* function) const { control<decltype(fake_token_block_in)>("fake_token_block_in")(function); }
  void unblock(const char* function) const { control<decltype(fake_token_unblock)>("fake_token_unblock")(function); }
  void wait_until_blocked(const char* function) const {
    while (control<decltype(fake_token_blocked)>("fake_token_blocked")(function) == 0) sched_yield();
  }

 private:
  void* library_;
  CK_FUNCTION_LIST* list_ = nullptr;
  chain::Module* module_ = nullptr;
};

// A list of its own for a caller of the token; of the shared module `shared`.
inline CK_FUNCTION_LIST* caller_of(const Token& token, SharedModule& shared) {
  const CK_FUNCTION_LIST* list =
      chain::handed_list({token.module(), shared.add_caller("test"), nullptr}, token.list(), 68);
  EXPECT_NE(list, nullptr);
  return const_cast<CK_FUNCTION_LIST*>(list);
}

inline CK_SESSION_HANDLE open_session(const CK_FUNCTION_LIST* list, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
  EXPECT_EQ(list->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session), CKR_OK);
  return session;
}

inline CK_RV state_of(const CK_FUNCTION_LIST* list, CK_SESSION_HANDLE session) {
  CK_SESSION_INFO info;
  return list->C_GetSessionInfo(session, &info);
}

}  // namespace p11trace::managed
