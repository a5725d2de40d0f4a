// C_Digest...
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token::own {

CK_RV C_DigestInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism) {
  return begin_keyless(hSession, Kind::digest, pMechanism);
}

CK_RV C_Digest(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pData, CK_ULONG ulDataLen, CK_BYTE_PTR pDigest,
               CK_ULONG_PTR pulDigestLen) {
  return single_part(hSession, Kind::digest, Function::C_Digest, {pData, ulDataLen}, {pDigest, pulDigestLen},
                     digest_of);
}

CK_RV C_DigestUpdate(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pPart, CK_ULONG ulPartLen) {
  return feed(hSession, Kind::digest, {pPart, ulPartLen});
}

CK_RV C_DigestKey(CK_SESSION_HANDLE hSession, CK_OBJECT_HANDLE hKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    auto& operation = session.operation(Kind::digest);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    const Object* key = token.visible(hKey);
    if (key == nullptr) return CKR_KEY_HANDLE_INVALID;
    const Attribute* value = key->number(CKA_CLASS) == CKO_SECRET_KEY ? key->find(CKA_VALUE) : nullptr;
    if (value == nullptr) return CKR_KEY_INDIGESTIBLE;
    operation->has_parts = true;
    operation->data.insert(operation->data.end(), value->bytes.begin(), value->bytes.end());
    return CKR_OK;
  });
}

CK_RV C_DigestFinal(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pDigest, CK_ULONG_PTR pulDigestLen) {
  return finish(hSession, Kind::digest, {pDigest, pulDigestLen}, digest_of);
}

}  // namespace fake_token::own
