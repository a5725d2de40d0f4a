// Keeps what was given out, and what it was given out for.
#include "tracer/managed/registry.h"

#include <pthread.h>

#include <algorithm>
#include <list>
#include <new>
#include <utility>

#include "tracer/chain/chain.h"
#include "tracer/chain/module.h"
#include "tracer/managed/library.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::managed {

namespace {

// A module. Two libraries are one if they share their C_Initialize, however they were named.
struct Loaded {
  Library library;
  chain::Module* module = nullptr;
  SharedModule* shared = nullptr;
  std::string name;
  Config config;
  bool trusted = false;
  std::size_t given = 0;  // lists that are out, or being made
  unsigned callers = 0;   // that there have been
};

struct Entry {
  const CK_FUNCTION_LIST* list;
  Loaded* loaded;
  Caller* caller;  // NULL if it is unmanaged
  bool critical;
};

class Registry {
 public:
  static Registry& the() {
    // It outlives whatever calls it at the end of the process.
    static Registry& registry = *new Registry;
    return registry;
  }

  // Counts one more list of the library's module, and of the module that `list` was given out for.
  Loaded* begin_giving(Library& library, const Terms& terms, std::string& problem);
  Loaded* begin_giving(const CK_FUNCTION_LIST* list);
  CK_FUNCTION_LIST* give(Loaded& loaded, const Terms& terms, std::string& problem);
  const Entry* find(const CK_FUNCTION_LIST* list) noexcept;
  bool release(const CK_FUNCTION_LIST* list);

  class Locked {
   public:
    explicit Locked(Registry& registry) noexcept : registry_(registry) { pthread_mutex_lock(&registry_.lock_); }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;
    ~Locked() { pthread_mutex_unlock(&registry_.lock_); }

   private:
    Registry& registry_;
  };

 private:
  Registry() {
    // No thread waits for a module's lock while it has this one, so that fork may take them in any order.
    pthread_atfork([] { pthread_mutex_lock(&the().lock_); }, [] { pthread_mutex_unlock(&the().lock_); },
                   [] { pthread_mutex_unlock(&the().lock_); });
  }

  SharedModule* shared_module();
  CK_FUNCTION_LIST* wrap(const chain::Owner& owner, const Loaded& loaded) noexcept;
  void end_giving(Loaded& loaded);

  pthread_mutex_t lock_ = PTHREAD_MUTEX_INITIALIZER;
  std::list<Entry> entries_;
  std::list<Loaded> loaded_;
  std::list<SharedModule*> unused_;  // of libraries that were unloaded: fork's handlers know them for ever
};

SharedModule* Registry::shared_module() {
  if (unused_.empty()) return new SharedModule;
  SharedModule* const shared = unused_.front();
  unused_.pop_front();
  return shared;
}

Loaded* Registry::begin_giving(Library& library, const Terms& terms, std::string& problem) {
  chain::Module* const module = chain::module_of(reinterpret_cast<const void*>(library.list()->C_Initialize));
  if (module == nullptr) {
    problem = library.path() + ": too many modules, or functions that are in no library";
    return nullptr;
  }
  const Locked locked(*this);
  const auto same = [&](const Loaded& known) {
    return known.library.list()->C_Initialize == library.list()->C_Initialize;
  };
  auto found = std::find_if(loaded_.begin(), loaded_.end(), same);
  if (found == loaded_.end()) {
    loaded_.emplace_front();
    found = loaded_.begin();
    found->shared = shared_module();
    found->library = std::move(library);
    found->module = module;
  }
  // A module that was loaded by its path gets the name that a configuration has for it later.
  if (found->name.empty()) {
    found->name = terms.name;
    found->config = terms.config;
    found->trusted = terms.trusted;
  }
  found->given++;
  return &*found;
}

Loaded* Registry::begin_giving(const CK_FUNCTION_LIST* list) {
  const Locked locked(*this);
  const Entry* const entry = find(list);
  if (entry == nullptr) return nullptr;
  entry->loaded->given++;
  return entry->loaded;
}

CK_FUNCTION_LIST* Registry::wrap(const chain::Owner& owner, const Loaded& loaded) noexcept {
  return const_cast<CK_FUNCTION_LIST*>(chain::handed_list(owner, loaded.library.list(), loaded.library.entries()));
}

CK_FUNCTION_LIST* Registry::give(Loaded& loaded, const Terms& terms, std::string& problem) {
  Entry entry{loaded.library.list(), &loaded, nullptr, terms.critical};
  if (terms.managed) {
    unsigned number;
    {
      const Locked locked(*this);
      number = ++loaded.callers;
    }
    if (!terms.reserved.empty()) loaded.shared->set_reserved(terms.reserved);
    entry.caller = loaded.shared->add_caller(std::to_string(number));
    if (entry.caller == nullptr) {
      end_giving(loaded);
      throw std::bad_alloc();
    }
  }
  std::list<Entry> one{entry};
  CK_FUNCTION_LIST* list = loaded.library.list();
  {
    const Locked locked(*this);
    if (entry.caller != nullptr) {
      list = terms.log == nullptr ? nullptr : wrap({*loaded.module, entry.caller, terms.log}, loaded);
      if (terms.log != nullptr && list == nullptr)
        problem = loaded.library.path() + ": it is not logged, because 64 others are already";
      if (list == nullptr) list = wrap({*loaded.module, entry.caller, nullptr}, loaded);
    }
    if (list != nullptr) {
      one.front().list = list;
      entries_.splice(entries_.begin(), one);
      return list;
    }
  }
  problem = loaded.library.path() + ": too many callers of managed modules";
  loaded.shared->remove_caller(entry.caller);
  end_giving(loaded);
  return nullptr;
}

const Entry* Registry::find(const CK_FUNCTION_LIST* list) noexcept {
  if (list == nullptr) return nullptr;
  for (const Entry& entry : entries_)
    if (entry.list == list) return &entry;
  // A list that the module's C_GetFunctionList or C_GetInterface gave to the caller is the caller's too.
  const chain::Wrapper* const wrapper = chain::wrapper_of(list);
  if (wrapper == nullptr) return nullptr;
  for (const Entry& entry : entries_)
    if (entry.caller != nullptr && entry.caller == wrapper->caller.load(std::memory_order_relaxed)) return &entry;
  return nullptr;
}

void Registry::end_giving(Loaded& loaded) {
  std::list<Loaded> gone;  // the library is unloaded when nothing is locked any more
  {
    const Locked locked(*this);
    if (--loaded.given != 0) return;
    for (auto known = loaded_.begin(); known != loaded_.end(); ++known) {
      if (&*known != &loaded) continue;
      gone.splice(gone.begin(), loaded_, known);
      break;
    }
  }
  SharedModule* const shared = gone.front().shared;
  shared->forget();
  std::list<SharedModule*> unused{shared};
  const Locked locked(*this);
  unused_.splice(unused_.begin(), unused);
}

bool Registry::release(const CK_FUNCTION_LIST* list) {
  std::list<Entry> taken;
  {
    const Locked locked(*this);
    const Entry* const found = find(list);
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
      if (&*entry != found) continue;
      taken.splice(taken.begin(), entries_, entry);
      break;
    }
  }
  if (taken.empty()) return false;
  const Entry& entry = taken.front();
  if (entry.caller != nullptr) {
    if (entry.caller->is_initialized()) entry.list->C_Finalize(nullptr);
    {
      const Locked locked(*this);
      chain::release(*entry.loaded->module, *entry.caller);
    }
    entry.loaded->shared->remove_caller(entry.caller);
  }
  end_giving(*entry.loaded);
  return true;
}

}  // namespace

CK_FUNCTION_LIST* load(const std::string& path, const Terms& terms, std::string& problem) {
  Library library;
  if (!Library::open(path, library, problem)) return nullptr;
  Registry& registry = Registry::the();
  Loaded* const loaded = registry.begin_giving(library, terms, problem);
  return loaded == nullptr ? nullptr : registry.give(*loaded, terms, problem);
}

CK_FUNCTION_LIST* manage(CK_FUNCTION_LIST* list, const Terms& terms, std::string& problem) {
  Registry& registry = Registry::the();
  Loaded* loaded = registry.begin_giving(list);
  if (loaded == nullptr) {
    Library library;
    if (!Library::hold(list, library, problem)) return nullptr;
    loaded = registry.begin_giving(library, terms, problem);
  }
  return loaded == nullptr ? nullptr : registry.give(*loaded, terms, problem);
}

std::optional<Given> given(const CK_FUNCTION_LIST* list) {
  Registry& registry = Registry::the();
  const Registry::Locked locked(registry);
  const Entry* const entry = registry.find(list);
  if (entry == nullptr) return std::nullopt;
  const Loaded& loaded = *entry->loaded;
  return Given{entry->caller != nullptr, entry->critical, loaded.trusted, loaded.name,
               loaded.library.path(),    loaded.config,   &loaded};
}

bool release(const CK_FUNCTION_LIST* list) { return Registry::the().release(list); }

}  // namespace p11trace::managed
