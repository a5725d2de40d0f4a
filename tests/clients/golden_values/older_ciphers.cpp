// RC2 and RC5, and the parameters of DSA.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

// A seed goes in, and the token may put its own in its place.
void pass_dsa(const Token& token) {
  FILLED(CK_DSA_PARAMETER_GEN_PARAM, dsa);
  SET_CONSTANT(dsa, hash, CKM_SHA224);
  SET_BYTES(dsa, pSeed, ulSeedLen, sensitive, "the seed of a prime");
  SET_NUMBER(dsa, ulIndex, 77);
  SAY_WRITTEN(dsa, pSeed, sensitive(dsa->pSeed, 19));
  token_writes_next([seed = dsa->pSeed] { std::memcpy(seed, "as the token has it", 19); });
  generate_key(token, MECHANISM(CKM_DSA_PROBABILISTIC_PARAMETER_GEN, dsa));
}

}  // namespace

void pass_older_ciphers(const Token& token) {
  FILLED(CK_RC2_CBC_PARAMS, rc2);
  SET_NUMBER(rc2, ulEffectiveBits, 40);
  SET_WITHIN(rc2, iv, "iv, RC2.");
  begin_encryption(token, MECHANISM(CKM_RC2_CBC, rc2));
  begin_decryption(token, MECHANISM(CKM_RC2_CBC_PAD, rc2));

  FILLED(CK_RC2_MAC_GENERAL_PARAMS, rc2_mac);
  SET_NUMBER(rc2_mac, ulEffectiveBits, 41);
  SET_NUMBER(rc2_mac, ulMacLength, 6);
  begin_signature(token, MECHANISM(CKM_RC2_MAC_GENERAL, rc2_mac));

  FILLED(CK_RC5_PARAMS, rc5);
  SET_NUMBER(rc5, ulWordsize, 4);
  SET_NUMBER(rc5, ulRounds, 16);
  begin_encryption(token, MECHANISM(CKM_RC5_ECB, rc5));
  begin_signature(token, MECHANISM(CKM_RC5_MAC, rc5));

  FILLED(CK_RC5_CBC_PARAMS, rc5_cbc);
  SET_NUMBER(rc5_cbc, ulWordsize, 8);
  SET_NUMBER(rc5_cbc, ulRounds, 20);
  SET_BYTES(rc5_cbc, pIv, ulIvLen, shown, "iv of RC5, of 16");
  begin_encryption(token, MECHANISM(CKM_RC5_CBC, rc5_cbc));
  begin_decryption(token, MECHANISM(CKM_RC5_CBC_PAD, rc5_cbc));

  FILLED(CK_RC5_MAC_GENERAL_PARAMS, rc5_mac);
  SET_NUMBER(rc5_mac, ulWordsize, 2);
  SET_NUMBER(rc5_mac, ulRounds, 12);
  SET_NUMBER(rc5_mac, ulMacLength, 7);
  begin_verification(token, MECHANISM(CKM_RC5_MAC_GENERAL, rc5_mac));

  pass_dsa(token);
}

}  // namespace p11trace::clients
