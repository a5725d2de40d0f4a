// What could not be recorded or shown, counted, so that it can be said.
#pragma once

#include <atomic>
#include <cstdint>

namespace p11trace::capture {

// Of this process: a child begins anew.
struct Losses {
  std::atomic<std::uint64_t> calls;       // no memory to record them in
  std::atomic<std::uint64_t> lookups;     // RTLD_NEXT or RTLD_DEFAULT, which cannot be answered by us
  std::atomic<std::uint64_t> interfaces;  // of a vendor, or newer than we know: handed through
  std::atomic<std::uint64_t> wrappers;    // more than there are entry points for: handed through
};

extern constinit Losses losses;

}  // namespace p11trace::capture
