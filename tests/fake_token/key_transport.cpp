// C_WrapKey, C_UnwrapKey, both with authentication, C_EncapsulateKey and C_DecapsulateKey.
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/new_object.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token {

namespace {

constexpr std::size_t tag_size = 16;
constexpr std::size_t capsule_size = 48;
constexpr std::size_t secret_size = 32;

Bytes joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// A wrapped key is its value, masked.
CK_RV wrap(Token& token, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE wrapping_key, CK_OBJECT_HANDLE key_handle,
           Bytes& wrapped) {
  const CK_RV rv = check_mechanism(mechanism);
  if (rv != CKR_OK) return rv;
  if (token.visible(wrapping_key) == nullptr) return CKR_WRAPPING_KEY_HANDLE_INVALID;
  const Object* key = token.visible(key_handle);
  if (key == nullptr) return CKR_KEY_HANDLE_INVALID;
  if (!key->flag(CKA_EXTRACTABLE, true)) return CKR_KEY_UNEXTRACTABLE;
  const Attribute* value = key->find(CKA_VALUE);
  if (value == nullptr) value = key->find(CKA_PRIVATE_EXPONENT);
  if (value == nullptr) return CKR_KEY_NOT_WRAPPABLE;
  wrapped = masked(value->bytes);
  return CKR_OK;
}

// The new key's class is what the template says, else a secret key.
CK_RV keep_value(Token& token, Session& session, const CK_ATTRIBUTE* attributes, CK_ULONG count, Bytes value,
                 CK_OBJECT_HANDLE& handle) {
  Template wanted;
  CK_RV rv = read_template(attributes, count, wanted);
  if (rv != CKR_OK) return rv;
  CK_OBJECT_CLASS object_class = CKO_SECRET_KEY;
  for (const Attribute& attribute : wanted) {
    Object one;
    one.set(attribute);
    object_class = one.number(CKA_CLASS, object_class);
  }
  Object key;
  rv = make_key(token, session, attributes, count, {object_class, CKK_GENERIC_SECRET, false}, key);
  if (rv != CKR_OK) return rv;
  if (object_class == CKO_SECRET_KEY) key.set_number(CKA_VALUE_LEN, value.size());
  key.set(CKA_VALUE, std::move(value));
  handle = keep(token, session, std::move(key));
  return CKR_OK;
}

CK_RV check_unwrap(Token& token, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key, In wrapped,
                   const CK_OBJECT_HANDLE* new_key) {
  if (!wrapped.is_good() || new_key == nullptr) return CKR_ARGUMENTS_BAD;
  const CK_RV rv = check_mechanism(mechanism);
  if (rv != CKR_OK) return rv;
  if (token.visible(key) == nullptr) return CKR_UNWRAPPING_KEY_HANDLE_INVALID;
  return wrapped.length > 0 ? CKR_OK : CKR_WRAPPED_KEY_LEN_RANGE;
}

}  // namespace

namespace own {

CK_RV C_WrapKey(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hWrappingKey,
                CK_OBJECT_HANDLE hKey, CK_BYTE_PTR pWrappedKey, CK_ULONG_PTR pulWrappedKeyLen) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    Bytes wrapped;
    const CK_RV rv = wrap(token, pMechanism, hWrappingKey, hKey, wrapped);
    return rv == CKR_OK ? two_call(wrapped, Out{pWrappedKey, pulWrappedKeyLen}) : rv;
  });
}

CK_RV C_UnwrapKey(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hUnwrappingKey,
                  CK_BYTE_PTR pWrappedKey, CK_ULONG ulWrappedKeyLen, CK_ATTRIBUTE_PTR pTemplate,
                  CK_ULONG ulAttributeCount, CK_OBJECT_HANDLE_PTR phKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const In wrapped{pWrappedKey, ulWrappedKeyLen};
    const CK_RV rv = check_unwrap(token, pMechanism, hUnwrappingKey, wrapped, phKey);
    if (rv != CKR_OK) return rv;
    return keep_value(token, session, pTemplate, ulAttributeCount, masked(wrapped.bytes()), *phKey);
  });
}

// The wrapped key, then a tag over it and the associated data.
CK_RV C_WrapKeyAuthenticated(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hWrappingKey,
                             CK_OBJECT_HANDLE hKey, CK_BYTE_PTR pAssociatedData, CK_ULONG ulAssociatedDataLen,
                             CK_BYTE_PTR pWrappedKey, CK_ULONG_PTR pulWrappedKeyLen) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    const In associated{pAssociatedData, ulAssociatedDataLen};
    if (!associated.is_good()) return CKR_ARGUMENTS_BAD;
    Bytes wrapped;
    const CK_RV rv = wrap(token, pMechanism, hWrappingKey, hKey, wrapped);
    if (rv != CKR_OK) return rv;
    const Bytes tag = mix(Purpose::tag, joined(associated.bytes(), wrapped), tag_size);
    return two_call(joined(std::move(wrapped), tag), Out{pWrappedKey, pulWrappedKeyLen});
  });
}

CK_RV C_UnwrapKeyAuthenticated(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hUnwrappingKey,
                               CK_BYTE_PTR pWrappedKey, CK_ULONG ulWrappedKeyLen, CK_ATTRIBUTE_PTR pTemplate,
                               CK_ULONG ulAttributeCount, CK_BYTE_PTR pAssociatedData, CK_ULONG ulAssociatedDataLen,
                               CK_OBJECT_HANDLE_PTR phKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const In associated{pAssociatedData, ulAssociatedDataLen};
    if (!associated.is_good()) return CKR_ARGUMENTS_BAD;
    const In in{pWrappedKey, ulWrappedKeyLen};
    const CK_RV rv = check_unwrap(token, pMechanism, hUnwrappingKey, in, phKey);
    if (rv != CKR_OK) return rv;
    if (in.length <= tag_size) return CKR_WRAPPED_KEY_LEN_RANGE;
    Bytes wrapped = in.bytes();
    const Bytes tag(wrapped.end() - tag_size, wrapped.end());
    wrapped.resize(wrapped.size() - tag_size);
    if (tag != mix(Purpose::tag, joined(associated.bytes(), wrapped), tag_size)) return CKR_AEAD_DECRYPT_FAILED;
    return keep_value(token, session, pTemplate, ulAttributeCount, masked(wrapped), *phKey);
  });
}

// The secret follows from the ciphertext alone, so both sides come to the same one. A size query makes no
// key.
CK_RV C_EncapsulateKey(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hPublicKey,
                       CK_ATTRIBUTE_PTR pTemplate, CK_ULONG ulAttributeCount, CK_BYTE_PTR pCiphertext,
                       CK_ULONG_PTR pulCiphertextLen, CK_OBJECT_HANDLE_PTR phKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const CK_RV rv = check_mechanism(pMechanism);
    if (rv != CKR_OK) return rv;
    const Object* key = token.visible(hPublicKey);
    if (key == nullptr) return CKR_KEY_HANDLE_INVALID;
    const Attribute* value = key->find(CKA_VALUE);
    const Bytes capsule = mix(Purpose::encapsulate, value == nullptr ? Bytes{} : value->bytes, capsule_size);
    const Out out{pCiphertext, pulCiphertextLen};
    if (!out.is_good()) return CKR_ARGUMENTS_BAD;
    if (!takes(out, capsule.size())) return two_call(capsule, out);
    if (phKey == nullptr) return CKR_ARGUMENTS_BAD;
    const Bytes secret = mix(Purpose::derive, capsule, secret_size);
    const CK_RV kept = keep_value(token, session, pTemplate, ulAttributeCount, secret, *phKey);
    return kept == CKR_OK ? two_call(capsule, out) : kept;
  });
}

CK_RV C_DecapsulateKey(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hPrivateKey,
                       CK_ATTRIBUTE_PTR pTemplate, CK_ULONG ulAttributeCount, CK_BYTE_PTR pCiphertext,
                       CK_ULONG ulCiphertextLen, CK_OBJECT_HANDLE_PTR phKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    const In capsule{pCiphertext, ulCiphertextLen};
    if (!capsule.is_good() || phKey == nullptr) return CKR_ARGUMENTS_BAD;
    const CK_RV rv = check_mechanism(pMechanism);
    if (rv != CKR_OK) return rv;
    if (token.visible(hPrivateKey) == nullptr) return CKR_KEY_HANDLE_INVALID;
    if (capsule.length != capsule_size) return CKR_ENCRYPTED_DATA_LEN_RANGE;
    const Bytes secret = mix(Purpose::derive, capsule.bytes(), secret_size);
    return keep_value(token, session, pTemplate, ulAttributeCount, secret, *phKey);
  });
}

}  // namespace own

}  // namespace fake_token
