// The one lock of what the library for managed modules keeps for the whole process, and the simpler part of that.
#pragma once

#include <set>
#include <string>

#include "tracer/managed/places.h"

namespace p11trace::managed {

// Nothing destroys it: functions of the library may be called until the process is gone.
struct ProcessState {
  std::string program;           // as named by the program; empty for the name that it was started under
  Places places;                 // that the program named; empty texts for the others
  std::set<std::string> warned;  // keys of configuration files
};

// Holds the lock. For some instructions at a time: never while a module is loaded, unloaded or otherwise runs, nor
// while waiting for another lock. A fork waits until nobody has it, so that nobody has it in the child; and while it
// has the lock itself there are no new shared modules. Throws std::bad_alloc.
class ProcessLocked {
 public:
  ProcessLocked();
  ProcessLocked(const ProcessLocked&) = delete;
  ProcessLocked& operator=(const ProcessLocked&) = delete;
  ~ProcessLocked();

  ProcessState* operator->() const noexcept;
};

}  // namespace p11trace::managed
