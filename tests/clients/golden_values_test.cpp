// Every structure of a mechanism and every attribute is logged as the client that passes it expects.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "formatters/pkcs11/attributes.h"
#include "formatters/pkcs11/parameters.h"
#include "tests/clients/golden_comparison.h"

namespace p11trace::clients {
namespace {

Golden compare_values(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
  Golden golden = compare_text("golden_values_client", words, environment);
  EXPECT_GT(golden.expected.size(), 200U);
  return golden;
}

TEST(GoldenValues, every_value_is_logged_as_its_caller_expects_it) {
  const Golden golden = compare_values({}, {});
  EXPECT_GT(golden.fingerprints.size(), 20U);
}

TEST(GoldenValues, whole_secrets_are_shown_if_the_settings_say_so) {
  compare_values({"bytes=all", "items=all", "show=secrets"},
                 {"P11TRACE_BYTES=all", "P11TRACE_ITEMS=all", "P11TRACE_SHOW=secrets"});
}

TEST(GoldenValues, data_is_shown_and_secrets_are_not_if_the_settings_say_so) {
  compare_values({"show=data"}, {"P11TRACE_SHOW=data"});
}

TEST(GoldenValues, bytes_and_items_are_cut_where_the_settings_say) {
  compare_values({"bytes=5", "items=2"}, {"P11TRACE_BYTES=5", "P11TRACE_ITEMS=2"});
}

TEST(GoldenValues, a_line_before_each_call_has_what_is_known_by_then) {
  compare_values({"entry"}, {"P11TRACE_LOG_ENTRY=yes"});
}

// The second word of the lines of pkcs11.h that begin with `beginning`, between two others.
std::set<std::string> names_in_header(const std::string& beginning, const std::string& from, const std::string& to) {
  std::ifstream header(P11TRACE_SOURCE_DIR "/formatters/pkcs11/pkcs11.h");
  std::set<std::string> names;
  bool is_within = false;
  for (std::string line; std::getline(header, line);) {
    if (line.starts_with(from)) is_within = true;
    else if (line.starts_with(to)) is_within = false;
    if (is_within && line.starts_with(beginning))
      names.insert(line.substr(beginning.size(), line.find(' ', beginning.size()) - beginning.size()));
  }
  return names;
}

// Those that the client has passed and that begin so.
std::set<std::string> passed(const std::string& beginning) {
  const Golden golden = compare_values({}, {});
  std::set<std::string> names;
  for (const std::string& name : golden.passed)
    if (name.starts_with(beginning)) names.insert(name);
  return names;
}

TEST(GoldenValues, the_client_passes_every_structure_that_a_mechanism_takes) {
  std::set<std::string> wanted = names_in_header("typedef struct ", "// -- mechanism parameters", "// -- functions");
  EXPECT_GT(wanted.size(), 80U);
  std::erase_if(wanted, [](const std::string& name) { return name.back() == ';'; });
  wanted.erase("specifiedParams");                       // no mechanism takes it
  EXPECT_EQ(wanted.erase("CK_OTP_SIGNATURE_INFO"), 1U);  // a signature
  EXPECT_EQ(passed("CK_"), wanted);
  std::set<std::string> described;
  for (const pkcs11::ParameterLayout& layout : pkcs11::parameters()) described.emplace(layout.name);
  EXPECT_EQ(described.erase("CK_OTP_SIGNATURE_INFO"), 1U);
  EXPECT_EQ(described, wanted);
}

TEST(GoldenValues, the_client_passes_every_attribute_of_the_standard) {
  std::set<std::string> wanted = names_in_header("#define ", "#define CKA_CLASS", "#define CKA_VENDOR_DEFINED");
  std::erase_if(wanted, [](const std::string& name) { return !name.starts_with("CKA_"); });
  EXPECT_GT(wanted.size(), 150U);
  for (const char* other_name : {"CKA_SUB_PRIME_BITS", "CKA_ECDSA_PARAMS"}) EXPECT_EQ(wanted.erase(other_name), 1U);
  EXPECT_EQ(passed("CKA_"), wanted);
  std::set<std::string> described;
  for (const pkcs11::Attribute& row : pkcs11::attributes_by_number())
    if (row.type < CKA_VENDOR_DEFINED) described.emplace(row.name);
  EXPECT_EQ(described, wanted);
}

}  // namespace
}  // namespace p11trace::clients
