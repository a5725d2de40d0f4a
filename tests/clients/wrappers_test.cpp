// What programs are handed in place of a module's lists.
#include <gtest/gtest.h>

#include <algorithm>

#include "formatters/pkcs11/pkcs11.h"
#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {
namespace {

Log run_scenario(const std::string& scenario, const std::vector<std::string>& environment = {}) {
  return parse_log(run_client_well("wrappers_client", {scenario, fake_token()}, {environment}).log);
}

std::ptrdiff_t calls_of(const Log& log, const std::string& function) {
  return std::count_if(log.lines.begin(), log.lines.end(),
                       [&](const LogLine& line) { return line.call.starts_with(function + "("); });
}

// A module whose C_GetFunctionList is another function than the one in its list needs two wrappers; so it has none there.
const std::string one_wrapper_a_module = "FAKE_TOKEN_VARIANT=without=C_GetFunctionList";

constexpr int most_wrappers = 64;

std::vector<std::string> copies(const TemporaryDirectory& directory, int count) {
  std::vector<std::string> paths;
  for (int i = 0; i < count; ++i) paths.push_back(directory.token_as("libcopy" + std::to_string(i) + ".so"));
  return paths;
}

std::string repeated(const std::string& line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

TEST(Wrappers, sixty_four_modules_are_logged_and_more_are_handed_through_and_counted) {
  constexpr int count = most_wrappers + 6;
  const TemporaryDirectory directory;
  std::vector<std::string> words = copies(directory, count);
  words.insert(words.begin(), "many");
  const ClientRun run = run_client_well("wrappers_client", words, {{one_wrapper_a_module}});
  EXPECT_EQ(run.output, repeated("wrapped\n", most_wrappers) + repeated("own\n", count - most_wrappers));

  const Log log = parse_log(run.log);
  ASSERT_EQ(log.lines.size(), 2U * most_wrappers);
  for (int i = 0; i < most_wrappers; ++i) {
    const LogLine& line = log.lines[static_cast<std::size_t>(2 * i + 1)];
    EXPECT_EQ(line.module, "copy" + std::to_string(i));
    EXPECT_EQ(line.call,
              "C_GetSlotInfo(slotID=" + std::to_string(i) + ", pInfo=(unset)) = CKR_CRYPTOKI_NOT_INITIALIZED");
  }
  EXPECT_EQ(log.remarks, std::vector<std::string>{
                             "# p11trace: function lists handed through unlogged (all wrappers are in use): 6"});
}

TEST(Wrappers, a_modules_list_is_the_same_each_time) { run_scenario("same_list"); }

TEST(Wrappers, lists_found_inside_a_list_are_wrapped_too) { run_scenario("lists_inside"); }

TEST(Wrappers, version_flags_name_and_missing_functions_are_kept_also_from_read_only_tables) { run_scenario("kept"); }

TEST(Wrappers, nothing_is_written_to_the_modules_own_tables) { run_scenario("own_tables"); }

TEST(Wrappers, a_vendors_interface_is_handed_through_and_counted) {
  const std::vector<std::string> expected = {
      "# p11trace: interfaces handed through unlogged (a vendor's, or newer than PKCS#11 3.2): 1"};
  EXPECT_EQ(run_scenario("vendor").remarks, expected);
}

TEST(Wrappers, a_version_that_is_newer_than_we_know_is_handed_through_and_counted) {
  const Log log = run_scenario("newer");
  ASSERT_EQ(log.remarks.size(), 1U);
  EXPECT_TRUE(log.remarks[0].starts_with("# p11trace: interfaces handed through unlogged"));
}

TEST(Wrappers, a_module_that_gives_no_list_is_answered_for_as_it_answers) {
  const Log log = run_scenario("failing");
  ASSERT_EQ(log.lines.size(), 6U);
  EXPECT_EQ(log.lines[2].call, "C_GetFunctionList(ppFunctionList=(unset)) = CKR_FUNCTION_FAILED");
  EXPECT_EQ(log.lines[4].call, "C_GetFunctionList(ppFunctionList=NULL) = CKR_OK");
}

TEST(Wrappers, a_module_loaded_again_and_again_keeps_its_label_and_uses_no_more_wrappers) {
  const TemporaryDirectory directory;
  std::vector<std::string> words = copies(directory, most_wrappers);
  words.insert(words.begin(), "reopened");
  const ClientRun run = run_client_well("wrappers_client", words, {{one_wrapper_a_module}});
  EXPECT_EQ(run.output, repeated("wrapped\n", most_wrappers - 1));
  const Log log = parse_log(run.log);
  EXPECT_TRUE(log.remarks.empty());
  constexpr std::size_t loads = 101;
  ASSERT_EQ(log.lines.size(), 3 * loads + 2U * (most_wrappers - 1));
  for (std::size_t i = 0; i < loads; ++i) {
    for (std::size_t j = 0; j < 3; ++j) EXPECT_EQ(log.lines[3 * i + j].module, "copy0");
    EXPECT_TRUE(log.lines[3 * i + 1].call.starts_with("C_GetSlotInfo(slotID=" + std::to_string(i) + ","));
    EXPECT_TRUE(log.lines[3 * i + 2].call.starts_with("C_GetSlotInfo(slotID=" + std::to_string(1000 + i) + ","));
  }
}

TEST(Wrappers, functions_that_are_not_logged_are_the_modules_own) {
  EXPECT_TRUE(run_scenario("own_entries", {"P11TRACE_SELECT=none"}).lines.empty());
}

TEST(Wrappers, only_the_function_that_is_not_logged_is_the_modules_own) {
  run_client_well("wrappers_client", {"own_entries", fake_token(), "C_GetInfo"}, {{"P11TRACE_SELECT=!C_GetInfo"}});
}

TEST(Wrappers, each_function_can_be_looked_up_by_its_name) {
  const Log log = run_scenario("one_by_one");
  std::vector<std::string> names;
#define P11TRACE_ADD_NAME(name, parameters) names.emplace_back(#name);
  CK_FUNCTIONS(P11TRACE_ADD_NAME)
#undef P11TRACE_ADD_NAME
  ASSERT_EQ(log.lines.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_TRUE(log.lines[i].call.starts_with(names[i] + "("));
}

TEST(Wrappers, the_names_of_NSS_are_known) {
  const Log log = parse_log(run_client_well("wrappers_client", {"nss", plain_module()}).log);
  EXPECT_EQ(calls_of(log, "C_GetFunctionList"), 3);
  EXPECT_EQ(calls_of(log, "C_GetSlotInfo"), 4);
  EXPECT_EQ(calls_of(log, "C_GetInterface"), 1);
  EXPECT_EQ(calls_of(log, "C_GetInterfaceList"), 1);
  EXPECT_EQ(log.lines.size(), 9U);
}

TEST(Wrappers, further_names_are_known_if_the_user_gave_them) {
  const auto lines = [](const std::string& wanted, const std::vector<std::string>& environment) {
    const ClientRun run = run_client_well("wrappers_client", {"other_name", fake_token(), wanted}, {environment});
    return parse_log(run.log).lines.size();
  };
  EXPECT_EQ(lines("own", {}), 0U);
  EXPECT_EQ(lines("own", {"P11TRACE_FUNCTION_LIST=fake_token_function_lis,token_function_list"}), 0U);
  EXPECT_EQ(lines("wrapped", {"P11TRACE_FUNCTION_LIST=fake_token_function_list"}), 2U);
  EXPECT_EQ(lines("wrapped", {"P11TRACE_FUNCTION_LIST=one,fake_token_function_list,another"}), 2U);
}

}  // namespace
}  // namespace p11trace::clients
