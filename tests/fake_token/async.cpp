// C_AsyncComplete, C_AsyncGetID, C_AsyncJoin: for calls that answered CKR_PENDING in asynchronous sessions.
#include <algorithm>

#include "tests/fake_token/own.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/two_call.h"

namespace fake_token {

namespace {

std::string text_of(CK_UTF8CHAR_PTR text) { return reinterpret_cast<const char*>(text); }

// Runs body(token, session, name).
template <class Body>
CK_RV with_name(CK_SESSION_HANDLE handle, CK_UTF8CHAR_PTR name, Body body) {
  return with_session(handle, [&](Token& token, Session& session) -> CK_RV {
    if (name == nullptr) return CKR_ARGUMENTS_BAD;
    if (!session.is_asynchronous()) return CKR_SESSION_ASYNC_NOT_SUPPORTED;
    return body(token, session, text_of(name));
  });
}

}  // namespace

namespace own {

// The caller's buffer is filled here, long after the call that named it returned.
CK_RV C_AsyncComplete(CK_SESSION_HANDLE hSession, CK_UTF8CHAR_PTR pFunctionName, CK_ASYNC_DATA_PTR pResult) {
  return with_name(hSession, pFunctionName, [&](Token&, Session& session, const auto& name) -> CK_RV {
    const auto found = session.pending.find(name);
    if (found == session.pending.end()) return CKR_OPERATION_NOT_INITIALIZED;
    const Pending pending = std::move(found->second);
    session.pending.erase(found);

    const bool room = pending.buffer != nullptr && pending.capacity >= pending.output.size();
    if (room) std::copy(pending.output.begin(), pending.output.end(), pending.buffer);
    if (pResult != nullptr)
      *pResult = {0, pending.buffer, pending.output.size(), pending.object, pending.additional_object};
    return room || pending.output.empty() ? CKR_OK : CKR_BUFFER_TOO_SMALL;
  });
}

CK_RV C_AsyncGetID(CK_SESSION_HANDLE hSession, CK_UTF8CHAR_PTR pFunctionName, CK_ULONG_PTR pulID) {
  return with_name(hSession, pFunctionName, [&](Token& token, Session& session, const auto& name) -> CK_RV {
    if (pulID == nullptr) return CKR_ARGUMENTS_BAD;
    const auto found = session.pending.find(name);
    if (found == session.pending.end()) return CKR_OPERATION_NOT_INITIALIZED;
    // From now on the caller may free his buffer.
    found->second.buffer = nullptr;
    *pulID = token.next_detached++;
    token.detached[*pulID] = {name, std::move(found->second)};
    session.pending.erase(found);
    return CKR_OK;
  });
}

CK_RV C_AsyncJoin(CK_SESSION_HANDLE hSession, CK_UTF8CHAR_PTR pFunctionName, CK_ULONG ulID, CK_BYTE_PTR pData,
                  CK_ULONG ulData) {
  return with_name(hSession, pFunctionName, [&](Token& token, Session& session, const auto& name) -> CK_RV {
    if (!In{pData, ulData}.is_good()) return CKR_ARGUMENTS_BAD;
    const auto found = token.detached.find(ulID);
    if (found == token.detached.end() || found->second.first != name) return CKR_ARGUMENTS_BAD;
    Pending pending = std::move(found->second.second);
    token.detached.erase(found);
    pending.buffer = pData;
    pending.capacity = ulData;
    session.pending[name] = std::move(pending);
    return CKR_OK;
  });
}

}  // namespace own

}  // namespace fake_token
