// C_GenerateKey, C_GenerateKeyPair, C_DeriveKey: keys that a mechanism made stay secrets.
#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

namespace {

// Asks for the class and the value.
void ask_for_value(const Functions_2_40& list, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, const Text& class_text,
                   CK_ULONG size, Text (*show)(const void*, std::size_t)) {
  CK_ATTRIBUTE* wanted =
      guarded_array<CK_ATTRIBUTE>({{CKA_CLASS, guarded_room(8), 8}, {CKA_VALUE, guarded_room(size), size}});
  CALL(C_GetAttributeValue, (session, key, wanted, 2), CKR_OK, "hSession", session, "hObject", key, "pTemplate",
       items({ATTRIBUTE(CKA_CLASS, out(room(8), class_text)),
              ATTRIBUTE(CKA_VALUE, out(show == secret ? secret_room(size) : room(size),
                                       show(wanted[1].pValue, wanted[1].ulValueLen)))}));
}

void generate_secret_key(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  const Template given = {NUMBER(CKA_VALUE_LEN, 16), FLAG(CKA_EXTRACTABLE, CK_TRUE), TEXT(CKA_LABEL, "new key")};
  CALL(C_GenerateKey, (session, guarded_mechanism(CKM_AES_KEY_GEN), given.attributes, given.count, &key), CKR_OK,
       "hSession", session, "pMechanism", mechanism(NAMED(CKM_AES_KEY_GEN)), "pTemplate", given.text(), "phKey",
       made(decimal(key)));
  ask_for_value(list, session, key, NAMED(CKO_SECRET_KEY), 16, secret);
  CALL(C_GenerateKey, (session, nullptr, given.attributes, given.count, &key), CKR_ARGUMENTS_BAD, "hSession", session,
       "pMechanism", null(), "pTemplate", given.text(), "phKey", unset);
  CALL(C_GenerateKey, (session, guarded_mechanism(CKM_AES_KEY_GEN), nullptr, 0, nullptr), CKR_ARGUMENTS_BAD, "hSession",
       session, "pMechanism", mechanism(NAMED(CKM_AES_KEY_GEN)), "pTemplate", null(), "phKey", unwritten(null()));
}

void generate_key_pair(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& new_public = guarded_value<CK_OBJECT_HANDLE>();
  auto& new_private = guarded_value<CK_OBJECT_HANDLE>();
  const Template for_public = {CONSTANT(CKA_CLASS, CKO_PUBLIC_KEY), FLAG(CKA_VERIFY, CK_TRUE)};
  const Template for_private = {FLAG(CKA_SIGN, CK_TRUE), FLAG(CKA_SENSITIVE, CK_FALSE), FLAG(CKA_EXTRACTABLE, CK_TRUE)};
  CALL(C_GenerateKeyPair,
       (session, guarded_mechanism(CKM_ML_DSA_KEY_PAIR_GEN), for_public.attributes, for_public.count,
        for_private.attributes, for_private.count, &new_public, &new_private),
       CKR_OK, "hSession", session, "pMechanism", mechanism(NAMED(CKM_ML_DSA_KEY_PAIR_GEN)), "pPublicKeyTemplate",
       for_public.text(), "pPrivateKeyTemplate", for_private.text(), "phPublicKey", made(decimal(new_public)),
       "phPrivateKey", made(decimal(new_private)));
  ask_for_value(list, session, new_public, NAMED(CKO_PUBLIC_KEY), 128, shown);
  ask_for_value(list, session, new_private, NAMED(CKO_PRIVATE_KEY), 128, secret);
  CALL(C_GenerateKeyPair,
       (session, guarded_mechanism(CKM_EC_KEY_PAIR_GEN), nullptr, 0, nullptr, 2, &new_public, &new_private),
       CKR_ARGUMENTS_BAD, "hSession", session, "pMechanism", mechanism(NAMED(CKM_EC_KEY_PAIR_GEN)),
       "pPublicKeyTemplate", null(), "pPrivateKeyTemplate", null(2), "phPublicKey", unset, "phPrivateKey", unset);
  CALL(C_GenerateKeyPair, (session, nullptr, nullptr, 0, nullptr, 0, nullptr, nullptr), CKR_ARGUMENTS_BAD, "hSession",
       session, "pMechanism", null(), "pPublicKeyTemplate", null(), "pPrivateKeyTemplate", null(), "phPublicKey",
       unwritten(null()), "phPrivateKey", unwritten(null()));
}

void derive_key(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  const Template given = {CONSTANT(CKA_CLASS, CKO_SECRET_KEY), CONSTANT(CKA_KEY_TYPE, CKK_GENERIC_SECRET)};
  auto& parameter = guarded_value<CK_ECDH1_DERIVE_PARAMS>({CKD_NULL, 3, some_data(3), 5, some_data(5)});
  const Text parameter_text = structure(
      {"kdf", NAMED(CKD_NULL), "pSharedData", sensitive(some_data(3), 3), "pPublicData", shown(some_data(5), 5)});
  CALL(C_DeriveKey,
       (session, guarded_mechanism(CKM_ECDH1_DERIVE, &parameter, sizeof parameter), secret_key, given.attributes,
        given.count, &key),
       CKR_OK, "hSession", session, "pMechanism", mechanism(NAMED(CKM_ECDH1_DERIVE), parameter_text), "hBaseKey",
       secret_key, "pTemplate", given.text(), "phKey", made(decimal(key)));
  CALL(C_DeriveKey, (session, guarded_mechanism(CKM_TLS12_KEY_AND_MAC_DERIVE, 56), secret_key, nullptr, 0, nullptr),
       CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_TLS12_KEY_AND_MAC_DERIVE), unknown_parameter(some_data(56), 56)), "hBaseKey", secret_key,
       "pTemplate", null(), "phKey", unwritten(null()));
  CALL(C_DeriveKey, (session, guarded_mechanism(CKM_ECDH1_DERIVE), nobody, nullptr, 0, &key), CKR_KEY_HANDLE_INVALID,
       "hSession", session, "pMechanism", mechanism(NAMED(CKM_ECDH1_DERIVE)), "hBaseKey", nobody, "pTemplate", null(),
       "phKey", unset);
}

}  // namespace

void call_keys(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  generate_secret_key(list, session);
  generate_key_pair(list, session);
  derive_key(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
