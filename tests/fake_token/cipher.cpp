// C_Encrypt..., C_Decrypt...: an xor, in blocks when it comes in parts.
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token::own {

CK_RV C_EncryptInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::encrypt, pMechanism, hKey);
}

CK_RV C_Encrypt(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pData, CK_ULONG ulDataLen, CK_BYTE_PTR pEncryptedData,
                CK_ULONG_PTR pulEncryptedDataLen) {
  return single_part(hSession, Kind::encrypt, Function::C_Encrypt, {pData, ulDataLen},
                     {pEncryptedData, pulEncryptedDataLen}, masked);
}

CK_RV C_EncryptUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen, CK_BYTE_PTR pEncryptedPart,
                      CK_ULONG_PTR pulEncryptedPartLen) {
  return cipher_update(hSession, Kind::encrypt, {pPart, ulPartLen}, {pEncryptedPart, pulEncryptedPartLen});
}

CK_RV C_EncryptFinal(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pLastEncryptedPart, CK_ULONG_PTR pulLastEncryptedPartLen) {
  return finish(hSession, Kind::encrypt, {pLastEncryptedPart, pulLastEncryptedPartLen}, masked);
}

CK_RV C_DecryptInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::decrypt, pMechanism, hKey);
}

CK_RV C_Decrypt(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pEncryptedData, CK_ULONG ulEncryptedDataLen, CK_BYTE_PTR pData,
                CK_ULONG_PTR pulDataLen) {
  return single_part(hSession, Kind::decrypt, Function::C_Decrypt, {pEncryptedData, ulEncryptedDataLen},
                     {pData, pulDataLen}, masked);
}

CK_RV C_DecryptUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pEncryptedPart, CK_ULONG ulEncryptedPartLen,
                      CK_BYTE_PTR pPart, CK_ULONG_PTR pulPartLen) {
  return cipher_update(hSession, Kind::decrypt, {pEncryptedPart, ulEncryptedPartLen}, {pPart, pulPartLen});
}

CK_RV C_DecryptFinal(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pLastPart, CK_ULONG_PTR pulLastPartLen) {
  return finish(hSession, Kind::decrypt, {pLastPart, pulLastPartLen}, masked);
}

CK_RV C_DigestEncryptUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen,
                            CK_BYTE_PTR pEncryptedPart, CK_ULONG_PTR pulEncryptedPartLen) {
  return dual_update(hSession, Kind::encrypt, Kind::digest, Plain::input, {pPart, ulPartLen},
                     {pEncryptedPart, pulEncryptedPartLen});
}

CK_RV C_DecryptDigestUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pEncryptedPart, CK_ULONG ulEncryptedPartLen,
                            CK_BYTE_PTR pPart, CK_ULONG_PTR pulPartLen) {
  return dual_update(hSession, Kind::decrypt, Kind::digest, Plain::output, {pEncryptedPart, ulEncryptedPartLen},
                     {pPart, pulPartLen});
}

CK_RV C_SignEncryptUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen, CK_BYTE_PTR pEncryptedPart,
                          CK_ULONG_PTR pulEncryptedPartLen) {
  return dual_update(hSession, Kind::encrypt, Kind::sign, Plain::input, {pPart, ulPartLen},
                     {pEncryptedPart, pulEncryptedPartLen});
}

CK_RV C_DecryptVerifyUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pEncryptedPart, CK_ULONG ulEncryptedPartLen,
                            CK_BYTE_PTR pPart, CK_ULONG_PTR pulPartLen) {
  return dual_update(hSession, Kind::decrypt, Kind::verify, Plain::output, {pEncryptedPart, ulEncryptedPartLen},
                     {pPart, pulPartLen});
}

}  // namespace fake_token::own
