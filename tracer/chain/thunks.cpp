// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The thunks of all functions, in the order of the rows, and where the entry points stand.
#include <array>

#include "tracer/chain/stubs.h"
#include "tracer/chain/thunk.h"

extern "C" {
// Written by stubs_*.S: most_wrappers entry points for each function, 16 bytes each.
extern const unsigned char p11trace_stubs[];

#define P11TRACE_THUNK(name, parameters)                        \
  reinterpret_cast<const void*>(                                \
      &p11trace::chain::Thunk<p11trace::pkcs11::Function::name, \
                              p11trace::pkcs11::Prototype<p11trace::pkcs11::Function::name>>::enter),
extern const void* const p11trace_thunks[] __attribute__((visibility("hidden")));
const void* const p11trace_thunks[] = {CK_FUNCTIONS(P11TRACE_THUNK)};
#undef P11TRACE_THUNK
}

namespace p11trace::chain {
namespace {

// The functions of which lean wrappers have entry points, in the order of those.
constexpr auto managed_functions = [] {
  constexpr std::size_t count = [] {
    std::size_t number = 0;
    for (const pkcs11::FunctionRow& row : pkcs11::functions) number += is_managed(row.id) ? 1 : 0;
    return number;
  }();
  std::array<pkcs11::Function, count> functions{};
  std::size_t next = 0;
  for (const pkcs11::FunctionRow& row : pkcs11::functions)
    if (is_managed(row.id)) functions[next++] = row.id;
  return functions;
}();
static_assert(managed_functions.size() == 8, "FEW_FUNCTIONS of stubs_*.S");

template <pkcs11::Function F>
constexpr auto thunk = &Thunk<F, pkcs11::Prototype<F>>::enter;

}  // namespace
}  // namespace p11trace::chain

extern "C" {
extern const void* const p11trace_few_thunks[] __attribute__((visibility("hidden")));
const void* const p11trace_few_thunks[] = {
#define P11TRACE_FEW(i) reinterpret_cast<const void*>(p11trace::chain::thunk<p11trace::chain::managed_functions[i]>)
    P11TRACE_FEW(0), P11TRACE_FEW(1), P11TRACE_FEW(2), P11TRACE_FEW(3),
    P11TRACE_FEW(4), P11TRACE_FEW(5), P11TRACE_FEW(6), P11TRACE_FEW(7),
#undef P11TRACE_FEW
};
}

namespace p11trace::chain {

void* stub_of(pkcs11::Function function, std::size_t wrapper) noexcept {
  constexpr std::size_t stub_size = 16;
  std::size_t stub = pkcs11::index_of(function) * most_full_wrappers + wrapper;
  if (wrapper >= most_full_wrappers) {
    std::size_t place = 0;
    while (place < managed_functions.size() && managed_functions[place] != function) place++;
    if (place == managed_functions.size()) return nullptr;
    stub = pkcs11::function_count * most_full_wrappers + place * most_lean_wrappers + (wrapper - most_full_wrappers);
  }
  return const_cast<unsigned char*>(p11trace_stubs) + stub * stub_size;
}

std::uint8_t filters_wanting(const Wrapper& wrapper, pkcs11::Function function) noexcept {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return static_cast<std::uint8_t>(((std::tuple_element_t<I, Filters>::handles(function) &&
                                               std::tuple_element_t<I, Filters>::wants(wrapper, function)
                                           ? 1u << I
                                           : 0u) |
                                      ...));
  }
  (std::make_index_sequence<filter_count>());
}

namespace {

// A call that begins in the middle of the chain, behind the filters of managed modules.
template <pkcs11::Function F>
CK_RV call_behind_sessions(const Invocation& by, std::uint64_t* slots) {
  constexpr std::size_t behind = 3;
  static_assert(std::is_same_v<std::tuple_element_t<behind - 1, Filters>, filters::Sessions>);
  if (by.wrapper.function(F) == nullptr) return CKR_FUNCTION_NOT_SUPPORTED;
  Invocation call{by.wrapper, slots, by.return_address};
  auto module = [&] { return Thunk<F, pkcs11::Prototype<F>>::call_module(by.wrapper, slots); };
  return go_on<F, behind>(call, module);
}

}  // namespace

CK_RV close_session(const Invocation& by, CK_SESSION_HANDLE session) {
  std::uint64_t slots[] = {session};
  return call_behind_sessions<pkcs11::Function::C_CloseSession>(by, slots);
}

CK_RV get_slot_info(const Invocation& by, CK_SLOT_ID slot) {
  CK_SLOT_INFO info;
  std::uint64_t slots[] = {slot, reinterpret_cast<std::uintptr_t>(&info)};
  return call_behind_sessions<pkcs11::Function::C_GetSlotInfo>(by, slots);
}

}  // namespace p11trace::chain
