// Lets the fake token write through a mechanism's parameter, as a token that knows the mechanism does.
#pragma once

#include <functional>

#include "tests/clients/token_module.h"

namespace p11trace::clients {

// Of C_GenerateKey, C_GenerateKeyPair, C_DeriveKey, C_WrapKey, C_Sign, C_EncryptMessage.
void let_token_write(const TokenModule& token);

// What it writes into the caller's memory at the next of these calls, before the call goes on as ever.
void token_writes_next(std::function<void()> write);

}  // namespace p11trace::clients
