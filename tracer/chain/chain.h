// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The chain that a call goes through: filters in a fixed order, each there only if it wants the function, and the module
// at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>

#include "tracer/chain/invocation.h"
#include "tracer/filters/function_lists.h"
#include "tracer/filters/logging.h"
#include "tracer/filters/refcount.h"
#include "tracer/filters/sessions.h"

namespace p11trace::chain {

// From the caller to the module.
using Filters = std::tuple<filters::Logging<filters::At::caller>, filters::Refcount, filters::Sessions,
                           filters::Logging<filters::At::module>, filters::FunctionLists>;

inline constexpr std::size_t filter_count = std::tuple_size_v<Filters>;
static_assert(filter_count <= 8, "Wrapper::filters has a bit a filter");

// A bit a filter that wants the function in this wrapper, which is in the making.
std::uint8_t filters_wanting(const Wrapper& wrapper, pkcs11::Function function) noexcept;

// Whether a filter handles the function beside logging: then every wrapper has an entry point for it.
constexpr bool is_managed(pkcs11::Function function) noexcept {
  return filters::Refcount::handles(function) || filters::Sessions::handles(function) ||
         filters::FunctionLists::handles(function);
}

// Goes on with filter I of the chain. `module` calls the module.
template <pkcs11::Function F, std::size_t I = 0, class Module>
inline CK_RV go_on(Invocation& call, Module& module) {
  if constexpr (I == filter_count) {
    return module();
  } else {
    using Filter = std::tuple_element_t<I, Filters>;
    if constexpr (Filter::handles(F)) {
      if ((call.wrapper.filters[pkcs11::index_of(F)] >> I & 1) != 0)
        return Filter::template run<F>(call, [&] { return go_on<F, I + 1>(call, module); });
    }
    return go_on<F, I + 1>(call, module);
  }
}

}  // namespace p11trace::chain
