// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The thunks of all functions, in the order of the rows, and where the entry points stand.
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

void* stub_of(pkcs11::Function function, std::size_t wrapper) noexcept {
  constexpr std::size_t stub_size = 16;
  return const_cast<unsigned char*>(p11trace_stubs) +
         (pkcs11::index_of(function) * most_wrappers + wrapper) * stub_size;
}

std::uint8_t filters_wanting(pkcs11::Function function) noexcept {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return static_cast<std::uint8_t>(
        ((std::tuple_element_t<I, Filters>::handles(function) && std::tuple_element_t<I, Filters>::wants(function)
              ? 1u << I
              : 0u) |
         ...));
  }
  (std::make_index_sequence<filter_count>());
}

}  // namespace p11trace::chain
