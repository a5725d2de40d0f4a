// What callers call: one entry a function, all from one template, and the plain tables that point to them.
#include "tests/fake_token/entries.h"

#include <new>

#include "tests/fake_token/own.h"
#include "tests/fake_token/script.h"
#include "tests/fake_token/tables.h"

namespace fake_token {

namespace {

// Local to this file: no interposer can put anything else in its place.
template <Function function, auto implementation>
struct Entry;

template <Function function, class... Arguments, CK_RV (*implementation)(Arguments...)>
struct Entry<function, implementation> {
  static CK_RV call(Arguments... arguments) {
    try {
      const Step step = script().enter(function);
      if (step.answer) return *step.answer;
      if (step.replacement == nullptr) return implementation(arguments...);
      return reinterpret_cast<CK_RV (*)(Arguments...)>(step.replacement)(arguments...);
    } catch (const std::bad_alloc&) {
      return CKR_HOST_MEMORY;
    }
  }
};

CK_RV vendor_answer(CK_ULONG_PTR pulAnswer) {
  if (pulAnswer == nullptr) return CKR_ARGUMENTS_BAD;
  *pulAnswer = 42;
  return CKR_OK;
}

}  // namespace

#define FAKE_TOKEN_ENTRY(name, parameters) Entry<Function::name, &own::name>::call,

constinit Tables plain_tables = {
    {{2, 40}, CK_FUNCTIONS_2_40(FAKE_TOKEN_ENTRY)},
    {{3, 0}, CK_FUNCTIONS_2_40(FAKE_TOKEN_ENTRY) CK_FUNCTIONS_3_0(FAKE_TOKEN_ENTRY)},
    {{3, 2}, CK_FUNCTIONS(FAKE_TOKEN_ENTRY)},
    {{1, 0}, vendor_answer},
    {'P', 'K', 'C', 'S', ' ', '1', '1'},
    {'V', 'e', 'n', 'd', 'o', 'r', ' ', 'f', 'a', 'k', 'e', ' ', 'I', 'n', 't', 'e', 'r', 'f', 'a', 'c', 'e'},
    {{plain_tables.standard_name, &plain_tables.list_3_2, 0},
     {plain_tables.standard_name, &plain_tables.list_3_0, 0},
     {plain_tables.standard_name, &plain_tables.list_2_40, 0},
     {plain_tables.vendor_name, &plain_tables.vendor, 0}},
    Tables::standard_interfaces + 1,
};

#undef FAKE_TOKEN_ENTRY

}  // namespace fake_token

#define FAKE_TOKEN_DEFINE(name, parameters) \
  const CK_##name fake_entry_##name = fake_token::Entry<fake_token::Function::name, &fake_token::own::name>::call;
CK_FUNCTIONS(FAKE_TOKEN_DEFINE)
#undef FAKE_TOKEN_DEFINE
