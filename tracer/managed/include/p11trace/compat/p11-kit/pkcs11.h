/* PKCS#11 for programs that include "p11-kit/pkcs11.h": our own <p11trace/pkcs11.h>, and the names that p11-kit's
 * header gives besides the standard's.
 *
 * As there, CRYPTOKI_GNU chooses lower-case names (`struct ck_attribute` and its `value` for CK_ATTRIBUTE and pValue),
 * unless CRYPTOKI_COMPAT is defined; with neither, CRYPTOKI_COMPAT is. Constants and functions have the standard's
 * names in both. Another header with the guard PKCS11_H takes the place of this one, as it would p11-kit's. */
#ifndef PKCS11_H
#define PKCS11_H 1

#if !defined(CRYPTOKI_GNU) && !defined(CRYPTOKI_COMPAT)
#define CRYPTOKI_COMPAT 1
#endif

/* What a program has of these macros stays the program's. */
#pragma push_macro("NULL_PTR")
#undef NULL_PTR

#ifdef CRYPTOKI_COMPAT

#include <stddef.h>

#ifndef CRYPTOKI_VERSION_MAJOR
#include <p11trace/pkcs11.h>
#endif

#pragma pop_macro("NULL_PTR")
#ifndef NULL_PTR
#define NULL_PTR NULL
#endif

#ifndef CK_DISABLE_TRUE_FALSE
#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif
#endif

#undef CK_DEFINE_FUNCTION
#define CK_DEFINE_FUNCTION(retval, name) retval CK_SPEC name

typedef CK_DATE* CK_DATE_PTR;
typedef CK_EC_KDF_TYPE ck_ec_kdf_t;

/* p11-kit names this structure and does not describe it. */
typedef struct ck_otp_mechanism_info CK_OTP_MECHANISM_INFO;
typedef struct ck_otp_mechanism_info* CK_OTP_MECHANISM_INFO_PTR;

/* Structures whose tags are not their names there, for programs that write `struct` before them. */
#define _CK_VERSION CK_VERSION
#define _CK_INFO CK_INFO
#define _CK_SLOT_INFO CK_SLOT_INFO
#define _CK_TOKEN_INFO CK_TOKEN_INFO
#define _CK_SESSION_INFO CK_SESSION_INFO
#define _CK_ATTRIBUTE CK_ATTRIBUTE
#define _CK_DATE CK_DATE
#define _CK_MECHANISM CK_MECHANISM
#define _CK_MECHANISM_INFO CK_MECHANISM_INFO
#define _CK_FUNCTION_LIST CK_FUNCTION_LIST
#define _CK_C_INITIALIZE_ARGS CK_C_INITIALIZE_ARGS
#define ck_rsa_pkcs_pss_params CK_RSA_PKCS_PSS_PARAMS
#define ck_rsa_pkcs_oaep_params CK_RSA_PKCS_OAEP_PARAMS
#define ck_aes_ctr_params CK_AES_CTR_PARAMS
#define ck_gcm_params CK_GCM_PARAMS
#define ck_ecdh1_derive_params CK_ECDH1_DERIVE_PARAMS
#define ck_key_derivation_string_data CK_KEY_DERIVATION_STRING_DATA
#define ck_des_cbc_encrypt_data_params CK_DES_CBC_ENCRYPT_DATA_PARAMS
#define ck_aes_cbc_encrypt_data_params CK_AES_CBC_ENCRYPT_DATA_PARAMS

#else /* CRYPTOKI_GNU */

#ifdef CRYPTOKI_VERSION_MAJOR
#error "With CRYPTOKI_GNU, include p11-kit's headers before other headers for PKCS#11"
#endif

#pragma push_macro("CK_TRUE")
#pragma push_macro("CK_FALSE")
#undef CK_TRUE
#undef CK_FALSE

/* While our header is read, and no longer: `value` and `count` are names that programs have too. */
#define CK_FLAGS ck_flags_t
#define CK_RV ck_rv_t
#define CK_NOTIFICATION ck_notification_t
#define CK_SLOT_ID ck_slot_id_t
#define CK_SESSION_HANDLE ck_session_handle_t
#define CK_USER_TYPE ck_user_type_t
#define CK_STATE ck_state_t
#define CK_OBJECT_HANDLE ck_object_handle_t
#define CK_OBJECT_CLASS ck_object_class_t
#define CK_HW_FEATURE_TYPE ck_hw_feature_type_t
#define CK_KEY_TYPE ck_key_type_t
#define CK_CERTIFICATE_TYPE ck_certificate_type_t
#define CK_ATTRIBUTE_TYPE ck_attribute_type_t
#define CK_MECHANISM_TYPE ck_mechanism_type_t
#define CK_RSA_PKCS_MGF_TYPE ck_rsa_pkcs_mgf_type_t
#define CK_RSA_PKCS_OAEP_SOURCE_TYPE ck_rsa_pkcs_oaep_source_type_t
#define CK_EC_KDF_TYPE ck_ec_kdf_t
#define CK_PARAM_TYPE ck_param_type
#define CK_NOTIFY ck_notify_t
#define CK_CREATEMUTEX ck_createmutex_t
#define CK_DESTROYMUTEX ck_destroymutex_t
#define CK_LOCKMUTEX ck_lockmutex_t
#define CK_UNLOCKMUTEX ck_unlockmutex_t

#define CK_VERSION ck_version
#define CK_INFO ck_info
#define CK_SLOT_INFO ck_slot_info
#define CK_TOKEN_INFO ck_token_info
#define CK_SESSION_INFO ck_session_info
#define CK_ATTRIBUTE ck_attribute
#define CK_DATE ck_date
#define CK_MECHANISM ck_mechanism
#define CK_MECHANISM_INFO ck_mechanism_info
#define CK_INTERFACE ck_interface
#define CK_FUNCTION_LIST ck_function_list
#define CK_FUNCTION_LIST_3_0 ck_function_list_3_0
#define CK_FUNCTION_LIST_3_2 ck_function_list_3_2
#define CK_C_INITIALIZE_ARGS ck_c_initialize_args
#define CK_OTP_PARAM ck_otp_param
#define CK_OTP_PARAMS ck_otp_params
#define CK_OTP_SIGNATURE_INFO ck_otp_signature_info
#define CK_RSA_PKCS_PSS_PARAMS ck_rsa_pkcs_pss_params
#define CK_RSA_PKCS_OAEP_PARAMS ck_rsa_pkcs_oaep_params
#define CK_AES_CTR_PARAMS ck_aes_ctr_params
#define CK_GCM_PARAMS ck_gcm_params
#define CK_ECDH1_DERIVE_PARAMS ck_ecdh1_derive_params

#define cryptokiVersion cryptoki_version
#define manufacturerID manufacturer_id
#define libraryDescription library_description
#define libraryVersion library_version
#define slotDescription slot_description
#define hardwareVersion hardware_version
#define firmwareVersion firmware_version
#define serialNumber serial_number
#define ulMaxSessionCount max_session_count
#define ulSessionCount session_count
#define ulMaxRwSessionCount max_rw_session_count
#define ulRwSessionCount rw_session_count
#define ulMaxPinLen max_pin_len
#define ulMinPinLen min_pin_len
#define ulTotalPublicMemory total_public_memory
#define ulFreePublicMemory free_public_memory
#define ulTotalPrivateMemory total_private_memory
#define ulFreePrivateMemory free_private_memory
#define utcTime utc_time
#define slotID slot_id
#define ulDeviceError device_error
#define pValue value
#define ulValueLen value_len
#define pParameter parameter
#define ulParameterLen parameter_len
#define ulMinKeySize min_key_size
#define ulMaxKeySize max_key_size
#define pInterfaceName interface_name_ptr
#define pFunctionList function_list_ptr
#define CreateMutex create_mutex
#define DestroyMutex destroy_mutex
#define LockMutex lock_mutex
#define UnlockMutex unlock_mutex
#define pReserved reserved
#define pParams params
#define ulCount count
#define hashAlg hash_alg
#define sLen s_len
#define pSourceData source_data
#define ulSourceDataLen source_data_len
#define ulCounterBits counter_bits
#define pIv iv_ptr
#define ulIvLen iv_len
#define ulIvBits iv_bits
#define pAAD aad_ptr
#define ulAADLen aad_len
#define ulTagBits tag_bits
#define ulSharedDataLen shared_data_len
#define pSharedData shared_data
#define ulPublicDataLen public_data_len
#define pPublicData public_data

/* p11-kit's other headers define these themselves. */
#define CK_ULONG p11trace_ck_ulong
#define CK_BBOOL p11trace_ck_bbool
#define CK_INFO_PTR p11trace_ck_info_ptr
#define CK_SLOT_INFO_PTR p11trace_ck_slot_info_ptr
#define CK_TOKEN_INFO_PTR p11trace_ck_token_info_ptr
#define CK_ATTRIBUTE_PTR p11trace_ck_attribute_ptr
#define CK_FUNCTION_LIST_PTR p11trace_ck_function_list_ptr

#include <p11trace/pkcs11.h>

#undef CK_FLAGS
#undef CK_RV
#undef CK_NOTIFICATION
#undef CK_SLOT_ID
#undef CK_SESSION_HANDLE
#undef CK_USER_TYPE
#undef CK_STATE
#undef CK_OBJECT_HANDLE
#undef CK_OBJECT_CLASS
#undef CK_HW_FEATURE_TYPE
#undef CK_KEY_TYPE
#undef CK_CERTIFICATE_TYPE
#undef CK_ATTRIBUTE_TYPE
#undef CK_MECHANISM_TYPE
#undef CK_RSA_PKCS_MGF_TYPE
#undef CK_RSA_PKCS_OAEP_SOURCE_TYPE
#undef CK_EC_KDF_TYPE
#undef CK_PARAM_TYPE
#undef CK_NOTIFY
#undef CK_CREATEMUTEX
#undef CK_DESTROYMUTEX
#undef CK_LOCKMUTEX
#undef CK_UNLOCKMUTEX

#undef CK_VERSION
#undef CK_INFO
#undef CK_SLOT_INFO
#undef CK_TOKEN_INFO
#undef CK_SESSION_INFO
#undef CK_ATTRIBUTE
#undef CK_DATE
#undef CK_MECHANISM
#undef CK_MECHANISM_INFO
#undef CK_INTERFACE
#undef CK_FUNCTION_LIST
#undef CK_FUNCTION_LIST_3_0
#undef CK_FUNCTION_LIST_3_2
#undef CK_C_INITIALIZE_ARGS
#undef CK_OTP_PARAM
#undef CK_OTP_PARAMS
#undef CK_OTP_SIGNATURE_INFO
#undef CK_RSA_PKCS_PSS_PARAMS
#undef CK_RSA_PKCS_OAEP_PARAMS
#undef CK_AES_CTR_PARAMS
#undef CK_GCM_PARAMS
#undef CK_ECDH1_DERIVE_PARAMS

#undef cryptokiVersion
#undef manufacturerID
#undef libraryDescription
#undef libraryVersion
#undef slotDescription
#undef hardwareVersion
#undef firmwareVersion
#undef serialNumber
#undef ulMaxSessionCount
#undef ulSessionCount
#undef ulMaxRwSessionCount
#undef ulRwSessionCount
#undef ulMaxPinLen
#undef ulMinPinLen
#undef ulTotalPublicMemory
#undef ulFreePublicMemory
#undef ulTotalPrivateMemory
#undef ulFreePrivateMemory
#undef utcTime
#undef slotID
#undef ulDeviceError
#undef pValue
#undef ulValueLen
#undef pParameter
#undef ulParameterLen
#undef ulMinKeySize
#undef ulMaxKeySize
#undef pInterfaceName
#undef pFunctionList
#undef CreateMutex
#undef DestroyMutex
#undef LockMutex
#undef UnlockMutex
#undef pReserved
#undef pParams
#undef ulCount
#undef hashAlg
#undef sLen
#undef pSourceData
#undef ulSourceDataLen
#undef ulCounterBits
#undef pIv
#undef ulIvLen
#undef ulIvBits
#undef pAAD
#undef ulAADLen
#undef ulTagBits
#undef ulSharedDataLen
#undef pSharedData
#undef ulPublicDataLen
#undef pPublicData

#undef CK_ULONG
#undef CK_BBOOL
#undef CK_INFO_PTR
#undef CK_SLOT_INFO_PTR
#undef CK_TOKEN_INFO_PTR
#undef CK_ATTRIBUTE_PTR
#undef CK_FUNCTION_LIST_PTR

/* Described here, because the standard's pData has two names: string_data, and data_params. */
struct ck_key_derivation_string_data {
  unsigned char* string_data;
  unsigned long string_data_len;
};

struct ck_des_cbc_encrypt_data_params {
  unsigned char iv[8];
  unsigned char* data_params;
  unsigned long length;
};

struct ck_aes_cbc_encrypt_data_params {
  unsigned char iv[16];
  unsigned char* data_params;
  unsigned long length;
};

#undef NULL_PTR
#undef CK_TRUE
#undef CK_FALSE
#pragma pop_macro("NULL_PTR")
#pragma pop_macro("CK_TRUE")
#pragma pop_macro("CK_FALSE")

#endif /* CRYPTOKI_GNU */

#define CK_SPEC
#define CRYPTOKI_VERSION_REVISION 0
#define CRYPTOKI_LEGACY_VERSION_MAJOR 2
#define CRYPTOKI_LEGACY_VERSION_MINOR 40
#define P11_KIT_CRYPTOKI_VERSION_REVISION 0

#define CKC_OPENPGP (CKC_VENDOR_DEFINED | 0x504750UL)
#define CK_OTP_FORMAT 7UL

#endif
