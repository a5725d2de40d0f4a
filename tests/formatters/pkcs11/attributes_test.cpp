// What is known of attributes, and that nothing secret is called open.
#include "formatters/pkcs11/attributes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/formatters/pkcs11/defined_numbers.h"

namespace p11trace::pkcs11 {
namespace {

Secrecy secrecy_of(CK_ATTRIBUTE_TYPE type) {
  const Attribute* attribute = find_attribute(type);
  return attribute ? attribute->secrecy : Secrecy::secret;
}

ValueType type_of(CK_ATTRIBUTE_TYPE type) {
  const Attribute* attribute = find_attribute(type);
  return attribute ? attribute->value_type : ValueType::bytes;
}

TEST(Attributes, stand_in_the_order_of_their_numbers) {
  const auto table = attributes_by_number();
  for (std::size_t i = 1; i < table.size(); i++) EXPECT_LT(table[i - 1].type, table[i].type) << table[i].name;
}

TEST(Attributes, are_found_by_their_number) {
  for (const Attribute& attribute : attributes_by_number()) EXPECT_EQ(find_attribute(attribute.type), &attribute);
}

TEST(Attributes, are_all_there) {
  std::size_t seen = 0;
  for (const auto& [name, value] : defined_numbers(P11TRACE_SOURCE_DIR "/formatters/pkcs11/pkcs11.h")) {
    if (!name.starts_with("CKA_")) continue;
    seen++;
    EXPECT_NE(find_attribute(value), nullptr) << name;
  }
  EXPECT_EQ(seen, 160U);
}

TEST(Attributes, are_unknown_where_nobody_has_given_the_number) {
  EXPECT_EQ(find_attribute(0x5), nullptr);
  EXPECT_EQ(find_attribute(0xF0F0F0F0), nullptr);
  EXPECT_EQ(find_attribute(CK_UNAVAILABLE_INFORMATION), nullptr);
  EXPECT_EQ(find_attribute(CKA_CLASS | CKF_ARRAY_ATTRIBUTE), nullptr);
  EXPECT_EQ(find_attribute(CKA_WRAP_TEMPLATE & ~CKF_ARRAY_ATTRIBUTE), nullptr);
}

TEST(Attributes, of_key_encapsulation_are_found_with_and_without_the_array_bit) {
  ASSERT_NE(find_attribute(0x62A), nullptr);
  EXPECT_EQ(find_attribute(0x62A)->name, "CKA_ENCAPSULATE_TEMPLATE");
  EXPECT_EQ(find_attribute(0x4000062A), find_attribute(0x62A));
  ASSERT_NE(find_attribute(0x62B), nullptr);
  EXPECT_EQ(find_attribute(0x62B)->name, "CKA_DECAPSULATE_TEMPLATE");
  EXPECT_EQ(find_attribute(0x4000062B), find_attribute(0x62B));
  EXPECT_EQ(constant_name(Family::CKA, 0x4000062A), "CKA_ENCAPSULATE_TEMPLATE");
}

TEST(Attributes, with_constants_say_which_and_no_others_do) {
  for (const Attribute& attribute : attributes_by_number()) {
    const bool named = attribute.value_type == ValueType::constant || attribute.value_type == ValueType::constants;
    EXPECT_EQ(attribute.family != Family::none, named) << attribute.name;
    EXPECT_FALSE(is_flags(attribute.family)) << attribute.name;
  }
}

TEST(Attributes, with_the_array_bit_are_arrays) {
  for (const Attribute& attribute : attributes_by_number()) {
    if (attribute.type >= CKA_VENDOR_DEFINED || !(attribute.type & CKF_ARRAY_ATTRIBUTE)) continue;
    EXPECT_TRUE(attribute.value_type == ValueType::attribute_template || attribute.value_type == ValueType::constants)
        << attribute.name;
  }
}

TEST(Attributes, have_the_value_that_the_standard_gives_them) {
  EXPECT_EQ(type_of(CKA_TOKEN), ValueType::boolean);
  EXPECT_EQ(type_of(CKA_LABEL), ValueType::text);
  EXPECT_EQ(type_of(CKA_START_DATE), ValueType::date);
  EXPECT_EQ(type_of(CKA_MODULUS), ValueType::big_integer);
  EXPECT_EQ(type_of(CKA_MODULUS_BITS), ValueType::number);
  EXPECT_EQ(type_of(CKA_SUBJECT), ValueType::der_name);
  EXPECT_EQ(type_of(CKA_OBJECT_ID), ValueType::der_oid);
  EXPECT_EQ(type_of(CKA_WRAP_TEMPLATE), ValueType::attribute_template);
  EXPECT_EQ(type_of(CKA_ALLOWED_MECHANISMS), ValueType::constants);
  EXPECT_EQ(type_of(CKA_HSS_LMS_TYPES), ValueType::numbers);
  EXPECT_EQ(type_of(CKA_PARAMETER_SET), ValueType::by_key_type);
  EXPECT_EQ(type_of(CKA_VALIDATION_FLAG), ValueType::flags);
  EXPECT_EQ(type_of(CKA_VALIDATION_VERSION), ValueType::version);
  EXPECT_EQ(type_of(0xCE534373), ValueType::time);
  EXPECT_EQ(find_attribute(CKA_CLASS)->family, Family::CKO);
  EXPECT_EQ(find_attribute(CKA_KEY_TYPE)->family, Family::CKK);
  EXPECT_EQ(find_attribute(CKA_ALLOWED_MECHANISMS)->family, Family::CKM);
}

TEST(Attributes, that_make_a_private_key_are_secret_and_its_public_half_is_open) {
  for (const CK_ATTRIBUTE_TYPE type : {CKA_PRIVATE_EXPONENT, CKA_PRIME_1, CKA_PRIME_2, CKA_EXPONENT_1, CKA_EXPONENT_2,
                                       CKA_COEFFICIENT, CKA_SEED, CKA_OTP_COUNTER, CKA_X2RATCHET_RK})
    EXPECT_EQ(secrecy_of(type), Secrecy::secret) << constant_name(Family::CKA, type);
  for (const CK_ATTRIBUTE_TYPE type : {CKA_MODULUS, CKA_PUBLIC_EXPONENT, CKA_EC_POINT, CKA_PUBLIC_KEY_INFO, CKA_PRIME,
                                       CKA_LABEL, CKA_ID, CKA_SUBJECT, CKA_CHECK_VALUE})
    EXPECT_EQ(secrecy_of(type), Secrecy::open) << constant_name(Family::CKA, type);
  EXPECT_EQ(secrecy_of(CKA_OTP_USER_IDENTIFIER), Secrecy::sensitive);
}

TEST(Attributes, that_two_vendors_use_differently_are_kept_as_closely_as_either_needs) {
  EXPECT_EQ(secrecy_of(0x80000001), Secrecy::sensitive);
}

TEST(Attributes, leave_the_secrecy_of_no_value_but_cka_values_to_the_class) {
  for (const Attribute& attribute : attributes_by_number())
    EXPECT_EQ(attribute.secrecy == Secrecy::by_class, attribute.type == CKA_VALUE) << attribute.name;
}

TEST(ValueSecrecy, is_open_where_the_value_is_public) {
  for (const CK_OBJECT_CLASS object_class : {CKO_CERTIFICATE, CKO_PUBLIC_KEY, CKO_DOMAIN_PARAMETERS, CKO_HW_FEATURE,
                                             0xCE534351UL, 0xCE534352UL, 0xD84447C8UL})
    EXPECT_EQ(value_secrecy(object_class), Secrecy::open) << constant_name(Family::CKO, object_class);
}

TEST(ValueSecrecy, is_sensitive_for_data) { EXPECT_EQ(value_secrecy(CKO_DATA), Secrecy::sensitive); }

TEST(ValueSecrecy, is_secret_for_keys_and_for_what_nobody_knows) {
  for (const CK_OBJECT_CLASS object_class : {CKO_SECRET_KEY, CKO_PRIVATE_KEY, CKO_OTP_KEY, CKO_MECHANISM, 0xCE534353UL,
                                             0x80001234UL, CK_UNAVAILABLE_INFORMATION})
    EXPECT_EQ(value_secrecy(object_class), Secrecy::secret) << object_class;
}

TEST(ParameterSets, are_named_after_the_key_type) {
  EXPECT_EQ(parameter_set_family(CKK_ML_DSA), Family::CKP_ml_dsa);
  EXPECT_EQ(parameter_set_family(CKK_ML_KEM), Family::CKP_ml_kem);
  EXPECT_EQ(parameter_set_family(CKK_SLH_DSA), Family::CKP_slh_dsa);
  EXPECT_EQ(parameter_set_family(CKK_XMSS), Family::none);
  EXPECT_EQ(parameter_set_family(CKK_RSA), Family::none);
}

}  // namespace
}  // namespace p11trace::pkcs11
