// C_Initialize, C_Finalize, C_GetInfo, C_WaitForSlotEvent and the two functions of long ago.
#include <cstring>
#include <string_view>

#include "tests/fake_token/own.h"
#include "tests/fake_token/padded.h"
#include "tests/fake_token/token.h"

namespace fake_token {

namespace {

// A module that was given callbacks uses them: so a caller's mutexes are tried once, outside our own lock.
CK_RV try_mutex(const CK_C_INITIALIZE_ARGS& args) {
  const int given = (args.CreateMutex != nullptr) + (args.DestroyMutex != nullptr) + (args.LockMutex != nullptr) +
                    (args.UnlockMutex != nullptr);
  if (given == 0) return CKR_OK;
  if (given != 4) return CKR_ARGUMENTS_BAD;
  CK_VOID_PTR mutex = nullptr;
  if (args.CreateMutex(&mutex) != CKR_OK) return CKR_CANT_LOCK;
  const bool locks = args.LockMutex(mutex) == CKR_OK && args.UnlockMutex(mutex) == CKR_OK;
  return args.DestroyMutex(mutex) == CKR_OK && locks ? CKR_OK : CKR_CANT_LOCK;
}

}  // namespace

namespace own {

// pReserved may hold anything: programs pass strings for NSS and p11-kit there.
CK_RV C_Initialize(CK_VOID_PTR pInitArgs) {
  {
    const std::lock_guard lock(token_mutex());
    if (token().initialized) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  }
  if (pInitArgs != nullptr) {
    CK_C_INITIALIZE_ARGS args;
    std::memcpy(&args, pInitArgs, sizeof args);
    const CK_RV rv = try_mutex(args);
    if (rv != CKR_OK) return rv;
  }
  const std::lock_guard lock(token_mutex());
  if (token().initialized) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  token().initialized = true;
  ++token().lives;
  token().random = 0;
  token_changed().notify_all();
  return CKR_OK;
}

CK_RV C_Finalize(CK_VOID_PTR pReserved) {
  return with_token([&](Token& token) -> CK_RV {
    if (pReserved != nullptr) return CKR_ARGUMENTS_BAD;
    while (!token.sessions.empty()) token.close(token.sessions.begin()->first);
    token.detached.clear();
    token.initialized = false;
    token_changed().notify_all();
    return CKR_OK;
  });
}

CK_RV C_GetInfo(CK_INFO_PTR pInfo) {
  return with_token([&](Token&) -> CK_RV {
    if (pInfo == nullptr) return CKR_ARGUMENTS_BAD;
    *pInfo = {};
    pInfo->cryptokiVersion = {CRYPTOKI_VERSION_MAJOR, CRYPTOKI_VERSION_MINOR};
    pad(pInfo->manufacturerID, "p11trace");
    pad(pInfo->libraryDescription, "fake token for tests");
    pInfo->libraryVersion = {1, 0};
    return CKR_OK;
  });
}

CK_RV C_WaitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID_PTR pSlot, CK_VOID_PTR pReserved) {
  std::unique_lock lock(token_mutex());
  if (!token().initialized) return CKR_CRYPTOKI_NOT_INITIALIZED;
  if (pSlot == nullptr || pReserved != nullptr) return CKR_ARGUMENTS_BAD;
  if ((flags & CKF_DONT_BLOCK) != 0) return CKR_NO_EVENT;
  const unsigned long life = token().lives;
  token_changed().wait(lock, [life] { return !token().initialized || token().lives != life; });
  return CKR_CRYPTOKI_NOT_INITIALIZED;
}

CK_RV C_GetFunctionStatus(CK_SESSION_HANDLE hSession) {
  return with_session(hSession, [](Token&, Session&) -> CK_RV { return CKR_FUNCTION_NOT_PARALLEL; });
}

CK_RV C_CancelFunction(CK_SESSION_HANDLE hSession) {
  return with_session(hSession, [](Token&, Session&) -> CK_RV { return CKR_FUNCTION_NOT_PARALLEL; });
}

}  // namespace own

}  // namespace fake_token
