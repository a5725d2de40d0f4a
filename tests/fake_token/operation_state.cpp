// C_GetOperationState, C_SetOperationState: the first active operation, written out as bytes.
#include <cstring>

#include "tests/fake_token/own.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/two_call.h"

namespace fake_token {

namespace {

struct Head {
  CK_ULONG kind;
  CK_MECHANISM_TYPE mechanism;
  CK_OBJECT_HANDLE key;
};

constexpr std::array savable = {Kind::encrypt, Kind::decrypt, Kind::digest, Kind::sign, Kind::verify};

Bytes written(Kind kind, const Operation& operation) {
  const Head head{static_cast<CK_ULONG>(kind), operation.mechanism, operation.key};
  Bytes bytes(sizeof head);
  std::memcpy(bytes.data(), &head, sizeof head);
  bytes.insert(bytes.end(), operation.data.begin(), operation.data.end());
  return bytes;
}

bool is_savable(CK_ULONG kind) {
  for (const Kind known : savable)
    if (static_cast<CK_ULONG>(known) == kind) return true;
  return false;
}

}  // namespace

namespace own {

CK_RV C_GetOperationState(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pOperationState, CK_ULONG_PTR pulOperationStateLen) {
  return with_session(hSession, [&](Token&, Session& session) -> CK_RV {
    for (const Kind kind : savable)
      if (const auto& operation = session.operation(kind))
        return two_call(written(kind, *operation), Out{pOperationState, pulOperationStateLen});
    return CKR_OPERATION_NOT_INITIALIZED;
  });
}

// Keys are not part of a state, so the standard asks the caller for them. Ours notes the handle, and looks no
// further.
CK_RV C_SetOperationState(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pOperationState, CK_ULONG ulOperationStateLen,
                          CK_OBJECT_HANDLE hEncryptionKey, CK_OBJECT_HANDLE hAuthenticationKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const In in{pOperationState, ulOperationStateLen};
    if (pOperationState == nullptr || !in.is_good()) return CKR_ARGUMENTS_BAD;
    for (const CK_OBJECT_HANDLE key : {hEncryptionKey, hAuthenticationKey})
      if (key != CK_INVALID_HANDLE && token.visible(key) == nullptr) return CKR_KEY_HANDLE_INVALID;
    const Bytes state = in.bytes();
    Head head{};
    if (state.size() < sizeof head) return CKR_SAVED_STATE_INVALID;
    std::memcpy(&head, state.data(), sizeof head);
    if (!is_savable(head.kind)) return CKR_SAVED_STATE_INVALID;
    for (auto& operation : session.operations) operation.reset();
    Operation& operation = session.operation(static_cast<Kind>(head.kind)).emplace();
    operation.mechanism = head.mechanism;
    operation.key = head.key;
    operation.data.assign(state.begin() + sizeof head, state.end());
    operation.has_parts = !operation.data.empty();
    return CKR_OK;
  });
}

}  // namespace own

}  // namespace fake_token
