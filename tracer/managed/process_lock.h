// The one lock of what the library for managed modules keeps for the whole process.
#pragma once

namespace p11trace::managed {

// Holds it. For some instructions at a time: never while a module is loaded, unloaded or otherwise runs, nor while waiting
// for another lock. A fork waits until nobody has it, so that nobody has it in the child.
class ProcessLocked {
 public:
  ProcessLocked() noexcept;
  ProcessLocked(const ProcessLocked&) = delete;
  ProcessLocked& operator=(const ProcessLocked&) = delete;
  ~ProcessLocked();
};

}  // namespace p11trace::managed
