// C_WrapKey, C_UnwrapKey and, since 3.2, both with authentication.
#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

void call_key_transport(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  auto& length = guarded_value<CK_ULONG>(0);
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  CK_BYTE* wrapped = guarded_room(32);
  const Text mechanism_text = mechanism(NAMED(CKM_AES_KEY_WRAP));
  CALL(C_WrapKey, (session, guarded_mechanism(CKM_AES_KEY_WRAP), public_key, secret_key, nullptr, &length), CKR_OK,
       "hSession", session, "pMechanism", mechanism_text, "hWrappingKey", public_key, "hKey", secret_key, "pWrappedKey",
       size_query(32));
  CALL(C_WrapKey, (session, guarded_mechanism(CKM_AES_KEY_WRAP), public_key, secret_key, wrapped, &length), CKR_OK,
       "hSession", session, "pMechanism", mechanism_text, "hWrappingKey", public_key, "hKey", secret_key, "pWrappedKey",
       out(room(32), sensitive(wrapped, 32)));
  length = 31;
  CALL(C_WrapKey, (session, guarded_mechanism(CKM_AES_KEY_WRAP), public_key, secret_key, wrapped + 1, &length),
       CKR_BUFFER_TOO_SMALL, "hSession", session, "pMechanism", mechanism_text, "hWrappingKey", public_key, "hKey",
       secret_key, "pWrappedKey", too_small(31, 32));
  CALL(C_WrapKey, (session, guarded_mechanism(CKM_AES_KEY_WRAP), public_key, private_key, wrapped, &length),
       CKR_KEY_UNEXTRACTABLE, "hSession", session, "pMechanism", mechanism_text, "hWrappingKey", public_key, "hKey",
       private_key, "pWrappedKey", room(32));

  const Template given = {CONSTANT(CKA_CLASS, CKO_SECRET_KEY), CONSTANT(CKA_KEY_TYPE, CKK_AES),
                          FLAG(CKA_EXTRACTABLE, CK_TRUE)};
  CALL(C_UnwrapKey,
       (session, guarded_mechanism(CKM_AES_KEY_WRAP), private_key, wrapped, 32, given.attributes, given.count, &key),
       CKR_OK, "hSession", session, "pMechanism", mechanism_text, "hUnwrappingKey", private_key, "pWrappedKey",
       sensitive(wrapped, 32), "pTemplate", given.text(), "phKey", made(decimal(key)));
  CALL(C_UnwrapKey, (session, guarded_mechanism(CKM_AES_KEY_WRAP), private_key, nullptr, 0, nullptr, 0, &key),
       CKR_WRAPPED_KEY_LEN_RANGE, "hSession", session, "pMechanism", mechanism_text, "hUnwrappingKey", private_key,
       "pWrappedKey", null(), "pTemplate", null(), "phKey", unset);

  // Keys made by a mechanism do not become public because the token calls them data.
  const Template as_data = {CONSTANT(CKA_CLASS, CKO_DATA)};
  CALL(
      C_UnwrapKey,
      (session, guarded_mechanism(CKM_AES_KEY_WRAP), private_key, wrapped, 32, as_data.attributes, as_data.count, &key),
      CKR_OK, "hSession", session, "pMechanism", mechanism_text, "hUnwrappingKey", private_key, "pWrappedKey",
      sensitive(wrapped, 32), "pTemplate", as_data.text(), "phKey", made(decimal(key)));
  CK_ATTRIBUTE* wanted =
      guarded_array<CK_ATTRIBUTE>({{CKA_CLASS, guarded_room(8), 8}, {CKA_VALUE, guarded_room(32), 32}});
  CALL(C_GetAttributeValue, (session, key, wanted, 2), CKR_OK, "hSession", session, "hObject", key, "pTemplate",
       items({ATTRIBUTE(CKA_CLASS, out(room(8), NAMED(CKO_DATA))),
              ATTRIBUTE(CKA_VALUE, out(secret_room(32), secret(wanted[1].pValue, 32)))}));
  close_session(list, session);
}

void call_authenticated_wrapping(const Functions_3_2& list) {
  const CK_SESSION_HANDLE session = open_user_session(beginning_of(list));
  auto& length = guarded_value<CK_ULONG>(48);
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  CK_BYTE* wrapped = guarded_room(48);
  const Text associated = sensitive(some_data(6), 6);
  CK_GCM_MESSAGE_PARAMS* parameter = guarded_gcm_parameter();
  const auto gcm = [&] { return guarded_mechanism(CKM_AES_GCM, parameter, sizeof *parameter); };
  const Text wrapping = mechanism(NAMED(CKM_AES_GCM), gcm_parameter_for_tag());
  CALL(C_WrapKeyAuthenticated, (session, gcm(), secret_key, secret_key, some_data(6), 6, nullptr, &length), CKR_OK,
       "hSession", session, "pMechanism", wrapping, "hWrappingKey", secret_key, "hKey", secret_key, "pAssociatedData",
       associated, "pWrappedKey", size_query(48));
  CALL(C_WrapKeyAuthenticated, (session, gcm(), secret_key, secret_key, some_data(6), 6, wrapped, &length), CKR_OK,
       "hSession", session, "pMechanism", with_output(wrapping, structure({"pTag", shown(parameter->pTag, 16)})),
       "hWrappingKey", secret_key, "hKey", secret_key, "pAssociatedData", associated, "pWrappedKey",
       out(room(48), sensitive(wrapped, 48)));
  CALL(C_WrapKeyAuthenticated, (session, gcm(), nobody, secret_key, nullptr, 0, wrapped, &length),
       CKR_WRAPPING_KEY_HANDLE_INVALID, "hSession", session, "pMechanism", wrapping, "hWrappingKey", nobody, "hKey",
       secret_key, "pAssociatedData", null(), "pWrappedKey", room(48));

  const Template given = {CONSTANT(CKA_KEY_TYPE, CKK_AES)};
  CALL(C_UnwrapKeyAuthenticated,
       (session, gcm(), secret_key, wrapped, 48, given.attributes, given.count, some_data(6), 6, &key), CKR_OK,
       "hSession", session, "pMechanism", mechanism(NAMED(CKM_AES_GCM), gcm_parameter_with_tag(*parameter)),
       "hUnwrappingKey", secret_key, "pWrappedKey", sensitive(wrapped, 48), "pTemplate", given.text(),
       "pAssociatedData", associated, "phKey", made(decimal(key)));
  CALL(C_UnwrapKeyAuthenticated,
       (session, gcm(), secret_key, wrapped, 48, given.attributes, given.count, some_data(5), 5, &key),
       CKR_AEAD_DECRYPT_FAILED, "hSession", session, "pMechanism",
       mechanism(NAMED(CKM_AES_GCM), gcm_parameter_with_tag(*parameter)), "hUnwrappingKey", secret_key, "pWrappedKey",
       sensitive(wrapped, 48), "pTemplate", given.text(), "pAssociatedData", sensitive(some_data(5), 5), "phKey",
       unset);
  close_session(beginning_of(list), session);
}

}  // namespace p11trace::clients
