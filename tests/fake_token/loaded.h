// The fake token as its tests see it: loaded by dlopen, everything found by dlsym.
#pragma once

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/fake_token/control.h"

namespace fake_token {

// Never closed: programs keep tables for as long as they live.
inline void* library(const char* path = FAKE_TOKEN) {
  void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) ADD_FAILURE() << dlerror();
  return handle;
}

// CONTROL(fake_token_answer)("C_Sign", CKR_DEVICE_ERROR)
#define CONTROL(name) reinterpret_cast<decltype(&name)>(dlsym(fake_token::library(), #name))

// A fresh token with all functions of 3.2, initialized, and a session with handle 1.
class LoadedToken : public testing::Test {
 protected:
  LoadedToken() {
    CONTROL(fake_token_reset)();
    list = newest_list();
    EXPECT_EQ(list->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(list->C_OpenSession(1, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session), CKR_OK);
  }
  ~LoadedToken() override { CONTROL(fake_token_reset)(); }

  static CK_FUNCTION_LIST_3_2* newest_list() {
    CK_INTERFACE* interface = nullptr;
    EXPECT_EQ(CONTROL(C_GetInterface)(nullptr, nullptr, &interface, 0), CKR_OK);
    return static_cast<CK_FUNCTION_LIST_3_2*>(interface->pFunctionList);
  }

  void log_in() {
    CK_UTF8CHAR pin[] = {'1', '2', '3', '4'};
    ASSERT_EQ(list->C_Login(session, CKU_USER, pin, sizeof pin), CKR_OK);
  }

  CK_FUNCTION_LIST_3_2* list = nullptr;
  CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
  CK_MECHANISM mechanism = {CKM_AES_CBC_PAD, nullptr, 0};
};

// The interface has no const.
inline CK_UTF8CHAR* utf8(const char* text) { return reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(text)); }

}  // namespace fake_token
