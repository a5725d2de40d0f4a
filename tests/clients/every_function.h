// All 104 functions by number, with what a template makes of each.
#pragma once

#include <cstddef>
#include <cstring>
#include <utility>

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::clients {

#define P11TRACE_NAME_OF(name, parameters) #name,
inline constexpr const char* function_names[] = {CK_FUNCTIONS(P11TRACE_NAME_OF)};
#undef P11TRACE_NAME_OF

inline constexpr std::size_t function_count = sizeof function_names / sizeof function_names[0];
static_assert(function_count == 104);

template <std::size_t I>
struct PrototypeOf;

enum FunctionNumber : std::size_t {
#define P11TRACE_NUMBER_OF(name, parameters) number_of_##name,
  CK_FUNCTIONS(P11TRACE_NUMBER_OF)
#undef P11TRACE_NUMBER_OF
};

#define P11TRACE_PROTOTYPE_OF(name, parameters) \
  template <>                                   \
  struct PrototypeOf<number_of_##name> {        \
    using Type = CK_RV parameters;              \
  };
CK_FUNCTIONS(P11TRACE_PROTOTYPE_OF)
#undef P11TRACE_PROTOTYPE_OF

template <std::size_t I>
using Prototype = typename PrototypeOf<I>::Type;

// Entry `i` of a function list, as a pointer without a type. Lists are their version and then one pointer an entry.
inline void* entry_of(const void* list, std::size_t i) {
  void* entry = nullptr;
  std::memcpy(&entry, static_cast<const char*>(list) + offsetof(CK_FUNCTION_LIST, C_Initialize) + i * sizeof entry,
              sizeof entry);
  return entry;
}

inline constexpr std::size_t functions_of_2_40 = number_of_C_WaitForSlotEvent + 1;
inline constexpr std::size_t functions_of_3_0 = number_of_C_MessageVerifyFinal + 1;

// Calls each.template operator()<I>() for every function.
template <class Each>
void for_each_function(Each each) {
  [&]<std::size_t... I>(std::index_sequence<I...>) { (each.template operator()<I>(), ...); }
  (std::make_index_sequence<function_count>());
}

namespace detail {
template <class... Types>
CK_RV call_with_nothing(void* entry, CK_RV (*)(Types...)) {
  return reinterpret_cast<CK_RV (*)(Types...)>(entry)(Types{}...);
}
}  // namespace detail

// Calls function I through `entry` with 0 and NULL for every parameter.
template <std::size_t I>
CK_RV call_with_nothing(void* entry) {
  return detail::call_with_nothing(entry, static_cast<Prototype<I>*>(nullptr));
}

}  // namespace p11trace::clients
