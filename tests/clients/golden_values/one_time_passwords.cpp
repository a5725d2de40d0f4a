// One-time passwords. What each parameter is its type says, and a PIN may be among them: none is shown.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

constexpr std::size_t count = 3;

}  // namespace

void pass_one_time_passwords(const Token& token) {
  const auto& list = token.list;
  auto* parameters = static_cast<CK_OTP_PARAM*>(guarded(count * sizeof(CK_OTP_PARAM)));
  Filled<CK_OTP_PARAM> pin("CK_OTP_PARAM", parameters);
  SET_CONSTANT(pin, type, CK_OTP_PIN);
  SET_BYTES(pin, pValue, ulValueLen, secret, "4711");
  Filled<CK_OTP_PARAM> counter("CK_OTP_PARAM", parameters + 1);
  SET_CONSTANT(counter, type, CK_OTP_COUNTER);
  SET_BYTES(counter, pValue, ulValueLen, secret, "counter.");
  Filled<CK_OTP_PARAM> challenge("CK_OTP_PARAM", parameters + 2);
  SET_CONSTANT(challenge, type, CK_OTP_CHALLENGE);
  challenge->pValue = nullptr;
  challenge->ulValueLen = 6;
  SAY(challenge, pValue, secret_null(6));

  FILLED(CK_OTP_PARAMS, all);
  all->pParams = parameters;
  all->ulCount = count;
  SAY(all, pParams, items({pin.text(), counter.text(), challenge.text()}));
  begin_signature(token, MECHANISM(CKM_SECURID, all));
  begin_verification(token, MECHANISM(CKM_ACTI, all));

  FILLED(CK_OTP_PARAMS, none);
  SET_NULL(none, pParams);
  none->ulCount = 0;
  const GivenMechanism given = MECHANISM(CKM_HOTP, none);
  CALL(C_SignInit, (token.session, given.pointer(), private_key), CKR_OK, "hSession", token.session, "pMechanism",
       given.text(), "hKey", private_key);

  // What comes back is a structure of its own, whose size is asked for.
  auto& length = guarded_value<CK_ULONG>();
  CALL(C_Sign, (token.session, nullptr, 0, nullptr, &length), CKR_OK, "hSession", token.session, "pData", null(),
       "pSignature", size_query(length));
  CALL(C_SignInit, (token.session, nullptr, 0), CKR_OK, "hSession", token.session, "pMechanism", null(), "hKey", 0);
}

}  // namespace p11trace::clients
