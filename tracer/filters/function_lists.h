// The filter next to the module that keeps the program with our wrappers: function lists and interfaces that a module
// gives out are replaced by ours.
#pragma once

#include "tracer/chain/invocation.h"

namespace p11trace::filters {

class FunctionLists {
 public:
  static constexpr bool handles(pkcs11::Function function) noexcept {
    using enum pkcs11::Function;
    return function == C_GetFunctionList || function == C_GetInterface || function == C_GetInterfaceList;
  }
  static bool wants(const chain::Wrapper&, pkcs11::Function) noexcept { return true; }

  template <pkcs11::Function F, class Next>
  static CK_RV run(chain::Invocation& call, Next next) {
    using enum pkcs11::Function;
    const CK_RV result = next();
    if (result != CKR_OK) return result;
    if constexpr (F == C_GetFunctionList) replace_list(call, reinterpret_cast<CK_FUNCTION_LIST**>(call.slots[0]));
    else if constexpr (F == C_GetInterface) replace_interface(call, reinterpret_cast<CK_INTERFACE**>(call.slots[2]));
    else
      replace_interfaces(call, reinterpret_cast<CK_INTERFACE*>(call.slots[0]),
                         reinterpret_cast<const CK_ULONG*>(call.slots[1]));
    return result;
  }

 private:
  // Each leaves errno alone, and what it cannot wrap as the module left it.
  static void replace_list(const chain::Invocation& call, CK_FUNCTION_LIST** list) noexcept;
  static void replace_interface(const chain::Invocation& call, CK_INTERFACE** interface) noexcept;
  static void replace_interfaces(const chain::Invocation& call, CK_INTERFACE* interfaces,
                                 const CK_ULONG* count) noexcept;
};

}  // namespace p11trace::filters
