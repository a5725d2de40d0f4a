// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The engine of one function: what all its entry points jump to.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "tracer/chain/chain.h"
#include "tracer/chain/inner_calls.h"

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

// How many arguments of a function come in registers (x86-64: System V; aarch64: AAPCS64).
#if defined(__x86_64__)
inline constexpr std::size_t register_arguments = 6;
#elif defined(__aarch64__)
inline constexpr std::size_t register_arguments = 8;
#endif

template <pkcs11::Function F, class... Types>
struct Thunk<F, CK_RV(Types...)> {
  // What the entry points of F lead to: the arguments in the registers and on the stack of the caller.
  // Not noexcept: a thread that is cancelled inside the module unwinds through here.
  static CK_RV enter(const std::uint64_t* registers, const std::uint64_t* stack, std::uint32_t number,
                     std::uint64_t return_address) {
    return enter_with(registers, stack, number, return_address, std::index_sequence_for<Types...>());
  }

  static CK_RV call_module(const Wrapper& wrapper, const std::uint64_t* slots) {
    return call_module(wrapper, slots, std::index_sequence_for<Types...>());
  }

 private:
  template <std::size_t I>
  static std::uint64_t argument(const std::uint64_t* registers, const std::uint64_t* stack) noexcept {
    if constexpr (I < register_arguments) return registers[I];
    else return stack[I - register_arguments];
  }

  template <std::size_t... I>
  static CK_RV enter_with(const std::uint64_t* registers, const std::uint64_t* stack, std::uint32_t number,
                          std::uint64_t return_address, std::index_sequence<I...>) {
    Wrapper& wrapper = *wrappers[number].load(std::memory_order_relaxed);
    // Of a type that is narrower than a word the rest of the word is anything.
    std::uint64_t slots[] = {widened(narrowed<Types>(argument<I>(registers, stack)))...};
    Invocation call{wrapper, slots, return_address};
    auto module = [&] { return call_module(wrapper, slots); };
    return go_on<F>(call, module);
  }

  template <std::size_t... I>
  static CK_RV call_module(const Wrapper& wrapper, const std::uint64_t* slots, std::index_sequence<I...>) {
    return reinterpret_cast<pkcs11::Prototype<F>*>(wrapper.function(F))(narrowed<Types>(slots[I])...);
  }
};

}  // namespace p11trace::chain
