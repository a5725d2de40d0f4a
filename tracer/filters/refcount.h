// The filter that counts who has a shared module initialized: its own C_Initialize and C_Finalize run once, for the
// first caller and for the last.
#pragma once

#include "tracer/chain/inner_calls.h"
#include "tracer/chain/invocation.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::filters {

class Refcount {
 public:
  static constexpr bool handles(pkcs11::Function function) noexcept {
    return function == pkcs11::Function::C_Initialize || function == pkcs11::Function::C_Finalize;
  }
  static bool wants(const chain::Wrapper& wrapper, pkcs11::Function) noexcept { return wrapper.caller != nullptr; }

  template <pkcs11::Function F, class Next>
  static CK_RV run(chain::Invocation& call, Next next) {
    managed::Caller& caller = *call.wrapper.caller;
    if constexpr (F == pkcs11::Function::C_Initialize) return initialize(call, caller, next);
    else return finalize(call, caller, next);
  }

 private:
  template <class Next>
  static CK_RV initialize(chain::Invocation& call, managed::Caller& caller, Next next) {
    managed::SharedModule& module = caller.module();
    const auto* given = reinterpret_cast<const CK_C_INITIALIZE_ARGS*>(call.slots[0]);
    const auto verdict = module.begin_initialize(caller, given);
    if (!verdict.run) return verdict.answer;
    auto arguments = module.initialize_arguments(given);
    call.slots[0] = reinterpret_cast<std::uintptr_t>(&arguments);
    Outcome outcome{module, caller, &managed::SharedModule::end_initialize};
    const CK_RV result = outcome.is(next());
    call.slots[0] = reinterpret_cast<std::uintptr_t>(given);
    return result;
  }

  template <class Next>
  static CK_RV finalize(chain::Invocation& call, managed::Caller& caller, Next next) {
    managed::SharedModule& module = caller.module();
    const auto verdict = module.begin_finalize(caller, reinterpret_cast<const void*>(call.slots[0]));
    if (!verdict.run) return verdict.answer;
    CK_SESSION_HANDLE session;
    while (module.take_session(caller, session)) chain::close_session(call, session);
    const auto leaving = module.leave(caller);
    if (!leaving.run) return leaving.answer;
    Outcome outcome{module, caller, &managed::SharedModule::end_finalize};
    return outcome.is(next());
  }

  // Reports the module's result; a failure if there is none, because the thread was cancelled inside the module.
  class Outcome {
   public:
    using End = CK_RV (managed::SharedModule::*)(managed::Caller&, CK_RV) noexcept;

    Outcome(managed::SharedModule& module, managed::Caller& caller, End end) noexcept
        : module_(module), caller_(caller), end_(end) {}
    Outcome(const Outcome&) = delete;
    Outcome& operator=(const Outcome&) = delete;
    ~Outcome() {
      if (!reported_) (module_.*end_)(caller_, CKR_FUNCTION_CANCELED);
    }
    CK_RV is(CK_RV result) noexcept {
      reported_ = true;
      return (module_.*end_)(caller_, result);
    }

   private:
    managed::SharedModule& module_;
    managed::Caller& caller_;
    End end_;
    bool reported_ = false;
  };
};

}  // namespace p11trace::filters
