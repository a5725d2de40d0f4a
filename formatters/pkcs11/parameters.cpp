// Which parameter goes with which mechanism.
#include "formatters/pkcs11/parameters.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "formatters/pkcs11/parameter_fields.h"

namespace p11trace::pkcs11 {

namespace {

template <class... T>
constexpr std::array<ParameterLayout, sizeof...(T)> all_of(ParameterList<T...>) {
  return {parameter_of<T>...};
}
constexpr auto all = all_of(AllParameters());

// Every byte belongs to a field or to a length; what is left over is what alignment explains.
constexpr bool is_complete(const ParameterLayout& parameter) {
  std::size_t gap = 0;
  for (std::size_t byte = 0; byte < parameter.size; byte++) {
    bool is_described = false;
    for (const ParameterField& field : parameter.fields) {
      is_described = is_described || (byte >= field.offset && byte < std::size_t{field.offset} + field.size) ||
                     (field.has_length() && byte >= field.length && byte < field.length + sizeof(CK_ULONG));
    }
    gap = is_described ? 0 : gap + 1;
    if (gap >= alignof(CK_ULONG)) return false;
  }
  return true;
}
static_assert(std::all_of(all.begin(), all.end(), is_complete));

// Where the functions do not agree on the form of one mechanism.
enum class Use : std::uint8_t { any, plain, message, wrap };

struct Row {
  CK_ULONG mechanism;
  Use use;
  ParameterForm form;
};

template <class T>
constexpr ParameterForm of{Form::structure, &all[AllParameters::number_of<T>()]};
constexpr ParameterForm raw_bytes{Form::raw_bytes};
constexpr ParameterForm number{Form::number};
constexpr ParameterForm byte{Form::byte};
constexpr ParameterForm version{Form::version};
constexpr ParameterForm object_handle{Form::object_handle};

// By mechanism. Of several forms the first that fits counts: older ones stand last. Mechanisms without a parameter, and
// those whose parameter nobody describes, have no row.
// clang-format off
constexpr Row rows[] = {
    {CKM_RSA_PKCS_OAEP, Use::any, of<CK_RSA_PKCS_OAEP_PARAMS>},
    {CKM_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA1_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_ML_DSA, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA, Use::any, of<CK_HASH_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_DH_PKCS_DERIVE, Use::any, raw_bytes},
    {CKM_HASH_ML_DSA_SHA224, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA256, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA384, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA512, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA3_224, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA3_256, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA3_384, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHA3_512, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHAKE128, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_ML_DSA_SHAKE256, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_SLH_DSA, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_X9_42_DH_DERIVE, Use::any, of<CK_X9_42_DH1_DERIVE_PARAMS>},
    {CKM_X9_42_DH_HYBRID_DERIVE, Use::any, of<CK_X9_42_DH2_DERIVE_PARAMS>},
    {CKM_X9_42_MQV_DERIVE, Use::any, of<CK_X9_42_MQV_DERIVE_PARAMS>},
    {CKM_X9_42_MQV_DERIVE, Use::any, of<CK_X9_42_DH2_DERIVE_PARAMS>},
    {CKM_HASH_SLH_DSA, Use::any, of<CK_HASH_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA224, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA256, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA384, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA512, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA3_224, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA3_256, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA3_384, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHA3_512, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHAKE128, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_HASH_SLH_DSA_SHAKE256, Use::any, of<CK_SIGN_ADDITIONAL_CONTEXT>},
    {CKM_SHA256_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA384_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA512_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA224_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA512_224_HMAC_GENERAL, Use::any, number},
    {CKM_SHA512_256_HMAC_GENERAL, Use::any, number},
    {CKM_SHA512_T, Use::any, number},
    {CKM_SHA512_T_HMAC, Use::any, number},
    {CKM_SHA512_T_HMAC_GENERAL, Use::any, number},
    {CKM_SHA512_T_KEY_DERIVATION, Use::any, number},
    {CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE, Use::any, of<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH, Use::any, of<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_SHA3_256_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA3_384_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA3_512_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_SHA3_224_RSA_PKCS_PSS, Use::any, of<CK_RSA_PKCS_PSS_PARAMS>},
    {CKM_RC2_ECB, Use::any, number},
    {CKM_RC2_CBC, Use::any, of<CK_RC2_CBC_PARAMS>},
    {CKM_RC2_MAC, Use::any, number},
    {CKM_RC2_MAC_GENERAL, Use::any, of<CK_RC2_MAC_GENERAL_PARAMS>},
    {CKM_RC2_CBC_PAD, Use::any, of<CK_RC2_CBC_PARAMS>},
    {CKM_DES_CBC, Use::any, raw_bytes},
    {CKM_DES_MAC_GENERAL, Use::any, number},
    {CKM_DES_CBC_PAD, Use::any, raw_bytes},
    {CKM_DES3_CBC, Use::any, raw_bytes},
    {CKM_DES3_MAC_GENERAL, Use::any, number},
    {CKM_DES3_CBC_PAD, Use::any, raw_bytes},
    {CKM_DES3_CMAC_GENERAL, Use::any, number},
    {CKM_CDMF_CBC, Use::any, raw_bytes},
    {CKM_CDMF_MAC_GENERAL, Use::any, number},
    {CKM_CDMF_CBC_PAD, Use::any, raw_bytes},
    {CKM_DES_OFB64, Use::any, raw_bytes},
    {CKM_DES_OFB8, Use::any, raw_bytes},
    {CKM_DES_CFB64, Use::any, raw_bytes},
    {CKM_DES_CFB8, Use::any, raw_bytes},
    {CKM_MD2_HMAC_GENERAL, Use::any, number},
    {CKM_MD5_HMAC_GENERAL, Use::any, number},
    {CKM_SHA_1_HMAC_GENERAL, Use::any, number},
    {CKM_RIPEMD128_HMAC_GENERAL, Use::any, number},
    {CKM_RIPEMD160_HMAC_GENERAL, Use::any, number},
    {CKM_SHA256_HMAC_GENERAL, Use::any, number},
    {CKM_SHA224_HMAC_GENERAL, Use::any, number},
    {CKM_SHA384_HMAC_GENERAL, Use::any, number},
    {CKM_SHA512_HMAC_GENERAL, Use::any, number},
    {CKM_SECURID, Use::any, of<CK_OTP_PARAMS>},
    {CKM_HOTP, Use::any, of<CK_OTP_PARAMS>},
    {CKM_ACTI, Use::any, of<CK_OTP_PARAMS>},
    {CKM_SHA3_256_HMAC_GENERAL, Use::any, number},
    {CKM_SHA3_224_HMAC_GENERAL, Use::any, number},
    {CKM_SHA3_384_HMAC_GENERAL, Use::any, number},
    {CKM_SHA3_512_HMAC_GENERAL, Use::any, number},
    {CKM_CAST_CBC, Use::any, raw_bytes},
    {CKM_CAST_MAC_GENERAL, Use::any, number},
    {CKM_CAST_CBC_PAD, Use::any, raw_bytes},
    {CKM_CAST3_CBC, Use::any, raw_bytes},
    {CKM_CAST3_MAC_GENERAL, Use::any, number},
    {CKM_CAST3_CBC_PAD, Use::any, raw_bytes},
    {CKM_CAST128_CBC, Use::any, raw_bytes},
    {CKM_CAST128_MAC_GENERAL, Use::any, number},
    {CKM_CAST128_CBC_PAD, Use::any, raw_bytes},
    {CKM_RC5_ECB, Use::any, of<CK_RC5_PARAMS>},
    {CKM_RC5_CBC, Use::any, of<CK_RC5_CBC_PARAMS>},
    {CKM_RC5_MAC, Use::any, of<CK_RC5_PARAMS>},
    {CKM_RC5_MAC_GENERAL, Use::any, of<CK_RC5_MAC_GENERAL_PARAMS>},
    {CKM_RC5_CBC_PAD, Use::any, of<CK_RC5_CBC_PARAMS>},
    {CKM_IDEA_CBC, Use::any, raw_bytes},
    {CKM_IDEA_MAC_GENERAL, Use::any, number},
    {CKM_IDEA_CBC_PAD, Use::any, raw_bytes},
    {CKM_CONCATENATE_BASE_AND_KEY, Use::any, object_handle},
    {CKM_CONCATENATE_BASE_AND_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_CONCATENATE_DATA_AND_BASE, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_XOR_BASE_AND_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_EXTRACT_KEY_FROM_KEY, Use::any, number},
    {CKM_SSL3_PRE_MASTER_KEY_GEN, Use::any, version},
    {CKM_SSL3_MASTER_KEY_DERIVE, Use::any, of<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_SSL3_KEY_AND_MAC_DERIVE, Use::any, of<CK_SSL3_KEY_MAT_PARAMS>},
    {CKM_SSL3_MASTER_KEY_DERIVE_DH, Use::any, of<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_TLS_PRE_MASTER_KEY_GEN, Use::any, version},
    {CKM_TLS_MASTER_KEY_DERIVE, Use::any, of<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_TLS_KEY_AND_MAC_DERIVE, Use::any, of<CK_SSL3_KEY_MAT_PARAMS>},
    {CKM_TLS_MASTER_KEY_DERIVE_DH, Use::any, of<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_TLS_PRF, Use::any, of<CK_TLS_PRF_PARAMS>},
    {CKM_SSL3_MD5_MAC, Use::any, number},
    {CKM_SSL3_SHA1_MAC, Use::any, number},
    {CKM_PBE_MD2_DES_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_MD5_DES_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_MD5_CAST_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_MD5_CAST3_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_MD5_CAST128_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_CAST128_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_RC4_128, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_RC4_40, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_DES3_EDE_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_DES2_EDE_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_RC2_128_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_PBE_SHA1_RC2_40_CBC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_SP800_108_COUNTER_KDF, Use::any, of<CK_SP800_108_KDF_PARAMS>},
    {CKM_SP800_108_FEEDBACK_KDF, Use::any, of<CK_SP800_108_FEEDBACK_KDF_PARAMS>},
    {CKM_SP800_108_DOUBLE_PIPELINE_KDF, Use::any, of<CK_SP800_108_KDF_PARAMS>},
    {CKM_PKCS5_PBKD2, Use::any, of<CK_PKCS5_PBKD2_PARAMS2>},
    {CKM_PKCS5_PBKD2, Use::any, of<CK_PKCS5_PBKD2_PARAMS>},
    {CKM_PBA_SHA1_WITH_SHA1_HMAC, Use::any, of<CK_PBE_PARAMS>},
    {CKM_WTLS_PRE_MASTER_KEY_GEN, Use::any, byte},
    {CKM_WTLS_MASTER_KEY_DERIVE, Use::any, of<CK_WTLS_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC, Use::any, of<CK_WTLS_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_WTLS_PRF, Use::any, of<CK_WTLS_PRF_PARAMS>},
    {CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE, Use::any, of<CK_WTLS_KEY_MAT_PARAMS>},
    {CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE, Use::any, of<CK_WTLS_KEY_MAT_PARAMS>},
    {CKM_TLS12_MAC, Use::any, of<CK_TLS_MAC_PARAMS>},
    {CKM_TLS12_KDF, Use::any, of<CK_TLS_KDF_PARAMS>},
    {CKM_TLS12_MASTER_KEY_DERIVE, Use::any, of<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_TLS12_KEY_AND_MAC_DERIVE, Use::any, of<CK_TLS12_KEY_MAT_PARAMS>},
    {CKM_TLS12_MASTER_KEY_DERIVE_DH, Use::any, of<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>},
    {CKM_TLS12_KEY_SAFE_DERIVE, Use::any, of<CK_TLS12_KEY_MAT_PARAMS>},
    {CKM_TLS_MAC, Use::any, of<CK_TLS_MAC_PARAMS>},
    {CKM_TLS_KDF, Use::any, of<CK_TLS_KDF_PARAMS>},
    {CKM_KEY_WRAP_SET_OAEP, Use::any, of<CK_KEY_WRAP_SET_OAEP_PARAMS>},
    {CKM_CMS_SIG, Use::any, of<CK_CMS_SIG_PARAMS>},
    {CKM_KIP_DERIVE, Use::any, of<CK_KIP_PARAMS>},
    {CKM_KIP_WRAP, Use::any, of<CK_KIP_PARAMS>},
    {CKM_KIP_MAC, Use::any, of<CK_KIP_PARAMS>},
    {CKM_CAMELLIA_CBC, Use::any, raw_bytes},
    {CKM_CAMELLIA_MAC_GENERAL, Use::any, number},
    {CKM_CAMELLIA_CBC_PAD, Use::any, raw_bytes},
    {CKM_CAMELLIA_ECB_ENCRYPT_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_CAMELLIA_CBC_ENCRYPT_DATA, Use::any, of<CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS>},
    {CKM_CAMELLIA_CTR, Use::any, of<CK_CAMELLIA_CTR_PARAMS>},
    {CKM_ARIA_CBC, Use::any, raw_bytes},
    {CKM_ARIA_MAC_GENERAL, Use::any, number},
    {CKM_ARIA_CBC_PAD, Use::any, raw_bytes},
    {CKM_ARIA_ECB_ENCRYPT_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_ARIA_CBC_ENCRYPT_DATA, Use::any, of<CK_ARIA_CBC_ENCRYPT_DATA_PARAMS>},
    {CKM_SEED_CBC, Use::any, raw_bytes},
    {CKM_SEED_MAC_GENERAL, Use::any, number},
    {CKM_SEED_CBC_PAD, Use::any, raw_bytes},
    {CKM_SEED_ECB_ENCRYPT_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_SEED_CBC_ENCRYPT_DATA, Use::any, of<CK_SEED_CBC_ENCRYPT_DATA_PARAMS>},
    {CKM_SKIPJACK_ECB64, Use::any, raw_bytes},
    {CKM_SKIPJACK_CBC64, Use::any, raw_bytes},
    {CKM_SKIPJACK_OFB64, Use::any, raw_bytes},
    {CKM_SKIPJACK_CFB64, Use::any, raw_bytes},
    {CKM_SKIPJACK_CFB32, Use::any, raw_bytes},
    {CKM_SKIPJACK_CFB16, Use::any, raw_bytes},
    {CKM_SKIPJACK_CFB8, Use::any, raw_bytes},
    {CKM_SKIPJACK_PRIVATE_WRAP, Use::any, of<CK_SKIPJACK_PRIVATE_WRAP_PARAMS>},
    {CKM_SKIPJACK_RELAYX, Use::any, of<CK_SKIPJACK_RELAYX_PARAMS>},
    {CKM_KEA_KEY_DERIVE, Use::any, of<CK_KEA_DERIVE_PARAMS>},
    {CKM_KEA_DERIVE, Use::any, of<CK_KEA_DERIVE_PARAMS>},
    {CKM_BATON_ECB128, Use::any, raw_bytes},
    {CKM_BATON_ECB96, Use::any, raw_bytes},
    {CKM_BATON_CBC128, Use::any, raw_bytes},
    {CKM_BATON_COUNTER, Use::any, raw_bytes},
    {CKM_BATON_SHUFFLE, Use::any, raw_bytes},
    {CKM_ECDH1_DERIVE, Use::any, of<CK_ECDH1_DERIVE_PARAMS>},
    {CKM_ECDH1_COFACTOR_DERIVE, Use::any, of<CK_ECDH1_DERIVE_PARAMS>},
    {CKM_ECMQV_DERIVE, Use::any, of<CK_ECMQV_DERIVE_PARAMS>},
    {CKM_ECMQV_DERIVE, Use::any, of<CK_ECDH2_DERIVE_PARAMS>},
    {CKM_ECDH_AES_KEY_WRAP, Use::any, of<CK_ECDH_AES_KEY_WRAP_PARAMS>},
    {CKM_RSA_AES_KEY_WRAP, Use::any, of<CK_RSA_AES_KEY_WRAP_PARAMS>},
    {CKM_EDDSA, Use::any, of<CK_EDDSA_PARAMS>},
    {CKM_JUNIPER_ECB128, Use::any, raw_bytes},
    {CKM_JUNIPER_CBC128, Use::any, raw_bytes},
    {CKM_JUNIPER_COUNTER, Use::any, raw_bytes},
    {CKM_JUNIPER_SHUFFLE, Use::any, raw_bytes},
    {CKM_AES_XTS, Use::any, raw_bytes},
    {CKM_AES_CBC, Use::any, raw_bytes},
    {CKM_AES_MAC_GENERAL, Use::any, number},
    {CKM_AES_CBC_PAD, Use::any, raw_bytes},
    {CKM_AES_CTR, Use::any, of<CK_AES_CTR_PARAMS>},
    {CKM_AES_GCM, Use::plain, of<CK_GCM_PARAMS>},
    {CKM_AES_GCM, Use::message, of<CK_GCM_MESSAGE_PARAMS>},
    {CKM_AES_GCM, Use::wrap, of<CK_GCM_WRAP_PARAMS>},
    {CKM_AES_GCM, Use::wrap, of<CK_GCM_PARAMS>},
    {CKM_AES_CCM, Use::plain, of<CK_CCM_PARAMS>},
    {CKM_AES_CCM, Use::message, of<CK_CCM_MESSAGE_PARAMS>},
    {CKM_AES_CCM, Use::wrap, of<CK_CCM_WRAP_PARAMS>},
    {CKM_AES_CCM, Use::wrap, of<CK_CCM_PARAMS>},
    {CKM_AES_CTS, Use::any, raw_bytes},
    {CKM_AES_CMAC_GENERAL, Use::any, number},
    {CKM_AES_GMAC, Use::any, of<CK_GCM_PARAMS>},
    {CKM_BLOWFISH_CBC, Use::any, raw_bytes},
    {CKM_TWOFISH_CBC, Use::any, raw_bytes},
    {CKM_BLOWFISH_CBC_PAD, Use::any, raw_bytes},
    {CKM_TWOFISH_CBC_PAD, Use::any, raw_bytes},
    {CKM_DES_ECB_ENCRYPT_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_DES_CBC_ENCRYPT_DATA, Use::any, of<CK_DES_CBC_ENCRYPT_DATA_PARAMS>},
    {CKM_DES3_ECB_ENCRYPT_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_DES3_CBC_ENCRYPT_DATA, Use::any, of<CK_DES_CBC_ENCRYPT_DATA_PARAMS>},
    {CKM_AES_ECB_ENCRYPT_DATA, Use::any, of<CK_KEY_DERIVATION_STRING_DATA>},
    {CKM_AES_CBC_ENCRYPT_DATA, Use::any, of<CK_AES_CBC_ENCRYPT_DATA_PARAMS>},
    {CKM_GOSTR3410_WITH_GOSTR3411, Use::any, raw_bytes},
    {CKM_GOSTR3410_KEY_WRAP, Use::any, of<CK_GOSTR3410_KEY_WRAP_PARAMS>},
    {CKM_GOSTR3410_DERIVE, Use::any, of<CK_GOSTR3410_DERIVE_PARAMS>},
    {CKM_GOSTR3411, Use::any, raw_bytes},
    {CKM_GOSTR3411_HMAC, Use::any, raw_bytes},
    {CKM_GOST28147, Use::any, raw_bytes},
    {CKM_GOST28147_MAC, Use::any, raw_bytes},
    {CKM_GOST28147_KEY_WRAP, Use::any, raw_bytes},
    {CKM_CHACHA20, Use::any, of<CK_CHACHA20_PARAMS>},
    {CKM_DSA_PROBABILISTIC_PARAMETER_GEN, Use::any, of<CK_DSA_PARAMETER_GEN_PARAM>},
    {CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN, Use::any, of<CK_DSA_PARAMETER_GEN_PARAM>},
    {CKM_DSA_FIPS_G_GEN, Use::any, of<CK_DSA_PARAMETER_GEN_PARAM>},
    {CKM_AES_OFB, Use::any, raw_bytes},
    {CKM_AES_CFB64, Use::any, raw_bytes},
    {CKM_AES_CFB8, Use::any, raw_bytes},
    {CKM_AES_CFB128, Use::any, raw_bytes},
    {CKM_AES_CFB1, Use::any, raw_bytes},
    {CKM_AES_KEY_WRAP, Use::any, raw_bytes},
    {CKM_AES_KEY_WRAP_PAD, Use::any, raw_bytes},
    {CKM_AES_KEY_WRAP_KWP, Use::any, raw_bytes},
    {CKM_AES_KEY_WRAP_PKCS7, Use::any, raw_bytes},
    {CKM_BLAKE2B_160_HMAC_GENERAL, Use::any, number},
    {CKM_BLAKE2B_256_HMAC_GENERAL, Use::any, number},
    {CKM_BLAKE2B_384_HMAC_GENERAL, Use::any, number},
    {CKM_BLAKE2B_512_HMAC_GENERAL, Use::any, number},
    {CKM_SALSA20, Use::any, of<CK_SALSA20_PARAMS>},
    {CKM_CHACHA20_POLY1305, Use::plain, of<CK_SALSA20_CHACHA20_POLY1305_PARAMS>},
    {CKM_CHACHA20_POLY1305, Use::message, of<CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS>},
    {CKM_SALSA20_POLY1305, Use::plain, of<CK_SALSA20_CHACHA20_POLY1305_PARAMS>},
    {CKM_SALSA20_POLY1305, Use::message, of<CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS>},
    {CKM_X3DH_INITIALIZE, Use::any, of<CK_X3DH_INITIATE_PARAMS>},
    {CKM_X3DH_RESPOND, Use::any, of<CK_X3DH_RESPOND_PARAMS>},
    {CKM_X2RATCHET_INITIALIZE, Use::any, of<CK_X2RATCHET_INITIALIZE_PARAMS>},
    {CKM_X2RATCHET_RESPOND, Use::any, of<CK_X2RATCHET_RESPOND_PARAMS>},
    {CKM_XEDDSA, Use::any, of<CK_XEDDSA_PARAMS>},
    {CKM_HKDF_DERIVE, Use::any, of<CK_HKDF_PARAMS>},
    {CKM_HKDF_DATA, Use::any, of<CK_HKDF_PARAMS>},
    {CKM_IKE2_PRF_PLUS_DERIVE, Use::any, of<CK_IKE2_PRF_PLUS_DERIVE_PARAMS>},
    {CKM_IKE_PRF_DERIVE, Use::any, of<CK_IKE_PRF_DERIVE_PARAMS>},
    {CKM_IKE1_PRF_DERIVE, Use::any, of<CK_IKE1_PRF_DERIVE_PARAMS>},
    {CKM_IKE1_EXTENDED_DERIVE, Use::any, of<CK_IKE1_EXTENDED_DERIVE_PARAMS>},
    {CKM_ECDH_X_AES_KEY_WRAP, Use::any, of<CK_ECDH_AES_KEY_WRAP_PARAMS>},
    {CKM_ECDH_COF_AES_KEY_WRAP, Use::any, of<CK_ECDH_AES_KEY_WRAP_PARAMS>},
    {0x80000002UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_DES_CBC
    {0x80000003UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_TRIPLE_DES_CBC
    {0x80000004UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_40_BIT_RC2_CBC
    {0x80000005UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_128_BIT_RC2_CBC
    {0x80000006UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_40_BIT_RC4
    {0x80000007UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_128_BIT_RC4
    {0x80000008UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_FAULTY_3DES_CBC
    {0x80000009UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_SHA1_HMAC_KEY_GEN
    {0x8000000AUL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_MD5_HMAC_KEY_GEN
    {0x8000000BUL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PBE_MD2_HMAC_KEY_GEN
    {0x8001001BUL, Use::any, of<CK_ECDH1_DERIVE_PARAMS>},  // CKM_IBM_EC_X25519
    {0x8001001EUL, Use::any, of<CK_ECDH1_DERIVE_PARAMS>},  // CKM_IBM_EC_X448
    {0xCE534351UL, Use::any, raw_bytes},  // CKM_NSS_AES_KEY_WRAP
    {0xCE534352UL, Use::any, raw_bytes},  // CKM_NSS_AES_KEY_WRAP_PAD
    {0xCE534366UL, Use::any, of<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>},  // CKM_NSS_TLS_MASTER_KEY_DERIVE_SHA256
    {0xCE534367UL, Use::any, of<CK_SSL3_KEY_MAT_PARAMS>},  // CKM_NSS_TLS_KEY_AND_MAC_DERIVE_SHA256
    {0xCE534368UL, Use::any, of<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>},  // CKM_NSS_TLS_MASTER_KEY_DERIVE_DH_SHA256
    {0xCE534369UL, Use::any, of<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS>},  // CKM_NSS_TLS_EXTENDED_MASTER_KEY_DERIVE
    {0xCE53436AUL, Use::any, of<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS>},  // CKM_NSS_TLS_EXTENDED_MASTER_KEY_DERIVE_DH
    {0xCE53436DUL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PKCS12_PBE_SHA224_HMAC_KEY_GEN
    {0xCE53436EUL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PKCS12_PBE_SHA256_HMAC_KEY_GEN
    {0xCE53436FUL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PKCS12_PBE_SHA384_HMAC_KEY_GEN
    {0xCE534370UL, Use::any, of<CK_PBE_PARAMS>},  // CKM_NSS_PKCS12_PBE_SHA512_HMAC_KEY_GEN
    {0xCE534372UL, Use::any, of<CK_IKE2_PRF_PLUS_DERIVE_PARAMS>},  // CKM_NSS_IKE_PRF_PLUS_DERIVE
    {0xCE534373UL, Use::any, of<CK_IKE_PRF_DERIVE_PARAMS>},  // CKM_NSS_IKE_PRF_DERIVE
    {0xCE534374UL, Use::any, of<CK_IKE1_PRF_DERIVE_PARAMS>},  // CKM_NSS_IKE1_PRF_DERIVE
    {0xCE534375UL, Use::any, of<CK_IKE1_EXTENDED_DERIVE_PARAMS>},  // CKM_NSS_IKE1_APP_B_PRF_DERIVE
    {0xCE53437AUL, Use::any, of<CK_SP800_108_KDF_PARAMS>},  // CKM_NSS_SP800_108_COUNTER_KDF_DERIVE_DATA
    {0xCE53437BUL, Use::any, of<CK_SP800_108_FEEDBACK_KDF_PARAMS>},  // CKM_NSS_SP800_108_FEEDBACK_KDF_DERIVE_DATA
    {0xCE53437CUL, Use::any, of<CK_SP800_108_KDF_PARAMS>},  // CKM_NSS_SP800_108_DOUBLE_PIPELINE_KDF_DERIVE_DATA
    {0xCE53437DUL, Use::any, number},  // CKM_NSS_KYBER_KEY_PAIR_GEN
    {0xCE53437EUL, Use::any, number},  // CKM_NSS_KYBER
    {0xCE534380UL, Use::any, number},  // CKM_NSS_ML_KEM_KEY_PAIR_GEN
    {0xCE534381UL, Use::any, number},  // CKM_NSS_ML_KEM
};
// clang-format on
static_assert(std::is_sorted(std::begin(rows), std::end(rows),
                             [](const Row& a, const Row& b) { return a.mechanism < b.mechanism; }));

// A length that stands where an older structure has a pointer is below any address.
constexpr CK_ULONG least_address = CK_ULONG{1} << 16;

Use use_of(Function function) noexcept {
  switch (function) {
    case Function::C_EncryptInit:
    case Function::C_DecryptInit:
      return Use::plain;
    case Function::C_WrapKey:
    case Function::C_UnwrapKey:
      return Use::wrap;
    case Function::C_MessageEncryptInit:
    case Function::C_MessageDecryptInit:
    case Function::C_EncryptMessage:
    case Function::C_EncryptMessageBegin:
    case Function::C_EncryptMessageNext:
    case Function::C_DecryptMessage:
    case Function::C_DecryptMessageBegin:
    case Function::C_DecryptMessageNext:
    case Function::C_WrapKeyAuthenticated:
    case Function::C_UnwrapKeyAuthenticated:
      return Use::message;
    default:
      return Use::any;
  }
}

bool has_size(const ParameterForm& form, CK_ULONG size) noexcept {
  switch (form.form) {
    case Form::structure:
      return size == form.parameter->size;
    case Form::number:
    case Form::object_handle:
      return size == sizeof(CK_ULONG);
    case Form::byte:
      return size == 1;
    case Form::version:
      return size == sizeof(CK_VERSION);
    default:
      return true;
  }
}

}  // namespace

std::span<const ParameterLayout> parameters() noexcept { return all; }

ParameterForm parameter_form(CK_ULONG mechanism, Function function, CK_ULONG size, CK_ULONG last_word) noexcept {
  const Row* row = std::lower_bound(std::begin(rows), std::end(rows), mechanism,
                                    [](const Row& each, CK_ULONG wanted) { return each.mechanism < wanted; });
  for (; row != std::end(rows) && row->mechanism == mechanism; row++) {
    if (row->use != Use::any && row->use != use_of(function)) continue;
    if (!has_size(row->form, size)) continue;
    if (mechanism == CKM_PKCS5_PBKD2 &&
        row->form.parameter == &all[AllParameters::number_of<CK_PKCS5_PBKD2_PARAMS2>()] && last_word >= least_address)
      continue;
    return row->form;
  }
  return {};
}

ParameterForm form_of_data(CK_ULONG type, CK_ULONG size) noexcept {
  constexpr ParameterForm bytes{};
  const auto if_it_fits = [&](const ParameterForm& form) { return has_size(form, size) ? form : bytes; };
  switch (type) {
    case CK_SP800_108_ITERATION_VARIABLE:
    case CK_SP800_108_OPTIONAL_COUNTER:
      return if_it_fits(of<CK_SP800_108_COUNTER_FORMAT>);
    case CK_SP800_108_DKM_LENGTH:
      return if_it_fits(of<CK_SP800_108_DKM_LENGTH_FORMAT>);
    case CK_SP800_108_KEY_HANDLE:
      return if_it_fits(object_handle);
    default:
      return bytes;
  }
}

bool protects(Function function) noexcept {
  switch (function) {
    case Function::C_EncryptInit:
    case Function::C_MessageEncryptInit:
    case Function::C_EncryptMessage:
    case Function::C_EncryptMessageBegin:
    case Function::C_EncryptMessageNext:
    case Function::C_WrapKey:
    case Function::C_WrapKeyAuthenticated:
      return true;
    default:
      return false;
  }
}

}  // namespace p11trace::pkcs11
