// C_Verify..., C_VerifyRecover..., and C_VerifySignature..., which has the signature before the data.
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token::own {

CK_RV C_VerifyInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::verify, pMechanism, hKey);
}

CK_RV C_Verify(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pData, CK_ULONG ulDataLen, CK_BYTE_PTR pSignature,
               CK_ULONG ulSignatureLen) {
  return verify_at_once(hSession, Kind::verify, {pData, ulDataLen}, {pSignature, ulSignatureLen});
}

CK_RV C_VerifyUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen) {
  return feed(hSession, Kind::verify, {pPart, ulPartLen});
}

CK_RV C_VerifyFinal(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pSignature, CK_ULONG ulSignatureLen) {
  return with_session(hSession, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(Kind::verify);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    const Bytes data = std::move(operation->data);
    operation.reset();
    return check_signature(data, {pSignature, ulSignatureLen});
  });
}

CK_RV C_VerifyRecoverInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::verify_recover, pMechanism, hKey);
}

CK_RV C_VerifyRecover(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pSignature, CK_ULONG ulSignatureLen, CK_BYTE_PTR pData,
                      CK_ULONG_PTR pulDataLen) {
  return single_part(hSession, Kind::verify_recover, Function::C_VerifyRecover, {pSignature, ulSignatureLen},
                     {pData, pulDataLen}, masked);
}

CK_RV C_VerifySignatureInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey,
                            CK_BYTE_PTR pSignature, CK_ULONG ulSignatureLen) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const In signature{pSignature, ulSignatureLen};
    if (pMechanism != nullptr && !signature.is_good()) return CKR_ARGUMENTS_BAD;
    const CK_RV rv = begin_in(token, session, Kind::verify_signature, pMechanism, hKey);
    auto& operation = session.operation(Kind::verify_signature);
    if (rv == CKR_OK && operation) operation->signature = signature.bytes();
    return rv;
  });
}

CK_RV C_VerifySignature(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pData, CK_ULONG ulDataLen) {
  return with_session(hSession, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(Kind::verify_signature);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (operation->has_parts) return CKR_OPERATION_ACTIVE;
    const In data{pData, ulDataLen};
    const Bytes signature = std::move(operation->signature);
    operation.reset();
    if (!data.is_good()) return CKR_ARGUMENTS_BAD;
    return check_signature(data.bytes(), {signature.data(), signature.size()});
  });
}

CK_RV C_VerifySignatureUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen) {
  return feed(hSession, Kind::verify_signature, {pPart, ulPartLen});
}

CK_RV C_VerifySignatureFinal(CK_SESSION_HANDLE hSession) {
  return with_session(hSession, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(Kind::verify_signature);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    const Operation ended = std::move(*operation);
    operation.reset();
    return check_signature(ended.data, {ended.signature.data(), ended.signature.size()});
  });
}

}  // namespace fake_token::own
