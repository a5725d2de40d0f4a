// Counts the callers of a module.
#include "tracer/managed/shared_module.h"

#include <new>

#include "tracer/managed/mutex_callbacks.h"

namespace p11trace::managed {

namespace {

class Locked {
 public:
  explicit Locked(pthread_mutex_t& lock) noexcept : lock_(lock) { pthread_mutex_lock(&lock_); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  ~Locked() { pthread_mutex_unlock(&lock_); }

 private:
  pthread_mutex_t& lock_;
};

// All shared modules, for the handlers of fork. None is ever taken out.
constinit std::atomic<SharedModule*> modules = nullptr;
constinit SharedModule* locked_for_fork = nullptr;
constinit pthread_once_t handlers_are_set = PTHREAD_ONCE_INIT;

}  // namespace

void SharedModule::expect_forks() noexcept {
  pthread_once(&handlers_are_set, [] { pthread_atfork(prepare_fork, after_fork_in_parent, after_fork_in_child); });
}

SharedModule::SharedModule() noexcept {
  expect_forks();
  next_ = modules.load(std::memory_order_acquire);
  while (!modules.compare_exchange_weak(next_, this, std::memory_order_acq_rel)) {
  }
}

Caller::Caller(SharedModule& module, std::string_view name) noexcept : module_(module) {
  name.copy(name_, sizeof name_ - 1);
}

Caller* SharedModule::add_caller(std::string_view name) noexcept {
  auto* caller = new (std::nothrow) Caller(*this, name);
  if (caller == nullptr) return nullptr;
  const Locked locked(lock_);
  caller->next_ = callers_;
  callers_ = caller;
  return caller;
}

void SharedModule::remove_caller(Caller* caller) noexcept {
  {
    const Locked locked(lock_);
    Caller** link = &callers_;
    while (*link != nullptr && *link != caller) link = &(*link)->next_;
    if (*link != nullptr) *link = (*link)->next_;
    if (caller->state_.load(std::memory_order_relaxed) == Caller::State::in) callers_in_--;
  }
  delete caller;
}

void SharedModule::put_everybody_out() noexcept {
  state_ = State::uninitialized;
  callers_in_ = 0;
  for (Caller* caller = callers_; caller != nullptr; caller = caller->next_) {
    caller->state_.store(Caller::State::out, std::memory_order_relaxed);
    caller->sessions_.clear();
  }
}

void SharedModule::forget() noexcept {
  const Locked locked(lock_);
  put_everybody_out();
  cant_create_threads_ = false;
  reserved_.clear();
  pthread_cond_broadcast(&changed_);
}

void SharedModule::set_reserved(std::string_view text) {
  const Locked locked(lock_);
  if (state_ == State::uninitialized) reserved_ = text;
}

bool SharedModule::settle(const Caller& caller) noexcept {
  for (;;) {
    if (is_between() && pthread_equal(thread_, pthread_self())) return false;
    const Caller::State state = caller.state_.load(std::memory_order_relaxed);
    const bool caller_is_between = state == Caller::State::entering || state == Caller::State::leaving;
    if (caller_is_between && pthread_equal(caller.thread_, pthread_self())) return false;
    if (!is_between() && !caller_is_between) return true;
    pthread_cond_wait(&changed_, &lock_);
  }
}

SharedModule::Verdict SharedModule::begin_initialize(Caller& caller, const CK_C_INITIALIZE_ARGS* arguments) noexcept {
  if (arguments != nullptr) {
    // All of the four or none (PKCS#11 5.4.1).
    const int given = (arguments->CreateMutex != nullptr) + (arguments->DestroyMutex != nullptr) +
                      (arguments->LockMutex != nullptr) + (arguments->UnlockMutex != nullptr);
    if (given != 0 && given != 4) return {false, CKR_ARGUMENTS_BAD};
  }
  const Locked locked(lock_);
  if (arguments != nullptr && (arguments->flags & CKF_LIBRARY_CANT_CREATE_OS_THREADS) != 0) cant_create_threads_ = true;
  if (!settle(caller)) return {false, CKR_FUNCTION_FAILED};
  if (caller.state_.load(std::memory_order_relaxed) == Caller::State::in)
    return {false, CKR_CRYPTOKI_ALREADY_INITIALIZED};
  if (state_ == State::initialized) {
    callers_in_++;
    caller.visits_.fetch_add(1, std::memory_order_relaxed);
    caller.state_.store(Caller::State::in, std::memory_order_release);
    return {false, CKR_OK};
  }
  state_ = State::initializing;
  thread_ = pthread_self();
  caller.state_.store(Caller::State::entering, std::memory_order_relaxed);
  caller.thread_ = thread_;
  return {true, CKR_OK};
}

CK_RV SharedModule::end_initialize(Caller& caller, CK_RV result) noexcept {
  const Locked locked(lock_);
  const bool initialized = result == CKR_OK || result == CKR_CRYPTOKI_ALREADY_INITIALIZED;
  state_ = initialized ? State::initialized : State::uninitialized;
  if (initialized) {
    is_ours_ = result == CKR_OK;
    callers_in_++;
    caller.visits_.fetch_add(1, std::memory_order_relaxed);
  }
  caller.state_.store(initialized ? Caller::State::in : Caller::State::out, std::memory_order_release);
  pthread_cond_broadcast(&changed_);
  return initialized ? CKR_OK : result;
}

SharedModule::Verdict SharedModule::begin_finalize(Caller& caller, const void* reserved) noexcept {
  if (reserved != nullptr) return {false, CKR_ARGUMENTS_BAD};
  const Locked locked(lock_);
  if (!settle(caller)) return {false, CKR_FUNCTION_FAILED};
  if (caller.state_.load(std::memory_order_relaxed) != Caller::State::in) return {false, CKR_CRYPTOKI_NOT_INITIALIZED};
  caller.state_.store(Caller::State::leaving, std::memory_order_release);
  caller.thread_ = pthread_self();
  return {true, CKR_OK};
}

bool SharedModule::take_session(Caller& caller, CK_SESSION_HANDLE& session) noexcept {
  const Locked locked(lock_);
  const auto taken = caller.sessions_.take_any();
  if (taken) session = *taken;
  return taken.has_value();
}

SharedModule::Verdict SharedModule::leave(Caller& caller) noexcept {
  const Locked locked(lock_);
  if (callers_in_ == 1 && is_ours_) {
    state_ = State::finalizing;
    thread_ = pthread_self();
    return {true, CKR_OK};
  }
  if (--callers_in_ == 0) state_ = State::uninitialized;
  caller.state_.store(Caller::State::out, std::memory_order_release);
  pthread_cond_broadcast(&changed_);
  return {false, CKR_OK};
}

CK_RV SharedModule::end_finalize(Caller& caller, CK_RV result) noexcept {
  const Locked locked(lock_);
  // A module that could not finalize is still initialized, and so is the caller, who may try again.
  const bool finalized = result == CKR_OK || result == CKR_CRYPTOKI_NOT_INITIALIZED;
  state_ = finalized ? State::uninitialized : State::initialized;
  if (finalized) callers_in_ = 0;
  caller.state_.store(finalized ? Caller::State::out : Caller::State::in, std::memory_order_release);
  pthread_cond_broadcast(&changed_);
  return result;
}

CK_RV SharedModule::add_session(Caller& caller, std::uint64_t visit, CK_SESSION_HANDLE session,
                                CK_SLOT_ID slot) noexcept {
  const Locked locked(lock_);
  if (caller.visit() != visit || caller.state_.load(std::memory_order_relaxed) != Caller::State::in)
    return CKR_CRYPTOKI_NOT_INITIALIZED;
  return caller.sessions_.insert(session, slot) ? CKR_OK : CKR_HOST_MEMORY;
}

bool SharedModule::take_session(Caller& caller, CK_SESSION_HANDLE session, CK_SLOT_ID& slot) noexcept {
  const Locked locked(lock_);
  const auto taken = caller.sessions_.take(session);
  if (taken) slot = *taken;
  return taken.has_value();
}

bool SharedModule::take_session_on(Caller& caller, CK_SLOT_ID slot, CK_SESSION_HANDLE& session) noexcept {
  const Locked locked(lock_);
  const auto taken = caller.sessions_.take_on(slot);
  if (taken) session = *taken;
  return taken.has_value();
}

void SharedModule::keep_session(Caller& caller, CK_SESSION_HANDLE session, CK_SLOT_ID slot) noexcept {
  const Locked locked(lock_);
  // There was room for it a moment ago.
  if (caller.state_.load(std::memory_order_relaxed) == Caller::State::in) caller.sessions_.insert(session, slot);
}

SharedModule::InitializeArguments SharedModule::initialize_arguments(const CK_C_INITIALIZE_ARGS* callers) noexcept {
  InitializeArguments arguments{};
  arguments.value.CreateMutex = create_mutex;
  arguments.value.DestroyMutex = destroy_mutex;
  arguments.value.LockMutex = lock_mutex;
  arguments.value.UnlockMutex = unlock_mutex;
  arguments.value.flags = CKF_OS_LOCKING_OK;
  const Locked locked(lock_);
  if (cant_create_threads_) arguments.value.flags |= CKF_LIBRARY_CANT_CREATE_OS_THREADS;
  // NSS's parameters stand where the standard has its reserved pointer; NSS's own one, behind them, stays NULL.
  void* reserved = callers == nullptr ? nullptr : callers->pReserved;
  if (reserved == nullptr && !reserved_.empty()) reserved = reserved_.data();
  arguments.value.LibraryParameters = static_cast<decltype(arguments.value.LibraryParameters)>(reserved);
  return arguments;
}

void SharedModule::prepare_fork() noexcept {
  locked_for_fork = modules.load(std::memory_order_acquire);
  for (SharedModule* module = locked_for_fork; module != nullptr; module = module->next_)
    pthread_mutex_lock(&module->lock_);
}

void SharedModule::after_fork_in_parent() noexcept {
  for (SharedModule* module = locked_for_fork; module != nullptr; module = module->next_)
    pthread_mutex_unlock(&module->lock_);
}

// The threads that were inside a module are not here. What they left of it is the module's to sort out when it is
// initialized again, as the standard has it (PKCS#11 5.4.1).
void SharedModule::after_fork_in_child() noexcept {
  bool was_locked = false;
  for (SharedModule* module = modules.load(std::memory_order_acquire); module != nullptr; module = module->next_) {
    was_locked = was_locked || module == locked_for_fork;
    module->put_everybody_out();
    module->changed_ = PTHREAD_COND_INITIALIZER;
    // One that another thread made meanwhile may be locked by a thread that is not here.
    if (was_locked) pthread_mutex_unlock(&module->lock_);
    else module->lock_ = PTHREAD_MUTEX_INITIALIZER;
  }
}

}  // namespace p11trace::managed
