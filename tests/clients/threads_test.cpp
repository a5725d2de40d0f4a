// Threads: every line whole, each under its own thread, in the thread's order.
#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <set>
#include <sstream>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {
namespace {

constexpr unsigned long calls_of_a_thread = 1000000;

// What the first argument says: the thread's number and how many calls came before. Nothing in a call without one.
struct Number {
  unsigned long thread;
  unsigned long before;
};
std::optional<Number> number_of(const LogLine& line) {
  unsigned long number = 0;
  const std::size_t at = line.call.find('=') + 1;
  std::from_chars(line.call.data() + at, line.call.data() + line.call.size(), number);
  if (number < calls_of_a_thread) return std::nullopt;
  return Number{number / calls_of_a_thread - 1, number % calls_of_a_thread};
}

std::string hexadecimal(unsigned long byte, std::size_t count) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += {digits[byte >> 4], digits[byte & 15]};
  return text;
}

// What the client's call must look like.
std::string call_of(const Number& number) {
  const std::string first = std::to_string((number.thread + 1) * calls_of_a_thread + number.before);
  switch (number.before % 5) {
    case 0:
      return "C_GetSlotInfo(slotID=" + first + ", pInfo=(unset)) = CKR_SLOT_ID_INVALID";
    case 1:
      return "C_GetSessionInfo(hSession=" + first + ", pInfo=(unset)) = CKR_SESSION_HANDLE_INVALID";
    case 2:
      return "C_Digest(hSession=" + first + ", pData=[100]<sensitive *" + hexadecimal(number.thread, 100) +
             ">, pDigest=(room 5)) = CKR_SESSION_HANDLE_INVALID";
    case 3:
      return "C_GetAttributeValue(hSession=" + first + ", hObject=" + first +
             ", pTemplate=[3]{CKA_LABEL=(room 7), CKA_ID=(room 9), CKA_CLASS=NULL (size query)})"
             " = CKR_SESSION_HANDLE_INVALID";
    default:
      return "C_VerifyFinal(hSession=" + first + ", pSignature=[3000]" + hexadecimal(number.thread, 3000) +
             ") = CKR_SESSION_HANDLE_INVALID";
  }
}

// Takes the lines of the client's calls apart, and checks the order and the wording of each thread's.
std::map<unsigned long, std::vector<LogLine>> lines_by_thread(const Log& log, std::size_t all_calls) {
  std::map<unsigned long, std::vector<LogLine>> result;
  Fingerprints fingerprints;
  std::size_t calls = 0;
  for (const LogLine& line : log.lines) {
    const std::optional<Number> number = number_of(line);
    if (!number) continue;
    std::vector<LogLine>& lines = result[number->thread];
    EXPECT_EQ(number->before, lines.size()) << line.call.substr(0, 200);
    EXPECT_TRUE(matches(call_of(*number), line.call, fingerprints)) << line.call;
    lines.push_back(line);
    ++calls;
  }
  EXPECT_EQ(calls, all_calls);
  return result;
}

void expect_each_thread_by_itself(unsigned long threads, unsigned long calls) {
  const ClientRun run =
      run_client_well("threads_client", {"mix", fake_token(), std::to_string(threads), std::to_string(calls)},
                      {{"P11TRACE_BYTES=all"}});
  const Log log = parse_log(run.log);
  EXPECT_EQ(log.lines.size(), threads * calls + 2);  // C_GetFunctionList, C_Initialize
  EXPECT_TRUE(log.remarks.empty());
  const auto by_thread = lines_by_thread(log, threads * calls);
  EXPECT_EQ(by_thread.size(), threads);
  std::istringstream output(run.output);
  int id = 0;
  for (unsigned long thread = 0; output >> id >> thread;)
    for (const LogLine& line : by_thread.at(thread)) EXPECT_EQ(line.thread, id);
  for (const LogLine& line : log.lines) EXPECT_EQ(line.process, run.process);
}

TEST(Threads, two_of_them_are_logged_each_by_itself) { expect_each_thread_by_itself(2, 2000); }
TEST(Threads, sixteen_of_them_are_logged_each_by_itself) { expect_each_thread_by_itself(16, 400); }
TEST(Threads, sixty_four_of_them_are_logged_each_by_itself) { expect_each_thread_by_itself(64, 100); }

TEST(Threads, each_modules_calls_have_its_label) {
  const TemporaryDirectory directory;
  const std::vector<std::string> names = {"libalpha.so", "beta-pkcs11.so", "libgamma.so.1.2.3", "delta.so"};
  std::vector<std::string> words = {"modules", "300"};
  for (const std::string& name : names) words.push_back(directory.token_as(name));
  const Log log = parse_log(run_client_well("threads_client", words, {{"P11TRACE_BYTES=all"}}).log);
  const std::vector<std::string> labels = {"alpha", "beta-pkcs11", "gamma", "delta"};
  const auto by_thread = lines_by_thread(log, 300 * labels.size());
  for (const auto& [thread, lines] : by_thread)
    for (const LogLine& line : lines) EXPECT_EQ(line.module, labels.at(thread));
}

TEST(Threads, modules_of_one_name_are_told_apart_by_number) {
  const TemporaryDirectory directory;
  std::vector<std::string> words = {"modules_in_turn"};
  for (const char* name : {"a/libsame.so", "b/libsame.so", "c/same.so", "d/lib odd:name(1).so"})
    words.push_back(directory.token_as(name));
  const Log log = parse_log(run_client_well("threads_client", words).log);
  std::vector<std::string> labels;
  for (const LogLine& line : log.lines)
    if (line.call.starts_with("C_GetInfo")) labels.push_back(line.module);
  EXPECT_EQ(labels, (std::vector<std::string>{"same", "same#2", "same#3", "_odd_name_1)"}));
}

TEST(Threads, short_lives_leave_no_memory_behind) {
  const ClientRun run = run_client_well("threads_client", {"short_lived", fake_token()}, {{"P11TRACE_BYTES=all"}});
  const Log log = parse_log(run.log);
  EXPECT_EQ(log.lines.size(), 1200U + 2);
  for (const LogLine& line : log.lines) EXPECT_EQ(line.process, run.process);
}

TEST(Threads, a_last_call_from_a_key_destructor_is_logged) {
  const ClientRun run = run_client_well("threads_client", {"key_destructor", fake_token()}, {{"P11TRACE_BYTES=all"}});
  const Log log = parse_log(run.log);
  ASSERT_EQ(log.lines.size(), 1000U + 2);
  for (std::size_t i = 2; i + 1 < log.lines.size(); i += 2) {
    const LogLine& first = log.lines[i];
    const LogLine& last = log.lines[i + 1];
    EXPECT_TRUE(first.call.starts_with("C_GetSlotInfo("));
    EXPECT_EQ(last.call, "C_CloseSession(hSession=" + std::to_string(((i - 2) / 2 + 1) * calls_of_a_thread + 1) +
                             ") = CKR_SESSION_HANDLE_INVALID");
    EXPECT_EQ(first.thread, last.thread);
  }
}

TEST(Threads, a_cancelled_call_has_no_result_and_disturbs_nobody) {
  const ClientRun run = run_client_well("threads_client", {"cancelled", fake_token(), "40"},
                                        {{"P11TRACE_BYTES=all", "P11TRACE_LOG_ENTRY=yes"}});
  ASSERT_FALSE(run.output.empty());
  const Log log = parse_log(run.log);
  Log returned = log;
  std::erase_if(returned.lines, [](const LogLine& line) { return !line.returned; });
  const auto by_thread = lines_by_thread(returned, std::stoul(run.output));
  std::set<int> waiting;
  std::size_t waits = 0;
  for (const LogLine& line : log.lines) {
    if (!line.call.starts_with("C_WaitForSlotEvent")) continue;
    EXPECT_EQ(line.call, "C_WaitForSlotEvent(flags=0, pSlot=(unset), pReserved=NULL) ...");
    waiting.insert(line.thread);
    ++waits;
  }
  EXPECT_EQ(waits, 40U);
  EXPECT_EQ(waiting.count(by_thread.at(0)[0].thread), 0U);
}

}  // namespace
}  // namespace p11trace::clients
