// C_Sign..., C_SignRecover...
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token::own {

CK_RV C_SignInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::sign, pMechanism, hKey);
}

CK_RV C_Sign(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pData, CK_ULONG ulDataLen, CK_BYTE_PTR pSignature,
             CK_ULONG_PTR pulSignatureLen) {
  return single_part(hSession, Kind::sign, Function::C_Sign, {pData, ulDataLen}, {pSignature, pulSignatureLen},
                     signature_of);
}

CK_RV C_SignUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen) {
  return feed(hSession, Kind::sign, {pPart, ulPartLen});
}

CK_RV C_SignFinal(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pSignature, CK_ULONG_PTR pulSignatureLen) {
  return finish(hSession, Kind::sign, {pSignature, pulSignatureLen}, signature_of);
}

CK_RV C_SignRecoverInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::sign_recover, pMechanism, hKey);
}

// The data can be had back from this signature, so it is the data, masked.
CK_RV C_SignRecover(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pData, CK_ULONG ulDataLen, CK_BYTE_PTR pSignature,
                    CK_ULONG_PTR pulSignatureLen) {
  return single_part(hSession, Kind::sign_recover, Function::C_SignRecover, {pData, ulDataLen},
                     {pSignature, pulSignatureLen}, masked);
}

}  // namespace fake_token::own
