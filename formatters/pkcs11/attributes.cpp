// The table of attributes.
#include "formatters/pkcs11/attributes.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "formatters/pkcs11/constants/rows.h"

namespace p11trace::pkcs11 {

namespace {

#define VENDOR(number, name, type, family, secrecy) \
  { number, #name, ValueType::type, Family::family, Secrecy::secrecy }
#define ATTRIBUTE(name, type, family, secrecy) \
  { name, #name, ValueType::type, Family::family, Secrecy::secrecy }

// By number. The value of a template is open because its entries are judged one by one.
// clang-format off
constexpr Attribute attributes[] = {
    // any object
    ATTRIBUTE(CKA_CLASS,     constant, CKO, open),
    ATTRIBUTE(CKA_TOKEN,     boolean,  none, open),
    ATTRIBUTE(CKA_PRIVATE,   boolean,  none, open),
    ATTRIBUTE(CKA_LABEL,     text,     none, open),
    ATTRIBUTE(CKA_UNIQUE_ID, text,     none, open),
    // data objects, and the value of most others
    ATTRIBUTE(CKA_APPLICATION, text,    none, open),
    ATTRIBUTE(CKA_VALUE,       bytes,   none, by_class),
    ATTRIBUTE(CKA_OBJECT_ID,   der_oid, none, open),
    // certificates
    ATTRIBUTE(CKA_CERTIFICATE_TYPE,           constant, CKC, open),
    ATTRIBUTE(CKA_ISSUER,                     der_name,      none, open),
    ATTRIBUTE(CKA_SERIAL_NUMBER,              der,      none, open),
    ATTRIBUTE(CKA_AC_ISSUER,                  der_name,      none, open),
    ATTRIBUTE(CKA_OWNER,                      der,      none, open),
    ATTRIBUTE(CKA_ATTR_TYPES,                 der,      none, open),
    ATTRIBUTE(CKA_TRUSTED,                    boolean,  none, open),
    ATTRIBUTE(CKA_CERTIFICATE_CATEGORY,       constant, CK_certificate_category, open),
    ATTRIBUTE(CKA_JAVA_MIDP_SECURITY_DOMAIN,  constant, CK_security_domain, open),
    ATTRIBUTE(CKA_URL,                        text,     none, open),
    ATTRIBUTE(CKA_HASH_OF_SUBJECT_PUBLIC_KEY, bytes,    none, open),
    ATTRIBUTE(CKA_HASH_OF_ISSUER_PUBLIC_KEY,  bytes,    none, open),
    ATTRIBUTE(CKA_NAME_HASH_ALGORITHM,        constant, CKM, open),
    ATTRIBUTE(CKA_CHECK_VALUE,                bytes,    none, open),
    // keys
    ATTRIBUTE(CKA_KEY_TYPE,       constant, CKK, open),
    ATTRIBUTE(CKA_SUBJECT,        der_name,      none, open),
    ATTRIBUTE(CKA_ID,             bytes,    none, open),
    ATTRIBUTE(CKA_SENSITIVE,      boolean,  none, open),
    ATTRIBUTE(CKA_ENCRYPT,        boolean,  none, open),
    ATTRIBUTE(CKA_DECRYPT,        boolean,  none, open),
    ATTRIBUTE(CKA_WRAP,           boolean,  none, open),
    ATTRIBUTE(CKA_UNWRAP,         boolean,  none, open),
    ATTRIBUTE(CKA_SIGN,           boolean,  none, open),
    ATTRIBUTE(CKA_SIGN_RECOVER,   boolean,  none, open),
    ATTRIBUTE(CKA_VERIFY,         boolean,  none, open),
    ATTRIBUTE(CKA_VERIFY_RECOVER, boolean,  none, open),
    ATTRIBUTE(CKA_DERIVE,         boolean,  none, open),
    ATTRIBUTE(CKA_START_DATE,     date,     none, open),
    ATTRIBUTE(CKA_END_DATE,       date,     none, open),
    // numbers that keys are made of
    ATTRIBUTE(CKA_MODULUS,          big_integer, none, open),
    ATTRIBUTE(CKA_MODULUS_BITS,     number,      none, open),
    ATTRIBUTE(CKA_PUBLIC_EXPONENT,  big_integer, none, open),
    ATTRIBUTE(CKA_PRIVATE_EXPONENT, big_integer, none, secret),
    ATTRIBUTE(CKA_PRIME_1,          big_integer, none, secret),
    ATTRIBUTE(CKA_PRIME_2,          big_integer, none, secret),
    ATTRIBUTE(CKA_EXPONENT_1,       big_integer, none, secret),
    ATTRIBUTE(CKA_EXPONENT_2,       big_integer, none, secret),
    ATTRIBUTE(CKA_COEFFICIENT,      big_integer, none, secret),
    ATTRIBUTE(CKA_PUBLIC_KEY_INFO,  der,         none, open),
    ATTRIBUTE(CKA_PRIME,            big_integer, none, open),
    ATTRIBUTE(CKA_SUBPRIME,         big_integer, none, open),
    ATTRIBUTE(CKA_BASE,             big_integer, none, open),
    ATTRIBUTE(CKA_PRIME_BITS,       number,      none, open),
    ATTRIBUTE(CKA_SUBPRIME_BITS,    number,      none, open),
    // how keys came to be, and what may happen to them
    ATTRIBUTE(CKA_VALUE_BITS,        number,   none, open),
    ATTRIBUTE(CKA_VALUE_LEN,         number,   none, open),
    ATTRIBUTE(CKA_EXTRACTABLE,       boolean,  none, open),
    ATTRIBUTE(CKA_LOCAL,             boolean,  none, open),
    ATTRIBUTE(CKA_NEVER_EXTRACTABLE, boolean,  none, open),
    ATTRIBUTE(CKA_ALWAYS_SENSITIVE,  boolean,  none, open),
    ATTRIBUTE(CKA_KEY_GEN_MECHANISM, constant, CKM, open),  // all bits set: was not generated
    ATTRIBUTE(CKA_MODIFIABLE,        boolean,  none, open),
    ATTRIBUTE(CKA_COPYABLE,          boolean,  none, open),
    ATTRIBUTE(CKA_DESTROYABLE,       boolean,  none, open),
    // elliptic curves
    ATTRIBUTE(CKA_EC_PARAMS, der_curve, none, open),
    ATTRIBUTE(CKA_EC_POINT,  der, none, open),  // Edwards and Montgomery points are raw bytes
    // conditions on the use of keys
    ATTRIBUTE(CKA_SECONDARY_AUTH,      boolean, none, open),
    ATTRIBUTE(CKA_AUTH_PIN_FLAGS,      flags,   none, open),
    ATTRIBUTE(CKA_ALWAYS_AUTHENTICATE, boolean, none, open),
    ATTRIBUTE(CKA_WRAP_WITH_TRUSTED,   boolean, none, open),
    // one-time passwords
    ATTRIBUTE(CKA_OTP_FORMAT,                constant, CK_otp_format, open),
    ATTRIBUTE(CKA_OTP_LENGTH,                number,   none, open),
    ATTRIBUTE(CKA_OTP_TIME_INTERVAL,         number,   none, open),
    ATTRIBUTE(CKA_OTP_USER_FRIENDLY_MODE,    boolean,  none, open),
    ATTRIBUTE(CKA_OTP_CHALLENGE_REQUIREMENT, constant, CK_otp_requirement, open),
    ATTRIBUTE(CKA_OTP_TIME_REQUIREMENT,      constant, CK_otp_requirement, open),
    ATTRIBUTE(CKA_OTP_COUNTER_REQUIREMENT,   constant, CK_otp_requirement, open),
    ATTRIBUTE(CKA_OTP_PIN_REQUIREMENT,       constant, CK_otp_requirement, open),
    ATTRIBUTE(CKA_OTP_USER_IDENTIFIER,       text,     none, sensitive),
    ATTRIBUTE(CKA_OTP_SERVICE_IDENTIFIER,    text,     none, open),
    ATTRIBUTE(CKA_OTP_SERVICE_LOGO,          bytes,    none, open),
    ATTRIBUTE(CKA_OTP_SERVICE_LOGO_TYPE,     text,     none, open),
    ATTRIBUTE(CKA_OTP_COUNTER,               bytes,    none, secret),  // a token may refuse to show it
    ATTRIBUTE(CKA_OTP_TIME,                  text,     none, open),
    // GOST
    ATTRIBUTE(CKA_GOSTR3410_PARAMS, der_oid, none, open),
    ATTRIBUTE(CKA_GOSTR3411_PARAMS, der_oid, none, open),
    ATTRIBUTE(CKA_GOST28147_PARAMS, der_oid, none, open),
    // hardware features
    ATTRIBUTE(CKA_HW_FEATURE_TYPE,  constant, CKH_hw_feature, open),
    ATTRIBUTE(CKA_RESET_ON_INIT,    boolean,  none, open),
    ATTRIBUTE(CKA_HAS_RESET,        boolean,  none, open),
    ATTRIBUTE(CKA_PIXEL_X,          number,   none, open),
    ATTRIBUTE(CKA_PIXEL_Y,          number,   none, open),
    ATTRIBUTE(CKA_RESOLUTION,       number,   none, open),
    ATTRIBUTE(CKA_CHAR_ROWS,        number,   none, open),
    ATTRIBUTE(CKA_CHAR_COLUMNS,     number,   none, open),
    ATTRIBUTE(CKA_COLOR,            boolean,  none, open),
    ATTRIBUTE(CKA_BITS_PER_PIXEL,   number,   none, open),
    ATTRIBUTE(CKA_CHAR_SETS,        text,     none, open),
    ATTRIBUTE(CKA_ENCODING_METHODS, text,     none, open),
    ATTRIBUTE(CKA_MIME_TYPES,       text,     none, open),
    // mechanism and profile objects
    ATTRIBUTE(CKA_MECHANISM_TYPE,           constant, CKM, open),
    ATTRIBUTE(CKA_REQUIRED_CMS_ATTRIBUTES,  der,      none, open),
    ATTRIBUTE(CKA_DEFAULT_CMS_ATTRIBUTES,   der,      none, open),
    ATTRIBUTE(CKA_SUPPORTED_CMS_ATTRIBUTES, der,      none, open),
    ATTRIBUTE(CKA_PROFILE_ID,               constant, CKP_profile, open),
    // double ratchet
    ATTRIBUTE(CKA_X2RATCHET_BAG,        bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_BAGSIZE,    number,  none, open),
    ATTRIBUTE(CKA_X2RATCHET_BOBS1STMSG, boolean, none, open),
    ATTRIBUTE(CKA_X2RATCHET_CKR,        bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_CKS,        bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_DHP,        bytes,   none, open),
    ATTRIBUTE(CKA_X2RATCHET_DHR,        bytes,   none, open),
    ATTRIBUTE(CKA_X2RATCHET_DHS,        bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_HKR,        bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_HKS,        bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_ISALICE,    boolean, none, open),
    ATTRIBUTE(CKA_X2RATCHET_NHKR,       bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_NHKS,       bytes,   none, secret),
    ATTRIBUTE(CKA_X2RATCHET_NR,         number,  none, open),
    ATTRIBUTE(CKA_X2RATCHET_NS,         number,  none, open),
    ATTRIBUTE(CKA_X2RATCHET_PNS,        number,  none, open),
    ATTRIBUTE(CKA_X2RATCHET_RK,         bytes,   none, secret),
    // hash signatures
    ATTRIBUTE(CKA_HSS_LEVELS,         number,  none, open),
    ATTRIBUTE(CKA_HSS_LMS_TYPE,       number,  none, open),
    ATTRIBUTE(CKA_HSS_LMOTS_TYPE,     number,  none, open),
    ATTRIBUTE(CKA_HSS_LMS_TYPES,      numbers, none, open),
    ATTRIBUTE(CKA_HSS_LMOTS_TYPES,    numbers, none, open),
    ATTRIBUTE(CKA_HSS_KEYS_REMAINING, number,  none, open),
    // post-quantum keys and validations
    ATTRIBUTE(CKA_PARAMETER_SET,                     by_key_type, none, open),
    ATTRIBUTE(CKA_OBJECT_VALIDATION_FLAGS,           flags,       none, open),
    ATTRIBUTE(CKA_VALIDATION_TYPE,                   constant,    CKV_validation_type, open),
    ATTRIBUTE(CKA_VALIDATION_VERSION,                version,     none, open),
    ATTRIBUTE(CKA_VALIDATION_LEVEL,                  number,      none, open),
    ATTRIBUTE(CKA_VALIDATION_MODULE_ID,              text,        none, open),
    ATTRIBUTE(CKA_VALIDATION_FLAG,                   flags,       none, open),
    ATTRIBUTE(CKA_VALIDATION_AUTHORITY_TYPE,         constant,    CKV_authority_type, open),
    ATTRIBUTE(CKA_VALIDATION_COUNTRY,                text,        none, open),
    ATTRIBUTE(CKA_VALIDATION_CERTIFICATE_IDENTIFIER, text,        none, open),
    ATTRIBUTE(CKA_VALIDATION_CERTIFICATE_URI,        text,        none, open),
    ATTRIBUTE(CKA_VALIDATION_VENDOR_URI,             text,        none, open),
    ATTRIBUTE(CKA_VALIDATION_PROFILE,                text,        none, open),
    // key encapsulation: 3.2 gives the templates no array bit, find_attribute takes them with it as well
    ATTRIBUTE(CKA_ENCAPSULATE_TEMPLATE, attribute_template, none, open),
    ATTRIBUTE(CKA_DECAPSULATE_TEMPLATE, attribute_template, none, open),
    // trust
    ATTRIBUTE(CKA_TRUST_SERVER_AUTH,      constant, CKT, open),
    ATTRIBUTE(CKA_TRUST_CLIENT_AUTH,      constant, CKT, open),
    ATTRIBUTE(CKA_TRUST_CODE_SIGNING,     constant, CKT, open),
    ATTRIBUTE(CKA_TRUST_EMAIL_PROTECTION, constant, CKT, open),
    ATTRIBUTE(CKA_TRUST_IPSEC_IKE,        constant, CKT, open),
    ATTRIBUTE(CKA_TRUST_TIME_STAMPING,    constant, CKT, open),
    ATTRIBUTE(CKA_TRUST_OCSP_SIGNING,     constant, CKT, open),
    // what came late in 3.2
    ATTRIBUTE(CKA_ENCAPSULATE,         boolean, none, open),
    ATTRIBUTE(CKA_DECAPSULATE,         boolean, none, open),
    ATTRIBUTE(CKA_HASH_OF_CERTIFICATE, bytes,   none, open),
    ATTRIBUTE(CKA_PUBLIC_CRC64_VALUE,  bytes,   none, open),
    ATTRIBUTE(CKA_SEED,                bytes,   none, secret),
    // arrays
    ATTRIBUTE(CKA_WRAP_TEMPLATE,      attribute_template, none, open),
    ATTRIBUTE(CKA_UNWRAP_TEMPLATE,    attribute_template, none, open),
    ATTRIBUTE(CKA_DERIVE_TEMPLATE,    attribute_template, none, open),
    ATTRIBUTE(CKA_ALLOWED_MECHANISMS, constants,          CKM, open),
    // vendors
    ATTRIBUTE(CKA_VENDOR_DEFINED, bytes, none, secret),  // the first number, not an attribute
    // NSS
    VENDOR(0x80000001UL, CKA_NSS_TRUST, bytes, none, sensitive),  // a wrapped key of IBM has this number too
    // IBM
    VENDOR(0x80000003UL, CKA_IBM_OPAQUE_REENC,              bytes,   none, sensitive),
    VENDOR(0x80000004UL, CKA_IBM_OPAQUE_OLD,                bytes,   none, sensitive),
    VENDOR(0x8000000EUL, CKA_IBM_KYBER_MODE,                bytes,   none, open),
    VENDOR(0x80000010UL, CKA_IBM_DILITHIUM_MODE,            bytes,   none, open),
    VENDOR(0x80010001UL, CKA_IBM_RESTRICTABLE,              boolean, none, open),
    VENDOR(0x80010002UL, CKA_IBM_NEVER_MODIFIABLE,          boolean, none, open),
    VENDOR(0x80010003UL, CKA_IBM_RETAINKEY,                 boolean, none, open),
    VENDOR(0x80010004UL, CKA_IBM_ATTRBOUND,                 boolean, none, open),
    VENDOR(0x80010005UL, CKA_IBM_KEYTYPE,                   number,  none, open),
    VENDOR(0x80010006UL, CKA_IBM_CV,                        bytes,   none, open),
    VENDOR(0x80010007UL, CKA_IBM_MACKEY,                    bytes,   none, secret),
    VENDOR(0x80010008UL, CKA_IBM_USE_AS_DATA,               boolean, none, open),
    VENDOR(0x80010009UL, CKA_IBM_STRUCT_PARAMS,             bytes,   none, open),
    VENDOR(0x8001000AUL, CKA_IBM_STD_COMPLIANCE1,           number,  none, open),
    VENDOR(0x8001000CUL, CKA_IBM_PROTKEY_EXTRACTABLE,       boolean, none, open),
    VENDOR(0x8001000DUL, CKA_IBM_PROTKEY_NEVER_EXTRACTABLE, boolean, none, open),
    // kryoptic
    VENDOR(0x8007678CUL, KRA_MAX_LOGIN_ATTEMPTS, number, none, open),
    VENDOR(0x8007678DUL, KRA_LOGIN_ATTEMPTS,     number, none, open),
    // IBM
    VENDOR(0x800D0001UL, CKA_IBM_DILITHIUM_KEYFORM, number, none, open),
    VENDOR(0x800D0002UL, CKA_IBM_DILITHIUM_RHO,     bytes,  none, open),
    VENDOR(0x800D0003UL, CKA_IBM_DILITHIUM_SEED,    bytes,  none, secret),
    VENDOR(0x800D0004UL, CKA_IBM_DILITHIUM_TR,      bytes,  none, open),
    VENDOR(0x800D0005UL, CKA_IBM_DILITHIUM_S1,      bytes,  none, secret),
    VENDOR(0x800D0006UL, CKA_IBM_DILITHIUM_S2,      bytes,  none, secret),
    VENDOR(0x800D0007UL, CKA_IBM_DILITHIUM_T0,      bytes,  none, secret),
    VENDOR(0x800D0008UL, CKA_IBM_DILITHIUM_T1,      bytes,  none, open),
    VENDOR(0x800D0009UL, CKA_IBM_KYBER_KEYFORM,     number, none, open),
    VENDOR(0x800D000AUL, CKA_IBM_KYBER_PK,          bytes,  none, open),
    VENDOR(0x800D000BUL, CKA_IBM_KYBER_SK,          bytes,  none, secret),
    VENDOR(0x800D0100UL, CKA_IBM_OPAQUE_PKEY,       bytes,  none, sensitive),
    VENDOR(0x800D0101UL, CKA_IBM_CCA_AES_KEY_MODE,  number, none, open),
    // NSS
    VENDOR(0x81000000UL, CKA_DIGEST,                      number,      none, open),
    VENDOR(0x82000000UL, CKA_NSS_MESSAGE,                 number,      none, open),
    VENDOR(0x83000000UL, CKA_NSS_SIGNATURE,               number,      none, open),
    VENDOR(0xCE534351UL, CKA_NSS_URL,                     text,        none, open),
    VENDOR(0xCE534352UL, CKA_NSS_EMAIL,                   text,        none, open),
    VENDOR(0xCE534353UL, CKA_NSS_SMIME_INFO,              bytes,       none, open),
    VENDOR(0xCE534354UL, CKA_NSS_SMIME_TIMESTAMP,         bytes,       none, open),
    VENDOR(0xCE534355UL, CKA_NSS_PKCS8_SALT,              bytes,       none, open),
    VENDOR(0xCE534356UL, CKA_NSS_PASSWORD_CHECK,          bytes,       none, secret),
    VENDOR(0xCE534357UL, CKA_NSS_EXPIRES,                 bytes,       none, open),
    VENDOR(0xCE534358UL, CKA_NSS_KRL,                     boolean,     none, open),
    VENDOR(0xCE534364UL, CKA_NSS_PQG_COUNTER,             number,      none, open),
    VENDOR(0xCE534365UL, CKA_NSS_PQG_SEED,                bytes,       none, open),
    VENDOR(0xCE534366UL, CKA_NSS_PQG_H,                   big_integer, none, open),
    VENDOR(0xCE534367UL, CKA_NSS_PQG_SEED_BITS,           number,      none, open),
    VENDOR(0xCE534368UL, CKA_NSS_MODULE_SPEC,             text,        none, open),
    VENDOR(0xCE534369UL, CKA_NSS_OVERRIDE_EXTENSIONS,     boolean,     none, open),
    VENDOR(0xCE53436AUL, CKA_NSS_JPAKE_SIGNERID,          bytes,       none, open),
    VENDOR(0xCE53436BUL, CKA_NSS_JPAKE_PEERID,            bytes,       none, open),
    VENDOR(0xCE53436CUL, CKA_NSS_JPAKE_GX1,               big_integer, none, open),
    VENDOR(0xCE53436DUL, CKA_NSS_JPAKE_GX2,               big_integer, none, open),
    VENDOR(0xCE53436EUL, CKA_NSS_JPAKE_GX3,               big_integer, none, open),
    VENDOR(0xCE53436FUL, CKA_NSS_JPAKE_GX4,               big_integer, none, open),
    VENDOR(0xCE534370UL, CKA_NSS_JPAKE_X2,                big_integer, none, secret),
    VENDOR(0xCE534371UL, CKA_NSS_JPAKE_X2S,               big_integer, none, secret),
    VENDOR(0xCE534372UL, CKA_NSS_MOZILLA_CA_POLICY,       boolean,     none, open),
    VENDOR(0xCE534373UL, CKA_NSS_SERVER_DISTRUST_AFTER,   time,        none, open),
    VENDOR(0xCE534374UL, CKA_NSS_EMAIL_DISTRUST_AFTER,    time,        none, open),  // or a validation type
    VENDOR(0xCE534375UL, CKA_NSS_VALIDATION_VERSION,      version,     none, open),
    VENDOR(0xCE534376UL, CKA_NSS_VALIDATION_LEVEL,        number,      none, open),
    VENDOR(0xCE534377UL, CKA_NSS_VALIDATION_MODULE_ID,    text,        none, open),
    VENDOR(0xCE534378UL, CKA_NSS_PARAMETER_SET,           constant,    CKP_ml_kem, open),
    VENDOR(0xCE534379UL, CKA_NSS_SEED_OK,                 boolean,     none, open),
    VENDOR(0xCE536351UL, CKA_NSS_TRUST_DIGITAL_SIGNATURE, constant,    CKT, open),
    VENDOR(0xCE536352UL, CKA_NSS_TRUST_NON_REPUDIATION,   constant,    CKT, open),
    VENDOR(0xCE536353UL, CKA_NSS_TRUST_KEY_ENCIPHERMENT,  constant,    CKT, open),
    VENDOR(0xCE536354UL, CKA_NSS_TRUST_DATA_ENCIPHERMENT, constant,    CKT, open),
    VENDOR(0xCE536355UL, CKA_NSS_TRUST_KEY_AGREEMENT,     constant,    CKT, open),
    VENDOR(0xCE536356UL, CKA_NSS_TRUST_KEY_CERT_SIGN,     constant,    CKT, open),
    VENDOR(0xCE536357UL, CKA_NSS_TRUST_CRL_SIGN,          constant,    CKT, open),
    VENDOR(0xCE536358UL, CKA_NSS_TRUST_SERVER_AUTH,       constant,    CKT, open),
    VENDOR(0xCE536359UL, CKA_NSS_TRUST_CLIENT_AUTH,       constant,    CKT, open),
    VENDOR(0xCE53635AUL, CKA_NSS_TRUST_CODE_SIGNING,      constant,    CKT, open),
    VENDOR(0xCE53635BUL, CKA_NSS_TRUST_EMAIL_PROTECTION,  constant,    CKT, open),
    VENDOR(0xCE53635CUL, CKA_NSS_TRUST_IPSEC_END_SYSTEM,  constant,    CKT, open),
    VENDOR(0xCE53635DUL, CKA_NSS_TRUST_IPSEC_TUNNEL,      constant,    CKT, open),
    VENDOR(0xCE53635EUL, CKA_NSS_TRUST_IPSEC_USER,        constant,    CKT, open),
    VENDOR(0xCE53635FUL, CKA_NSS_TRUST_TIME_STAMPING,     constant,    CKT, open),
    VENDOR(0xCE536360UL, CKA_NSS_TRUST_STEP_UP_APPROVED,  boolean,     none, open),
    VENDOR(0xCE5363B4UL, CKA_NSS_CERT_SHA1_HASH,          bytes,       none, open),
    VENDOR(0xCE5363B5UL, CKA_NSS_CERT_MD5_HASH,           bytes,       none, open),
    // OpenSC
    VENDOR(0xCF534301UL, CKA_OPENSC_NON_REPUDIATION,        boolean, none, open),
    VENDOR(0xCF534302UL, CKA_SPKI,                          bytes,   none, open),
    VENDOR(0xCF534303UL, CKA_OPENSC_ALWAYS_AUTH_ANY_OBJECT, boolean, none, open),
    // NSS
    VENDOR(0xD5A0DB00UL, CKA_NSS_DB, bytes, none, open),
    // p11-kit
    VENDOR(0xD8444700UL, CKA_X_VENDOR,            bytes,    none, secret),  // not an attribute
    VENDOR(0xD8444701UL, CKA_X_ASSERTION_TYPE,    constant, CKT_assertion, open),
    VENDOR(0xD8444702UL, CKA_X_CERTIFICATE_VALUE, bytes,    none, open),
    VENDOR(0xD8444703UL, CKA_X_PURPOSE,           text,     none, open),
    VENDOR(0xD8444704UL, CKA_X_PEER,              text,     none, open),
    VENDOR(0xD8444764UL, CKA_X_DISTRUSTED,        boolean,  none, open),
    VENDOR(0xD8444765UL, CKA_X_CRITICAL,          boolean,  none, open),
};
// clang-format on

#undef ATTRIBUTE
#undef VENDOR

constexpr auto names = [] {
  std::array<Constant, std::size(attributes)> rows{};
  for (std::size_t i = 0; i < rows.size(); i++) rows[i] = {attributes[i].type, attributes[i].name};
  return rows;
}();
static_assert(strictly_ascending(names));

constexpr Constant others[] = {
    P11TRACE_NAMED(CKA_SUB_PRIME_BITS),
    P11TRACE_NAMED(CKA_ECDSA_PARAMS),
    // IBM
    {0x80000001UL, "CKA_IBM_OPAQUE"},
    // NSS
    {0xCE534351UL, "CKA_NETSCAPE_URL"},
    {0xCE534352UL, "CKA_NETSCAPE_EMAIL"},
    {0xCE534353UL, "CKA_NETSCAPE_SMIME_INFO"},
    {0xCE534354UL, "CKA_NETSCAPE_SMIME_TIMESTAMP"},
    {0xCE534355UL, "CKA_NETSCAPE_PKCS8_SALT"},
    {0xCE534356UL, "CKA_NETSCAPE_PASSWORD_CHECK"},
    {0xCE534357UL, "CKA_NETSCAPE_EXPIRES"},
    {0xCE534358UL, "CKA_NETSCAPE_KRL"},
    {0xCE534364UL, "CKA_NETSCAPE_PQG_COUNTER"},
    {0xCE534365UL, "CKA_NETSCAPE_PQG_SEED"},
    {0xCE534366UL, "CKA_NETSCAPE_PQG_H"},
    {0xCE534367UL, "CKA_NETSCAPE_PQG_SEED_BITS"},
    {0xCE534368UL, "CKA_NETSCAPE_MODULE_SPEC"},
    {0xCE534374UL, "CKA_NSS_VALIDATION_TYPE"},
    {0xCE536351UL, "CKA_TRUST_DIGITAL_SIGNATURE"},
    {0xCE536352UL, "CKA_TRUST_NON_REPUDIATION"},
    {0xCE536353UL, "CKA_TRUST_KEY_ENCIPHERMENT"},
    {0xCE536354UL, "CKA_TRUST_DATA_ENCIPHERMENT"},
    {0xCE536355UL, "CKA_TRUST_KEY_AGREEMENT"},
    {0xCE536356UL, "CKA_TRUST_KEY_CERT_SIGN"},
    {0xCE536357UL, "CKA_TRUST_CRL_SIGN"},
    {0xCE53635CUL, "CKA_TRUST_IPSEC_END_SYSTEM"},
    {0xCE53635DUL, "CKA_TRUST_IPSEC_TUNNEL"},
    {0xCE53635EUL, "CKA_TRUST_IPSEC_USER"},
    {0xCE536360UL, "CKA_TRUST_STEP_UP_APPROVED"},
    {0xCE5363B4UL, "CKA_CERT_SHA1_HASH"},
    {0xCE5363B5UL, "CKA_CERT_MD5_HASH"},
    {0xD5A0DB00UL, "CKA_NETSCAPE_DB"},
};
static_assert(ascending(others));

// The standard's numbers are small: where the row of each stands, plus one. A template is looked up entry by entry, on
// its way in, on its way out and when it is shown.
constexpr std::size_t small_types = 0x800;
constexpr auto small_rows = [] {
  std::array<std::uint8_t, small_types> rows{};
  static_assert(std::size(attributes) < 256);
  for (std::size_t i = 0; i < std::size(attributes); i++)
    if (attributes[i].type < small_types) rows[attributes[i].type] = static_cast<std::uint8_t>(i + 1);
  return rows;
}();

}  // namespace

const Attribute* find_attribute(CK_ATTRIBUTE_TYPE type) noexcept {
  if (type < small_types) return small_rows[type] == 0 ? nullptr : &attributes[small_rows[type] - 1];
  constexpr CK_ULONG array = CKF_ARRAY_ATTRIBUTE;
  const CK_ULONG bare = type & ~array;
  if (bare == CKA_ENCAPSULATE_TEMPLATE || bare == CKA_DECAPSULATE_TEMPLATE) type = bare;
  const auto less = [](const Attribute& row, CK_ULONG wanted) { return row.type < wanted; };
  const auto found = std::lower_bound(std::begin(attributes), std::end(attributes), type, less);
  return found != std::end(attributes) && found->type == type ? &*found : nullptr;
}

Secrecy value_secrecy(CK_OBJECT_CLASS object_class) noexcept {
  constexpr CK_ULONG nss_crl = 0xCE534351UL;
  constexpr CK_ULONG nss_smime = 0xCE534352UL;
  constexpr CK_ULONG x_certificate_extension = 0xD84447C8UL;
  switch (object_class) {
    case CKO_CERTIFICATE:
    case CKO_PUBLIC_KEY:
    case CKO_DOMAIN_PARAMETERS:
    case CKO_HW_FEATURE:
    case nss_crl:
    case nss_smime:
    case x_certificate_extension:
      return Secrecy::open;
    case CKO_DATA:
      return Secrecy::sensitive;
    default:
      return Secrecy::secret;
  }
}

Family parameter_set_family(CK_KEY_TYPE key_type) noexcept {
  switch (key_type) {
    case CKK_ML_DSA:
      return Family::CKP_ml_dsa;
    case CKK_ML_KEM:
      return Family::CKP_ml_kem;
    case CKK_SLH_DSA:
      return Family::CKP_slh_dsa;
    default:
      return Family::none;
  }
}

std::span<const Attribute> attributes_by_number() noexcept { return attributes; }

std::span<const Constant> attribute_names() noexcept { return names; }

std::span<const Constant> other_attribute_names() noexcept { return others; }

}  // namespace p11trace::pkcs11
