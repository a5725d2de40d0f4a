// C_DigestEncryptUpdate, C_DecryptDigestUpdate, C_SignEncryptUpdate, C_DecryptVerifyUpdate.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

void begin(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_EncryptInit, (session, guarded_mechanism(CKM_AES_GCM), secret_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_AES_GCM)), "hKey", secret_key);
  CALL(C_DecryptInit, (session, guarded_mechanism(CKM_AES_GCM), secret_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_AES_GCM)), "hKey", secret_key);
  CALL(C_DigestInit, (session, guarded_mechanism(CKM_SHA256)), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_SHA256)));
  CALL(C_SignInit, (session, guarded_mechanism(CKM_ECDSA), private_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_ECDSA)), "hKey", private_key);
  CALL(C_VerifyInit, (session, guarded_mechanism(CKM_ECDSA), public_key), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_ECDSA)), "hKey", public_key);
}

}  // namespace

void call_dual_operations(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  auto& length = guarded_value<CK_ULONG>(32);
  CK_BYTE* part = guarded_room(32);
  const Text plain = sensitive(some_data(32), 32);
  CK_BYTE* cipher = some_data(32);

  CALL(C_DigestEncryptUpdate, (session, some_data(32), 32, part, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession",
       session, "pPart", plain, "pEncryptedPart", room(32));
  begin(list, session);
  CALL(C_DigestEncryptUpdate, (session, some_data(32), 32, nullptr, &length), CKR_OK, "hSession", session, "pPart",
       plain, "pEncryptedPart", size_query(32));
  CALL(C_DigestEncryptUpdate, (session, some_data(32), 32, part, &length), CKR_OK, "hSession", session, "pPart", plain,
       "pEncryptedPart", out(room(32), shown(part, 32)));
  CALL(C_DecryptDigestUpdate, (session, cipher, 32, part, &length), CKR_OK, "hSession", session, "pEncryptedPart",
       shown(cipher, 32), "pPart", out(room(32), sensitive(part, 32)));
  length = 3;
  CALL(C_DecryptDigestUpdate, (session, cipher, 32, part + 29, &length), CKR_BUFFER_TOO_SMALL, "hSession", session,
       "pEncryptedPart", shown(cipher, 32), "pPart", too_small(3, 32));
  CALL(C_SignEncryptUpdate, (session, some_data(32), 32, part, &length), CKR_OK, "hSession", session, "pPart", plain,
       "pEncryptedPart", out(room(32), shown(part, 32)));
  CALL(C_DecryptVerifyUpdate, (session, cipher, 32, part, &length), CKR_OK, "hSession", session, "pEncryptedPart",
       shown(cipher, 32), "pPart", out(room(32), sensitive(part, 32)));
  CALL(C_DecryptVerifyUpdate, (session, cipher, 32, part, nullptr), CKR_ARGUMENTS_BAD, "hSession", session,
       "pEncryptedPart", shown(cipher, 32), "pPart", no_length);
  CALL(C_SignEncryptUpdate, (nobody, nullptr, 0, nullptr, nullptr), CKR_SESSION_HANDLE_INVALID, "hSession", nobody,
       "pPart", null(), "pEncryptedPart", unwritten(null()));
  close_session(list, session);
}

}  // namespace p11trace::clients
