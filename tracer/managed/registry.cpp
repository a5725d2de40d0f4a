// Keeps what was given out, and what it was given out for.
#include "tracer/managed/registry.h"

#include <algorithm>
#include <list>
#include <new>
#include <utility>

#include "tracer/chain/module.h"
#include "tracer/chain/wrapper.h"
#include "tracer/managed/module_library.h"
#include "tracer/managed/process_lock.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::managed {

namespace {

// A module. Two libraries are one if they share their C_Initialize, however they were named.
struct Loaded {
  ModuleLibrary library;
  chain::Module* module = nullptr;
  SharedModule* shared = nullptr;
  std::string name;
  Config config;
  bool trusted = false;
  bool is_traced = false;  // managed by the preloaded library, too
  std::size_t given = 0;   // lists that are out, or being made
  unsigned callers = 0;    // that there have been
};

struct Entry {
  const CK_FUNCTION_LIST* list;
  Loaded* loaded;
  Caller* caller;  // NULL if it is unmanaged
  bool critical;
};

// Guarded by the process's lock; what a Loaded tells of its library and module is not changed while there is a list.
struct Registry {
  std::list<Entry> entries;
  std::list<Loaded> loaded;
  std::list<SharedModule*> unused;  // of libraries that were unloaded: fork's handlers know them for ever
};

// It outlives whatever calls it at the end of the process.
Registry& registry() {
  static Registry& the = *new Registry;
  return the;
}

// The entry of `list`. With the lock held.
std::list<Entry>::iterator find(const CK_FUNCTION_LIST* list) noexcept {
  std::list<Entry>& entries = registry().entries;
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.list == list; });
  if (found != entries.end() || list == nullptr) return found;
  // A list that the module's C_GetFunctionList or C_GetInterface gave to the caller is the caller's too.
  const chain::Wrapper* const wrapper = chain::wrapper_of(list);
  const Caller* const caller = wrapper == nullptr ? nullptr : wrapper->caller.load(std::memory_order_relaxed);
  return std::find_if(entries.begin(), entries.end(),
                      [&](const Entry& entry) { return caller != nullptr && entry.caller == caller; });
}

// A list of the module is being made: until end_giving() its library stays. Takes `library` over if it is a new one's.
Loaded* begin_giving(ModuleLibrary& library, const Terms& terms, std::string& problem) {
  chain::Module* const module = chain::module_of(library.address());
  if (module == nullptr) {
    problem = library.path() + ": its functions are in no library, or there are too many modules";
    return nullptr;
  }
  std::list<Loaded> one(1);
  one.front().is_traced = library.is_traced();
  const ProcessLocked locked;
  Registry& all = registry();
  auto found = std::find_if(all.loaded.begin(), all.loaded.end(), [&](const Loaded& known) {
    return known.library.list()->C_Initialize == library.list()->C_Initialize;
  });
  if (found == all.loaded.end()) {
    found = one.begin();
    if (all.unused.empty()) {
      found->shared = new SharedModule;
    } else {
      found->shared = all.unused.front();
      all.unused.pop_front();
    }
    found->library = std::move(library);
    found->module = module;
    all.loaded.splice(all.loaded.begin(), one);
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

Loaded* begin_giving(const CK_FUNCTION_LIST* list) {
  const ProcessLocked locked;
  const auto entry = find(list);
  if (entry == registry().entries.end()) return nullptr;
  entry->loaded->given++;
  return entry->loaded;
}

void end_giving(Loaded& loaded) {
  std::list<Loaded> gone;
  {
    const ProcessLocked locked;
    if (--loaded.given != 0) return;
    std::list<Loaded>& all = registry().loaded;
    const auto place = std::find_if(all.begin(), all.end(), [&](const Loaded& known) { return &known == &loaded; });
    gone.splice(gone.begin(), all, place);
  }
  std::list<SharedModule*> unused{gone.front().shared};
  gone.front().shared->forget();
  gone.clear();  // unloads the library
  const ProcessLocked locked;
  registry().unused.splice(registry().unused.begin(), unused);
}

void leave_modules_side(chain::Owner& owner) noexcept {
  using enum settings::LogAt;
  if (owner.log == nullptr) return;
  if (owner.log->options.at == module) owner.log = nullptr;
  else owner.at = caller;
}

// The wrapper's list, or NULL if there is none left. With the lock held, which is what wrappers that come and go want.
CK_FUNCTION_LIST* wrap(const Loaded& loaded, Caller* caller, const Terms& terms, std::string& problem) noexcept {
  chain::Owner owner{*loaded.module, caller, terms.log};
  // What the module gets to do is logged there.
  if (loaded.is_traced && terms.log_is_of_environment) leave_modules_side(owner);
  const CK_FUNCTION_LIST* const list = chain::handed_list(owner, loaded.library.list(), loaded.library.entries());
  const chain::Wrapper* const wrapper = chain::wrapper_of(list);
  if (owner.log != nullptr && (wrapper == nullptr || wrapper->log == nullptr))
    problem = loaded.library.path() + ": it is not logged, because 64 others are already";
  return const_cast<CK_FUNCTION_LIST*>(list);
}

CK_FUNCTION_LIST* give(Loaded& loaded, const Terms& terms, std::string& problem) {
  std::list<Entry> one{{loaded.library.list(), &loaded, nullptr, terms.critical}};
  Entry& entry = one.front();
  CK_FUNCTION_LIST* list = loaded.library.list();
  if (terms.managed) {
    unsigned number;
    {
      const ProcessLocked locked;
      number = ++loaded.callers;
    }
    if (!terms.reserved.empty()) loaded.shared->set_reserved(terms.reserved);
    entry.caller = loaded.shared->add_caller(std::to_string(number));
    if (entry.caller == nullptr) {
      end_giving(loaded);
      throw std::bad_alloc();
    }
  }
  {
    const ProcessLocked locked;
    if (entry.caller != nullptr || terms.log != nullptr) list = wrap(loaded, entry.caller, terms, problem);
    if (list == nullptr && entry.caller == nullptr) list = loaded.library.list();
    if (list != nullptr) {
      entry.list = list;
      registry().entries.splice(registry().entries.begin(), one);
      return list;
    }
  }
  problem = loaded.library.path() + ": 1,024 callers of managed modules are there already";
  loaded.shared->remove_caller(entry.caller);
  end_giving(loaded);
  return nullptr;
}

}  // namespace

CK_FUNCTION_LIST* load(const std::string& path, const Terms& terms, std::string& problem) {
  ModuleLibrary library;
  if (!ModuleLibrary::open(path, library, problem)) return nullptr;
  Loaded* const loaded = begin_giving(library, terms, problem);
  return loaded == nullptr ? nullptr : give(*loaded, terms, problem);
}

CK_FUNCTION_LIST* manage(CK_FUNCTION_LIST* list, const Terms& terms, std::string& problem) {
  Loaded* loaded = begin_giving(list);
  if (loaded == nullptr) {
    ModuleLibrary library;
    if (!ModuleLibrary::hold(list, library, problem)) return nullptr;
    loaded = begin_giving(library, terms, problem);
  }
  return loaded == nullptr ? nullptr : give(*loaded, terms, problem);
}

std::optional<Given> given(const CK_FUNCTION_LIST* list) {
  const ProcessLocked locked;
  const auto entry = find(list);
  if (entry == registry().entries.end()) return std::nullopt;
  const Loaded& loaded = *entry->loaded;
  return Given{entry->caller != nullptr, entry->critical, loaded.trusted, loaded.name,
               loaded.library.path(),    loaded.config,   &loaded};
}

bool release(const CK_FUNCTION_LIST* list) {
  std::list<Entry> taken;
  {
    const ProcessLocked locked;
    const auto found = find(list);
    if (found == registry().entries.end()) return false;
    taken.splice(taken.begin(), registry().entries, found);
  }
  const Entry& entry = taken.front();
  if (entry.caller != nullptr) {
    if (entry.caller->is_initialized()) entry.list->C_Finalize(nullptr);
    {
      const ProcessLocked locked;
      chain::release(*entry.loaded->module, *entry.caller);
    }
    entry.loaded->shared->remove_caller(entry.caller);
  }
  end_giving(*entry.loaded);
  return true;
}

}  // namespace p11trace::managed
