// Attributes of certificates and of data, and what says whom to trust.
#include "tests/clients/golden_values/attribute_groups.h"

namespace p11trace::clients {

namespace {

// C=DE, CN=Alice, as X.501 has it: the most general first.
constexpr std::string_view alice(
    "\x30\x1d"
    "\x31\x0b\x30\x09\x06\x03\x55\x04\x06\x13\x02"
    "DE"
    "\x31\x0e\x30\x0c\x06\x03\x55\x04\x03\x0c\x05"
    "Alice",
    31);
// O=Acme.
constexpr std::string_view acme(
    "\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x0a\x0c\x04"
    "Acme",
    17);

}  // namespace

void pass_certificate_attributes(const Token& token) {
  pass_attributes(
      token, {A_CONSTANT(CKA_CLASS, CKO_CERTIFICATE), A_CONSTANT(CKA_CERTIFICATE_TYPE, CKC_X_509),
              A_BOOLEAN(CKA_TRUSTED, CK_TRUE), A_CONSTANT(CKA_CERTIFICATE_CATEGORY, CK_CERTIFICATE_CATEGORY_AUTHORITY),
              A_MEANING(CKA_SUBJECT, alice, "CN=Alice,C=DE"), A_MEANING(CKA_ISSUER, acme, "O=Acme"),
              A_BYTES(CKA_SERIAL_NUMBER, shown, "\2\1\7"), A_BYTES(CKA_VALUE, shown, "a whole certificate"),
              A_TEXT(CKA_URL, "https://example.com/alice"),
              A_BYTES(CKA_HASH_OF_SUBJECT_PUBLIC_KEY, shown, "hash of the subject's"),
              A_BYTES(CKA_HASH_OF_ISSUER_PUBLIC_KEY, shown, "hash of the issuer's"),
              A_CONSTANT(CKA_JAVA_MIDP_SECURITY_DOMAIN, CK_SECURITY_DOMAIN_OPERATOR),
              A_CONSTANT(CKA_NAME_HASH_ALGORITHM, CKM_SHA3_224)});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_CERTIFICATE), A_CONSTANT(CKA_CERTIFICATE_TYPE, CKC_X_509_ATTR_CERT),
                          A_MEANING(CKA_AC_ISSUER, acme, "O=Acme"), A_BYTES(CKA_OWNER, shown, "0\2\5\2"),
                          A_BYTES(CKA_ATTR_TYPES, shown, "0\5\6\3U\4\6")});
  // A name that is none of X.501, as those of WTLS are.
  look_for(token, {A_CONSTANT(CKA_CERTIFICATE_TYPE, CKC_WTLS), A_BYTES(CKA_SUBJECT, shown, "name of WTLS")});

  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_DATA), A_TEXT(CKA_APPLICATION, "an application"),
                          A_MEANING(CKA_OBJECT_ID, "\x06\x06\x2a\x86\x48\x86\xf7\x0d", "1.2.840.113549"),
                          A_BYTES(CKA_VALUE, sensitive, "value of data")});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_DOMAIN_PARAMETERS), A_BYTES(CKA_VALUE, shown, "open")});
  pass_attributes(token, {A_CONSTANT(CKA_CLASS, CKO_VENDOR_DEFINED), A_SECRET(CKA_VALUE, "who knows")});
  look_for(token, {A_SECRET(CKA_VALUE, "of an object of no class")});

  pass_attributes(token,
                  {A_CONSTANT(CKA_CLASS, CKO_TRUST), A_BYTES(CKA_HASH_OF_CERTIFICATE, shown, "its hash"),
                   A_CONSTANT(CKA_TRUST_SERVER_AUTH, CKT_TRUSTED), A_CONSTANT(CKA_TRUST_CLIENT_AUTH, CKT_TRUST_ANCHOR),
                   A_CONSTANT(CKA_TRUST_CODE_SIGNING, CKT_NOT_TRUSTED),
                   A_CONSTANT(CKA_TRUST_EMAIL_PROTECTION, CKT_TRUST_MUST_VERIFY_TRUST),
                   A_CONSTANT(CKA_TRUST_IPSEC_IKE, CKT_TRUST_UNKNOWN), A_CONSTANT(CKA_TRUST_TIME_STAMPING, CKT_TRUSTED),
                   A_CONSTANT(CKA_TRUST_OCSP_SIGNING, CKT_NOT_TRUSTED)});
}

}  // namespace p11trace::clients
