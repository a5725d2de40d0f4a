// Many threads that call one or several modules: short lives, last calls, cancelled calls.
#include <malloc.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "tests/clients/scenario.h"

namespace p11trace::clients {
namespace {

// Every call has a number of its own in its first argument: that of its thread, and how many came before.
constexpr CK_ULONG calls_of_a_thread = 1000000;

CK_ULONG number_of_call(CK_ULONG thread, CK_ULONG before) { return (thread + 1) * calls_of_a_thread + before; }

int thread_id() { return static_cast<int>(syscall(SYS_gettid)); }

void sleep_milliseconds(long milliseconds) {
  const timespec time{milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, nullptr);
}

// None of these calls finds its session or slot, so that the module may be used by all threads at once.
void call_one(const CK_FUNCTION_LIST& list, CK_ULONG thread, CK_ULONG before) {
  const CK_ULONG number = number_of_call(thread, before);
  CK_BYTE bytes[3000];
  std::memset(bytes, static_cast<int>(thread), sizeof bytes);
  CK_ULONG length = 5;
  CK_SLOT_INFO slot{};
  CK_SESSION_INFO session{};
  CK_ATTRIBUTE attributes[] = {{CKA_LABEL, bytes, 7}, {CKA_ID, bytes, 9}, {CKA_CLASS, nullptr, 0}};
  switch (before % 5) {
    case 0:
      REQUIRE(list.C_GetSlotInfo(number, &slot) == CKR_SLOT_ID_INVALID);
      break;
    case 1:
      REQUIRE(list.C_GetSessionInfo(number, &session) == CKR_SESSION_HANDLE_INVALID);
      break;
    case 2:
      REQUIRE(list.C_Digest(number, bytes, 100, bytes, &length) == CKR_SESSION_HANDLE_INVALID);
      break;
    case 3:
      REQUIRE(list.C_GetAttributeValue(number, number, attributes, 3) == CKR_SESSION_HANDLE_INVALID);
      break;
    default:
      REQUIRE(list.C_VerifyFinal(number, bytes, sizeof bytes) == CKR_SESSION_HANDLE_INVALID);
      break;
  }
}

// In kB.
unsigned long address_space() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word)
    if (word == "VmSize:") break;
  unsigned long size = 0;
  REQUIRE(status >> size);
  return size;
}

// A thread's buffers take almost two megabytes of it: 1,000 that were lost would be many times this.
constexpr unsigned long most_growth = 200000;

// malloc's arenas, 64 megabytes each, come when threads happen to meet: one is enough here.
void keep_address_space_steady() { mallopt(M_ARENA_MAX, 1); }

// mix TOKEN THREADS CALLS: prints "ID THREAD" for each thread.
void call_a_mix(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  REQUIRE(list.C_Initialize(nullptr) == CKR_OK);
  const CK_ULONG count = std::stoul(words[1]);
  const CK_ULONG calls = std::stoul(words[2]);
  std::vector<int> ids(count);
  std::vector<std::thread> threads;
  for (CK_ULONG i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      ids[i] = thread_id();
      for (CK_ULONG before = 0; before < calls; ++before) call_one(list, i, before);
    });
  for (std::thread& thread : threads) thread.join();
  for (CK_ULONG i = 0; i < count; ++i) std::printf("%d %lu\n", ids[i], i);
}

// modules CALLS PATH...: a thread for each of the modules, all at once.
void call_modules(const Words& words) {
  const CK_ULONG calls = std::stoul(words[0]);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < words.size(); ++i)
    threads.emplace_back([&, i] {
      const TokenModule token(words[i].c_str());
      const CK_FUNCTION_LIST& list = *token.list();
      REQUIRE(list.C_Initialize(nullptr) == CKR_OK);
      for (CK_ULONG before = 0; before < calls; ++before) call_one(list, i - 1, before);
    });
  for (std::thread& thread : threads) thread.join();
}

// modules_in_turn PATH...: loads one after the other, which decides about their labels.
void load_modules_in_turn(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const TokenModule token(words[i].c_str());
    CK_INFO info{};
    REQUIRE(token.list()->C_GetInfo(&info) == CKR_CRYPTOKI_NOT_INITIALIZED);
  }
}

// `together` threads that live at the same time and make one call each.
void live_shortly(const CK_FUNCTION_LIST& list, CK_ULONG together) {
  std::atomic<CK_ULONG> called = 0;
  std::vector<std::thread> threads;
  for (CK_ULONG i = 0; i < together; ++i)
    threads.emplace_back([&, i] {
      call_one(list, i, 0);
      for (++called; called != together;) sleep_milliseconds(1);
    });
  for (std::thread& thread : threads) thread.join();
}

// short_lived TOKEN: 1,200 threads, some of them more at a time than buffers are kept.
void make_short_lived_threads(const Words& words) {
  keep_address_space_steady();
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  REQUIRE(list.C_Initialize(nullptr) == CKR_OK);
  live_shortly(list, 100);
  const unsigned long before = address_space();
  for (int i = 0; i < 1000; ++i) live_shortly(list, 1);
  live_shortly(list, 100);
  REQUIRE(address_space() < before + most_growth);
}

const CK_FUNCTION_LIST* list_of_last_calls = nullptr;

void call_last(void* number) {
  const auto session = reinterpret_cast<CK_SESSION_HANDLE>(number);
  REQUIRE(list_of_last_calls->C_CloseSession(session) == CKR_SESSION_HANDLE_INVALID);
}

// key_destructor TOKEN: the last call of each thread comes when p11trace has already said farewell to it.
void call_from_key_destructors(const Words& words) {
  keep_address_space_steady();
  const TokenModule token(words[0].c_str());
  list_of_last_calls = token.list();
  REQUIRE(list_of_last_calls->C_Initialize(nullptr) == CKR_OK);
  pthread_key_t key{};
  REQUIRE(pthread_key_create(&key, call_last) == 0);
  unsigned long before = 0;
  for (CK_ULONG i = 0; i < 500; ++i) {
    std::thread([&, i] {
      call_one(*list_of_last_calls, i, 0);
      pthread_setspecific(key, reinterpret_cast<void*>(number_of_call(i, 1)));
    }).join();
    if (i == 20) before = address_space();
  }
  REQUIRE(address_space() < before + most_growth);
}

// cancelled TOKEN TIMES: a thread that waits for a slot is cancelled, while others go on.
void cancel_waiting_threads(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  REQUIRE(list.C_Initialize(nullptr) == CKR_OK);
  std::atomic<bool> done = false;
  CK_ULONG calls = 0;
  std::thread other([&] {
    // An end of its own, for the sake of the disk.
    while (!done && calls < 50000) call_one(list, 0, calls++);
  });
  const unsigned long times = std::stoul(words[1]);
  for (unsigned long i = 0; i < times; ++i) {
    pthread_t waiting{};
    const auto wait = [](void* waiting_list) -> void* {
      CK_SLOT_ID slot = 0;
      static_cast<const CK_FUNCTION_LIST*>(waiting_list)->C_WaitForSlotEvent(0, &slot, nullptr);
      return nullptr;
    };
    REQUIRE(pthread_create(&waiting, nullptr, wait, const_cast<CK_FUNCTION_LIST*>(&list)) == 0);
    while (TOKEN(token, fake_token_calls)("C_WaitForSlotEvent") != i + 1) sleep_milliseconds(1);
    sleep_milliseconds(i % 3);
    REQUIRE(pthread_cancel(waiting) == 0);
    void* end = nullptr;
    REQUIRE(pthread_join(waiting, &end) == 0);
    REQUIRE(end == PTHREAD_CANCELED);
  }
  done = true;
  other.join();
  std::printf("%lu\n", calls);
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  constexpr Scenario scenarios[] = {
      {"mix", call_a_mix},
      {"modules", call_modules},
      {"modules_in_turn", load_modules_in_turn},
      {"short_lived", make_short_lived_threads},
      {"key_destructor", call_from_key_destructors},
      {"cancelled", cancel_waiting_threads},
  };
  return run_scenario(scenarios, argc, argv);
}
