// Structures that hold mechanisms: signatures of CMS, and CT-KIP.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

void pass_cms_and_kip(const Token& token) {
  FILLED(CK_RSA_PKCS_PSS_PARAMS, pss);
  SET_CONSTANT(pss, hashAlg, CKM_SHA512);
  SET_CONSTANT(pss, mgf, CKG_MGF1_SHA384);
  SET_NUMBER(pss, sLen, 47);
  const GivenMechanism signing = MECHANISM(CKM_RSA_PKCS_PSS, pss);

  FILLED(CK_CMS_SIG_PARAMS, cms);
  SET_NUMBER(cms, certificateHandle, 61);
  cms->pSigningMechanism = signing.pointer();
  SAY(cms, pSigningMechanism, signing.text());
  cms->pDigestMechanism = &guarded_value<CK_MECHANISM>({CKM_SHA384, nullptr, 0});
  SAY(cms, pDigestMechanism, mechanism(NAMED(CKM_SHA384)));
  cms->pContentType = guarded_text_z("1.2.840.113549.1.7.1");
  SAY(cms, pContentType, text("1.2.840.113549.1.7.1"));
  SET_BYTES(cms, pRequestedAttributes, ulRequestedAttributesLen, shown, "requested");
  SET_BYTES(cms, pRequiredAttributes, ulRequiredAttributesLen, shown, "required");
  begin_signature(token, MECHANISM(CKM_CMS_SIG, cms));

  FILLED(CK_CMS_SIG_PARAMS, bare);
  SET_NUMBER(bare, certificateHandle, CK_INVALID_HANDLE);
  SET_NULL(bare, pSigningMechanism);
  SET_NULL(bare, pDigestMechanism);
  SET_NULL(bare, pContentType);
  SET_NULL(bare, pRequestedAttributes);
  bare->ulRequestedAttributesLen = 0;
  bare->pRequiredAttributes = nullptr;
  bare->ulRequiredAttributesLen = 8;
  SAY(bare, pRequiredAttributes, null(8));
  begin_signature(token, MECHANISM(CKM_CMS_SIG, bare));

  FILLED(CK_PBE_PARAMS, pbe);
  SET_NULL(pbe, pInitVector);
  SET_BYTES(pbe, pPassword, ulPasswordLen, secret, "password within KIP");
  SET_BYTES(pbe, pSalt, ulSaltLen, shown, "salt within KIP");
  SET_NUMBER(pbe, ulIteration, 4096);
  const GivenMechanism inner = MECHANISM(CKM_PBE_MD5_DES_CBC, pbe);

  FILLED(CK_KIP_PARAMS, kip);
  kip->pMechanism = inner.pointer();
  SAY(kip, pMechanism, inner.text());
  SET_NUMBER(kip, hKey, 62);
  SET_BYTES(kip, pSeed, ulSeedLen, sensitive, "seed of CT-KIP");
  derive_key(token, MECHANISM(CKM_KIP_DERIVE, kip));
  wrap_key(token, MECHANISM(CKM_KIP_WRAP, kip));
  begin_signature(token, MECHANISM(CKM_KIP_MAC, kip));
}

}  // namespace p11trace::clients
