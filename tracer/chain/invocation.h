// What the filters of a chain know of the call that passes through them.
#pragma once

#include <cstdint>

#include "tracer/chain/wrapper.h"

namespace p11trace::chain {

struct Invocation {
  Wrapper& wrapper;
  std::uint64_t* slots;          // the C parameters, each widened to a word; what the module gets
  std::uint64_t return_address;  // in the code that called
};

}  // namespace p11trace::chain
