// C_EncryptInit ... C_DecryptFinal.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

constexpr CK_ULONG size = 100;

void begin_encryption(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_EncryptInit, (session, guarded_mechanism(CKM_AES_CBC_PAD, 16), secret_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_AES_CBC_PAD), shown(some_data(16), 16)), "hKey", secret_key);
}

void begin_decryption(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_DecryptInit, (session, guarded_mechanism(CKM_AES_CBC_PAD, 16), secret_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_AES_CBC_PAD), shown(some_data(16), 16)), "hKey", secret_key);
}

void call_initializations(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CALL(C_EncryptInit, (session, nullptr, secret_key), CKR_ARGUMENTS_BAD, "hSession", session, "pMechanism", null(),
       "hKey", secret_key);
  begin_encryption(list, session);
  CALL(C_EncryptInit, (session, guarded_mechanism(0x80009999), secret_key), CKR_OPERATION_ACTIVE, "hSession", session,
       "pMechanism", mechanism(unnamed(0x80009999)), "hKey", secret_key);
  CALL(C_EncryptInit, (session, nullptr, 0), CKR_OK, "hSession", session, "pMechanism", null(), "hKey", 0);
  CALL(C_EncryptInit, (session, guarded_mechanism(CKM_AES_GCM), nobody), CKR_KEY_HANDLE_INVALID, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_AES_GCM)), "hKey", nobody);
  auto& without_parameter = guarded_value<CK_MECHANISM>({CKM_AES_GCM, nullptr, 48});
  CALL(C_DecryptInit, (session, &without_parameter, secret_key), CKR_MECHANISM_PARAM_INVALID, "hSession", session,
       "pMechanism", structure({"mechanism", NAMED(CKM_AES_GCM), "pParameter", null(48)}), "hKey", secret_key);
  auto& empty_parameter = guarded_value<CK_MECHANISM>({CKM_AES_GCM, some_data(1), 0});
  CALL(C_DecryptInit, (session, &empty_parameter, secret_key), CKR_OK, "hSession", session, "pMechanism",
       structure({"mechanism", NAMED(CKM_AES_GCM), "pParameter", unknown_parameter(some_data(1), 0)}), "hKey",
       secret_key);
  CALL(C_DecryptInit, (session, nullptr, secret_key), CKR_OK, "hSession", session, "pMechanism", null(), "hKey",
       secret_key);
}

void call_at_once(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  CK_BYTE* data = some_data(size);
  const Text data_text = sensitive(data, size);
  CK_BYTE* encrypted = guarded_room(size);
  auto& length = guarded_value<CK_ULONG>();
  begin_encryption(list, session);
  CALL(C_Encrypt, (session, data, size, nullptr, &length), CKR_OK, "hSession", session, "pData", data_text,
       "pEncryptedData", size_query(size));
  length = 9;
  CALL(C_Encrypt, (session, data, size, encrypted + size - 9, &length), CKR_BUFFER_TOO_SMALL, "hSession", session,
       "pData", data_text, "pEncryptedData", too_small(9, size));
  CALL(C_Encrypt, (session, data, size, encrypted, &length), CKR_OK, "hSession", session, "pData", data_text,
       "pEncryptedData", out(room(size), shown(encrypted, size)));
  CALL(C_Encrypt, (session, data, size, encrypted, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pData", data_text, "pEncryptedData", room(size));

  // In place: what went in is gone when the call returns.
  begin_decryption(list, session);
  const Text encrypted_text = shown(encrypted, size);
  CALL(C_Decrypt, (session, encrypted, size, encrypted, &length), CKR_OK, "hSession", session, "pEncryptedData",
       encrypted_text, "pData", out(room(size), sensitive(encrypted, length)));
}

void call_with_strange_arguments(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>(10);
  CK_BYTE* room_of_10 = guarded_room(10);
  begin_encryption(list, session);
  CALL(C_Encrypt, (session, nullptr, 0, room_of_10, &length), CKR_OK, "hSession", session, "pData", null(),
       "pEncryptedData", out(room(10), shown("", 0)));
  length = 10;
  begin_encryption(list, session);
  CALL(C_Encrypt, (session, nullptr, 5, room_of_10, &length), CKR_ARGUMENTS_BAD, "hSession", session, "pData", null(5),
       "pEncryptedData", room(10));
  begin_encryption(list, session);
  CALL(C_Encrypt, (session, some_data(3), absurd, room_of_10, &length), CKR_ARGUMENTS_BAD, "hSession", session, "pData",
       not_read(absurd), "pEncryptedData", room(10));
  begin_encryption(list, session);
  CALL(C_Encrypt, (session, some_data(3), 3, room_of_10, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "pData",
       sensitive("abc", 3), "pEncryptedData", no_length);
  begin_encryption(list, session);
  CALL(C_Encrypt, (session, guarded_room(0), 0, nullptr, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "pData",
       sensitive("", 0), "pEncryptedData", unwritten(null()));
  begin_decryption(list, session);
  CALL(C_Decrypt, (session, some_data(3), absurd, nullptr, &length), CKR_ARGUMENTS_BAD, "hSession", session,
       "pEncryptedData", not_read(absurd), "pData", size_query());
}

void call_in_parts(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& length = guarded_value<CK_ULONG>(32);
  CK_BYTE* part = guarded_room(32);
  CALL(C_EncryptUpdate, (session, some_data(20), 20, part, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pPart", sensitive(some_data(20), 20), "pEncryptedPart", room(32));
  begin_encryption(list, session);
  CALL(C_EncryptUpdate, (session, some_data(20), 20, nullptr, &length), CKR_OK, "hSession", session, "pPart",
       sensitive(some_data(20), 20), "pEncryptedPart", size_query(16));
  length = 32;
  CALL(C_EncryptUpdate, (session, some_data(20), 20, part, &length), CKR_OK, "hSession", session, "pPart",
       sensitive(some_data(20), 20), "pEncryptedPart", out(room(32), shown(part, 16)));
  length = 1;
  CALL(C_EncryptFinal, (session, part + 31, &length), CKR_BUFFER_TOO_SMALL, "hSession", session, "pLastEncryptedPart",
       too_small(1, 4));
  length = 32;
  CALL(C_EncryptFinal, (session, part, &length), CKR_OK, "hSession", session, "pLastEncryptedPart",
       out(room(32), shown(part, 4)));
  CALL(C_EncryptFinal, (session, part, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pLastEncryptedPart", room(4));

  length = 32;
  begin_decryption(list, session);
  CALL(C_DecryptUpdate, (session, some_data(18), 18, part, &length), CKR_OK, "hSession", session, "pEncryptedPart",
       shown(some_data(18), 18), "pPart", out(room(32), sensitive(part, 16)));
  CALL(C_DecryptFinal, (session, nullptr, &length), CKR_OK, "hSession", session, "pLastPart", size_query(2));
  CALL(C_DecryptFinal, (session, part, &length), CKR_OK, "hSession", session, "pLastPart",
       out(room(2), sensitive(part, 2)));
  CALL(C_DecryptUpdate, (session, some_data(18), 18, part, &length), CKR_OPERATION_NOT_INITIALIZED, "hSession", session,
       "pEncryptedPart", shown(some_data(18), 18), "pPart", room(2));
}

}  // namespace

void call_ciphers(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  call_initializations(list, session);
  call_at_once(list, session);
  call_with_strange_arguments(list, session);
  call_in_parts(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
