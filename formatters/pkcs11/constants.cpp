// Finds names and numbers in the tables of constants/, attributes.cpp and mechanisms.cpp.
#include "formatters/pkcs11/constants.h"

#include <algorithm>

#include "formatters/pkcs11/attributes.h"
#include "formatters/pkcs11/constants/certificates.h"
#include "formatters/pkcs11/constants/ciphers_and_signatures.h"
#include "formatters/pkcs11/constants/features_and_profiles.h"
#include "formatters/pkcs11/constants/flags.h"
#include "formatters/pkcs11/constants/key_derivation.h"
#include "formatters/pkcs11/constants/key_types.h"
#include "formatters/pkcs11/constants/object_classes.h"
#include "formatters/pkcs11/constants/one_time_passwords.h"
#include "formatters/pkcs11/constants/parameter_sets.h"
#include "formatters/pkcs11/constants/return_codes.h"
#include "formatters/pkcs11/constants/sessions.h"
#include "formatters/pkcs11/constants/special_values.h"
#include "formatters/pkcs11/constants/trust.h"
#include "formatters/pkcs11/constants/validations.h"
#include "formatters/pkcs11/mechanisms.h"

namespace p11trace::pkcs11 {

namespace {

struct Tables {
  std::span<const Constant> answered;  // one name a number
  std::span<const Constant> others;    // names that are only looked up
};

Tables tables(Family family) noexcept {
  switch (family) {
    case Family::none:
      return {};
    case Family::CKR:
      return {return_codes, other_return_codes};
    case Family::CKM:
      return {mechanism_names(), other_mechanism_names()};
    case Family::CKA:
      return {attribute_names(), other_attribute_names()};
    case Family::CKO:
      return {object_classes, other_object_classes};
    case Family::CKK:
      return {key_types, other_key_types};
    case Family::CKC:
      return {certificate_types, {}};
    case Family::CKU:
      return {users, {}};
    case Family::CKN:
      return {notifications, {}};
    case Family::CKD:
      return {key_derivation_functions, {}};
    case Family::CKT:
      return {trust, other_trust};
    case Family::CKT_assertion:
      return {trust_assertions, {}};
    case Family::CKS_session_state:
      return {session_states, {}};
    case Family::CKS_validation:
      return {session_validations, {}};
    case Family::CKF_slot_info:
      return {slot_info_flags, {}};
    case Family::CKF_token_info:
      return {token_info_flags, {}};
    case Family::CKF_session:
      return {session_flags, {}};
    case Family::CKF_mechanism_info:
      return {mechanism_info_flags, other_mechanism_info_flags};
    case Family::CKF_initialize:
      return {initialize_flags, {}};
    case Family::CKF_wait_for_slot_event:
      return {wait_for_slot_event_flags, {}};
    case Family::CKF_interface:
      return {interface_flags, {}};
    case Family::CKF_message:
      return {message_flags, {}};
    case Family::CKF_otp:
      return {otp_flags, {}};
    case Family::CKF_hkdf_salt:
      return {hkdf_salt_flags, {}};
    case Family::CKF_attribute_type:
      return {attribute_type_flags, {}};
    case Family::CKP_profile:
      return {profiles, {}};
    case Family::CKP_pbkd2_prf:
      return {pbkdf2_functions, {}};
    case Family::CKP_ml_dsa:
      return {ml_dsa_parameter_sets, {}};
    case Family::CKP_ml_kem:
      return {ml_kem_parameter_sets, {}};
    case Family::CKP_slh_dsa:
      return {slh_dsa_parameter_sets, {}};
    case Family::CKH_hedge:
      return {hedge_variants, {}};
    case Family::CKH_hw_feature:
      return {hardware_features, {}};
    case Family::CKG_mgf:
      return {mask_generation_functions, {}};
    case Family::CKG_generator:
      return {iv_generators, {}};
    case Family::CKV_authority_type:
      return {validation_authorities, {}};
    case Family::CKV_validation_type:
      return {validation_types, {}};
    case Family::CKZ_oaep_source:
      return {oaep_sources, {}};
    case Family::CKZ_salt_source:
      return {salt_sources, {}};
    case Family::CK_certificate_category:
      return {certificate_categories, {}};
    case Family::CK_security_domain:
      return {security_domains, {}};
    case Family::CK_otp_format:
      return {otp_formats, {}};
    case Family::CK_otp_requirement:
      return {otp_requirements, {}};
    case Family::CK_otp_param_type:
      return {otp_parameters, {}};
    case Family::CK_sp800_108_dkm_length:
      return {sp800_108_length_methods, {}};
    case Family::CK_sp800_108_data_type:
      return {sp800_108_data_types, other_sp800_108_data_types};
    case Family::CK_special:
      return {special_values, other_special_values};
  }
  return {};
}

const Constant* find_name(std::span<const Constant> table, std::string_view name) noexcept {
  for (const Constant& row : table)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace

std::string_view constant_name(Family family, CK_ULONG value) noexcept {
  if (family == Family::CKA) {  // attributes may have two numbers for one name
    const Attribute* attribute = find_attribute(value);
    return attribute ? attribute->name : std::string_view{};
  }
  const std::span<const Constant> table = tables(family).answered;
  // Many tables begin with all numbers from 0 on.
  if (value < table.size() && table[value].value == value) return table[value].name;
  const auto less = [](const Constant& row, CK_ULONG wanted) { return row.value < wanted; };
  const auto found = std::lower_bound(table.begin(), table.end(), value, less);
  return found != table.end() && found->value == value ? found->name : std::string_view{};
}

std::optional<CK_ULONG> constant_value(Family family, std::string_view name) noexcept {
  const auto [answered, others] = tables(family);
  if (const Constant* row = find_name(answered, name)) return row->value;
  if (const Constant* row = find_name(others, name)) return row->value;
  return std::nullopt;
}

std::span<const Constant> constants(Family family) noexcept { return tables(family).answered; }

std::span<const Constant> other_names(Family family) noexcept { return tables(family).others; }

}  // namespace p11trace::pkcs11
