// What several callers of one module see, and what the module sees of them: each row of the table in docs/managed-modules.md.
#include "tracer/managed/shared_module.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "tests/tracer/alone.h"
#include "tests/tracer/managed/callers.h"

namespace p11trace::managed {
namespace {

// For functions that are called in place of the token's, which have no other way to know of them.
constinit const Token* token_inside = nullptr;
constinit const CK_FUNCTION_LIST* list_inside = nullptr;
constinit std::atomic<CK_RV> answer_inside = CKR_OK;
constinit std::atomic<int> mistakes_inside = 0;
constinit CK_NSS_C_INITIALIZE_ARGS arguments_inside = {};

// Each test has a process of its own.
template <class Body>
void with_two_callers(Body body) {
  alone([=] {
    const Token token;
    SharedModule shared;
    body(token, caller_of(token, shared), caller_of(token, shared));
  });
}

template <class Body>
void with_a_caller(Body body) {
  with_two_callers(
      [=](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST*) { body(token, first); });
}

using Own = CK_RV(void*);
CK_RV own(const char* function, void* argument) {
  return reinterpret_cast<Own*>(token_inside->control<decltype(fake_token_own)>("fake_token_own")(function))(argument);
}

TEST(Managed, the_first_initialize_is_the_real_one_and_others_only_count) {
  with_two_callers([](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(token.calls("C_Initialize"), 1u);
  });
}

TEST(Managed, callers_that_arrive_while_the_real_initialize_runs_wait_for_it) {
  with_two_callers([](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    token.block("C_Initialize");
    std::thread one([&] { EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK); });
    token.wait_until_blocked("C_Initialize");
    std::atomic<bool> done = false;
    std::thread two([&] {
      EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
      done = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_FALSE(done);
    token.unblock("C_Initialize");
    one.join();
    two.join();
    EXPECT_EQ(token.calls("C_Initialize"), 1u);
  });
}

TEST(Managed, a_caller_that_initializes_again_is_already_initialized) {
  with_a_caller([](const Token& token, const CK_FUNCTION_LIST* caller) {
    EXPECT_EQ(caller->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(caller->C_Initialize(nullptr), CKR_CRYPTOKI_ALREADY_INITIALIZED);
    EXPECT_EQ(token.calls("C_Initialize"), 1u);
  });
}

TEST(Managed, of_two_threads_that_initialize_one_caller_one_wins) {
  with_a_caller([](const Token& token, const CK_FUNCTION_LIST* caller) {
    token.control<decltype(fake_token_delay)>("fake_token_delay")("C_Initialize", 1000000);
    std::atomic<int> ok = 0;
    std::atomic<int> already = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; i++)
      threads.emplace_back([&] {
        const CK_RV result = caller->C_Initialize(nullptr);
        ok += result == CKR_OK ? 1 : 0;
        already += result == CKR_CRYPTOKI_ALREADY_INITIALIZED ? 1 : 0;
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(ok, 1);
    EXPECT_EQ(already, 7);
  });
}

TEST(Managed, an_initialize_that_fails_is_not_counted_and_the_next_caller_tries_again) {
  with_two_callers([](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    token.answer("C_Initialize", CKR_DEVICE_ERROR);
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_DEVICE_ERROR);
    EXPECT_EQ(first->C_Finalize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
    token.behave("C_Initialize");
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(token.calls("C_Finalize"), 1u);
  });
}

TEST(Managed, finalize_closes_the_callers_own_sessions_and_the_last_one_is_the_real_one) {
  with_two_callers([](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    const CK_SESSION_HANDLE firsts = open_session(first, 1);
    const CK_SESSION_HANDLE seconds = open_session(second, 1);
    EXPECT_EQ(first->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(token.calls("C_Finalize"), 0u);
    EXPECT_EQ(state_of(second, firsts), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQ(state_of(second, seconds), CKR_OK);
    token.answer("C_Finalize", CKR_GENERAL_ERROR);
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_GENERAL_ERROR);
    token.behave("C_Finalize");
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(token.control<decltype(fake_token_is_initialized)>("fake_token_is_initialized")(), 0);
  });
}

TEST(Managed, finalize_by_a_caller_that_is_not_initialized_says_so) {
  with_two_callers([](const Token&, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQ(first->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(first->C_Finalize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
  });
}

TEST(Managed, finalize_with_a_reserved_pointer_does_nothing) {
  with_a_caller([](const Token& token, const CK_FUNCTION_LIST* caller) {
    EXPECT_EQ(caller->C_Initialize(nullptr), CKR_OK);
    int reserved = 0;
    EXPECT_EQ(caller->C_Finalize(&reserved), CKR_ARGUMENTS_BAD);
    EXPECT_EQ(token.calls("C_Finalize"), 0u);
    open_session(caller, 1);
  });
}

TEST(Managed, close_all_sessions_closes_the_callers_own) {
  with_two_callers([](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    const CK_SESSION_HANDLE firsts[] = {open_session(first, 1), open_session(first, 1)};
    const CK_SESSION_HANDLE seconds = open_session(second, 1);
    EXPECT_EQ(first->C_CloseAllSessions(2), CKR_OK);
    EXPECT_EQ(state_of(first, firsts[0]), CKR_OK);
    EXPECT_EQ(first->C_CloseAllSessions(1), CKR_OK);
    for (const CK_SESSION_HANDLE session : firsts) EXPECT_EQ(state_of(first, session), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQ(state_of(second, seconds), CKR_OK);
    EXPECT_EQ(token.calls("C_CloseAllSessions"), 0u);
  });
}

TEST(Managed, close_all_sessions_of_an_unknown_slot_is_reported) {
  with_a_caller([](const Token&, const CK_FUNCTION_LIST* caller) {
    EXPECT_EQ(caller->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(caller->C_CloseAllSessions(77), CKR_SLOT_ID_INVALID);
  });
}

TEST(Managed, a_close_that_fails_is_reported_and_the_session_stays_known) {
  with_a_caller([](const Token& token, const CK_FUNCTION_LIST* caller) {
    EXPECT_EQ(caller->C_Initialize(nullptr), CKR_OK);
    const CK_SESSION_HANDLE session = open_session(caller, 1);
    token.answer("C_CloseSession", CKR_DEVICE_ERROR);
    EXPECT_EQ(caller->C_CloseAllSessions(1), CKR_DEVICE_ERROR);
    EXPECT_EQ(caller->C_CloseSession(session), CKR_DEVICE_ERROR);
    token.behave("C_CloseSession");
    EXPECT_EQ(caller->C_CloseAllSessions(1), CKR_OK);
    EXPECT_EQ(state_of(caller, session), CKR_SESSION_HANDLE_INVALID);
  });
}

TEST(Managed, a_session_of_another_caller_cannot_be_closed) {
  with_two_callers([](const Token&, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    const CK_SESSION_HANDLE session = open_session(first, 1);
    EXPECT_EQ(second->C_CloseSession(session), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQ(state_of(first, session), CKR_OK);
    EXPECT_EQ(first->C_CloseSession(session), CKR_OK);
    EXPECT_EQ(first->C_CloseSession(session), CKR_SESSION_HANDLE_INVALID);
  });
}

TEST(Managed, session_functions_of_a_caller_that_is_not_initialized_say_so) {
  with_two_callers([](const Token&, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    const auto expect_not_initialized = [&] {
      CK_SESSION_HANDLE session = 0;
      EXPECT_EQ(second->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session), CKR_CRYPTOKI_NOT_INITIALIZED);
      EXPECT_EQ(second->C_CloseSession(1), CKR_CRYPTOKI_NOT_INITIALIZED);
      EXPECT_EQ(second->C_CloseAllSessions(1), CKR_CRYPTOKI_NOT_INITIALIZED);
    };
    expect_not_initialized();
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    expect_not_initialized();
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_OK);
    expect_not_initialized();
  });
}

TEST(Managed, a_function_that_no_filter_wants_is_the_modules_own) {
  with_a_caller([](const Token& token, const CK_FUNCTION_LIST* caller) {
    EXPECT_EQ(caller->C_Sign, token.list()->C_Sign);
    EXPECT_EQ(caller->C_Login, token.list()->C_Login);
    EXPECT_NE(caller->C_OpenSession, token.list()->C_OpenSession);
  });
}

TEST(Managed, a_module_that_somebody_else_initialized_is_counted_and_never_finalized) {
  alone([] {
    const Token token;
    SharedModule shared;
    EXPECT_EQ(token.list()->C_Initialize(nullptr), CKR_OK);
    const auto* first = caller_of(token, shared);
    const auto* second = caller_of(token, shared);
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(first->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(token.calls("C_Finalize"), 0u);
    EXPECT_EQ(token.list()->C_Finalize(nullptr), CKR_OK);
  });
}

TEST(Managed, the_module_gets_our_mutexes_and_the_callers_reserved_pointer) {
  alone([] {
    const Token token;
    SharedModule shared;
    token_inside = &token;
    const auto note = +[](void* arguments) -> CK_RV {
      arguments_inside = *static_cast<CK_NSS_C_INITIALIZE_ARGS*>(arguments);
      return own("C_Initialize", nullptr);
    };
    token.call_instead("C_Initialize", reinterpret_cast<void*>(note));
    const auto* caller = caller_of(token, shared);
    const auto* other = caller_of(token, shared);
    int reserved = 0;
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_LIBRARY_CANT_CREATE_OS_THREADS | CKF_OS_LOCKING_OK;
    arguments.pReserved = &reserved;
    EXPECT_EQ(caller->C_Initialize(&arguments), CKR_OK);
    EXPECT_EQ(arguments_inside.flags, CKF_OS_LOCKING_OK | CKF_LIBRARY_CANT_CREATE_OS_THREADS);
    EXPECT_EQ(static_cast<void*>(arguments_inside.LibraryParameters), &reserved);
    void* mutex = nullptr;
    ASSERT_EQ(arguments_inside.CreateMutex(&mutex), CKR_OK);
    EXPECT_EQ(arguments_inside.LockMutex(mutex), CKR_OK);
    EXPECT_EQ(arguments_inside.UnlockMutex(mutex), CKR_OK);
#ifndef __SANITIZE_THREAD__  // which reports it
    EXPECT_EQ(arguments_inside.UnlockMutex(mutex), CKR_MUTEX_NOT_LOCKED);
#endif
    EXPECT_EQ(arguments_inside.DestroyMutex(mutex), CKR_OK);
    EXPECT_EQ(arguments_inside.LockMutex(nullptr), CKR_MUTEX_BAD);
    EXPECT_EQ(other->C_Initialize(nullptr), CKR_OK);
  });
}

CK_RV create(void**) { return CKR_OK; }
CK_RV with(void*) { return CKR_OK; }

TEST(Managed, mutex_callbacks_are_given_all_or_none_and_never_handed_on) {
  alone([] {
    const Token token;
    SharedModule shared;
    token_inside = &token;
    const auto note = +[](void* arguments) -> CK_RV {
      arguments_inside = *static_cast<CK_NSS_C_INITIALIZE_ARGS*>(arguments);
      return own("C_Initialize", nullptr);
    };
    token.call_instead("C_Initialize", reinterpret_cast<void*>(note));
    const auto* caller = caller_of(token, shared);
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.CreateMutex = create;
    arguments.LockMutex = with;
    EXPECT_EQ(caller->C_Initialize(&arguments), CKR_ARGUMENTS_BAD);
    EXPECT_EQ(token.calls("C_Initialize"), 0u);
    arguments.DestroyMutex = with;
    arguments.UnlockMutex = with;
    EXPECT_EQ(caller->C_Initialize(&arguments), CKR_OK);
    EXPECT_NE(arguments_inside.CreateMutex, create);
    EXPECT_NE(arguments_inside.LockMutex, with);
  });
}

TEST(Managed, login_and_logout_are_of_all_callers) {
  with_two_callers([](const Token&, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
    CK_UTF8CHAR pin[] = "1234";
    const CK_SESSION_HANDLE firsts = open_session(first, 1);
    const CK_SESSION_HANDLE seconds = open_session(second, 1);
    EXPECT_EQ(first->C_Login(firsts, CKU_USER, pin, 4), CKR_OK);
    EXPECT_EQ(second->C_Login(seconds, CKU_USER, pin, 4), CKR_USER_ALREADY_LOGGED_IN);
    EXPECT_EQ(second->C_Logout(seconds), CKR_OK);
    EXPECT_EQ(first->C_Logout(firsts), CKR_USER_NOT_LOGGED_IN);
  });
}

TEST(Managed, while_the_real_initialize_hangs_other_modules_go_on) {
  alone([] {
    const Token token;
    SharedModule shared;
    SharedModule another;  // as if of another library: nothing else is shared
    const auto* stuck = caller_of(token, shared);
    const auto* free = caller_of(token, another);
    EXPECT_EQ(free->C_Initialize(nullptr), CKR_OK);
    token.block("C_Initialize");
    std::thread thread([&] { stuck->C_Initialize(nullptr); });
    token.wait_until_blocked("C_Initialize");
    const CK_SESSION_HANDLE session = open_session(free, 1);
    EXPECT_EQ(free->C_CloseSession(session), CKR_OK);
    EXPECT_EQ(free->C_CloseAllSessions(1), CKR_OK);
    token.unblock("C_Initialize");
    thread.join();
  });
}

TEST(Managed, a_module_that_calls_back_into_its_wrapper_gets_an_error_whatever_other_threads_do) {
  alone([] {
    const Token token;
    SharedModule shared;
    token_inside = &token;
    list_inside = caller_of(token, shared);
    const auto again = +[](void*) -> CK_RV {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      answer_inside = list_inside->C_Initialize(nullptr);
      mistakes_inside += list_inside->C_Finalize(nullptr) != CKR_FUNCTION_FAILED;
      return own("C_Initialize", nullptr);
    };
    token.call_instead("C_Initialize", reinterpret_cast<void*>(again));
    std::vector<std::thread> threads;
    std::vector<const CK_FUNCTION_LIST*> others;
    for (int i = 0; i < 4; i++) others.push_back(caller_of(token, shared));
    threads.emplace_back([] { EXPECT_EQ(list_inside->C_Initialize(nullptr), CKR_OK); });
    for (const CK_FUNCTION_LIST* other : others)
      threads.emplace_back([=] { EXPECT_EQ(other->C_Initialize(nullptr), CKR_OK); });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(answer_inside, CKR_FUNCTION_FAILED);
    EXPECT_EQ(mistakes_inside, 0);
  });
}

#ifndef __SANITIZE_THREAD__  // under which a child of a process with threads cannot go on
TEST(Managed, after_fork_every_caller_of_the_child_is_out_and_may_initialize_again) {
  with_two_callers([](const Token& token, const CK_FUNCTION_LIST* first, const CK_FUNCTION_LIST* second) {
    EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
    const CK_SESSION_HANDLE session = open_session(first, 1);
    // Another thread is inside the real C_Finalize of one module, and C_Initialize of another.
    SharedModule stuck;
    const auto* third = caller_of(token, stuck);
    token.block("C_Initialize");
    std::thread thread([&] { third->C_Initialize(nullptr); });
    token.wait_until_blocked("C_Initialize");
    alone([&] {
      token.control<decltype(fake_token_reset)>("fake_token_reset")();
      const auto begin = std::chrono::steady_clock::now();
      EXPECT_EQ(first->C_Finalize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
      EXPECT_EQ(third->C_Initialize(nullptr), CKR_OK);
      EXPECT_EQ(third->C_Finalize(nullptr), CKR_OK);
      EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
      EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
      EXPECT_EQ(first->C_CloseSession(session), CKR_SESSION_HANDLE_INVALID);
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
    });
    token.unblock("C_Initialize");
    thread.join();
    EXPECT_EQ(state_of(first, session), CKR_OK);
  });
}
#endif

}  // namespace
}  // namespace p11trace::managed
