// What the controls make of the fake token's functions.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "tests/fake_token/loaded.h"

namespace fake_token {

namespace {

using Script = LoadedToken;

CK_RV logout_instead(CK_SESSION_HANDLE hSession) {
  return hSession == 77 ? CKR_DEVICE_REMOVED
                        : reinterpret_cast<CK_C_Logout>(CONTROL(fake_token_own)("C_Logout"))(hSession);
}

TEST_F(Script, an_answer_keeps_the_function_from_doing_anything) {
  CONTROL(fake_token_answer)("C_CloseSession", CKR_DEVICE_ERROR);
  EXPECT_EQ(list->C_CloseSession(session), CKR_DEVICE_ERROR);
  EXPECT_EQ(CONTROL(fake_token_open_sessions)(), 1U);
  CONTROL(fake_token_behave)("C_CloseSession");
  EXPECT_EQ(list->C_CloseSession(session), CKR_OK);
}

TEST_F(Script, the_exported_name_and_the_table_do_the_same) {
  CONTROL(fake_token_answer)("C_Logout", CKR_DEVICE_ERROR);
  EXPECT_EQ(CONTROL(C_Logout)(session), CKR_DEVICE_ERROR);
  EXPECT_EQ(list->C_Logout(session), CKR_DEVICE_ERROR);
  EXPECT_EQ(CONTROL(fake_token_calls)("C_Logout"), 2U);
}

TEST_F(Script, answers_can_be_for_the_next_calls_only) {
  CONTROL(fake_token_answer_next)("C_Logout", CKR_PENDING, 2);
  EXPECT_EQ(list->C_Logout(session), CKR_PENDING);
  EXPECT_EQ(list->C_Logout(session), CKR_PENDING);
  EXPECT_EQ(list->C_Logout(session), CKR_USER_NOT_LOGGED_IN);
}

TEST_F(Script, a_replacement_gets_the_arguments_and_may_go_on_with_the_original) {
  CONTROL(fake_token_call_instead)("C_Logout", reinterpret_cast<void*>(&logout_instead));
  EXPECT_EQ(list->C_Logout(77), CKR_DEVICE_REMOVED);
  EXPECT_EQ(list->C_Logout(session), CKR_USER_NOT_LOGGED_IN);
  EXPECT_EQ(CONTROL(fake_token_calls)("C_Logout"), 2U);
}

TEST_F(Script, a_delay_is_spent_before_the_answer) {
  for (const unsigned long delay : {50'000UL, 2'000'000UL}) {
    CONTROL(fake_token_delay)("C_Logout", delay);
    const auto start = std::chrono::steady_clock::now();
    list->C_Logout(session);
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::nanoseconds(delay));
  }
}

TEST_F(Script, a_crash_is_a_segmentation_fault) {
  CONTROL(fake_token_crash_in)("C_Logout");
  const auto crash = [&] {
    std::signal(SIGSEGV, SIG_DFL);  // a sanitizer's handler would exit instead
    list->C_Logout(session);
  };
  EXPECT_EXIT(crash(), testing::KilledBySignal(SIGSEGV), "");
}

TEST_F(Script, a_blocked_call_stays_inside_until_unblocked) {
  CONTROL(fake_token_block_in)("C_Logout");
  std::thread caller([&] { EXPECT_EQ(list->C_Logout(session), CKR_USER_NOT_LOGGED_IN); });
  while (CONTROL(fake_token_blocked)("C_Logout") == 0) std::this_thread::yield();
  EXPECT_EQ(list->C_FindObjectsFinal(session), CKR_OPERATION_NOT_INITIALIZED) << "other functions go on";
  CONTROL(fake_token_unblock)("C_Logout");
  caller.join();
  EXPECT_EQ(CONTROL(fake_token_blocked)("C_Logout"), 0U);
}

TEST_F(Script, the_log_has_the_functions_in_the_order_of_their_calls) {
  const unsigned long start = CONTROL(fake_token_log_length)();
  list->C_Logout(session);
  list->C_CloseSession(session);
  EXPECT_EQ(CONTROL(fake_token_log_length)(), start + 2);
  EXPECT_STREQ(CONTROL(fake_token_log)(start), "C_Logout");
  EXPECT_STREQ(CONTROL(fake_token_log)(start + 1), "C_CloseSession");
  EXPECT_EQ(CONTROL(fake_token_log)(start + 2), nullptr);
}

TEST_F(Script, the_log_forgets_the_oldest) {
  for (int i = 0; i < 5000; ++i) list->C_Logout(session);
  EXPECT_EQ(CONTROL(fake_token_log)(0), nullptr);
  EXPECT_STREQ(CONTROL(fake_token_log)(CONTROL(fake_token_log_length)() - 1), "C_Logout");
}

TEST_F(Script, a_reset_forgets_everything) {
  CONTROL(fake_token_answer)("C_GetInfo", CKR_DEVICE_ERROR);
  CONTROL(fake_token_reset)();
  EXPECT_EQ(CONTROL(fake_token_is_initialized)(), 0);
  EXPECT_EQ(CONTROL(fake_token_calls)("C_Initialize"), 0U);
  EXPECT_EQ(CONTROL(fake_token_log_length)(), 0U);
  EXPECT_EQ(list->C_GetInfo(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
}

TEST_F(Script, a_function_that_there_is_not_aborts) {
  EXPECT_DEATH(CONTROL(fake_token_answer)("C_Sing", CKR_OK), "there is no function C_Sing");
}

// The script of the environment is read once, so each of these runs in a process that has not yet loaded the module.
class ScriptFile : public testing::Test {
 protected:
  ScriptFile() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  ~ScriptFile() override { GTEST_FLAG_SET(death_test_style, "fast"); }

  static void use(const char* text) {
    const std::string path = testing::TempDir() + "fake_token_script." + std::to_string(getpid());
    FILE* file = std::fopen(path.c_str(), "w");
    std::fputs(text, file);
    std::fclose(file);
    setenv("FAKE_TOKEN_SCRIPT", path.c_str(), 1);
    CONTROL(fake_token_calls)("C_Sign");
    std::remove(path.c_str());
  }

  [[noreturn]] static void exit_with_answers() {
    const bool as_told = CONTROL(C_Logout)(1) == 0x30 && CONTROL(C_Logout)(1) == 0x30 &&
                         CONTROL(C_Finalize)(nullptr) == 5 &&
                         CONTROL(C_Finalize)(nullptr) == CKR_CRYPTOKI_NOT_INITIALIZED;
    std::_Exit(as_told ? 0 : 1);
  }
};

TEST_F(ScriptFile, answers_are_read_from_it) {
  const auto run = [] {
    use("# what goes wrong\n\nC_Logout answer 0x30\nC_Finalize answer-next 5 1\nC_Finalize delay 1000\n");
    exit_with_answers();
  };
  EXPECT_EXIT(run(), testing::ExitedWithCode(0), "");
}

TEST_F(ScriptFile, a_crash_is_read_from_it) {
  const auto run = [] {
    std::signal(SIGSEGV, SIG_DFL);
    use("C_Login crash\n");
    CONTROL(C_Login)(1, CKU_USER, nullptr, 0);
  };
  EXPECT_EXIT(run(), testing::KilledBySignal(SIGSEGV), "");
}

TEST_F(ScriptFile, a_line_that_says_nothing_known_aborts) {
  EXPECT_DEATH(use("C_Logout answer 0x30 or so\n"), ":1 says nothing known: C_Logout answer 0x30 or so");
  EXPECT_DEATH(use("C_Logout answer CKR_OK\n"), "says nothing known");
  EXPECT_DEATH(use("C_Sing crash\n"), "says nothing known");
}

}  // namespace

}  // namespace fake_token
