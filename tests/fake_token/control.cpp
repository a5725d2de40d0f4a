// The C interface of control.h.
#include "tests/fake_token/control.h"

#include <cstdio>
#include <cstdlib>

#include "tests/fake_token/own.h"
#include "tests/fake_token/script.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/variant.h"

namespace fake_token {

namespace {

Function named(const char* name) {
  const auto function = function_by_name(name);
  if (function) return *function;
  std::fprintf(stderr, "fake token: there is no function %s\n", name);
  std::abort();
}

void* const own_functions[] = {
#define FAKE_TOKEN_POINTER(name, parameters) reinterpret_cast<void*>(&own::name),
    CK_FUNCTIONS(FAKE_TOKEN_POINTER)
#undef FAKE_TOKEN_POINTER
};

}  // namespace

}  // namespace fake_token

using namespace fake_token;

void fake_token_answer(const char* function, CK_RV rv) {
  script().change(named(function), [rv](Behaviour& it) { it.answer = rv; });
}

void fake_token_answer_next(const char* function, CK_RV rv, unsigned long count) {
  script().change(named(function), [rv, count](Behaviour& it) { it.next = {rv, count}; });
}

void fake_token_call_instead(const char* function, void* replacement) {
  script().change(named(function), [replacement](Behaviour& it) { it.replacement = replacement; });
}

void* fake_token_own(const char* function) { return own_functions[index_of(named(function))]; }

void fake_token_delay(const char* function, unsigned long nanoseconds) {
  script().change(named(function), [nanoseconds](Behaviour& it) { it.delay = nanoseconds; });
}

void fake_token_crash_in(const char* function) {
  script().change(named(function), [](Behaviour& it) { it.crashes = true; });
}

void fake_token_block_in(const char* function) {
  script().change(named(function), [](Behaviour& it) { it.blocks = true; });
}

void fake_token_unblock(const char* function) {
  script().change(named(function), [](Behaviour& it) { it.blocks = false; });
}

unsigned long fake_token_blocked(const char* function) { return script().blocked(named(function)); }

void fake_token_behave(const char* function) {
  script().change(named(function), [](Behaviour& it) { it = {}; });
}

unsigned long fake_token_calls(const char* function) { return script().calls(named(function)); }

const char* fake_token_log(unsigned long index) { return script().logged(index); }

unsigned long fake_token_log_length() { return script().log_length(); }

void fake_token_variant(const char* words) { choose_variant(words); }

CK_RV fake_token_function_list(CK_FUNCTION_LIST_PTR_PTR ppFunctionList) {
  return own::C_GetFunctionList(ppFunctionList);
}

int fake_token_is_initialized() {
  const std::lock_guard lock(token_mutex());
  return token().initialized ? 1 : 0;
}

unsigned long fake_token_open_sessions() {
  const std::lock_guard lock(token_mutex());
  return token().sessions.size();
}

void fake_token_reset() {
  script().reset();
  choose_variant(nullptr);
  reset_token();
}
