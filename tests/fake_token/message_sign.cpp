// C_SignMessage..., C_VerifyMessage...: messages one by one, whole or in parts.
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token {

namespace {

// The mechanism's parameter for one message, which no signature of ours depends on.
struct Parameter {
  CK_VOID_PTR pointer;
  CK_ULONG length;

  bool is_good() const { return pointer != nullptr || length == 0; }
};

enum class Place : bool { between, within };

// Runs body(operation), where the operation is between messages or within one.
template <class Body>
CK_RV with_message(CK_SESSION_HANDLE handle, Kind kind, Place place, Parameter parameter, Body body) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (place == Place::within && !operation->in_message) return CKR_OPERATION_NOT_INITIALIZED;
    if (place == Place::between && operation->in_message) return CKR_OPERATION_ACTIVE;
    if (!parameter.is_good()) return CKR_ARGUMENTS_BAD;
    return body(*operation);
  });
}

CK_RV begin_message(CK_SESSION_HANDLE handle, Kind kind, Parameter parameter) {
  return with_message(handle, kind, Place::between, parameter, [](Operation& operation) -> CK_RV {
    operation.in_message = true;
    operation.data.clear();
    return CKR_OK;
  });
}

Bytes with_part(const Operation& operation, In part) {
  Bytes data = operation.data;
  const Bytes more = part.bytes();
  data.insert(data.end(), more.begin(), more.end());
  return data;
}

}  // namespace

CK_RV end_messages(CK_SESSION_HANDLE handle, Kind kind) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    operation.reset();
    return CKR_OK;
  });
}

namespace own {

CK_RV C_MessageSignInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::message_sign, pMechanism, hKey);
}

CK_RV C_SignMessage(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen, CK_BYTE_PTR pData,
                    CK_ULONG ulDataLen, CK_BYTE_PTR pSignature, CK_ULONG_PTR pulSignatureLen) {
  const Parameter parameter{pParameter, ulParameterLen};
  return with_message(hSession, Kind::message_sign, Place::between, parameter, [&](Operation&) -> CK_RV {
    const In data{pData, ulDataLen};
    if (!data.is_good()) return CKR_ARGUMENTS_BAD;
    return two_call(signature_of(data.bytes()), Out{pSignature, pulSignatureLen});
  });
}

CK_RV C_SignMessageBegin(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen) {
  return begin_message(hSession, Kind::message_sign, {pParameter, ulParameterLen});
}

// Without a place for the length more data follows.
CK_RV C_SignMessageNext(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen, CK_BYTE_PTR pData,
                        CK_ULONG ulDataLen, CK_BYTE_PTR pSignature, CK_ULONG_PTR pulSignatureLen) {
  const Parameter parameter{pParameter, ulParameterLen};
  return with_message(hSession, Kind::message_sign, Place::within, parameter, [&](Operation& it) -> CK_RV {
    const In part{pData, ulDataLen};
    if (!part.is_good()) return CKR_ARGUMENTS_BAD;
    Bytes data = with_part(it, part);
    if (pulSignatureLen == nullptr) {
      it.data = std::move(data);
      return CKR_OK;
    }
    const CK_RV rv = two_call(signature_of(data), Out{pSignature, pulSignatureLen});
    if (rv == CKR_OK && pSignature != nullptr) it.in_message = false;
    return rv;
  });
}

CK_RV C_MessageSignFinal(CK_SESSION_HANDLE hSession) { return end_messages(hSession, Kind::message_sign); }

CK_RV C_MessageVerifyInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::message_verify, pMechanism, hKey);
}

CK_RV C_VerifyMessage(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen, CK_BYTE_PTR pData,
                      CK_ULONG ulDataLen, CK_BYTE_PTR pSignature, CK_ULONG ulSignatureLen) {
  const Parameter parameter{pParameter, ulParameterLen};
  return with_message(hSession, Kind::message_verify, Place::between, parameter, [&](Operation&) -> CK_RV {
    const In data{pData, ulDataLen};
    if (!data.is_good()) return CKR_ARGUMENTS_BAD;
    return check_signature(data.bytes(), {pSignature, ulSignatureLen});
  });
}

CK_RV C_VerifyMessageBegin(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen) {
  return begin_message(hSession, Kind::message_verify, {pParameter, ulParameterLen});
}

// Without a signature more data follows.
CK_RV C_VerifyMessageNext(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                          CK_BYTE_PTR pData, CK_ULONG ulDataLen, CK_BYTE_PTR pSignature, CK_ULONG ulSignatureLen) {
  const Parameter parameter{pParameter, ulParameterLen};
  return with_message(hSession, Kind::message_verify, Place::within, parameter, [&](Operation& it) -> CK_RV {
    const In part{pData, ulDataLen};
    if (!part.is_good()) return CKR_ARGUMENTS_BAD;
    it.data = with_part(it, part);
    if (pSignature == nullptr) return CKR_OK;
    it.in_message = false;
    return check_signature(it.data, {pSignature, ulSignatureLen});
  });
}

CK_RV C_MessageVerifyFinal(CK_SESSION_HANDLE hSession) { return end_messages(hSession, Kind::message_verify); }

}  // namespace own

}  // namespace fake_token
