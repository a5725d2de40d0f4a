// Attributes of the double ratchet, of signatures by hashes, and of validations.
#include "tests/clients/golden_values/attribute_groups.h"

namespace p11trace::clients {

void pass_newer_attributes(const Token& token) {
  // Whatever keys follow from is secret; the other's and one's own public values are not.
  pass_attributes(
      token, {A_CONSTANT(CKA_CLASS, CKO_SECRET_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_X2RATCHET),
              A_SECRET(CKA_X2RATCHET_BAG, "skipped keys"), A_NUMBER(CKA_X2RATCHET_BAGSIZE, 12),
              A_BOOLEAN(CKA_X2RATCHET_BOBS1STMSG, CK_TRUE), A_SECRET(CKA_X2RATCHET_CKR, "chain r"),
              A_SECRET(CKA_X2RATCHET_CKS, "chain of s"), A_BYTES(CKA_X2RATCHET_DHP, shown, "prekey"),
              A_BYTES(CKA_X2RATCHET_DHR, shown, "public r"), A_SECRET(CKA_X2RATCHET_DHS, "pair of s"),
              A_SECRET(CKA_X2RATCHET_HKR, "header r"), A_SECRET(CKA_X2RATCHET_HKS, "header of s"),
              A_BOOLEAN(CKA_X2RATCHET_ISALICE, CK_FALSE), A_SECRET(CKA_X2RATCHET_NHKR, "next r"),
              A_SECRET(CKA_X2RATCHET_NHKS, "next of s"), A_NUMBER(CKA_X2RATCHET_NR, 3), A_NUMBER(CKA_X2RATCHET_NS, 4),
              A_NUMBER(CKA_X2RATCHET_PNS, 5), A_SECRET(CKA_X2RATCHET_RK, "root key")});
  pass_attributes(
      token, {A_CONSTANT(CKA_CLASS, CKO_PRIVATE_KEY), A_CONSTANT(CKA_KEY_TYPE, CKK_HSS), A_NUMBER(CKA_HSS_LEVELS, 2),
              A_NUMBER(CKA_HSS_LMS_TYPE, 5), A_NUMBER(CKA_HSS_LMOTS_TYPE, 4),
              numbers_value(CKA_HSS_LMS_TYPES, "CKA_HSS_LMS_TYPES", {5, 6, 7}, {decimal(5), decimal(6), decimal(7)}),
              numbers_value(CKA_HSS_LMOTS_TYPES, "CKA_HSS_LMOTS_TYPES", {3, 4}, {decimal(3), decimal(4)}),
              A_NUMBER(CKA_HSS_KEYS_REMAINING, 1024)});
  pass_attributes(
      token, {A_CONSTANT(CKA_CLASS, CKO_VALIDATION), A_CONSTANT(CKA_VALIDATION_TYPE, CKV_TYPE_FIRMWARE),
              bytes_value(CKA_VALIDATION_VERSION, "CKA_VALIDATION_VERSION", "\3\2", version({3, 2})),
              A_NUMBER(CKA_VALIDATION_LEVEL, 3), A_TEXT(CKA_VALIDATION_MODULE_ID, "a module"),
              number_value(CKA_VALIDATION_FLAG, "CKA_VALIDATION_FLAG", 4, flag_names({}, 4)),
              A_CONSTANT(CKA_VALIDATION_AUTHORITY_TYPE, CKV_AUTHORITY_TYPE_NIST_CMVP),
              A_TEXT(CKA_VALIDATION_COUNTRY, "DE"), A_TEXT(CKA_VALIDATION_CERTIFICATE_IDENTIFIER, "#4711"),
              A_TEXT(CKA_VALIDATION_CERTIFICATE_URI, "https://example.com/4711"),
              A_TEXT(CKA_VALIDATION_VENDOR_URI, "https://example.com/"), A_TEXT(CKA_VALIDATION_PROFILE, "profile")});
}

}  // namespace p11trace::clients
