// The names of numbers: that none of pkcs11.h is missing, that none is wrong, and which one is answered.
#include "formatters/pkcs11/constants.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formatters/pkcs11/defined_numbers.h"

namespace p11trace::pkcs11 {
namespace {

constexpr std::string_view none;
const std::string our_header = P11TRACE_SOURCE_DIR "/formatters/pkcs11/pkcs11.h";
const std::string p11_kit = "/usr/include/p11-kit-1/p11-kit/";

std::vector<Family> all_families() {
  std::vector<Family> families;
  for (std::size_t i = 0; i < family_count; i++) families.push_back(static_cast<Family>(i));
  return families;
}

// The constants among the #defines of a header.
std::map<std::string, CK_ULONG> constants_of(const std::string& path, const std::string& included_before = {}) {
  auto numbers = defined_numbers(path, included_before);
  std::erase_if(numbers, [](const auto& number) { return !number.first.starts_with("CK"); });
  return numbers;
}

// The numbers that all families together give to a name.
std::set<CK_ULONG> values_of(std::string_view name) {
  std::set<CK_ULONG> values;
  for (const Family family : all_families())
    if (const auto value = constant_value(family, name)) values.insert(*value);
  return values;
}

TEST(Constants, have_every_define_of_the_header) {
  const auto header = constants_of(our_header);
  EXPECT_EQ(header.size(), 1047U);
  for (const auto& [name, value] : header) EXPECT_EQ(values_of(name), std::set<CK_ULONG>{value}) << name;
}

TEST(Constants, answer_every_number_of_the_header_with_one_of_its_names) {
  for (const auto& [name, value] : constants_of(our_header)) {
    for (const Family family : all_families()) {
      if (constant_value(family, name) != value) continue;
      std::set<std::string_view> other;
      for (const Constant& constant : other_names(family)) other.insert(constant.name);
      const std::string_view answer = constant_name(family, value);
      EXPECT_NE(answer == name, other.contains(name)) << name << " is answered as " << answer;
      EXPECT_NE(answer, none) << name;
    }
  }
}

TEST(Constants, stand_in_the_order_of_their_numbers) {
  for (const Family family : all_families()) {
    const auto table = constants(family);
    for (std::size_t i = 1; i < table.size(); i++) EXPECT_LT(table[i - 1].value, table[i].value) << table[i].name;
    const auto others = other_names(family);
    for (std::size_t i = 1; i < others.size(); i++) EXPECT_LE(others[i - 1].value, others[i].value) << others[i].name;
  }
}

TEST(Constants, have_each_name_once_in_a_family) {
  for (const Family family : all_families()) {
    std::set<std::string_view> names;
    for (const Constant& constant : constants(family)) EXPECT_TRUE(names.insert(constant.name).second) << constant.name;
    for (const Constant& constant : other_names(family))
      EXPECT_TRUE(names.insert(constant.name).second) << constant.name;
  }
}

TEST(Constants, are_found_by_the_name_that_they_answer) {
  for (const Family family : all_families()) {
    for (const Constant& constant : constants(family)) {
      EXPECT_EQ(constant_name(family, constant.value), constant.name);
      EXPECT_EQ(constant_value(family, constant.name), constant.value) << constant.name;
    }
    for (const Constant& other : other_names(family)) {
      EXPECT_EQ(constant_value(family, other.name), other.value) << other.name;
      EXPECT_NE(constant_name(family, other.value), none) << other.name;
      EXPECT_NE(constant_name(family, other.value), other.name);
    }
  }
}

TEST(Constants, are_in_every_family_but_none) {
  for (const Family family : all_families()) EXPECT_EQ(constants(family).empty(), family == Family::none);
  EXPECT_EQ(constant_name(Family::none, 0), none);
  EXPECT_EQ(constant_value(Family::none, "CKR_OK"), std::nullopt);
}

TEST(Constants, have_the_names_that_the_standard_gives_them) {
  EXPECT_EQ(constant_name(Family::CKR, 0x0), "CKR_OK");
  EXPECT_EQ(constant_name(Family::CKR, 0x150), "CKR_BUFFER_TOO_SMALL");
  EXPECT_EQ(constant_name(Family::CKR, 0x1B8), "CKR_PIN_TOO_WEAK");
  EXPECT_EQ(constant_name(Family::CKM, 0x1087), "CKM_AES_GCM");
  EXPECT_EQ(constant_name(Family::CKM, 0x1D), "CKM_ML_DSA");
  EXPECT_EQ(constant_name(Family::CKA, 0x11), "CKA_VALUE");
  EXPECT_EQ(constant_name(Family::CKO, 0x3), "CKO_PRIVATE_KEY");
  EXPECT_EQ(constant_name(Family::CKK, 0x1F), "CKK_AES");
  EXPECT_EQ(constant_name(Family::CKU, 0x2), "CKU_CONTEXT_SPECIFIC");
  EXPECT_EQ(constant_name(Family::CKS_session_state, 0x4), "CKS_RW_SO_FUNCTIONS");
  EXPECT_EQ(constant_name(Family::CKF_token_info, 0x400), "CKF_TOKEN_INITIALIZED");
  EXPECT_EQ(constant_name(Family::CKG_mgf, 0x2), "CKG_MGF1_SHA256");
}

TEST(Constants, have_other_names_for_the_same_number_in_other_families) {
  EXPECT_EQ(constant_name(Family::CKF_session, 0x4), "CKF_SERIAL_SESSION");
  EXPECT_EQ(constant_name(Family::CKF_slot_info, 0x4), "CKF_HW_SLOT");
  EXPECT_EQ(constant_name(Family::CKF_token_info, 0x4), "CKF_LOGIN_REQUIRED");
  EXPECT_EQ(constant_name(Family::CKP_ml_dsa, 0x2), "CKP_ML_DSA_65");
  EXPECT_EQ(constant_name(Family::CKP_ml_kem, 0x2), "CKP_ML_KEM_768");
  EXPECT_EQ(constant_name(Family::CKT, 0x2), "CKT_TRUST_ANCHOR");
  EXPECT_EQ(constant_name(Family::CKT_assertion, 0x2), "CKT_X_PINNED_CERTIFICATE");
}

TEST(Constants, leave_a_number_without_a_name) {
  EXPECT_EQ(constant_name(Family::CKR, 0x4), none);
  EXPECT_EQ(constant_name(Family::CKR, 0x1C0), none);
  EXPECT_EQ(constant_name(Family::CKR, 0x8000BEEF), none);
  EXPECT_EQ(constant_name(Family::CKM, 0x9999), none);
  EXPECT_EQ(constant_name(Family::CKU, 0x3), none);
  EXPECT_EQ(constant_name(Family::CKF_session, 0x6), none);
  for (const Family family : all_families())
    EXPECT_EQ(constant_name(family, ~CK_ULONG{0}).empty(), family != Family::CK_special);
}

TEST(Constants, are_not_found_by_a_name_of_another_family) {
  EXPECT_EQ(constant_value(Family::CKM, "CKR_OK"), std::nullopt);
  EXPECT_EQ(constant_value(Family::CKR, ""), std::nullopt);
  EXPECT_EQ(constant_value(Family::CKR, "CKR_O"), std::nullopt);
  EXPECT_EQ(constant_value(Family::CKR, "CKR_OK "), std::nullopt);
}

TEST(Constants, answer_with_the_current_name_and_know_the_old_one) {
  EXPECT_EQ(constant_name(Family::CKK, 0x3), "CKK_EC");
  EXPECT_EQ(constant_value(Family::CKK, "CKK_ECDSA"), 0x3);
  EXPECT_EQ(constant_name(Family::CKM, 0x320), "CKM_CAST128_KEY_GEN");
  EXPECT_EQ(constant_value(Family::CKM, "CKM_CAST5_KEY_GEN"), 0x320);
  EXPECT_EQ(constant_name(Family::CKF_mechanism_info, 0x20), "CKF_MULTI_MESSAGE");
  EXPECT_EQ(constant_value(Family::CKF_mechanism_info, "CKF_MULTI_MESSGE"), 0x20);
  EXPECT_EQ(constant_name(Family::CKO, 0xCE534353), "CKO_NSS_TRUST");
  EXPECT_EQ(constant_value(Family::CKO, "CKO_NETSCAPE_TRUST"), 0xCE534353);
}

TEST(Constants, prefer_the_standard_to_vendors_and_nss_to_other_vendors) {
  EXPECT_EQ(constant_name(Family::CKM, 0x80000000), "CKM_VENDOR_DEFINED");
  EXPECT_EQ(constant_name(Family::CKO, 0x6), "CKO_DOMAIN_PARAMETERS");
  EXPECT_EQ(constant_value(Family::CKO, "CKO_KG_PARAMETERS"), 0x6);
  EXPECT_EQ(constant_name(Family::CKA, 0x80000001), "CKA_NSS_TRUST");
  EXPECT_EQ(constant_value(Family::CKA, "CKA_IBM_OPAQUE"), 0x80000001);
  EXPECT_EQ(constant_value(Family::CKA, "CKA_TRUST_SERVER_AUTH"), 0x62C);
}

TEST(Constants, have_vendors_names) {
  EXPECT_EQ(constant_name(Family::CKM, 0xD9554204), "CKM_YUBICO_AES_CCM_WRAP");
  EXPECT_EQ(constant_name(Family::CKM, 0x80010024), "CKM_IBM_KYBER");
  EXPECT_EQ(constant_name(Family::CKR, 0x8007678D), "KRR_SLOT_CONFIG");
  EXPECT_EQ(constant_name(Family::CKK, 0xD4321003), "CKK_GOSTR3410_512");
  EXPECT_EQ(constant_name(Family::CKO, 0xD84447C8), "CKO_X_CERTIFICATE_EXTENSION");
}

// Numbers that vendors' headers name CKM_... and that are no mechanisms, and so on.
TEST(Constants, do_not_take_a_selector_of_a_vendor_for_a_mechanism_or_trust) {
  EXPECT_EQ(constant_value(Family::CKM, "CKM_IBM_ECSDSA_RAND"), std::nullopt);
  EXPECT_EQ(constant_value(Family::CKT, "CKT_NSS_SESSION_CHECK"), std::nullopt);
}

TEST(Constants, take_0_and_1_for_a_boolean_where_nothing_else_is_known) {
  EXPECT_EQ(constant_name(Family::CK_special, 0), "CK_FALSE");
  EXPECT_EQ(constant_name(Family::CK_special, 1), "CK_TRUE");
  EXPECT_EQ(constant_name(Family::CK_special, ~CK_ULONG{0}), "CK_UNAVAILABLE_INFORMATION");
  EXPECT_EQ(constant_value(Family::CK_special, "CK_EFFECTIVELY_INFINITE"), 0);
}

TEST(Constants, are_single_bits_in_families_of_flags) {
  EXPECT_TRUE(is_flags(Family::CKF_slot_info));
  EXPECT_TRUE(is_flags(Family::CKF_otp));
  EXPECT_TRUE(is_flags(Family::CKF_attribute_type));
  EXPECT_FALSE(is_flags(Family::CKS_validation));
  EXPECT_FALSE(is_flags(Family::CKP_profile));
  EXPECT_FALSE(is_flags(Family::none));
  for (const Family family : all_families()) {
    if (!is_flags(family)) continue;
    for (const Constant& flag : constants(family)) {
      EXPECT_TRUE(flag.name.starts_with("CKF_")) << flag.name;
      EXPECT_EQ(flag.value & (flag.value - 1), 0U) << flag.name;
      EXPECT_NE(flag.value, 0U) << flag.name;
    }
  }
}

// The names that another header has as well, by whether it gives them our number.
struct Comparison {
  std::size_t same = 0;
  std::set<std::string> different;
};

Comparison compared_with(const std::map<std::string, CK_ULONG>& header) {
  Comparison comparison;
  for (const auto& [name, value] : header) {
    const auto ours = values_of(name);
    if (ours.empty()) continue;
    if (ours == std::set<CK_ULONG>{value}) comparison.same++;
    else comparison.different.insert(name);
  }
  return comparison;
}

TEST(Constants, agree_with_p11_kit_but_for_five_return_codes) {
  const Comparison comparison = compared_with(constants_of(p11_kit + "pkcs11.h"));
  EXPECT_EQ(comparison.different,
            (std::set<std::string>{"CKR_EXCEEDED_MAX_ITERATIONS", "CKR_FIPS_SELF_TEST_FAILED",
                                   "CKR_LIBRARY_LOAD_FAILED", "CKR_PIN_TOO_WEAK", "CKR_PUBLIC_KEY_INVALID"}));
  EXPECT_GT(comparison.same, 600U);
}

// The standard has since given the NSS spellings of five attributes to attributes of its own.
TEST(Constants, agree_with_p11_kit_about_vendors_but_for_five_attributes) {
  const Comparison comparison = compared_with(constants_of(p11_kit + "pkcs11x.h", p11_kit + "pkcs11.h"));
  EXPECT_EQ(comparison.different,
            (std::set<std::string>{"CKA_TRUST_CLIENT_AUTH", "CKA_TRUST_CODE_SIGNING", "CKA_TRUST_EMAIL_PROTECTION",
                                   "CKA_TRUST_SERVER_AUTH", "CKA_TRUST_TIME_STAMPING"}));
  EXPECT_GT(comparison.same, 60U);
}

}  // namespace
}  // namespace p11trace::pkcs11
