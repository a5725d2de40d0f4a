// Callers that come and go all the time, and a great many of them.
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/tracer/alone.h"
#include "tests/tracer/log_file.h"
#include "tests/tracer/managed/callers.h"
#include "tracer/capture/process_log.h"

namespace p11trace::managed {
namespace {

// How long each test goes on: tools/check --soak asks for more.
std::chrono::seconds duration() {
  const char* seconds = std::getenv("P11TRACE_STRESS_SECONDS");
  return std::chrono::seconds(seconds == nullptr ? 5 : std::atoi(seconds));
}

constinit std::atomic<bool> is_initialized_inside = false;
constinit std::atomic<int> mistakes = 0;

// A module whose own C_Initialize and C_Finalize must take turns.
class Watched {
 public:
  explicit Watched(const CK_FUNCTION_LIST* list)
      : module_(*chain::module_of(reinterpret_cast<void*>(list->C_Initialize))), list_(*list) {
    own_initialize = list->C_Initialize;
    own_finalize = list->C_Finalize;
    list_.C_Initialize = initialize_in_turn;
    list_.C_Finalize = finalize_in_turn;
  }

  CK_FUNCTION_LIST* caller() {
    return const_cast<CK_FUNCTION_LIST*>(
        chain::handed_list({module_, shared_.add_caller("test"), nullptr}, &list_, 68));
  }

 private:
  static CK_RV initialize_in_turn(void* arguments) {
    mistakes += is_initialized_inside.exchange(true);
    return own_initialize(arguments);
  }
  static CK_RV finalize_in_turn(void* reserved) {
    mistakes += !is_initialized_inside.exchange(false);
    return own_finalize(reserved);
  }

  static inline CK_C_Initialize own_initialize;
  static inline CK_C_Finalize own_finalize;
  chain::Module& module_;
  CK_FUNCTION_LIST list_;
  SharedModule shared_;
};

// Threads, each with a caller of its own, that come and go.
void stress(const CK_FUNCTION_LIST* own, CK_SLOT_ID slot, unsigned count) {
  Watched watched(own);
  std::atomic<unsigned long> rounds = 0;
  std::vector<std::thread> threads;
  const auto end = std::chrono::steady_clock::now() + duration();
  for (unsigned i = 0; i < count; i++)
    threads.emplace_back([&, list = watched.caller()] {
      while (std::chrono::steady_clock::now() < end) {
        CK_INFO info;
        CK_SESSION_HANDLE session;
        mistakes += list->C_Initialize(nullptr) != CKR_OK;
        mistakes += list->C_GetInfo(&info) != CKR_OK;
        mistakes += list->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK;
        mistakes += list->C_CloseAllSessions(slot) != CKR_OK;
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
  alone([] { stress(Token().list(), 1, 2); });
}
TEST(ManagedStress, four_callers_come_and_go) {
  alone([] { stress(Token().list(), 1, 4); });
}
TEST(ManagedStress, sixteen_callers_come_and_go) {
  alone([] { stress(Token().list(), 1, 16); });
}

// A new token of SoftHSM2, in a directory of the test's.
class SoftHsm {
 public:
  SoftHsm() {
    std::ofstream(directory_.path("conf")) << "directories.tokendir = " << directory_.path("") << "\n"
                                           << "log.level = ERROR\n";
    setenv("SOFTHSM2_CONF", directory_.path("conf").c_str(), 1);
    void* const library = dlopen(SOFTHSM, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error(dlerror());
    reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"))(&list_);
    list_->C_Initialize(nullptr);
    CK_UTF8CHAR pin[] = "1234";
    CK_UTF8CHAR label[33] = "stress                          ";
    CK_ULONG one = 1;
    EXPECT_EQ(list_->C_GetSlotList(CK_FALSE, &slot_, &one), CKR_OK);
    EXPECT_EQ(list_->C_InitToken(slot_, pin, 4, label), CKR_OK);
    list_->C_Finalize(nullptr);
    // The slot of a token that was just made has another number from the next time on.
    list_->C_Initialize(nullptr);
    CK_SLOT_ID slots[2];
    CK_ULONG two = 2;
    EXPECT_EQ(list_->C_GetSlotList(CK_TRUE, slots, &two), CKR_OK);
    slot_ = slots[0];
    list_->C_Finalize(nullptr);
  }
  const CK_FUNCTION_LIST* list() const { return list_; }
  CK_SLOT_ID slot() const { return slot_; }

 private:
  LogFile directory_;
  CK_FUNCTION_LIST* list_ = nullptr;
  CK_SLOT_ID slot_ = 0;
};

void stress_softhsm(unsigned count) {
  const SoftHsm token;
  stress(token.list(), token.slot(), count);
}

TEST(ManagedStress, two_callers_of_softhsm_come_and_go) {
  alone([] { stress_softhsm(2); });
}
TEST(ManagedStress, four_callers_of_softhsm_come_and_go) {
  alone([] { stress_softhsm(4); });
}
TEST(ManagedStress, sixteen_callers_of_softhsm_come_and_go) {
  alone([] { stress_softhsm(16); });
}

TEST(ManagedStress, of_threads_that_are_one_caller_exactly_one_initializes_and_one_finalizes) {
  alone([] {
    constexpr int count = 4;
    const Token token;
    Watched watched(token.list());
    CK_FUNCTION_LIST* const list = watched.caller();
    std::barrier together(count);
    std::atomic<unsigned long> rounds = 0;
    std::atomic<int> first = 0;
    std::atomic<int> last = 0;
    std::atomic<bool> goes_on = true;
    const auto end = std::chrono::steady_clock::now() + duration();
    std::vector<std::thread> threads;
    for (int i = 0; i < count; i++)
      threads.emplace_back([&, i] {
        while (goes_on) {
          together.arrive_and_wait();
          const CK_RV entered = list->C_Initialize(nullptr);
          first += entered == CKR_OK;
          mistakes += entered != CKR_OK && entered != CKR_CRYPTOKI_ALREADY_INITIALIZED;
          together.arrive_and_wait();
          const CK_RV left = list->C_Finalize(nullptr);
          last += left == CKR_OK;
          mistakes += left != CKR_OK && left != CKR_CRYPTOKI_NOT_INITIALIZED;
          together.arrive_and_wait();
          if (i != 0) {
            together.arrive_and_wait();
            continue;
          }
          mistakes += first.exchange(0) != 1;
          mistakes += last.exchange(0) != 1;
          rounds++;
          goes_on = std::chrono::steady_clock::now() < end;
          together.arrive_and_wait();
        }
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(mistakes, 0);
    EXPECT_GT(rounds, 10u);
  });
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
