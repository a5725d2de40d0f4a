// A signal handler may call a module as well, in the middle of another call of the same thread.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/clients/client_run.h"
#include "tests/clients/log_line.h"

namespace p11trace::clients {
namespace {

std::string random_call(unsigned long number) {
  std::string bytes;
  for (unsigned long i = 0; i < 24; ++i) {
    constexpr char digits[] = "0123456789abcdef";
    bytes += {digits[(number + i) >> 4 & 15], digits[(number + i) & 15]};
  }
  return "C_GenerateRandom(hSession=" + std::to_string(number) + ", RandomData=[24]" + bytes + ") = CKR_OK";
}

std::string slot_call(unsigned long number) {
  return "C_GetSlotInfo(slotID=" + std::to_string(number) +
         ", pInfo={slotDescription=\"\", manufacturerID=\"\", flags=0, hardwareVersion=0.0, firmwareVersion=0.0}) = "
         "CKR_OK";
}

void expect_both_kinds_of_calls(const std::vector<std::string>& environment) {
  const ClientRun run = run_client_well("signals_client", {"interrupted", plain_module(), "50000"}, {environment});
  unsigned long calls = 0;
  unsigned long handled = 0;
  std::istringstream(run.output) >> calls >> handled;
  EXPECT_GT(handled, 100U);
  Log log = parse_log(run.log);
  std::erase_if(log.lines, [](const LogLine& line) { return !line.returned; });
  EXPECT_EQ(log.lines.size(), calls + handled + 1);
  unsigned long next_call = 0;
  unsigned long next_handled = 0;
  for (const LogLine& line : log.lines) {
    if (line.call.starts_with("C_GetFunctionList")) continue;
    const bool is_handlers = line.call.starts_with("C_GetSlotInfo");
    ASSERT_EQ(line.call, is_handlers ? slot_call(next_handled++) : random_call(next_call++));
  }
}

TEST(Signals, calls_of_a_handler_leave_the_interrupted_call_its_line) {
  expect_both_kinds_of_calls({"P11TRACE_SHOW=data"});
}

TEST(Signals, calls_of_a_handler_leave_the_interrupted_call_both_its_lines) {
  expect_both_kinds_of_calls({"P11TRACE_SHOW=data", "P11TRACE_LOG_ENTRY=yes"});
}

}  // namespace
}  // namespace p11trace::clients
