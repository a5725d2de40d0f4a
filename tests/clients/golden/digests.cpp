// C_DigestInit ... C_DigestFinal; among them data of many bytes, and a module that breaks its word.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

void begin_digest(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_DigestInit, (session, guarded_mechanism(CKM_SHA256)), CKR_OK, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_SHA256)));
}

// Says that it wrote more than there was room for.
CK_RV boast(CK_SESSION_HANDLE, CK_BYTE*, CK_ULONG, CK_BYTE*, CK_ULONG* length) {
  *length = 10;
  return CKR_OK;
}

// Fails, and leaves a length behind.
CK_RV fail_untidily(CK_SESSION_HANDLE, CK_BYTE*, CK_ULONG, CK_BYTE* digest, CK_ULONG* length) {
  *length = 3;
  digest[0] = 0;
  return CKR_DEVICE_ERROR;
}

void call_at_once(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>();
  CK_BYTE* digest = guarded_room(32);
  begin_digest(list, session);
  CALL(C_Digest, (session, some_data(3), 3, nullptr, &length), CKR_OK, "hSession", session, "pData",
       sensitive("abc", 3), "pDigest", size_query(32));
  CALL(C_Digest, (session, some_data(3), 3, digest, &length), CKR_OK, "hSession", session, "pData", sensitive("abc", 3),
       "pDigest", out(room(32), sensitive(digest, 32)));
  CALL(C_Digest, (session, some_data(3), 3, digest, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pData", sensitive("abc", 3), "pDigest", room(32));
}

void call_in_parts(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  constexpr CK_ULONG many = 60000;
  auto& length = guarded_value<CK_ULONG>(5);
  CK_BYTE* digest = guarded_room(32);
  CALL(C_DigestUpdate, (session, some_data(1), 1), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pPart",
       sensitive("a", 1));
  begin_digest(list, session);
  CALL(C_DigestUpdate, (session, some_data(many), many), CKR_OK, "hSession", session, "pPart",
       sensitive(some_data(many), many));
  // Each remainder that a fingerprint may have to do with.
  for (CK_ULONG size = 0; size <= 17; ++size)
    CALL(C_DigestUpdate, (session, some_data(size), size), CKR_OK, "hSession", session, "pPart",
         sensitive(some_data(size), size));
  CALL(C_DigestKey, (session, secret_key), CKR_OK, "hSession", session, "hKey", secret_key);
  CALL(C_DigestKey, (session, public_key), CKR_KEY_INDIGESTIBLE, "hSession", session, "hKey", public_key);
  CALL(C_DigestFinal, (session, digest + 27, &length), CKR_BUFFER_TOO_SMALL, "hSession", session, "pDigest",
       too_small(5, 32));
  CALL(C_DigestFinal, (session, nullptr, &length), CKR_OK, "hSession", session, "pDigest", size_query(32));
  CALL(C_DigestFinal, (session, digest, &length), CKR_OK, "hSession", session, "pDigest",
       out(room(32), sensitive(digest, 32)));
  CALL(C_DigestFinal, (session, digest, nullptr), CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pDigest",
       no_length);
}

void call_a_module_that_is_broken(const TokenModule& token, const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>(4);
  CK_BYTE* digest = guarded_room(4);
  TOKEN(token, fake_token_call_instead)("C_Digest", reinterpret_cast<void*>(boast));
  CALL(C_Digest, (session, some_data(2), 2, digest, &length), CKR_OK, "hSession", session, "pData", sensitive("ab", 2),
       "pDigest", not_written(4, 10));
  length = 4;
  TOKEN(token, fake_token_call_instead)("C_Digest", reinterpret_cast<void*>(fail_untidily));
  CALL(C_Digest, (session, some_data(2), 2, digest, &length), CKR_DEVICE_ERROR, "hSession", session, "pData",
       sensitive("ab", 2), "pDigest", room(4));
  TOKEN(token, fake_token_behave)("C_Digest");
}

}  // namespace

void call_digests(const TokenModule& token, const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  call_at_once(list, session);
  call_in_parts(list, session);
  call_a_module_that_is_broken(token, list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
