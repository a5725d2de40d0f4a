// C_EncapsulateKey, C_DecapsulateKey.
#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

void call_encapsulation(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_user_session(beginning_of(list));
  auto& length = guarded_value<CK_ULONG>(47);
  auto& key = guarded_value<CK_OBJECT_HANDLE>(5);
  CK_BYTE* ciphertext = guarded_room(48);
  const Text mechanism_text = mechanism(NAMED(CKM_ML_KEM));
  const Template given = {CONSTANT(CKA_CLASS, CKO_SECRET_KEY), CONSTANT(CKA_KEY_TYPE, CKK_GENERIC_SECRET)};

  // Until the ciphertext has come, there is no key.
  CALL(C_EncapsulateKey,
       (session, guarded_mechanism(CKM_ML_KEM), public_key, given.attributes, given.count, nullptr, &length, &key),
       CKR_OK, "hSession", session, "pMechanism", mechanism_text, "hPublicKey", public_key, "pTemplate", given.text(),
       "pCiphertext", size_query(48), "phKey", unset);
  length = 47;
  CALL(C_EncapsulateKey,
       (session, guarded_mechanism(CKM_ML_KEM), public_key, given.attributes, given.count, ciphertext + 1, &length,
        &key),
       CKR_BUFFER_TOO_SMALL, "hSession", session, "pMechanism", mechanism_text, "hPublicKey", public_key, "pTemplate",
       given.text(), "pCiphertext", too_small(47, 48), "phKey", unset);
  CALL(C_EncapsulateKey,
       (session, guarded_mechanism(CKM_ML_KEM), public_key, given.attributes, given.count, ciphertext, &length, &key),
       CKR_OK, "hSession", session, "pMechanism", mechanism_text, "hPublicKey", public_key, "pTemplate", given.text(),
       "pCiphertext", out(room(48), shown(ciphertext, 48)), "phKey", made(decimal(key)));
  CALL(C_EncapsulateKey, (session, nullptr, public_key, nullptr, 0, nullptr, nullptr, nullptr), CKR_ARGUMENTS_BAD,
       "hSession", session, "pMechanism", null(), "hPublicKey", public_key, "pTemplate", null(), "pCiphertext",
       unwritten(null()), "phKey", unwritten(null()));

  CALL(C_DecapsulateKey,
       (session, guarded_mechanism(CKM_ML_KEM), private_key, given.attributes, given.count, ciphertext, 48, &key),
       CKR_OK, "hSession", session, "pMechanism", mechanism_text, "hPrivateKey", private_key, "pTemplate", given.text(),
       "pCiphertext", shown(ciphertext, 48), "phKey", made(decimal(key)));
  CALL(C_DecapsulateKey, (session, guarded_mechanism(CKM_ML_KEM), private_key, nullptr, 0, ciphertext + 41, 7, &key),
       CKR_ENCRYPTED_DATA_LEN_RANGE, "hSession", session, "pMechanism", mechanism_text, "hPrivateKey", private_key,
       "pTemplate", null(), "pCiphertext", shown(ciphertext + 41, 7), "phKey", unset);
  CALL(C_DecapsulateKey, (session, guarded_mechanism(CKM_ML_KEM), private_key, nullptr, 0, ciphertext, absurd, &key),
       CKR_ARGUMENTS_BAD, "hSession", session, "pMechanism", mechanism_text, "hPrivateKey", private_key, "pTemplate",
       null(), "pCiphertext", not_read(absurd), "phKey", unset);
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
