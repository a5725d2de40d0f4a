// signals_client MODULE CALLS: calls a module without locks in a loop, and again from a signal handler that interrupts
// these calls wherever they are. Prints how many calls there were of both kinds.
#include <csignal>
#include <ctime>

#include "tests/clients/scenario.h"

namespace p11trace::clients {
namespace {

const CK_FUNCTION_LIST* list = nullptr;
volatile std::sig_atomic_t handled = 0;

constexpr CK_ULONG random_size = 24;

// Eight bytes count up and the rest follows from them, so that a line can be seen to be of one piece.
void call(CK_ULONG number) {
  CK_BYTE random[random_size] = {};
  if (list->C_GenerateRandom(number, random, sizeof random) != CKR_OK) std::abort();
}

// Or else the log of a slow machine would hold nothing but these.
constexpr int most_handled = 20000;

void handle(int) {
  if (handled == most_handled) return;
  CK_SLOT_INFO info{};
  if (list->C_GetSlotInfo(static_cast<CK_SLOT_ID>(handled), &info) != CKR_OK) std::abort();
  handled = handled + 1;
}

timer_t start_interrupting() {
  struct sigaction action {};
  action.sa_handler = handle;
  action.sa_flags = SA_RESTART;
  REQUIRE(sigaction(SIGUSR1, &action, nullptr) == 0);
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  timer_t timer{};
  REQUIRE(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
  constexpr long interval = 100000;
  const itimerspec times{{0, interval}, {0, interval}};
  REQUIRE(timer_settime(timer, 0, &times, nullptr) == 0);
  return timer;
}

void interrupt_calls(const Words& words) {
  const TokenModule module(words[0].c_str());
  list = module.list();
  const CK_ULONG calls = std::stoul(words[1]);
  const timer_t timer = start_interrupting();
  for (CK_ULONG i = 0; i < calls; ++i) call(i);
  REQUIRE(timer_delete(timer) == 0);
  std::signal(SIGUSR1, SIG_IGN);
  std::printf("%lu %d\n", calls, static_cast<int>(handled));
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  constexpr Scenario scenarios[] = {{"interrupted", interrupt_calls}};
  return run_scenario(scenarios, argc, argv);
}
