// Every structure of a mechanism and every attribute is logged in JSON as the client that passes it expects.
#include <gtest/gtest.h>

#include "tests/clients/golden_comparison.h"

namespace p11trace::clients {
namespace {

GoldenJson compare_values_in_json(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
  GoldenJson golden = compare_json("golden_values_client", words, environment);
  EXPECT_GT(golden.expected.size(), 200U);
  return golden;
}

TEST(GoldenValuesJson, every_value_is_logged_as_its_caller_expects_it) {
  const GoldenJson golden = compare_values_in_json({}, {});
  EXPECT_GT(golden.fingerprints.size(), 20U);
}

TEST(GoldenValuesJson, whole_secrets_are_shown_if_the_settings_say_so) {
  compare_values_in_json({"bytes=all", "items=all", "show=secrets"},
                         {"P11TRACE_BYTES=all", "P11TRACE_ITEMS=all", "P11TRACE_SHOW=secrets"});
}

TEST(GoldenValuesJson, data_is_shown_and_secrets_are_not_if_the_settings_say_so) {
  compare_values_in_json({"show=data"}, {"P11TRACE_SHOW=data"});
}

TEST(GoldenValuesJson, bytes_and_items_are_cut_where_the_settings_say) {
  compare_values_in_json({"bytes=5", "items=2"}, {"P11TRACE_BYTES=5", "P11TRACE_ITEMS=2"});
}

TEST(GoldenValuesJson, a_line_before_each_call_has_what_is_known_by_then) {
  compare_values_in_json({"entry"}, {"P11TRACE_LOG_ENTRY=yes"});
}

}  // namespace
}  // namespace p11trace::clients
