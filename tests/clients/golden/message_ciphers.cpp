// C_MessageEncryptInit ... C_MessageDecryptFinal.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

void call_message_encryption(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_session(beginning_of(list));
  CK_GCM_MESSAGE_PARAMS* parameter = guarded_gcm_parameter();
  auto& length = guarded_value<CK_ULONG>(0);
  CK_BYTE* cipher = guarded_room(30);
  const Text associated = sensitive(some_data(4), 4);
  const Text plain = sensitive(some_data(30), 30);

  CALL(C_EncryptMessage, (session, some_data(48), 48, some_data(4), 4, some_data(30), 30, cipher, &length),
       CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pParameter", unknown_parameter(some_data(48), 48),
       "pAssociatedData", associated, "pPlaintext", plain, "pCiphertext", room(0));
  CALL(C_MessageEncryptInit, (session, guarded_mechanism(CKM_AES_GCM), secret_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_AES_GCM)), "hKey", secret_key);
  CALL(C_EncryptMessage, (session, parameter, sizeof *parameter, some_data(4), 4, some_data(30), 30, nullptr, &length),
       CKR_OK, "hSession", session, "pParameter", gcm_parameter_for_tag(), "pAssociatedData", associated, "pPlaintext",
       plain, "pCiphertext", size_query(30));
  CALL(C_EncryptMessage, (session, parameter, sizeof *parameter, some_data(4), 4, some_data(30), 30, cipher, &length),
       CKR_OK, "hSession", session, "pParameter", gcm_parameter_with_new_tag(*parameter), "pAssociatedData", associated,
       "pPlaintext", plain, "pCiphertext", out(room(30), shown(cipher, 30)));
  CALL(C_EncryptMessage, (session, nullptr, 0, nullptr, 0, nullptr, 3, nullptr, nullptr), CKR_ARGUMENTS_BAD, "hSession",
       session, "pParameter", null(), "pAssociatedData", null(), "pPlaintext", null(3), "pCiphertext",
       unwritten(null()));

  CALL(C_EncryptMessageBegin, (session, nullptr, 48, some_data(4), 4), CKR_ARGUMENTS_BAD, "hSession", session,
       "pParameter", null(48), "pAssociatedData", associated);
  CALL(C_EncryptMessageBegin, (session, parameter, sizeof *parameter, some_data(4), 4), CKR_OK, "hSession", session,
       "pParameter", gcm_parameter_for_tag(), "pAssociatedData", associated);
  CALL(C_EncryptMessageNext, (session, parameter, sizeof *parameter, some_data(30), 30, cipher, &length, 0), CKR_OK,
       "hSession", session, "pParameter", gcm_parameter_for_tag(), "pPlaintextPart", plain, "pCiphertextPart",
       out(room(30), shown(cipher, 30)), "flags", flag_names({}));
  length = 3;
  CALL(C_EncryptMessageNext,
       (session, parameter, sizeof *parameter, some_data(30), 30, cipher + 27, &length, CKF_END_OF_MESSAGE),
       CKR_BUFFER_TOO_SMALL, "hSession", session, "pParameter", gcm_parameter_for_tag(), "pPlaintextPart", plain,
       "pCiphertextPart", too_small(3, 30), "flags", flag_names({NAMED_FLAG(CKF_END_OF_MESSAGE)}));
  CALL(C_EncryptMessageNext,
       (session, parameter, sizeof *parameter, some_data(30), 30, cipher, &length, CKF_END_OF_MESSAGE), CKR_OK,
       "hSession", session, "pParameter", gcm_parameter_with_new_tag(*parameter), "pPlaintextPart", plain,
       "pCiphertextPart", out(room(30), shown(cipher, 30)), "flags", flag_names({NAMED_FLAG(CKF_END_OF_MESSAGE)}));
  CALL(C_MessageEncryptFinal, (session), CKR_OK, "hSession", session);
  CALL(C_MessageEncryptFinal, (session), CKR_OPERATION_NOT_INITIALIZED, "hSession", session);
  close_session(beginning_of(list), session);
}

void call_message_decryption(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_session(beginning_of(list));
  CK_GCM_MESSAGE_PARAMS* parameter = guarded_gcm_parameter();
  auto& length = guarded_value<CK_ULONG>(30);
  CK_BYTE* plain = guarded_room(30);
  const Text associated = sensitive(some_data(4), 4);
  const Text cipher = shown(some_data(30), 30);

  CALL(C_MessageDecryptInit, (session, guarded_mechanism(CKM_AES_GCM), secret_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_AES_GCM)), "hKey", secret_key);
  CALL(C_DecryptMessage, (session, parameter, sizeof *parameter, some_data(4), 4, some_data(30), 30, plain, &length),
       CKR_AEAD_DECRYPT_FAILED, "hSession", session, "pParameter", gcm_parameter_with_tag(*parameter),
       "pAssociatedData", associated, "pCiphertext", cipher, "pPlaintext", room(30));
  CALL(C_DecryptMessage, (session, parameter, sizeof *parameter, some_data(4), 4, some_data(30), 30, nullptr, &length),
       CKR_OK, "hSession", session, "pParameter", gcm_parameter_with_tag(*parameter), "pAssociatedData", associated,
       "pCiphertext", cipher, "pPlaintext", size_query(30));
  CALL(C_DecryptMessageBegin, (session, parameter, sizeof *parameter, nullptr, 0), CKR_OK, "hSession", session,
       "pParameter", gcm_parameter_with_tag(*parameter), "pAssociatedData", null());
  CALL(C_DecryptMessageNext, (session, parameter, sizeof *parameter, some_data(30), 30, plain, &length, 0), CKR_OK,
       "hSession", session, "pParameter", gcm_parameter_with_tag(*parameter), "pCiphertextPart", cipher,
       "pPlaintextPart", out(room(30), sensitive(plain, 30)), "flags", flag_names({}));
  CALL(C_DecryptMessageNext,
       (session, parameter, sizeof *parameter, some_data(30), 30, plain, &length, CKF_END_OF_MESSAGE),
       CKR_AEAD_DECRYPT_FAILED, "hSession", session, "pParameter", gcm_parameter_with_tag(*parameter),
       "pCiphertextPart", cipher, "pPlaintextPart", room(30), "flags", flag_names({NAMED_FLAG(CKF_END_OF_MESSAGE)}));
  CALL(C_DecryptMessageBegin, (nobody, nullptr, 0, nullptr, 0), CKR_SESSION_HANDLE_INVALID, "hSession", nobody,
       "pParameter", null(), "pAssociatedData", null());
  CALL(C_MessageDecryptFinal, (session), CKR_OK, "hSession", session);
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
