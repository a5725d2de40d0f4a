// Callers that come and go all the time, and a great many of them.
#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "tests/tracer/alone.h"
#include "tests/tracer/managed/callers.h"
#include "tracer/capture/process_log.h"

namespace p11trace::managed {
namespace {

constinit const Token* stressed = nullptr;
constinit std::atomic<bool> is_initialized_inside = false;
constinit std::atomic<int> mistakes = 0;

CK_RV own_of_stressed(const char* function) {
  return reinterpret_cast<CK_RV (*)(void*)>(stressed->control<decltype(fake_token_own)>("fake_token_own")(function))(
      nullptr);
}

// The real C_Initialize and C_Finalize, which must take turns.
CK_RV initialize_in_turn(void*) {
  mistakes += is_initialized_inside.exchange(true);
  return own_of_stressed("C_Initialize");
}
CK_RV finalize_in_turn(void*) {
  mistakes += !is_initialized_inside.exchange(false);
  return own_of_stressed("C_Finalize");
}

void stress(unsigned count) {
  const Token token;
  SharedModule shared;
  stressed = &token;
  token.call_instead("C_Initialize", reinterpret_cast<void*>(&initialize_in_turn));
  token.call_instead("C_Finalize", reinterpret_cast<void*>(&finalize_in_turn));
  std::atomic<unsigned long> rounds = 0;
  std::vector<std::thread> threads;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  for (unsigned i = 0; i < count; i++)
    threads.emplace_back([&, list = caller_of(token, shared)] {
      while (std::chrono::steady_clock::now() < end) {
        CK_INFO info;
        CK_SESSION_HANDLE session;
        mistakes += list->C_Initialize(nullptr) != CKR_OK;
        mistakes += list->C_GetInfo(&info) != CKR_OK;
        mistakes += list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK;
        mistakes += list->C_CloseAllSessions(1) != CKR_OK;
        mistakes += list->C_Finalize(nullptr) != CKR_OK;
        rounds++;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(mistakes, 0);
  EXPECT_FALSE(is_initialized_inside);
  EXPECT_GT(rounds, count);
}

TEST(ManagedStress, two_callers_come_and_go) {
  alone([] { stress(2); });
}
TEST(ManagedStress, four_callers_come_and_go) {
  alone([] { stress(4); });
}
TEST(ManagedStress, sixteen_callers_come_and_go) {
  alone([] { stress(16); });
}

TEST(ManyCallers, there_can_be_1024_at_once) {
  alone([] {
    const Token token;
    SharedModule shared;
    std::set<const CK_FUNCTION_LIST*> lists;
    for (int i = 0; i < 1024; i++) {
      const CK_FUNCTION_LIST* list = caller_of(token, shared);
      ASSERT_NE(list, nullptr) << i;
      lists.insert(list);
      ASSERT_EQ(list->C_Initialize(nullptr), CKR_OK);
    }
    EXPECT_EQ(lists.size(), 1024u);
    EXPECT_EQ(token.calls("C_Initialize"), 1u);
    EXPECT_EQ(chain::handed_list({token.module(), shared.add_caller("test"), nullptr}, token.list(), 68), nullptr);
  });
}

TEST(ManyCallers, of_those_that_are_to_be_logged_64_are_and_the_others_are_managed_all_the_same) {
  alone([] {
    const Token token;
    SharedModule shared;
    capture::Log& log = capture::process_log();
    log.options.functions.set();
    for (int i = 0; i < 70; i++) {
      const CK_FUNCTION_LIST* list =
          chain::handed_list({token.module(), shared.add_caller("test"), &log}, token.list(), 68);
      ASSERT_NE(list, nullptr) << i;
      EXPECT_EQ(list->C_Sign == token.list()->C_Sign, i >= 64) << i;
      EXPECT_NE(list->C_Finalize, token.list()->C_Finalize) << i;
    }
  });
}

}  // namespace
}  // namespace p11trace::managed
