// C_MessageSignInit ... C_MessageVerifyFinal.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

// For one message; no signature of the fake token depends on it.
constexpr CK_ULONG parameter_size = 24;

}  // namespace

void call_message_signatures(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_user_session(beginning_of(list));
  CK_BYTE* parameter = some_data(parameter_size);
  auto& length = guarded_value<CK_ULONG>(5);
  CK_BYTE* signature = guarded_room(64);
  const Text data = sensitive(some_data(9), 9);

  CALL(C_MessageSignInit, (session, guarded_mechanism(CKM_RSA_PKCS_PSS, 24), private_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_RSA_PKCS_PSS), data_as_pss_parameter()), "hKey", private_key);
  CALL(C_SignMessage, (session, parameter, parameter_size, some_data(9), 9, signature + 59, &length),
       CKR_BUFFER_TOO_SMALL, "hSession", session, "pParameter", data_as_pss_parameter(), "pData", data, "pSignature",
       too_small(5, 64));
  CALL(C_SignMessage, (session, nullptr, 0, some_data(9), 9, signature, &length), CKR_OK, "hSession", session,
       "pParameter", null(), "pData", data, "pSignature", out(room(64), shown(signature, 64)));
  CALL(C_SignMessageBegin, (session, nullptr, 24), CKR_ARGUMENTS_BAD, "hSession", session, "pParameter", null(24));
  CALL(C_SignMessageBegin, (session, parameter, parameter_size), CKR_OK, "hSession", session, "pParameter",
       data_as_pss_parameter());
  // More data follows.
  CALL(C_SignMessageNext, (session, parameter, parameter_size, some_data(9), 9, nullptr, nullptr), CKR_OK, "hSession",
       session, "pParameter", data_as_pss_parameter(), "pData", data, "pSignature", unwritten(null()));
  CALL(C_SignMessageNext, (session, parameter, parameter_size, some_data(9), 9, nullptr, &length), CKR_OK, "hSession",
       session, "pParameter", data_as_pss_parameter(), "pData", data, "pSignature", size_query(64));
  CALL(C_SignMessageNext, (session, parameter, parameter_size, some_data(9), 9, signature, &length), CKR_OK, "hSession",
       session, "pParameter", data_as_pss_parameter(), "pData", data, "pSignature",
       out(room(64), shown(signature, 64)));
  CALL(C_SignMessageNext, (session, parameter, parameter_size, nullptr, 0, signature, nullptr),
       CKR_OPERATION_NOT_INITIALIZED, "hSession", session, "pParameter", data_as_pss_parameter(), "pData", null(),
       "pSignature", no_length);
  CALL(C_MessageSignFinal, (session), CKR_OK, "hSession", session);
  close_session(beginning_of(list), session);
}

void call_message_verifications(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_session(beginning_of(list));
  CK_BYTE* parameter = some_data(parameter_size);
  CK_BYTE* signature = some_data(64);
  const Text data = sensitive(some_data(9), 9);
  const Text signature_text = shown(signature, 64);

  CALL(C_MessageVerifyInit, (session, guarded_mechanism(CKM_ECDSA), public_key), CKR_OK, "hSession", session,
       "pMechanism", mechanism(NAMED(CKM_ECDSA)), "hKey", public_key);
  CALL(C_VerifyMessage, (session, parameter, parameter_size, some_data(9), 9, signature, 64), CKR_SIGNATURE_INVALID,
       "hSession", session, "pParameter", unknown_parameter(parameter, parameter_size), "pData", data, "pSignature",
       signature_text);
  CALL(C_VerifyMessageNext, (session, nullptr, 0, some_data(9), 9, signature, 64), CKR_OPERATION_NOT_INITIALIZED,
       "hSession", session, "pParameter", null(), "pData", data, "pSignature", signature_text);
  CALL(C_VerifyMessageBegin, (session, parameter, parameter_size), CKR_OK, "hSession", session, "pParameter",
       unknown_parameter(parameter, parameter_size));
  // More data follows.
  CALL(C_VerifyMessageNext, (session, parameter, parameter_size, some_data(9), 9, nullptr, 0), CKR_OK, "hSession",
       session, "pParameter", unknown_parameter(parameter, parameter_size), "pData", data, "pSignature", null());
  CALL(C_VerifyMessageNext, (session, parameter, parameter_size, some_data(9), 9, signature, 63),
       CKR_SIGNATURE_LEN_RANGE, "hSession", session, "pParameter", unknown_parameter(parameter, parameter_size),
       "pData", data, "pSignature", shown(signature, 63));
  CALL(C_VerifyMessageBegin, (nobody, parameter, parameter_size), CKR_SESSION_HANDLE_INVALID, "hSession", nobody,
       "pParameter", unknown_parameter(parameter, parameter_size));
  CALL(C_MessageVerifyFinal, (session), CKR_OK, "hSession", session);
  CALL(C_MessageVerifyFinal, (session), CKR_OPERATION_NOT_INITIALIZED, "hSession", session);
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
