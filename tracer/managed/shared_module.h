// One module that several callers share: who has it initialized, and when its own C_Initialize and C_Finalize run.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "formatters/pkcs11/pkcs11.h"
#include "tracer/managed/session_table.h"

namespace p11trace::managed {

//                  first C_Initialize                    it returns CKR_OK
//   uninitialized ----------------------> initializing ----------------------> initialized
//         ^                                    |                                    |
//         |<-----------------------------------+ it fails                           | the last caller's C_Finalize
//         |                                                                         v
//         +----------------------------------------------------------------- finalizing
//                       it returns (and if it fails, back to initialized)
//
// A thread that finds a module between two states waits for the outcome, unless it is the one that brings it about: the
// module has called back into its wrapper then.

class SharedModule;

// Whoever was given one wrapper of a shared module.
class Caller {
 public:
  // `name`, which is cut to 40 bytes, is what its calls are shown under.
  Caller(SharedModule& module, std::string_view name) noexcept;
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  SharedModule& module() const noexcept { return module_; }
  std::string_view name() const noexcept { return name_; }
  // Whether it is whatever code of one library calls.
  bool is_library() const noexcept { return is_library_; }
  void set_library() noexcept { is_library_ = true; }
  // Whether its C_Initialize has succeeded and its C_Finalize has not begun.
  bool is_initialized() const noexcept { return state_.load(std::memory_order_acquire) == State::in; }
  // How often it came in: a session opened in one visit is not of the next.
  std::uint64_t visit() const noexcept { return visits_.load(std::memory_order_relaxed); }

 private:
  friend class SharedModule;
  enum class State : std::uint8_t { out, entering, in, leaving };

  SharedModule& module_;
  // All of the rest is guarded by the module's lock; the state may be looked at without it.
  std::atomic<State> state_ = State::out;
  pthread_t thread_{};  // that makes it enter or leave
  std::atomic<std::uint64_t> visits_ = 0;
  SessionTable sessions_;
  char name_[41] = {};
  bool is_library_ = false;
  Caller* next_ = nullptr;  // of its module
};

// All functions may be called by any thread. The lock is held for some instructions at a time, never while the module
// runs. After fork every caller of the child is out, its sessions forgotten, and nothing is locked.
class SharedModule {
 public:
  SharedModule() noexcept;
  SharedModule(const SharedModule&) = delete;
  SharedModule& operator=(const SharedModule&) = delete;

  // Sets the handlers of fork, once. A process's other handlers that keep new shared modules away come after them.
  static void expect_forks() noexcept;

  // A new caller, which is out; NULL if there is no memory.
  Caller* add_caller(std::string_view name) noexcept;
  // Forgets the caller, which no thread may be using any more. If it is still in, because the module could not be
  // finalized, it is not counted any longer, and its sessions stay open.
  void remove_caller(Caller* caller) noexcept;

  // Everybody is out and nobody has a session: the module was unloaded, and loaded again.
  void forget() noexcept;

  // What a module that nobody has initialized yet gets for a reserved pointer where the caller gives none.
  void set_reserved(std::string_view text);

  // What the filters are to do with a call: answer it, or go on to the module and report its result to end_...
  struct Verdict {
    bool run;
    CK_RV answer;  // if it is not to be run
  };

  Verdict begin_initialize(Caller& caller, const CK_C_INITIALIZE_ARGS* arguments) noexcept;
  // The caller's answer.
  CK_RV end_initialize(Caller& caller, CK_RV result) noexcept;

  // The caller is leaving from here on: its sessions are to be closed, one by one.
  Verdict begin_finalize(Caller& caller, const void* reserved) noexcept;
  bool take_session(Caller& caller, CK_SESSION_HANDLE& session) noexcept;
  // With its sessions closed: run says that it is the last one, and that the module is to be finalized.
  Verdict leave(Caller& caller) noexcept;
  CK_RV end_finalize(Caller& caller, CK_RV result) noexcept;

  // Keeps a session that was opened in the caller's visit `visit`. Where that fails the session must be closed again:
  // CKR_CRYPTOKI_NOT_INITIALIZED if the caller has left meanwhile, CKR_HOST_MEMORY.
  CK_RV add_session(Caller& caller, std::uint64_t visit, CK_SESSION_HANDLE session, CK_SLOT_ID slot) noexcept;
  // Takes the caller's session out, so that only one thread closes it. False if it is not one of the caller's.
  bool take_session(Caller& caller, CK_SESSION_HANDLE session, CK_SLOT_ID& slot) noexcept;
  // Any session of the caller on the slot; false if there is none (left).
  bool take_session_on(Caller& caller, CK_SLOT_ID slot, CK_SESSION_HANDLE& session) noexcept;
  // Puts back what could not be closed, if the caller is still in.
  void keep_session(Caller& caller, CK_SESSION_HANDLE session, CK_SLOT_ID slot) noexcept;

  // What the real C_Initialize gets: our mutex callbacks, and the reserved pointer of the caller that happens to be
  // first.
  struct InitializeArguments {
    CK_NSS_C_INITIALIZE_ARGS value;
  };
  InitializeArguments initialize_arguments(const CK_C_INITIALIZE_ARGS* callers) noexcept;

 private:
  enum class State : std::uint8_t { uninitialized, initializing, initialized, finalizing };

  static void prepare_fork() noexcept;
  static void after_fork_in_parent() noexcept;
  static void after_fork_in_child() noexcept;
  void put_everybody_out() noexcept;
  bool is_between() const noexcept { return state_ == State::initializing || state_ == State::finalizing; }
  // Waits until neither the module nor the caller is between two states. False if this thread itself is what to wait
  // for.
  bool settle(const Caller& caller) noexcept;

  pthread_mutex_t lock_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed_ = PTHREAD_COND_INITIALIZER;
  State state_ = State::uninitialized;
  pthread_t thread_{};       // that runs the module's C_Initialize or C_Finalize
  unsigned callers_in_ = 0;  // those that are in or leaving
  bool is_ours_ = false;     // false if somebody unmanaged initialized the module: then we do not finalize it
  bool cant_create_threads_ = false;
  std::string reserved_;
  Caller* callers_ = nullptr;
  SharedModule* next_ = nullptr;  // of all shared modules
};

}  // namespace p11trace::managed
