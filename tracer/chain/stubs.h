// The entry points: for each function and wrapper a few bytes that say which wrapper it is and go on to the thunk.
#pragma once

#include "tracer/chain/wrapper.h"

namespace p11trace::chain {

// The address to hand out for a function of wrapper number `wrapper`.
void* stub_of(pkcs11::Function function, std::size_t wrapper) noexcept;

}  // namespace p11trace::chain
