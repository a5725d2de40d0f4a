// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The engine of one function: what all its entry points jump to.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "tracer/chain/chain.h"

extern "C" {
// Which wrapper's entry point the thread has just come through. Set by the entry point, and read at once.
extern thread_local std::uint32_t p11trace_entered_wrapper
    __attribute__((tls_model("initial-exec"), visibility("hidden")));
}

namespace p11trace::chain {

template <class T>
std::uint64_t widened(T value) noexcept {
  if constexpr (std::is_pointer_v<T>) return reinterpret_cast<std::uintptr_t>(value);
  else return value;
}

template <class T>
T narrowed(std::uint64_t slot) noexcept {
  if constexpr (std::is_pointer_v<T>) return reinterpret_cast<T>(slot);
  else return static_cast<T>(slot);
}

template <pkcs11::Function F, class Signature>
struct Thunk;

template <pkcs11::Function F, class... Types>
struct Thunk<F, CK_RV(Types...)> {
  // Not noexcept: a thread that is cancelled inside the module unwinds through here.
  static CK_RV enter(Types... arguments) {
    Wrapper& wrapper = *wrappers[p11trace_entered_wrapper].load(std::memory_order_relaxed);
    std::uint64_t slots[] = {widened(arguments)...};
    Invocation call{wrapper, slots, reinterpret_cast<std::uintptr_t>(__builtin_return_address(0))};
    auto module = [&] { return call_module(wrapper, slots, std::index_sequence_for<Types...>()); };
    return go_on<F>(call, module);
  }

 private:
  template <std::size_t... I>
  static CK_RV call_module(const Wrapper& wrapper, const std::uint64_t* slots, std::index_sequence<I...>) {
    return reinterpret_cast<pkcs11::Prototype<F>*>(wrapper.function(F))(narrowed<Types>(slots[I])...);
  }
};

}  // namespace p11trace::chain
