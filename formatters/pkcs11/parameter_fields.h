// What stands in the parameters of mechanisms, field by field. Of a pointer and its length only the pointer has a row.
#pragma once

#include <type_traits>

#include "formatters/pkcs11/parameters.h"
#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::pkcs11 {

// For each structure its fields, in their order. What others hold stands before them.
template <class T>
struct FieldsOfParameter;

template <class... T>
struct ParameterList {
  template <class Wanted>
  static consteval std::uint16_t number_of() {
    unsigned number = 0;
    bool found = false;
    ((found = found || std::is_same_v<T, Wanted>, number += found ? 0 : 1), ...);
    return static_cast<std::uint16_t>(number);
  }
};

using AllParameters =
    ParameterList<CK_RSA_PKCS_OAEP_PARAMS, CK_RSA_PKCS_PSS_PARAMS, CK_ECDH1_DERIVE_PARAMS, CK_ECDH2_DERIVE_PARAMS,
                  CK_ECMQV_DERIVE_PARAMS, CK_X9_42_DH1_DERIVE_PARAMS, CK_X9_42_DH2_DERIVE_PARAMS,
                  CK_X9_42_MQV_DERIVE_PARAMS, CK_KEA_DERIVE_PARAMS, CK_RC2_CBC_PARAMS, CK_RC2_MAC_GENERAL_PARAMS,
                  CK_RC5_PARAMS, CK_RC5_CBC_PARAMS, CK_RC5_MAC_GENERAL_PARAMS, CK_DES_CBC_ENCRYPT_DATA_PARAMS,
                  CK_AES_CBC_ENCRYPT_DATA_PARAMS, CK_SKIPJACK_PRIVATE_WRAP_PARAMS, CK_SKIPJACK_RELAYX_PARAMS,
                  CK_PBE_PARAMS, CK_KEY_WRAP_SET_OAEP_PARAMS, CK_SSL3_RANDOM_DATA, CK_SSL3_MASTER_KEY_DERIVE_PARAMS,
                  CK_SSL3_KEY_MAT_OUT, CK_SSL3_KEY_MAT_PARAMS, CK_TLS_PRF_PARAMS, CK_WTLS_RANDOM_DATA,
                  CK_WTLS_MASTER_KEY_DERIVE_PARAMS, CK_WTLS_PRF_PARAMS, CK_WTLS_KEY_MAT_OUT, CK_WTLS_KEY_MAT_PARAMS,
                  CK_CMS_SIG_PARAMS, CK_KEY_DERIVATION_STRING_DATA, CK_PKCS5_PBKD2_PARAMS, CK_PKCS5_PBKD2_PARAMS2,
                  CK_OTP_PARAM, CK_OTP_PARAMS, CK_OTP_SIGNATURE_INFO, CK_KIP_PARAMS, CK_AES_CTR_PARAMS, CK_GCM_PARAMS,
                  CK_GCM_MESSAGE_PARAMS, CK_GCM_WRAP_PARAMS, CK_CCM_PARAMS, CK_CCM_MESSAGE_PARAMS, CK_CCM_WRAP_PARAMS,
                  CK_CAMELLIA_CTR_PARAMS, CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS, CK_ARIA_CBC_ENCRYPT_DATA_PARAMS,
                  CK_DSA_PARAMETER_GEN_PARAM, CK_ECDH_AES_KEY_WRAP_PARAMS, CK_RSA_AES_KEY_WRAP_PARAMS,
                  CK_TLS12_MASTER_KEY_DERIVE_PARAMS, CK_TLS12_KEY_MAT_PARAMS, CK_TLS_KDF_PARAMS, CK_TLS_MAC_PARAMS,
                  CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS, CK_GOSTR3410_DERIVE_PARAMS, CK_GOSTR3410_KEY_WRAP_PARAMS,
                  CK_SEED_CBC_ENCRYPT_DATA_PARAMS, CK_PRF_DATA_PARAM, CK_SP800_108_COUNTER_FORMAT,
                  CK_SP800_108_DKM_LENGTH_FORMAT, CK_DERIVED_KEY, CK_SP800_108_KDF_PARAMS,
                  CK_SP800_108_FEEDBACK_KDF_PARAMS, CK_EDDSA_PARAMS, CK_CHACHA20_PARAMS, CK_SALSA20_PARAMS,
                  CK_SALSA20_CHACHA20_POLY1305_PARAMS, CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS, CK_X3DH_INITIATE_PARAMS,
                  CK_X3DH_RESPOND_PARAMS, CK_X2RATCHET_INITIALIZE_PARAMS, CK_X2RATCHET_RESPOND_PARAMS, CK_XEDDSA_PARAMS,
                  CK_HKDF_PARAMS, CK_IKE2_PRF_PLUS_DERIVE_PARAMS, CK_IKE_PRF_DERIVE_PARAMS, CK_IKE1_PRF_DERIVE_PARAMS,
                  CK_IKE1_EXTENDED_DERIVE_PARAMS, CK_SIGN_ADDITIONAL_CONTEXT, CK_HASH_SIGN_ADDITIONAL_CONTEXT>;

template <class T>
inline constexpr ParameterLayout parameter_of{FieldsOfParameter<T>::name, sizeof(T), AllParameters::number_of<T>(),
                                              FieldsOfParameter<T>::fields, [] {
                                                for (const ParameterField& field : FieldsOfParameter<T>::fields)
                                                  if (is_written(field)) return true;
                                                return false;
                                              }()};

// clang-format off
#define P11TRACE_AT(field) .name = #field, .offset = offsetof(Type, field), .size = sizeof(Type::field)
#define P11TRACE_VALUE(field, role_, names) \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::role_, .family = Family::names}
#define P11TRACE_BYTES(field, length_, unit_, class_)                                                  \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::bytes, .secrecy = Secrecy::class_, \
                 .unit = LengthUnit::unit_, .length = offsetof(Type, length_)}
#define P11TRACE_TEXT(field, length_, unit_, class_)                                                  \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::text, .secrecy = Secrecy::class_, \
                 .unit = LengthUnit::unit_, .length = offsetof(Type, length_)}
#define P11TRACE_SIZED(field, size_, class_)                                                           \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::bytes, .secrecy = Secrecy::class_, \
                 .unit = LengthUnit::fixed, .length = size_}
#define P11TRACE_DATA(field, length_, class_)                                                              \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::data_by_type, .secrecy = Secrecy::class_, \
                 .length = offsetof(Type, length_)}
#define P11TRACE_UNSIZED(field, class_) \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::unsized, .secrecy = Secrecy::class_}
#define P11TRACE_NESTED(field, role_, type) \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::role_, .nested = &parameter_of<type>}
#define P11TRACE_ARRAY(field, count, type)                                                              \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::array, .length = offsetof(Type, count), \
                 .nested = &parameter_of<type>}
#define P11TRACE_ATTRIBUTES(field, count) \
  ParameterField{P11TRACE_AT(field), .role = ParameterRole::attributes, .length = offsetof(Type, count)}
#define P11TRACE_IS(field, value_) FieldIs{offsetof(Type, field), sizeof(Type::field), value_}

template <>
struct FieldsOfParameter<CK_RSA_PKCS_OAEP_PARAMS> {
  using Type = CK_RSA_PKCS_OAEP_PARAMS;
  static constexpr std::string_view name = "CK_RSA_PKCS_OAEP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hashAlg, constant, CKM),
      P11TRACE_VALUE(mgf, constant, CKG_mgf),
      P11TRACE_VALUE(source, constant, CKZ_oaep_source),
      P11TRACE_BYTES(pSourceData, ulSourceDataLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_RSA_PKCS_PSS_PARAMS> {
  using Type = CK_RSA_PKCS_PSS_PARAMS;
  static constexpr std::string_view name = "CK_RSA_PKCS_PSS_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hashAlg, constant, CKM),
      P11TRACE_VALUE(mgf, constant, CKG_mgf),
      P11TRACE_VALUE(sLen, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_ECDH1_DERIVE_PARAMS> {
  using Type = CK_ECDH1_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_ECDH1_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pSharedData, ulSharedDataLen, bytes, sensitive),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_ECDH2_DERIVE_PARAMS> {
  using Type = CK_ECDH2_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_ECDH2_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pSharedData, ulSharedDataLen, bytes, sensitive),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
      P11TRACE_VALUE(ulPrivateDataLen, number, none),
      P11TRACE_VALUE(hPrivateData, object, none),
      P11TRACE_BYTES(pPublicData2, ulPublicDataLen2, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_ECMQV_DERIVE_PARAMS> {
  using Type = CK_ECMQV_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_ECMQV_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pSharedData, ulSharedDataLen, bytes, sensitive),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
      P11TRACE_VALUE(ulPrivateDataLen, number, none),
      P11TRACE_VALUE(hPrivateData, object, none),
      P11TRACE_BYTES(pPublicData2, ulPublicDataLen2, bytes, open),
      P11TRACE_VALUE(publicKey, object, none),
  };
};

template <>
struct FieldsOfParameter<CK_X9_42_DH1_DERIVE_PARAMS> {
  using Type = CK_X9_42_DH1_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_X9_42_DH1_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pOtherInfo, ulOtherInfoLen, bytes, sensitive),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_X9_42_DH2_DERIVE_PARAMS> {
  using Type = CK_X9_42_DH2_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_X9_42_DH2_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pOtherInfo, ulOtherInfoLen, bytes, sensitive),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
      P11TRACE_VALUE(ulPrivateDataLen, number, none),
      P11TRACE_VALUE(hPrivateData, object, none),
      P11TRACE_BYTES(pPublicData2, ulPublicDataLen2, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_X9_42_MQV_DERIVE_PARAMS> {
  using Type = CK_X9_42_MQV_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_X9_42_MQV_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pOtherInfo, ulOtherInfoLen, bytes, sensitive),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
      P11TRACE_VALUE(ulPrivateDataLen, number, none),
      P11TRACE_VALUE(hPrivateData, object, none),
      P11TRACE_BYTES(pPublicData2, ulPublicDataLen2, bytes, open),
      P11TRACE_VALUE(publicKey, object, none),
  };
};

template <>
struct FieldsOfParameter<CK_KEA_DERIVE_PARAMS> {
  using Type = CK_KEA_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_KEA_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(isSender, boolean, none),
      P11TRACE_BYTES(pRandomA, ulRandomLen, bytes, open).out_where(P11TRACE_IS(isSender, 1)),
      P11TRACE_BYTES(pRandomB, ulRandomLen, bytes, open),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_RC2_CBC_PARAMS> {
  using Type = CK_RC2_CBC_PARAMS;
  static constexpr std::string_view name = "CK_RC2_CBC_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulEffectiveBits, number, none),
      P11TRACE_VALUE(iv, bytes_within, none),
  };
};

template <>
struct FieldsOfParameter<CK_RC2_MAC_GENERAL_PARAMS> {
  using Type = CK_RC2_MAC_GENERAL_PARAMS;
  static constexpr std::string_view name = "CK_RC2_MAC_GENERAL_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulEffectiveBits, number, none),
      P11TRACE_VALUE(ulMacLength, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_RC5_PARAMS> {
  using Type = CK_RC5_PARAMS;
  static constexpr std::string_view name = "CK_RC5_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulWordsize, number, none),
      P11TRACE_VALUE(ulRounds, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_RC5_CBC_PARAMS> {
  using Type = CK_RC5_CBC_PARAMS;
  static constexpr std::string_view name = "CK_RC5_CBC_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulWordsize, number, none),
      P11TRACE_VALUE(ulRounds, number, none),
      P11TRACE_BYTES(pIv, ulIvLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_RC5_MAC_GENERAL_PARAMS> {
  using Type = CK_RC5_MAC_GENERAL_PARAMS;
  static constexpr std::string_view name = "CK_RC5_MAC_GENERAL_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulWordsize, number, none),
      P11TRACE_VALUE(ulRounds, number, none),
      P11TRACE_VALUE(ulMacLength, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_DES_CBC_ENCRYPT_DATA_PARAMS> {
  using Type = CK_DES_CBC_ENCRYPT_DATA_PARAMS;
  static constexpr std::string_view name = "CK_DES_CBC_ENCRYPT_DATA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(iv, bytes_within, none),
      P11TRACE_BYTES(pData, length, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_AES_CBC_ENCRYPT_DATA_PARAMS> {
  using Type = CK_AES_CBC_ENCRYPT_DATA_PARAMS;
  static constexpr std::string_view name = "CK_AES_CBC_ENCRYPT_DATA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(iv, bytes_within, none),
      P11TRACE_BYTES(pData, length, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_SKIPJACK_PRIVATE_WRAP_PARAMS> {
  using Type = CK_SKIPJACK_PRIVATE_WRAP_PARAMS;
  static constexpr std::string_view name = "CK_SKIPJACK_PRIVATE_WRAP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pPassword, ulPasswordLen, bytes, secret),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
      P11TRACE_BYTES(pRandomA, ulRandomLen, bytes, open),
      P11TRACE_BYTES(pPrimeP, ulPAndGLen, bytes, open),
      P11TRACE_BYTES(pBaseG, ulPAndGLen, bytes, open),
      P11TRACE_BYTES(pSubprimeQ, ulQLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_SKIPJACK_RELAYX_PARAMS> {
  using Type = CK_SKIPJACK_RELAYX_PARAMS;
  static constexpr std::string_view name = "CK_SKIPJACK_RELAYX_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pOldWrappedX, ulOldWrappedXLen, bytes, sensitive),
      P11TRACE_BYTES(pOldPassword, ulOldPasswordLen, bytes, secret),
      P11TRACE_BYTES(pOldPublicData, ulOldPublicDataLen, bytes, open),
      P11TRACE_BYTES(pOldRandomA, ulOldRandomLen, bytes, open),
      P11TRACE_BYTES(pNewPassword, ulNewPasswordLen, bytes, secret),
      P11TRACE_BYTES(pNewPublicData, ulNewPublicDataLen, bytes, open),
      P11TRACE_BYTES(pNewRandomA, ulNewRandomLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_PBE_PARAMS> {
  using Type = CK_PBE_PARAMS;
  static constexpr std::string_view name = "CK_PBE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_SIZED(pInitVector, 8, open).out(),
      P11TRACE_BYTES(pPassword, ulPasswordLen, bytes, secret),
      P11TRACE_BYTES(pSalt, ulSaltLen, bytes, open),
      P11TRACE_VALUE(ulIteration, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_KEY_WRAP_SET_OAEP_PARAMS> {
  using Type = CK_KEY_WRAP_SET_OAEP_PARAMS;
  static constexpr std::string_view name = "CK_KEY_WRAP_SET_OAEP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(bBC, number, none).out_when_protecting(),
      P11TRACE_BYTES(pX, ulXLen, bytes, open).out_when_protecting(),
  };
};

template <>
struct FieldsOfParameter<CK_SSL3_RANDOM_DATA> {
  using Type = CK_SSL3_RANDOM_DATA;
  static constexpr std::string_view name = "CK_SSL3_RANDOM_DATA";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pClientRandom, ulClientRandomLen, bytes, open),
      P11TRACE_BYTES(pServerRandom, ulServerRandomLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_SSL3_MASTER_KEY_DERIVE_PARAMS> {
  using Type = CK_SSL3_MASTER_KEY_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_SSL3_MASTER_KEY_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_NESTED(RandomInfo, structure_within, CK_SSL3_RANDOM_DATA),
      P11TRACE_VALUE(pVersion, version, none).out(),
  };
};

template <>
struct FieldsOfParameter<CK_SSL3_KEY_MAT_OUT> {
  using Type = CK_SSL3_KEY_MAT_OUT;
  static constexpr std::string_view name = "CK_SSL3_KEY_MAT_OUT";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hClientMacSecret, object, none).out(),
      P11TRACE_VALUE(hServerMacSecret, object, none).out(),
      P11TRACE_VALUE(hClientKey, object, none).out(),
      P11TRACE_VALUE(hServerKey, object, none).out(),
      P11TRACE_UNSIZED(pIVClient, secret),
      P11TRACE_UNSIZED(pIVServer, secret),
  };
};

template <>
struct FieldsOfParameter<CK_SSL3_KEY_MAT_PARAMS> {
  using Type = CK_SSL3_KEY_MAT_PARAMS;
  static constexpr std::string_view name = "CK_SSL3_KEY_MAT_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulMacSizeInBits, number, none),
      P11TRACE_VALUE(ulKeySizeInBits, number, none),
      P11TRACE_VALUE(ulIVSizeInBits, number, none),
      P11TRACE_VALUE(bIsExport, boolean, none),
      P11TRACE_NESTED(RandomInfo, structure_within, CK_SSL3_RANDOM_DATA),
      P11TRACE_NESTED(pReturnedKeyMaterial, structure, CK_SSL3_KEY_MAT_OUT).in_and_out(),
  };
};

template <>
struct FieldsOfParameter<CK_TLS_PRF_PARAMS> {
  using Type = CK_TLS_PRF_PARAMS;
  static constexpr std::string_view name = "CK_TLS_PRF_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pSeed, ulSeedLen, bytes, open),
      P11TRACE_TEXT(pLabel, ulLabelLen, bytes, open),
      P11TRACE_BYTES(pOutput, pulOutputLen, by_pointer, secret).out(),
  };
};

template <>
struct FieldsOfParameter<CK_WTLS_RANDOM_DATA> {
  using Type = CK_WTLS_RANDOM_DATA;
  static constexpr std::string_view name = "CK_WTLS_RANDOM_DATA";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pClientRandom, ulClientRandomLen, bytes, open),
      P11TRACE_BYTES(pServerRandom, ulServerRandomLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_WTLS_MASTER_KEY_DERIVE_PARAMS> {
  using Type = CK_WTLS_MASTER_KEY_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_WTLS_MASTER_KEY_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(DigestMechanism, constant, CKM),
      P11TRACE_NESTED(RandomInfo, structure_within, CK_WTLS_RANDOM_DATA),
      P11TRACE_SIZED(pVersion, 1, open).out(),
  };
};

template <>
struct FieldsOfParameter<CK_WTLS_PRF_PARAMS> {
  using Type = CK_WTLS_PRF_PARAMS;
  static constexpr std::string_view name = "CK_WTLS_PRF_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(DigestMechanism, constant, CKM),
      P11TRACE_BYTES(pSeed, ulSeedLen, bytes, open),
      P11TRACE_TEXT(pLabel, ulLabelLen, bytes, open),
      P11TRACE_BYTES(pOutput, pulOutputLen, by_pointer, secret).out(),
  };
};

template <>
struct FieldsOfParameter<CK_WTLS_KEY_MAT_OUT> {
  using Type = CK_WTLS_KEY_MAT_OUT;
  static constexpr std::string_view name = "CK_WTLS_KEY_MAT_OUT";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hMacSecret, object, none).out(),
      P11TRACE_VALUE(hKey, object, none).out(),
      P11TRACE_UNSIZED(pIV, secret),
  };
};

template <>
struct FieldsOfParameter<CK_WTLS_KEY_MAT_PARAMS> {
  using Type = CK_WTLS_KEY_MAT_PARAMS;
  static constexpr std::string_view name = "CK_WTLS_KEY_MAT_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(DigestMechanism, constant, CKM),
      P11TRACE_VALUE(ulMacSizeInBits, number, none),
      P11TRACE_VALUE(ulKeySizeInBits, number, none),
      P11TRACE_VALUE(ulIVSizeInBits, number, none),
      P11TRACE_VALUE(ulSequenceNumber, number, none),
      P11TRACE_VALUE(bIsExport, boolean, none),
      P11TRACE_NESTED(RandomInfo, structure_within, CK_WTLS_RANDOM_DATA),
      P11TRACE_NESTED(pReturnedKeyMaterial, structure, CK_WTLS_KEY_MAT_OUT).in_and_out(),
  };
};

template <>
struct FieldsOfParameter<CK_CMS_SIG_PARAMS> {
  using Type = CK_CMS_SIG_PARAMS;
  static constexpr std::string_view name = "CK_CMS_SIG_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(certificateHandle, object, none),
      P11TRACE_VALUE(pSigningMechanism, mechanism, none),
      P11TRACE_VALUE(pDigestMechanism, mechanism, none),
      P11TRACE_VALUE(pContentType, text_z, none),
      P11TRACE_BYTES(pRequestedAttributes, ulRequestedAttributesLen, bytes, open),
      P11TRACE_BYTES(pRequiredAttributes, ulRequiredAttributesLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_KEY_DERIVATION_STRING_DATA> {
  using Type = CK_KEY_DERIVATION_STRING_DATA;
  static constexpr std::string_view name = "CK_KEY_DERIVATION_STRING_DATA";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pData, ulLen, bytes, secret),
  };
};

template <>
struct FieldsOfParameter<CK_PKCS5_PBKD2_PARAMS> {
  using Type = CK_PKCS5_PBKD2_PARAMS;
  static constexpr std::string_view name = "CK_PKCS5_PBKD2_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(saltSource, constant, CKZ_salt_source),
      P11TRACE_BYTES(pSaltSourceData, ulSaltSourceDataLen, bytes, open),
      P11TRACE_VALUE(iterations, number, none),
      P11TRACE_VALUE(prf, constant, CKP_pbkd2_prf),
      P11TRACE_BYTES(pPrfData, ulPrfDataLen, bytes, open),
      P11TRACE_BYTES(pPassword, ulPasswordLen, by_pointer, secret),
  };
};

template <>
struct FieldsOfParameter<CK_PKCS5_PBKD2_PARAMS2> {
  using Type = CK_PKCS5_PBKD2_PARAMS2;
  static constexpr std::string_view name = "CK_PKCS5_PBKD2_PARAMS2";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(saltSource, constant, CKZ_salt_source),
      P11TRACE_BYTES(pSaltSourceData, ulSaltSourceDataLen, bytes, open),
      P11TRACE_VALUE(iterations, number, none),
      P11TRACE_VALUE(prf, constant, CKP_pbkd2_prf),
      P11TRACE_BYTES(pPrfData, ulPrfDataLen, bytes, open),
      P11TRACE_BYTES(pPassword, ulPasswordLen, bytes, secret),
  };
};

template <>
struct FieldsOfParameter<CK_OTP_PARAM> {
  using Type = CK_OTP_PARAM;
  static constexpr std::string_view name = "CK_OTP_PARAM";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(type, constant, CK_otp_param_type),
      P11TRACE_BYTES(pValue, ulValueLen, bytes, secret),
  };
};

template <>
struct FieldsOfParameter<CK_OTP_PARAMS> {
  using Type = CK_OTP_PARAMS;
  static constexpr std::string_view name = "CK_OTP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_ARRAY(pParams, ulCount, CK_OTP_PARAM),
  };
};

template <>
struct FieldsOfParameter<CK_OTP_SIGNATURE_INFO> {
  using Type = CK_OTP_SIGNATURE_INFO;
  static constexpr std::string_view name = "CK_OTP_SIGNATURE_INFO";
  static constexpr ParameterField fields[] = {
      P11TRACE_ARRAY(pParams, ulCount, CK_OTP_PARAM).out(),
  };
};

template <>
struct FieldsOfParameter<CK_KIP_PARAMS> {
  using Type = CK_KIP_PARAMS;
  static constexpr std::string_view name = "CK_KIP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(pMechanism, mechanism, none),
      P11TRACE_VALUE(hKey, object, none),
      P11TRACE_BYTES(pSeed, ulSeedLen, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_AES_CTR_PARAMS> {
  using Type = CK_AES_CTR_PARAMS;
  static constexpr std::string_view name = "CK_AES_CTR_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulCounterBits, number, none),
      P11TRACE_VALUE(cb, bytes_within, none),
  };
};

template <>
struct FieldsOfParameter<CK_GCM_PARAMS> {
  using Type = CK_GCM_PARAMS;
  static constexpr std::string_view name = "CK_GCM_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pIv, ulIvLen, bytes, open),
      P11TRACE_VALUE(ulIvBits, number, none),
      P11TRACE_BYTES(pAAD, ulAADLen, bytes, sensitive),
      P11TRACE_VALUE(ulTagBits, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_GCM_MESSAGE_PARAMS> {
  using Type = CK_GCM_MESSAGE_PARAMS;
  static constexpr std::string_view name = "CK_GCM_MESSAGE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pIv, ulIvLen, bytes, open).out_unless(P11TRACE_IS(ivGenerator, CKG_NO_GENERATE)),
      P11TRACE_VALUE(ulIvFixedBits, number, none),
      P11TRACE_VALUE(ivGenerator, constant, CKG_generator),
      P11TRACE_BYTES(pTag, ulTagBits, bits, open).out_when_protecting(),
  };
};

template <>
struct FieldsOfParameter<CK_GCM_WRAP_PARAMS> {
  using Type = CK_GCM_WRAP_PARAMS;
  static constexpr std::string_view name = "CK_GCM_WRAP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pIv, ulIvLen, bytes, open).out_unless(P11TRACE_IS(ivGenerator, CKG_NO_GENERATE)),
      P11TRACE_VALUE(ulIvFixedBits, number, none),
      P11TRACE_VALUE(ivGenerator, constant, CKG_generator),
      P11TRACE_BYTES(pAAD, ulAADLen, bytes, sensitive),
      P11TRACE_VALUE(ulTagBits, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_CCM_PARAMS> {
  using Type = CK_CCM_PARAMS;
  static constexpr std::string_view name = "CK_CCM_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulDataLen, number, none),
      P11TRACE_BYTES(pNonce, ulNonceLen, bytes, open),
      P11TRACE_BYTES(pAAD, ulAADLen, bytes, sensitive),
      P11TRACE_VALUE(ulMACLen, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_CCM_MESSAGE_PARAMS> {
  using Type = CK_CCM_MESSAGE_PARAMS;
  static constexpr std::string_view name = "CK_CCM_MESSAGE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulDataLen, number, none),
      P11TRACE_BYTES(pNonce, ulNonceLen, bytes, open).out_unless(P11TRACE_IS(nonceGenerator, CKG_NO_GENERATE)),
      P11TRACE_VALUE(ulNonceFixedBits, number, none),
      P11TRACE_VALUE(nonceGenerator, constant, CKG_generator),
      P11TRACE_BYTES(pMAC, ulMACLen, bytes, open).out_when_protecting(),
  };
};

template <>
struct FieldsOfParameter<CK_CCM_WRAP_PARAMS> {
  using Type = CK_CCM_WRAP_PARAMS;
  static constexpr std::string_view name = "CK_CCM_WRAP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulDataLen, number, none),
      P11TRACE_BYTES(pNonce, ulNonceLen, bytes, open).out_unless(P11TRACE_IS(nonceGenerator, CKG_NO_GENERATE)),
      P11TRACE_VALUE(ulNonceFixedBits, number, none),
      P11TRACE_VALUE(nonceGenerator, constant, CKG_generator),
      P11TRACE_BYTES(pAAD, ulAADLen, bytes, sensitive),
      P11TRACE_VALUE(ulMACLen, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_CAMELLIA_CTR_PARAMS> {
  using Type = CK_CAMELLIA_CTR_PARAMS;
  static constexpr std::string_view name = "CK_CAMELLIA_CTR_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulCounterBits, number, none),
      P11TRACE_VALUE(cb, bytes_within, none),
  };
};

template <>
struct FieldsOfParameter<CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS> {
  using Type = CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS;
  static constexpr std::string_view name = "CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(iv, bytes_within, none),
      P11TRACE_BYTES(pData, length, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_ARIA_CBC_ENCRYPT_DATA_PARAMS> {
  using Type = CK_ARIA_CBC_ENCRYPT_DATA_PARAMS;
  static constexpr std::string_view name = "CK_ARIA_CBC_ENCRYPT_DATA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(iv, bytes_within, none),
      P11TRACE_BYTES(pData, length, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_DSA_PARAMETER_GEN_PARAM> {
  using Type = CK_DSA_PARAMETER_GEN_PARAM;
  static constexpr std::string_view name = "CK_DSA_PARAMETER_GEN_PARAM";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hash, constant, CKM),
      P11TRACE_BYTES(pSeed, ulSeedLen, bytes, sensitive).in_and_out(),
      P11TRACE_VALUE(ulIndex, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_ECDH_AES_KEY_WRAP_PARAMS> {
  using Type = CK_ECDH_AES_KEY_WRAP_PARAMS;
  static constexpr std::string_view name = "CK_ECDH_AES_KEY_WRAP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulAESKeyBits, number, none),
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pSharedData, ulSharedDataLen, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_RSA_AES_KEY_WRAP_PARAMS> {
  using Type = CK_RSA_AES_KEY_WRAP_PARAMS;
  static constexpr std::string_view name = "CK_RSA_AES_KEY_WRAP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulAESKeyBits, number, none),
      P11TRACE_NESTED(pOAEPParams, structure, CK_RSA_PKCS_OAEP_PARAMS),
  };
};

template <>
struct FieldsOfParameter<CK_TLS12_MASTER_KEY_DERIVE_PARAMS> {
  using Type = CK_TLS12_MASTER_KEY_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_TLS12_MASTER_KEY_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_NESTED(RandomInfo, structure_within, CK_SSL3_RANDOM_DATA),
      P11TRACE_VALUE(pVersion, version, none).out(),
      P11TRACE_VALUE(prfHashMechanism, constant, CKM),
  };
};

template <>
struct FieldsOfParameter<CK_TLS12_KEY_MAT_PARAMS> {
  using Type = CK_TLS12_KEY_MAT_PARAMS;
  static constexpr std::string_view name = "CK_TLS12_KEY_MAT_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(ulMacSizeInBits, number, none),
      P11TRACE_VALUE(ulKeySizeInBits, number, none),
      P11TRACE_VALUE(ulIVSizeInBits, number, none),
      P11TRACE_VALUE(bIsExport, boolean, none),
      P11TRACE_NESTED(RandomInfo, structure_within, CK_SSL3_RANDOM_DATA),
      P11TRACE_NESTED(pReturnedKeyMaterial, structure, CK_SSL3_KEY_MAT_OUT).in_and_out(),
      P11TRACE_VALUE(prfHashMechanism, constant, CKM),
  };
};

template <>
struct FieldsOfParameter<CK_TLS_KDF_PARAMS> {
  using Type = CK_TLS_KDF_PARAMS;
  static constexpr std::string_view name = "CK_TLS_KDF_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfMechanism, constant, CKM),
      P11TRACE_TEXT(pLabel, ulLabelLength, bytes, open),
      P11TRACE_NESTED(RandomInfo, structure_within, CK_SSL3_RANDOM_DATA),
      P11TRACE_BYTES(pContextData, ulContextDataLength, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_TLS_MAC_PARAMS> {
  using Type = CK_TLS_MAC_PARAMS;
  static constexpr std::string_view name = "CK_TLS_MAC_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfHashMechanism, constant, CKM),
      P11TRACE_VALUE(ulMacLength, number, none),
      P11TRACE_VALUE(ulServerOrClient, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS> {
  using Type = CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfHashMechanism, constant, CKM),
      P11TRACE_BYTES(pSessionHash, ulSessionHashLen, bytes, open),
      P11TRACE_VALUE(pVersion, version, none).out(),
  };
};

template <>
struct FieldsOfParameter<CK_GOSTR3410_DERIVE_PARAMS> {
  using Type = CK_GOSTR3410_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_GOSTR3410_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_BYTES(pPublicData, ulPublicDataLen, bytes, open),
      P11TRACE_BYTES(pUKM, ulUKMLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_GOSTR3410_KEY_WRAP_PARAMS> {
  using Type = CK_GOSTR3410_KEY_WRAP_PARAMS;
  static constexpr std::string_view name = "CK_GOSTR3410_KEY_WRAP_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pWrapOID, ulWrapOIDLen, bytes, open),
      P11TRACE_BYTES(pUKM, ulUKMLen, bytes, open),
      P11TRACE_VALUE(hKey, object, none),
  };
};

template <>
struct FieldsOfParameter<CK_SEED_CBC_ENCRYPT_DATA_PARAMS> {
  using Type = CK_SEED_CBC_ENCRYPT_DATA_PARAMS;
  static constexpr std::string_view name = "CK_SEED_CBC_ENCRYPT_DATA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(iv, bytes_within, none),
      P11TRACE_BYTES(pData, length, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_PRF_DATA_PARAM> {
  using Type = CK_PRF_DATA_PARAM;
  static constexpr std::string_view name = "CK_PRF_DATA_PARAM";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(type, constant, CK_sp800_108_data_type),
      P11TRACE_DATA(pValue, ulValueLen, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_SP800_108_COUNTER_FORMAT> {
  using Type = CK_SP800_108_COUNTER_FORMAT;
  static constexpr std::string_view name = "CK_SP800_108_COUNTER_FORMAT";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(bLittleEndian, boolean, none),
      P11TRACE_VALUE(ulWidthInBits, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_SP800_108_DKM_LENGTH_FORMAT> {
  using Type = CK_SP800_108_DKM_LENGTH_FORMAT;
  static constexpr std::string_view name = "CK_SP800_108_DKM_LENGTH_FORMAT";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(dkmLengthMethod, constant, CK_sp800_108_dkm_length),
      P11TRACE_VALUE(bLittleEndian, boolean, none),
      P11TRACE_VALUE(ulWidthInBits, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_DERIVED_KEY> {
  using Type = CK_DERIVED_KEY;
  static constexpr std::string_view name = "CK_DERIVED_KEY";
  static constexpr ParameterField fields[] = {
      P11TRACE_ATTRIBUTES(pTemplate, ulAttributeCount),
      P11TRACE_VALUE(phKey, object_pointer, none).out(),
  };
};

template <>
struct FieldsOfParameter<CK_SP800_108_KDF_PARAMS> {
  using Type = CK_SP800_108_KDF_PARAMS;
  static constexpr std::string_view name = "CK_SP800_108_KDF_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfType, constant, CKM),
      P11TRACE_ARRAY(pDataParams, ulNumberOfDataParams, CK_PRF_DATA_PARAM),
      P11TRACE_ARRAY(pAdditionalDerivedKeys, ulAdditionalDerivedKeys, CK_DERIVED_KEY).in_and_out(),
  };
};

template <>
struct FieldsOfParameter<CK_SP800_108_FEEDBACK_KDF_PARAMS> {
  using Type = CK_SP800_108_FEEDBACK_KDF_PARAMS;
  static constexpr std::string_view name = "CK_SP800_108_FEEDBACK_KDF_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfType, constant, CKM),
      P11TRACE_ARRAY(pDataParams, ulNumberOfDataParams, CK_PRF_DATA_PARAM),
      P11TRACE_BYTES(pIV, ulIVLen, bytes, open),
      P11TRACE_ARRAY(pAdditionalDerivedKeys, ulAdditionalDerivedKeys, CK_DERIVED_KEY).in_and_out(),
  };
};

template <>
struct FieldsOfParameter<CK_EDDSA_PARAMS> {
  using Type = CK_EDDSA_PARAMS;
  static constexpr std::string_view name = "CK_EDDSA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(phFlag, boolean, none),
      P11TRACE_BYTES(pContextData, ulContextDataLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_CHACHA20_PARAMS> {
  using Type = CK_CHACHA20_PARAMS;
  static constexpr std::string_view name = "CK_CHACHA20_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pBlockCounter, blockCounterBits, bits, open),
      P11TRACE_BYTES(pNonce, ulNonceBits, bits, open),
  };
};

template <>
struct FieldsOfParameter<CK_SALSA20_PARAMS> {
  using Type = CK_SALSA20_PARAMS;
  static constexpr std::string_view name = "CK_SALSA20_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_SIZED(pBlockCounter, 8, open),
      P11TRACE_BYTES(pNonce, ulNonceBits, bits, open),
  };
};

template <>
struct FieldsOfParameter<CK_SALSA20_CHACHA20_POLY1305_PARAMS> {
  using Type = CK_SALSA20_CHACHA20_POLY1305_PARAMS;
  static constexpr std::string_view name = "CK_SALSA20_CHACHA20_POLY1305_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pNonce, ulNonceLen, bits_or_bytes, open),
      P11TRACE_BYTES(pAAD, ulAADLen, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS> {
  using Type = CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS;
  static constexpr std::string_view name = "CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_BYTES(pNonce, ulNonceLen, bits_or_bytes, open),
      P11TRACE_SIZED(pTag, 16, open).out_when_protecting(),
  };
};

template <>
struct FieldsOfParameter<CK_X3DH_INITIATE_PARAMS> {
  using Type = CK_X3DH_INITIATE_PARAMS;
  static constexpr std::string_view name = "CK_X3DH_INITIATE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_VALUE(pPeer_identity, object, none),
      P11TRACE_VALUE(pPeer_prekey, object, none),
      P11TRACE_UNSIZED(pPrekey_signature, open),
      P11TRACE_UNSIZED(pOnetime_key, open),
      P11TRACE_VALUE(pOwn_identity, object, none),
      P11TRACE_VALUE(pOwn_ephemeral, object, none),
  };
};

template <>
struct FieldsOfParameter<CK_X3DH_RESPOND_PARAMS> {
  using Type = CK_X3DH_RESPOND_PARAMS;
  static constexpr std::string_view name = "CK_X3DH_RESPOND_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(kdf, constant, CKD),
      P11TRACE_UNSIZED(pIdentity_id, open),
      P11TRACE_UNSIZED(pPrekey_id, open),
      P11TRACE_UNSIZED(pOnetime_id, open),
      P11TRACE_VALUE(pInitiator_identity, object, none),
      P11TRACE_UNSIZED(pInitiator_ephemeral, open),
  };
};

template <>
struct FieldsOfParameter<CK_X2RATCHET_INITIALIZE_PARAMS> {
  using Type = CK_X2RATCHET_INITIALIZE_PARAMS;
  static constexpr std::string_view name = "CK_X2RATCHET_INITIALIZE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_UNSIZED(sk, secret),
      P11TRACE_VALUE(peer_public_prekey, object, none),
      P11TRACE_VALUE(peer_public_identity, object, none),
      P11TRACE_VALUE(own_public_identity, object, none),
      P11TRACE_VALUE(bEncryptedHeader, boolean, none),
      P11TRACE_VALUE(eCurve, number, none),
      P11TRACE_VALUE(aeadMechanism, constant, CKM),
      P11TRACE_VALUE(kdfMechanism, constant, CKD),
  };
};

template <>
struct FieldsOfParameter<CK_X2RATCHET_RESPOND_PARAMS> {
  using Type = CK_X2RATCHET_RESPOND_PARAMS;
  static constexpr std::string_view name = "CK_X2RATCHET_RESPOND_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_UNSIZED(sk, secret),
      P11TRACE_VALUE(own_prekey, object, none),
      P11TRACE_VALUE(initiator_identity, object, none),
      P11TRACE_VALUE(own_public_identity, object, none),
      P11TRACE_VALUE(bEncryptedHeader, boolean, none),
      P11TRACE_VALUE(eCurve, number, none),
      P11TRACE_VALUE(aeadMechanism, constant, CKM),
      P11TRACE_VALUE(kdfMechanism, constant, CKD),
  };
};

template <>
struct FieldsOfParameter<CK_XEDDSA_PARAMS> {
  using Type = CK_XEDDSA_PARAMS;
  static constexpr std::string_view name = "CK_XEDDSA_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hash, constant, CKM),
  };
};

template <>
struct FieldsOfParameter<CK_HKDF_PARAMS> {
  using Type = CK_HKDF_PARAMS;
  static constexpr std::string_view name = "CK_HKDF_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(bExtract, boolean, none),
      P11TRACE_VALUE(bExpand, boolean, none),
      P11TRACE_VALUE(prfHashMechanism, constant, CKM),
      P11TRACE_VALUE(ulSaltType, flags, CKF_hkdf_salt),
      P11TRACE_BYTES(pSalt, ulSaltLen, bytes, open).only_where(P11TRACE_IS(ulSaltType, CKF_HKDF_SALT_DATA)),
      P11TRACE_VALUE(hSaltKey, object, none),
      P11TRACE_BYTES(pInfo, ulInfoLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_IKE2_PRF_PLUS_DERIVE_PARAMS> {
  using Type = CK_IKE2_PRF_PLUS_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_IKE2_PRF_PLUS_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfMechanism, constant, CKM),
      P11TRACE_VALUE(bHasSeedKey, boolean, none),
      P11TRACE_VALUE(hSeedKey, object, none),
      P11TRACE_BYTES(pSeedData, ulSeedDataLen, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_IKE_PRF_DERIVE_PARAMS> {
  using Type = CK_IKE_PRF_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_IKE_PRF_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfMechanism, constant, CKM),
      P11TRACE_VALUE(bDataAsKey, boolean, none),
      P11TRACE_VALUE(bRekey, boolean, none),
      P11TRACE_BYTES(pNi, ulNiLen, bytes, open),
      P11TRACE_BYTES(pNr, ulNrLen, bytes, open),
      P11TRACE_VALUE(hNewKey, object, none),
  };
};

template <>
struct FieldsOfParameter<CK_IKE1_PRF_DERIVE_PARAMS> {
  using Type = CK_IKE1_PRF_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_IKE1_PRF_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfMechanism, constant, CKM),
      P11TRACE_VALUE(bHasPrevKey, boolean, none),
      P11TRACE_VALUE(hKeygxy, object, none),
      P11TRACE_VALUE(hPrevKey, object, none),
      P11TRACE_BYTES(pCKYi, ulCKYiLen, bytes, open),
      P11TRACE_BYTES(pCKYr, ulCKYrLen, bytes, open),
      P11TRACE_VALUE(keyNumber, number, none),
  };
};

template <>
struct FieldsOfParameter<CK_IKE1_EXTENDED_DERIVE_PARAMS> {
  using Type = CK_IKE1_EXTENDED_DERIVE_PARAMS;
  static constexpr std::string_view name = "CK_IKE1_EXTENDED_DERIVE_PARAMS";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(prfMechanism, constant, CKM),
      P11TRACE_VALUE(bHasKeygxy, boolean, none),
      P11TRACE_VALUE(hKeygxy, object, none),
      P11TRACE_BYTES(pExtraData, ulExtraDataLen, bytes, sensitive),
  };
};

template <>
struct FieldsOfParameter<CK_SIGN_ADDITIONAL_CONTEXT> {
  using Type = CK_SIGN_ADDITIONAL_CONTEXT;
  static constexpr std::string_view name = "CK_SIGN_ADDITIONAL_CONTEXT";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hedgeVariant, constant, CKH_hedge),
      P11TRACE_BYTES(pContext, ulContextLen, bytes, open),
  };
};

template <>
struct FieldsOfParameter<CK_HASH_SIGN_ADDITIONAL_CONTEXT> {
  using Type = CK_HASH_SIGN_ADDITIONAL_CONTEXT;
  static constexpr std::string_view name = "CK_HASH_SIGN_ADDITIONAL_CONTEXT";
  static constexpr ParameterField fields[] = {
      P11TRACE_VALUE(hedgeVariant, constant, CKH_hedge),
      P11TRACE_BYTES(pContext, ulContextLen, bytes, open),
      P11TRACE_VALUE(hash, constant, CKM),
  };
};

#undef P11TRACE_AT
#undef P11TRACE_VALUE
#undef P11TRACE_BYTES
#undef P11TRACE_TEXT
#undef P11TRACE_SIZED
#undef P11TRACE_DATA
#undef P11TRACE_UNSIZED
#undef P11TRACE_NESTED
#undef P11TRACE_ARRAY
#undef P11TRACE_ATTRIBUTES
#undef P11TRACE_IS
// clang-format on

}  // namespace p11trace::pkcs11
