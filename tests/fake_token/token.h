// The token behind the functions, and the one lock around it.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "tests/fake_token/session.h"

namespace fake_token {

inline constexpr CK_SLOT_ID token_slot = 1;
inline constexpr CK_SLOT_ID empty_slot = 2;
inline constexpr CK_ULONG shortest_pin = 4;
inline constexpr CK_ULONG longest_pin = 32;

struct Token {
  bool initialized = false;
  unsigned long lives = 0;  // how often C_Initialize succeeded: a sleeper sees by it that his time is over
  std::string label = "fake token";
  Bytes user_pin = {'1', '2', '3', '4'};
  Bytes so_pin = {'1', '2', '3', '4', '5', '6', '7', '8'};
  std::optional<CK_USER_TYPE> user;  // who is logged in
  std::map<CK_SESSION_HANDLE, Session> sessions;
  std::map<CK_OBJECT_HANDLE, Object> objects;
  std::map<CK_ULONG, std::pair<std::string, Pending>> detached;  // by C_AsyncGetID's number
  CK_SESSION_HANDLE next_session = 1;
  CK_OBJECT_HANDLE next_object = 1;
  CK_ULONG next_detached = 1;
  std::uint64_t random = 0;

  Token();

  CK_OBJECT_HANDLE add(Object object);
  // Private objects are there only for the user who is logged in.
  Object* visible(CK_OBJECT_HANDLE handle);
  bool is_visible(const Object& object) const { return user == CKU_USER || !object.flag(CKA_PRIVATE); }
  // With its objects; the end of the last one is also the end of the login.
  void close(CK_SESSION_HANDLE handle);
};

// Lock before looking.
std::mutex& token_mutex();
Token& token();
// Told when the token is initialized, finalized or reset.
std::condition_variable& token_changed();
void reset_token();

// Runs body(token) under the lock, if C_Initialize was called.
template <class Body>
CK_RV with_token(Body body) {
  const std::lock_guard lock(token_mutex());
  if (!token().initialized) return CKR_CRYPTOKI_NOT_INITIALIZED;
  return body(token());
}

// Runs body(token) for the slot that holds the token.
template <class Body>
CK_RV with_slot(CK_SLOT_ID slot, Body body) {
  return with_token([&](Token& token) -> CK_RV {
    if (slot == empty_slot) return CKR_TOKEN_NOT_PRESENT;
    if (slot != token_slot) return CKR_SLOT_ID_INVALID;
    return body(token);
  });
}

// Runs body(token, session).
template <class Body>
CK_RV with_session(CK_SESSION_HANDLE handle, Body body) {
  return with_token([&](Token& token) -> CK_RV {
    const auto session = token.sessions.find(handle);
    if (session == token.sessions.end()) return CKR_SESSION_HANDLE_INVALID;
    return body(token, session->second);
  });
}

}  // namespace fake_token
