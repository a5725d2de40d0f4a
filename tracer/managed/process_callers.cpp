// Tells callers apart by the library that their code is in.
#include "tracer/managed/process_callers.h"

#include <dlfcn.h>

#include <atomic>
#include <cstring>
#include <new>

namespace p11trace::managed {

namespace {

// A module is shared from when it is first asked for; if it is unloaded meanwhile, nobody has it initialized.
struct Shared {
  std::atomic<SharedModule*> module;
  std::atomic<const void*> base;
};
constinit Shared shared[chain::most_modules][3] = {};  // for each prefix

struct Known {
  const SharedModule* module;
  const void* base;  // of the library; NULL for code of none
  char path[1024];   // since another library may have been loaded where one was
  Caller* caller;
  Known* next;
};
constinit std::atomic<Known*> known_callers = nullptr;

SharedModule* shared_module(const chain::Module& module, Prefix prefix) noexcept {
  Shared& place = shared[module.number][static_cast<std::size_t>(prefix)];
  SharedModule* found = place.module.load(std::memory_order_acquire);
  const void* const base = module.base.load(std::memory_order_acquire);
  if (found == nullptr) {
    auto* made = new (std::nothrow) SharedModule;
    if (made == nullptr) return nullptr;
    // One that was made in vain stays for ever, as fork's handlers may be looking at it.
    if (place.module.compare_exchange_strong(found, made, std::memory_order_acq_rel)) {
      place.base.store(base, std::memory_order_release);
      return made;
    }
  }
  const void* old = place.base.load(std::memory_order_acquire);
  if (old != nullptr && old != base && place.base.compare_exchange_strong(old, base, std::memory_order_acq_rel))
    found->forget();
  return found;
}

Known* find(const SharedModule* module, const void* base, std::string_view path) noexcept {
  for (Known* known = known_callers.load(std::memory_order_acquire); known != nullptr; known = known->next)
    if (known->module == module && known->base == base && path.substr(0, sizeof known->path - 1) == known->path)
      return known;
  return nullptr;
}

}  // namespace

namespace {

Caller* caller_of(SharedModule* asked, const void* address) noexcept {
  Dl_info info{};
  const bool is_known = dladdr(address, &info) != 0 && info.dli_fname != nullptr;
  const void* const base = is_known ? info.dli_fbase : nullptr;
  const std::string_view path = is_known ? info.dli_fname : "";
  if (const Known* known = find(asked, base, path)) return known->caller;

  auto* made = new (std::nothrow) Known{asked, base, {}, nullptr, nullptr};
  if (made == nullptr) return nullptr;
  path.copy(made->path, sizeof made->path - 1);
  made->caller = asked->add_caller(chain::file_label(path));
  if (made->caller == nullptr) {
    delete made;
    return nullptr;
  }
  made->caller->set_library();
  made->next = known_callers.load(std::memory_order_acquire);
  while (!known_callers.compare_exchange_weak(made->next, made, std::memory_order_release, std::memory_order_acquire)) {
    // Another thread of the same library may have come first.
    if (const Known* known = find(asked, base, path)) {
      asked->remove_caller(made->caller);
      delete made;
      return known->caller;
    }
  }
  return made->caller;
}

}  // namespace

Caller* caller_of(const chain::Module& module, Prefix prefix, const void* address) noexcept {
  SharedModule* const asked = shared_module(module, prefix);
  return asked == nullptr ? nullptr : caller_of(asked, address);
}

Caller* asking_caller(Caller& looked_up, const void* address, bool for_itself) noexcept {
  if (!looked_up.is_library() || (looked_up.is_initialized() && !for_itself)) return &looked_up;
  Caller* const asking = caller_of(&looked_up.module(), address);
  return asking == nullptr ? &looked_up : asking;
}

}  // namespace p11trace::managed
