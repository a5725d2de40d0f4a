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
  std::list<SharedModule*> shared;  // one: in a list, so that it can be put away without memory
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

// It outlives whatever calls it at the end of the process. With the lock held.
Registry& registry() {
  static constinit Registry* the = nullptr;
  if (the == nullptr) the = new Registry;
  return *the;
}

// The entry of `list`. With the lock held.
std::list<Entry>::iterator find(const CK_FUNCTION_LIST* list) {
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

void end_giving(Loaded& loaded) noexcept {
  std::list<Loaded> gone;
  {
    const ProcessLocked locked;
    if (--loaded.given != 0) return;
    std::list<Loaded>& all = registry().loaded;
    const auto place = std::find_if(all.begin(), all.end(), [&](const Loaded& known) { return &known == &loaded; });
    gone.splice(gone.begin(), all, place);
  }
  std::list<SharedModule*> unused = std::move(gone.front().shared);
  unused.front()->forget();
  chain::release(*gone.front().module, nullptr);
  gone.clear();  // unloads the library
  const ProcessLocked locked;
  registry().unused.splice(registry().unused.begin(), unused);
}

// A list of the module is being made: until that is given up its library stays.
class Giving {
 public:
  explicit Giving(Loaded* loaded) noexcept : loaded_(loaded) {}
  Giving(Giving&& other) noexcept : loaded_(std::exchange(other.loaded_, nullptr)) {}
  Giving& operator=(Giving&&) = delete;
  Giving(const Giving&) = delete;
  Giving& operator=(const Giving&) = delete;
  ~Giving() {
    if (loaded_ != nullptr) end_giving(*loaded_);
  }
  explicit operator bool() const noexcept { return loaded_ != nullptr; }
  Loaded& operator*() const noexcept { return *loaded_; }
  Loaded* operator->() const noexcept { return loaded_; }
  // The list is out.
  void succeed() noexcept { loaded_ = nullptr; }

 private:
  Loaded* loaded_;
};

// Takes `library` over if it is a new module's.
Giving begin_giving(ModuleLibrary& library, const Terms& terms, std::string& problem) {
  chain::Module* const module = chain::module_of(library.address());
  if (module == nullptr) {
    problem = library.path() + ": its functions are in no library, or there are too many modules";
    return Giving(nullptr);
  }
  std::list<Loaded> one(1);
  Loaded& made = one.front();
  made.is_traced = library.is_traced();
  made.shared.push_back(nullptr);
  std::string name = terms.name;
  Config config = terms.config;
  const ProcessLocked locked;
  Registry& all = registry();
  auto found = std::find_if(all.loaded.begin(), all.loaded.end(), [&](const Loaded& known) {
    return known.library.list()->C_Initialize == library.list()->C_Initialize;
  });
  if (found == all.loaded.end()) {
    if (all.unused.empty()) {
      made.shared.front() = new SharedModule;
    } else {
      made.shared.front() = all.unused.front();
      all.unused.pop_front();
    }
    made.library = std::move(library);
    made.module = module;
    found = one.begin();
    all.loaded.splice(all.loaded.begin(), one);
  }
  // A module that was loaded by its path gets the name that a configuration has for it later.
  if (found->name.empty()) {
    found->name = std::move(name);
    found->config = std::move(config);
    found->trusted = terms.trusted;
  }
  found->given++;
  return Giving(&*found);
}

Giving begin_giving(const CK_FUNCTION_LIST* list) {
  const ProcessLocked locked;
  const auto entry = find(list);
  if (entry == registry().entries.end()) return Giving(nullptr);
  entry->loaded->given++;
  return Giving(entry->loaded);
}

void leave_modules_side(chain::Owner& owner) noexcept {
  using enum settings::LogAt;
  if (owner.log == nullptr) return;
  if (owner.log->options.at == module) owner.log = nullptr;
  else owner.at = caller;
}

// The wrapper's list, or NULL if there is none left.
CK_FUNCTION_LIST* wrap(const Loaded& loaded, Caller* caller, const Terms& terms, bool& is_logged) noexcept {
  chain::Owner owner{*loaded.module, caller, terms.log};
  // What the module gets to do is logged there.
  if (loaded.is_traced && terms.log_is_of_environment) leave_modules_side(owner);
  const CK_FUNCTION_LIST* const list = chain::handed_list(owner, loaded.library.list(), loaded.library.entries());
  const chain::Wrapper* const wrapper = chain::wrapper_of(list);
  is_logged = owner.log == nullptr || (wrapper != nullptr && wrapper->log.load(std::memory_order_relaxed) != nullptr);
  return const_cast<CK_FUNCTION_LIST*>(list);
}

// A caller that is forgotten unless it is given out.
class NewCaller {
 public:
  NewCaller(SharedModule& module, std::string_view name) : module_(module), caller_(module.add_caller(name)) {
    if (caller_ == nullptr) throw std::bad_alloc();
  }
  NewCaller(const NewCaller&) = delete;
  NewCaller& operator=(const NewCaller&) = delete;
  ~NewCaller() {
    if (caller_ != nullptr) module_.remove_caller(caller_);
  }
  Caller* get() const noexcept { return caller_; }
  void succeed() noexcept { caller_ = nullptr; }

 private:
  SharedModule& module_;
  Caller* caller_;
};

CK_FUNCTION_LIST* give(Giving giving, const Terms& terms, std::string& problem) {
  Loaded& loaded = *giving;
  std::list<Entry> one{{loaded.library.list(), &loaded, nullptr, terms.critical}};
  Entry& entry = one.front();
  bool is_logged = true;
  CK_FUNCTION_LIST* list = nullptr;
  std::optional<NewCaller> caller;
  if (terms.managed) {
    unsigned number;
    bool is_first_name;
    {
      const ProcessLocked locked;
      number = ++loaded.callers;
      is_first_name = loaded.name == terms.name;
    }
    SharedModule& shared = *loaded.shared.front();
    if (!terms.reserved.empty() && is_first_name) shared.set_reserved(terms.reserved);
    caller.emplace(shared, std::to_string(number));
    entry.caller = caller->get();
  }
  if (terms.managed || terms.log != nullptr) list = wrap(loaded, entry.caller, terms, is_logged);
  if (!is_logged) problem = loaded.library.path() + ": it is not logged, because 64 others are already";
  if (list == nullptr && terms.managed) {
    problem = loaded.library.path() + ": 1,024 callers of managed modules are there already";
    return nullptr;
  }
  if (list == nullptr) list = loaded.library.list();
  entry.list = list;
  const ProcessLocked locked;
  registry().entries.splice(registry().entries.begin(), one);
  if (caller) caller->succeed();
  giving.succeed();
  return list;
}

}  // namespace

CK_FUNCTION_LIST* load(const std::string& path, const Terms& terms, std::string& problem) {
  ModuleLibrary library;
  if (!ModuleLibrary::open(path, library, problem)) return nullptr;
  Giving giving = begin_giving(library, terms, problem);
  return giving ? give(std::move(giving), terms, problem) : nullptr;
}

CK_FUNCTION_LIST* manage(CK_FUNCTION_LIST* list, const Terms& terms, std::string& problem) {
  if (Giving known = begin_giving(list)) return give(std::move(known), terms, problem);
  if (chain::was_handed(list)) {
    problem = "the module was released";
    return nullptr;
  }
  ModuleLibrary library;
  if (!ModuleLibrary::hold(list, library, problem)) return nullptr;
  Giving giving = begin_giving(library, terms, problem);
  return giving ? give(std::move(giving), terms, problem) : nullptr;
}

std::optional<Given> given(const CK_FUNCTION_LIST* list) {
  const ProcessLocked locked;
  const auto entry = find(list);
  if (entry == registry().entries.end()) return std::nullopt;
  const Loaded& loaded = *entry->loaded;
  return Given{entry->caller != nullptr, entry->critical, loaded.trusted, loaded.name,
               loaded.library.path(),    loaded.config,   &loaded};
}

namespace {

// What is left to do of a list that was given out, also if the thread is cancelled while its module finalizes.
class Taken {
 public:
  explicit Taken(std::list<Entry>& taken) noexcept : taken_(taken) {}
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;
  ~Taken() {
    if (taken_.empty()) return;
    const Entry& entry = taken_.front();
    if (entry.caller != nullptr) {
      chain::release(*entry.loaded->module, entry.caller);
      entry.loaded->shared.front()->remove_caller(entry.caller);
    }
    end_giving(*entry.loaded);
  }

 private:
  std::list<Entry>& taken_;
};

}  // namespace

bool release(const CK_FUNCTION_LIST* list) {
  std::list<Entry> taken;
  const Taken at_end(taken);
  {
    const ProcessLocked locked;
    const auto found = find(list);
    if (found == registry().entries.end()) return false;
    taken.splice(taken.begin(), registry().entries, found);
  }
  const Entry& entry = taken.front();
  if (entry.caller != nullptr && entry.caller->is_initialized()) entry.list->C_Finalize(nullptr);
  return true;
}

}  // namespace p11trace::managed
