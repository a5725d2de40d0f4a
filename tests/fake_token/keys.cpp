// C_GenerateKey, C_GenerateKeyPair, C_DeriveKey.
#include "tests/fake_token/mixing.h"
#include "tests/fake_token/new_object.h"
#include "tests/fake_token/operation.h"
#include "tests/fake_token/own.h"

namespace fake_token {

namespace {

CK_KEY_TYPE key_type_of(CK_MECHANISM_TYPE mechanism) {
  switch (mechanism) {
    case CKM_AES_KEY_GEN:
      return CKK_AES;
    case CKM_RSA_PKCS_KEY_PAIR_GEN:
    case CKM_RSA_X9_31_KEY_PAIR_GEN:
      return CKK_RSA;
    case CKM_EC_KEY_PAIR_GEN:
      return CKK_EC;
    case CKM_ML_KEM_KEY_PAIR_GEN:
      return CKK_ML_KEM;
    case CKM_ML_DSA_KEY_PAIR_GEN:
      return CKK_ML_DSA;
    default:
      return CKK_GENERIC_SECRET;
  }
}

// What a pair of this type shares, and what its private half has alone.
CK_RV fill_pair(Token& token, Object& public_key, Object& private_key) {
  switch (public_key.number(CKA_KEY_TYPE)) {
    case CKK_RSA: {
      const CK_ULONG bits = public_key.number(CKA_MODULUS_BITS, 8 * signature_size);
      if (bits < 512 || bits > 4096) return CKR_KEY_SIZE_RANGE;
      const Bytes modulus = random_bytes(token.random, (bits + 7) / 8);
      public_key.set_if_absent(CKA_PUBLIC_EXPONENT, {1, 0, 1});
      public_key.set(CKA_MODULUS, modulus);
      private_key.set(CKA_MODULUS, modulus);
      private_key.set(*public_key.find(CKA_PUBLIC_EXPONENT));
      private_key.set(CKA_PRIVATE_EXPONENT, random_bytes(token.random, modulus.size()));
      return CKR_OK;
    }
    case CKK_EC:
      if (public_key.find(CKA_EC_PARAMS) == nullptr) return CKR_TEMPLATE_INCOMPLETE;
      private_key.set(*public_key.find(CKA_EC_PARAMS));
      public_key.set(CKA_EC_POINT, random_bytes(token.random, 65));
      private_key.set(CKA_VALUE, random_bytes(token.random, 32));
      return CKR_OK;
    default:
      public_key.set(CKA_VALUE, random_bytes(token.random, 128));
      private_key.set(CKA_VALUE, random_bytes(token.random, 128));
      private_key.set(CKA_SEED, random_bytes(token.random, 32));
      return CKR_OK;
  }
}

// Mechanisms whose keys come back through the parameter, so that phKey may be NULL.
bool returns_through_parameter(CK_MECHANISM_TYPE mechanism) {
  switch (mechanism) {
    case CKM_SSL3_KEY_AND_MAC_DERIVE:
    case CKM_TLS_KEY_AND_MAC_DERIVE:
    case CKM_TLS12_KEY_AND_MAC_DERIVE:
    case CKM_TLS12_KEY_SAFE_DERIVE:
    case CKM_TLS_PRF:
    case CKM_WTLS_PRF:
    case CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE:
    case CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE:
      return true;
    default:
      return false;
  }
}

}  // namespace

namespace own {

CK_RV C_GenerateKey(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_ATTRIBUTE_PTR pTemplate,
                    CK_ULONG ulCount, CK_OBJECT_HANDLE_PTR phKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (phKey == nullptr) return CKR_ARGUMENTS_BAD;
    CK_RV rv = check_mechanism(pMechanism);
    if (rv != CKR_OK) return rv;
    Object key;
    const Origin origin{CKO_SECRET_KEY, key_type_of(pMechanism->mechanism), true};
    rv = make_key(token, session, pTemplate, ulCount, origin, key);
    CK_ULONG length = 0;
    if (rv == CKR_OK) rv = value_length(key, length);
    if (rv != CKR_OK) return rv;
    key.set(CKA_VALUE, random_bytes(token.random, length));
    key.set_number(CKA_VALUE_LEN, length);
    const CK_OBJECT_HANDLE handle = keep(token, session, std::move(key));
    if (session.is_asynchronous()) {
      session.pending["C_GenerateKey"].object = handle;
      return CKR_PENDING;
    }
    *phKey = handle;
    return CKR_OK;
  });
}

CK_RV C_GenerateKeyPair(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_ATTRIBUTE_PTR pPublicKeyTemplate,
                        CK_ULONG ulPublicKeyAttributeCount, CK_ATTRIBUTE_PTR pPrivateKeyTemplate,
                        CK_ULONG ulPrivateKeyAttributeCount, CK_OBJECT_HANDLE_PTR phPublicKey,
                        CK_OBJECT_HANDLE_PTR phPrivateKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    if (phPublicKey == nullptr || phPrivateKey == nullptr) return CKR_ARGUMENTS_BAD;
    CK_RV rv = check_mechanism(pMechanism);
    if (rv != CKR_OK) return rv;
    const CK_KEY_TYPE type = key_type_of(pMechanism->mechanism);
    Object public_key;
    Object private_key;
    rv = make_key(token, session, pPublicKeyTemplate, ulPublicKeyAttributeCount, {CKO_PUBLIC_KEY, type, true},
                  public_key);
    if (rv == CKR_OK)
      rv = make_key(token, session, pPrivateKeyTemplate, ulPrivateKeyAttributeCount, {CKO_PRIVATE_KEY, type, true},
                    private_key);
    if (rv == CKR_OK) rv = fill_pair(token, public_key, private_key);
    if (rv != CKR_OK) return rv;
    const CK_OBJECT_HANDLE public_handle = keep(token, session, std::move(public_key));
    const CK_OBJECT_HANDLE private_handle = keep(token, session, std::move(private_key));
    if (session.is_asynchronous()) {
      Pending& pending = session.pending["C_GenerateKeyPair"];
      pending.object = public_handle;
      pending.additional_object = private_handle;
      return CKR_PENDING;
    }
    *phPublicKey = public_handle;
    *phPrivateKey = private_handle;
    return CKR_OK;
  });
}

CK_RV C_DeriveKey(CK_SESSION_HANDLE hSession, CK_MECHANISM_PTR pMechanism, CK_OBJECT_HANDLE hBaseKey,
                  CK_ATTRIBUTE_PTR pTemplate, CK_ULONG ulAttributeCount, CK_OBJECT_HANDLE_PTR phKey) {
  return with_session(hSession, [&](Token& token, Session& session) -> CK_RV {
    CK_RV rv = check_mechanism(pMechanism);
    if (rv != CKR_OK) return rv;
    const Object* base = token.visible(hBaseKey);
    if (base == nullptr) return CKR_KEY_HANDLE_INVALID;
    if (phKey == nullptr) return returns_through_parameter(pMechanism->mechanism) ? CKR_OK : CKR_ARGUMENTS_BAD;
    Object key;
    rv = make_key(token, session, pTemplate, ulAttributeCount, {CKO_SECRET_KEY, CKK_GENERIC_SECRET, false}, key);
    CK_ULONG length = 0;
    if (rv == CKR_OK) rv = value_length(key, length);
    if (rv != CKR_OK) return rv;
    const Attribute* value = base->find(CKA_VALUE);
    key.set(CKA_VALUE, mix(Purpose::derive, value == nullptr ? Bytes{} : value->bytes, length));
    key.set_number(CKA_VALUE_LEN, length);
    *phKey = keep(token, session, std::move(key));
    return CKR_OK;
  });
}

}  // namespace own

}  // namespace fake_token
