// C_EncryptMessage..., C_DecryptMessage...: messages one by one, whole or in parts.
#include "tests/fake_token/message_parameter.h"
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token {

namespace {

void append(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

// A direction: what differs is on which side the ciphertext is, and who writes the tag.
struct Cipher {
  Kind kind;
  bool encrypts() const { return kind == Kind::message_encrypt; }
};

// The parameter as the caller gives it.
struct Raw {
  CK_VOID_PTR pointer;
  CK_ULONG length;
};

// The end of a message; `authenticated` is its associated data and its ciphertext.
CK_RV seal(Cipher cipher, const MessageParameter& parameter, const Bytes& authenticated) {
  if (!cipher.encrypts()) return tag_is_right(parameter, authenticated) ? CKR_OK : CKR_AEAD_DECRYPT_FAILED;
  write_tag(parameter, authenticated);
  return CKR_OK;
}

CK_RV whole(Cipher cipher, CK_SESSION_HANDLE handle, Raw raw, In associated, In in, Out out) {
  return with_session(handle, [&](Token& token, Session& session) -> CK_RV {
    auto& operation = session.operation(cipher.kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (operation->in_message) return CKR_OPERATION_ACTIVE;
    if (!associated.is_good() || !in.is_good() || !out.is_good()) return CKR_ARGUMENTS_BAD;
    MessageParameter parameter;
    const CK_RV rv = read_message_parameter(operation->mechanism, raw.pointer, raw.length, parameter);
    if (rv != CKR_OK) return rv;

    const Bytes input = in.bytes();
    const Bytes output = masked(input);
    if (!takes(out, output.size())) return two_call(output, out);
    Bytes authenticated = associated.bytes();
    append(authenticated, cipher.encrypts() ? output : input);
    if (cipher.encrypts()) write_iv(parameter, token.random);
    const CK_RV sealed = seal(cipher, parameter, authenticated);
    return sealed == CKR_OK ? two_call(output, out) : sealed;
  });
}

CK_RV begin_message(Cipher cipher, CK_SESSION_HANDLE handle, Raw raw, In associated) {
  return with_session(handle, [&](Token& token, Session& session) -> CK_RV {
    auto& operation = session.operation(cipher.kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (operation->in_message) return CKR_OPERATION_ACTIVE;
    if (!associated.is_good()) return CKR_ARGUMENTS_BAD;
    MessageParameter parameter;
    const CK_RV rv = read_message_parameter(operation->mechanism, raw.pointer, raw.length, parameter);
    if (rv != CKR_OK) return rv;
    if (cipher.encrypts()) write_iv(parameter, token.random);
    operation->in_message = true;
    operation->data = associated.bytes();
    return CKR_OK;
  });
}

CK_RV next_part(Cipher cipher, CK_SESSION_HANDLE handle, Raw raw, In in, Out out, CK_FLAGS flags) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(cipher.kind);
    if (!operation || !operation->in_message) return CKR_OPERATION_NOT_INITIALIZED;
    if (!in.is_good() || !out.is_good()) return CKR_ARGUMENTS_BAD;
    MessageParameter parameter;
    const CK_RV rv = read_message_parameter(operation->mechanism, raw.pointer, raw.length, parameter);
    if (rv != CKR_OK) return rv;

    const Bytes input = in.bytes();
    const Bytes output = masked(input);
    if (!takes(out, output.size())) return two_call(output, out);
    append(operation->data, cipher.encrypts() ? output : input);
    if ((flags & CKF_END_OF_MESSAGE) != 0) {
      operation->in_message = false;
      const CK_RV sealed = seal(cipher, parameter, operation->data);
      operation->data.clear();
      if (sealed != CKR_OK) return sealed;
    }
    return two_call(output, out);
  });
}

}  // namespace

namespace own {

CK_RV C_MessageEncryptInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::message_encrypt, pMechanism, hKey);
}

CK_RV C_EncryptMessage(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                       CK_BYTE_PTR pAssociatedData, CK_ULONG ulAssociatedDataLen, CK_BYTE_PTR pPlaintext,
                       CK_ULONG ulPlaintextLen, CK_BYTE_PTR pCiphertext, CK_ULONG_PTR pulCiphertextLen) {
  return whole({Kind::message_encrypt}, hSession, {pParameter, ulParameterLen}, {pAssociatedData, ulAssociatedDataLen},
               {pPlaintext, ulPlaintextLen}, {pCiphertext, pulCiphertextLen});
}

CK_RV C_EncryptMessageBegin(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                            CK_BYTE_PTR pAssociatedData, CK_ULONG ulAssociatedDataLen) {
  return begin_message({Kind::message_encrypt}, hSession, {pParameter, ulParameterLen},
                       {pAssociatedData, ulAssociatedDataLen});
}

CK_RV C_EncryptMessageNext(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                           CK_BYTE_PTR pPlaintextPart, CK_ULONG ulPlaintextPartLen, CK_BYTE_PTR pCiphertextPart,
                           CK_ULONG_PTR pulCiphertextPartLen, CK_FLAGS flags) {
  return next_part({Kind::message_encrypt}, hSession, {pParameter, ulParameterLen},
                   {pPlaintextPart, ulPlaintextPartLen}, {pCiphertextPart, pulCiphertextPartLen}, flags);
}

CK_RV C_MessageEncryptFinal(CK_SESSION_HANDLE hSession) { return end_messages(hSession, Kind::message_encrypt); }

CK_RV C_MessageDecryptInit(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hKey) {
  return begin(hSession, Kind::message_decrypt, pMechanism, hKey);
}

CK_RV C_DecryptMessage(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                       CK_BYTE_PTR pAssociatedData, CK_ULONG ulAssociatedDataLen, CK_BYTE_PTR pCiphertext,
                       CK_ULONG ulCiphertextLen, CK_BYTE_PTR pPlaintext, CK_ULONG_PTR pulPlaintextLen) {
  return whole({Kind::message_decrypt}, hSession, {pParameter, ulParameterLen}, {pAssociatedData, ulAssociatedDataLen},
               {pCiphertext, ulCiphertextLen}, {pPlaintext, pulPlaintextLen});
}

CK_RV C_DecryptMessageBegin(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                            CK_BYTE_PTR pAssociatedData, CK_ULONG ulAssociatedDataLen) {
  return begin_message({Kind::message_decrypt}, hSession, {pParameter, ulParameterLen},
                       {pAssociatedData, ulAssociatedDataLen});
}

CK_RV C_DecryptMessageNext(CK_SESSION_HANDLE hSession, CK_VOID_PTR pParameter, CK_ULONG ulParameterLen,
                           CK_BYTE_PTR pCiphertextPart, CK_ULONG ulCiphertextPartLen, CK_BYTE_PTR pPlaintextPart,
                           CK_ULONG_PTR pulPlaintextPartLen, CK_FLAGS flags) {
  return next_part({Kind::message_decrypt}, hSession, {pParameter, ulParameterLen},
                   {pCiphertextPart, ulCiphertextPartLen}, {pPlaintextPart, pulPlaintextPartLen}, flags);
}

CK_RV C_MessageDecryptFinal(CK_SESSION_HANDLE hSession) { return end_messages(hSession, Kind::message_decrypt); }

}  // namespace own

}  // namespace fake_token
