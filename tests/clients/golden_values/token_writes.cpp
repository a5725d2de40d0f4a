// Functions that stand in for the fake token's, which they call.
#include "tests/clients/golden_values/token_writes.h"

#include <utility>

namespace p11trace::clients {

namespace {

std::function<void()> next;

// Of each prototype there is one at most among the functions that write.
template <class Function>
struct Writing;

template <class... Arguments>
struct Writing<CK_RV (*)(Arguments...)> {
  static CK_RV call(Arguments... arguments) {
    if (const auto write = std::exchange(next, nullptr)) write();
    return own(arguments...);
  }
  static inline CK_RV (*own)(Arguments...) = nullptr;
};

template <class Function>
void replace(const TokenModule& token, const char* name) {
  Writing<Function>::own = reinterpret_cast<Function>(TOKEN(token, fake_token_own)(name));
  TOKEN(token, fake_token_call_instead)(name, reinterpret_cast<void*>(Writing<Function>::call));
}

}  // namespace

void let_token_write(const TokenModule& token) {
  replace<CK_C_GenerateKey>(token, "C_GenerateKey");
  replace<CK_C_GenerateKeyPair>(token, "C_GenerateKeyPair");
  replace<CK_C_DeriveKey>(token, "C_DeriveKey");
  replace<CK_C_WrapKey>(token, "C_WrapKey");
  replace<CK_C_Sign>(token, "C_Sign");
  replace<CK_C_EncryptMessage>(token, "C_EncryptMessage");
}

void token_writes_next(std::function<void()> write) { next = std::move(write); }

}  // namespace p11trace::clients
