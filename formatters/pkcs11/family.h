// The families that constants of PKCS#11 come in: within one, a number has one meaning.
#pragma once

#include <cstddef>
#include <cstdint>

namespace p11trace::pkcs11 {

// Named after the prefix of the constants and, where one prefix serves several fields, the field.
enum class Family : std::uint8_t {
  none,                     // no constants: just a number
  CKR,                      // return codes
  CKM,                      // mechanisms
  CKA,                      // attributes
  CKO,                      // object classes
  CKK,                      // key types
  CKC,                      // certificate types
  CKU,                      // users
  CKN,                      // notifications
  CKD,                      // key derivation functions
  CKT,                      // trust
  CKT_assertion,            // p11-kit's CKA_X_ASSERTION_TYPE: other meanings for the numbers of CKT
  CKS_session_state,        // CK_STATE
  CKS_validation,           // CK_SESSION_VALIDATION_FLAGS_TYPE
  CKF_slot_info,            // CK_SLOT_INFO
  CKF_token_info,           // CK_TOKEN_INFO
  CKF_session,              // C_OpenSession, CK_SESSION_INFO
  CKF_mechanism_info,       // CK_MECHANISM_INFO, C_SessionCancel
  CKF_initialize,           // CK_C_INITIALIZE_ARGS
  CKF_wait_for_slot_event,  // C_WaitForSlotEvent
  CKF_interface,            // CK_INTERFACE, C_GetInterface
  CKF_message,              // C_EncryptMessageNext, C_DecryptMessageNext
  CKF_otp,                  // the value of CK_OTP_FLAGS
  CKF_hkdf_salt,            // CK_HKDF_PARAMS
  CKF_attribute_type,       // the array bit of attribute types
  CKP_profile,              // CK_PROFILE_ID
  CKP_pbkd2_prf,            // CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE
  CKP_ml_dsa,               // CK_ML_DSA_PARAMETER_SET_TYPE
  CKP_ml_kem,               // CK_ML_KEM_PARAMETER_SET_TYPE
  CKP_slh_dsa,              // CK_SLH_DSA_PARAMETER_SET_TYPE
  CKH_hedge,                // CK_HEDGE_TYPE
  CKH_hw_feature,           // CK_HW_FEATURE_TYPE
  CKG_mgf,                  // CK_RSA_PKCS_MGF_TYPE
  CKG_generator,            // CK_GENERATOR_FUNCTION
  CKV_authority_type,       // CK_VALIDATION_AUTHORITY_TYPE
  CKV_validation_type,      // CK_VALIDATION_TYPE
  CKZ_oaep_source,          // CK_RSA_PKCS_OAEP_SOURCE_TYPE
  CKZ_salt_source,          // CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE
  CK_certificate_category,  // CK_CERTIFICATE_CATEGORY
  CK_security_domain,       // CK_JAVA_MIDP_SECURITY_DOMAIN
  CK_otp_format,            // CKA_OTP_FORMAT, CK_OTP_OUTPUT_FORMAT
  CK_otp_requirement,       // CKA_OTP_..._REQUIREMENT
  CK_otp_param_type,        // CK_OTP_PARAM_TYPE
  CK_sp800_108_dkm_length,  // CK_SP800_108_DKM_LENGTH_METHOD
  CK_sp800_108_data_type,   // CK_PRF_DATA_TYPE
  CK_special,               // CK_TRUE, CK_UNAVAILABLE_INFORMATION and such
};
inline constexpr std::size_t family_count = static_cast<std::size_t>(Family::CK_special) + 1;

// Whether a value is made of several constants, one a bit. (CKS_validation only chooses a set.)
constexpr bool is_flags(Family family) noexcept {
  return family >= Family::CKF_slot_info && family <= Family::CKF_attribute_type;
}

}  // namespace p11trace::pkcs11
