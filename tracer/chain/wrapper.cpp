// Finds, makes and keeps wrappers. Nothing here waits for another thread: what is made is published whole, by one
// exchange, and whoever comes second takes what is there.
#include "tracer/chain/wrapper.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>

#include "tracer/capture/log.h"
#include "tracer/capture/losses.h"
#include "tracer/chain/chain.h"
#include "tracer/chain/list_size.h"
#include "tracer/chain/stubs.h"
#include "tracer/managed/shared_module.h"

namespace p11trace::chain {

constinit std::array<std::atomic<Wrapper*>, most_wrappers> wrappers = {};

namespace {

using pkcs11::Function;

constinit std::atomic<std::uint64_t> releases = 0;  // that there have been

template <class T>
T* make() noexcept {
  void* memory = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? nullptr : new (memory) T;
}

// A list as an array of pointers behind its version.
constexpr std::size_t entries_offset = offsetof(CK_FUNCTION_LIST_3_2, C_Initialize);

void set_entry(CK_FUNCTION_LIST_3_2& list, std::size_t index, void* entry) noexcept {
  std::memcpy(reinterpret_cast<std::byte*>(&list) + entries_offset + index * sizeof entry, &entry, sizeof entry);
}

// The functions that a list brings. One symbol is a list of one.
struct Offer {
  const CK_FUNCTION_LIST* list;
  std::size_t first;
  std::size_t end;
  void* symbol;

  void* function(std::size_t index) const noexcept { return list == nullptr ? symbol : entry_of(list, index); }
};

// Takes the functions into the wrapper, if it has no other ones in their places.
bool adopt(Wrapper& wrapper, const Offer& offer) noexcept {
  const auto differs = [&](std::size_t i) {
    void* const has = wrapper.functions[i].load(std::memory_order_acquire);
    return has != nullptr && offer.function(i) != nullptr && has != offer.function(i);
  };
  for (std::size_t i = offer.first; i < offer.end; i++)
    if (differs(i)) return false;
  for (std::size_t i = offer.first; i < offer.end; i++) {
    void* none = nullptr;
    void* const function = offer.function(i);
    if (function != nullptr &&
        !wrapper.functions[i].compare_exchange_strong(none, function, std::memory_order_acq_rel) && none != function)
      return false;  // another thread brought another one just now
  }
  return true;
}

void set_label(Wrapper& wrapper, const Owner& owner) noexcept {
  const std::string_view module = owner.module.name();
  const std::string_view caller = owner.caller == nullptr ? "" : owner.caller->name();
  std::size_t length = 0;
  const auto put = [&](std::string_view text) {
    const std::size_t size = std::min(text.size(), sizeof wrapper.label - 1 - length);
    for (const char c : text.substr(0, size)) wrapper.label[length++] = harmless(c);
  };
  put(module);
  if (!caller.empty()) {
    put("@");
    put(caller);
  }
  wrapper.label[length] = '\0';
}

// Makes the wrapper the owner's. `module`, by which others see that it is taken, comes last.
void give(Wrapper& wrapper, const Owner& owner) noexcept {
  wrapper.caller.store(owner.caller, std::memory_order_relaxed);
  wrapper.log.store(owner.log, std::memory_order_relaxed);
  if (owner.log != nullptr) wrapper.log_at = owner.at.value_or(owner.log->options.at);
  if (owner.log == nullptr) owner.module.is_partly_logged.store(true, std::memory_order_relaxed);
  set_label(wrapper, owner);
  for (std::size_t f = 0; f < pkcs11::function_count; f++)
    wrapper.filters[f] = filters_wanting(wrapper, static_cast<Function>(f));
  wrapper.module.store(&owner.module, std::memory_order_release);
}

bool belongs_to(const Wrapper& wrapper, const Owner& owner) noexcept {
  // The module once more: while the rest was looked at, the wrapper may have been taken back.
  return wrapper.module.load(std::memory_order_acquire) == &owner.module &&
         wrapper.caller.load(std::memory_order_acquire) == owner.caller &&
         wrapper.log.load(std::memory_order_acquire) == owner.log &&
         wrapper.module.load(std::memory_order_relaxed) == &owner.module;
}

// Of those from `first` to `end` the one that was taken back first, made the owner's: a list that a program keeps
// beyond its release stays dead for as long as can be.
Wrapper* take_free(std::size_t first, std::size_t end, const Owner& owner) noexcept {
  for (;;) {
    Wrapper* oldest = nullptr;
    std::uint64_t since = 0;
    for (std::size_t i = first; i < end; i++) {
      Wrapper* const known = wrappers[i].load(std::memory_order_acquire);
      const std::uint64_t free_since = known == nullptr ? 0 : known->free_since.load(std::memory_order_acquire);
      if (free_since == 0 || (oldest != nullptr && free_since > since)) continue;
      oldest = known;
      since = free_since;
    }
    if (oldest == nullptr) return nullptr;
    if (!oldest->free_since.compare_exchange_strong(since, 0, std::memory_order_acq_rel)) continue;
    give(*oldest, owner);
    return oldest;
  }
}

Wrapper* find_or_make(const Owner& owner, const Offer& offer) noexcept {
  Wrapper* made = nullptr;
  // The places that can be logged are few: what is not logged does not take one.
  const std::size_t first = owner.log != nullptr ? 0 : most_full_wrappers;
  const std::size_t end = owner.log != nullptr ? most_full_wrappers : most_wrappers;
  Wrapper* found = nullptr;
  for (std::size_t i = first; i < end && found == nullptr; i++) {
    Wrapper* known = wrappers[i].load(std::memory_order_acquire);
    if (known == nullptr) {
      if (made == nullptr && (made = make<Wrapper>()) == nullptr) break;
      made->number = static_cast<std::uint16_t>(i);
      give(*made, owner);
      if (wrappers[i].compare_exchange_strong(known, made, std::memory_order_release, std::memory_order_acquire)) {
        known = made;
        made = nullptr;
      }
    }
    if (belongs_to(*known, owner) && adopt(*known, offer)) found = known;
  }
  if (made != nullptr) munmap(made, sizeof(Wrapper));
  if (found != nullptr) return found;
  found = take_free(first, end, owner);
  return found != nullptr && adopt(*found, offer) ? found : nullptr;
}

// If no wrapper is left that can be logged, a managed module is given one that cannot.
Wrapper* wrapper_for(Owner owner, const Offer& offer) noexcept {
  for (;;) {
    if (Wrapper* found = find_or_make(owner, offer)) return found;
    capture::losses.wrappers.fetch_add(1, std::memory_order_relaxed);
    owner.module.is_partly_logged.store(true, std::memory_order_relaxed);
    if (owner.log == nullptr || owner.caller == nullptr) return nullptr;
    owner.log = nullptr;
  }
}

HandedList* find(const Wrapper& wrapper, const CK_FUNCTION_LIST* original, std::size_t entries) noexcept {
  for (HandedList* list = wrapper.lists.load(std::memory_order_acquire); list != nullptr; list = list->next)
    if (list->original.load(std::memory_order_acquire) == original && list->entries == entries) return list;
  return nullptr;
}

void fill(HandedList& handed, const Wrapper& wrapper, const CK_FUNCTION_LIST* original) noexcept {
  handed.list.version = original->version;
  // Who looks behind the entries of 2.x would find nothing.
  constexpr CK_VERSION v2_40{2, 40};
  const bool is_longer = original->version.major > v2_40.major && handed.entries == entries_2_40;
  if (is_longer && wrapper.caller.load(std::memory_order_relaxed) != nullptr) handed.list.version = v2_40;
  for (std::size_t i = 0; i < handed.entries; i++) {
    void* const own = entry_of(original, i);
    set_entry(handed.list, i, own == nullptr ? nullptr : handed_function(wrapper, static_cast<Function>(i)));
  }
}

bool has_list(const Wrapper& wrapper, const CK_FUNCTION_LIST* list) noexcept {
  for (HandedList* known = wrapper.lists.load(std::memory_order_acquire); known != nullptr; known = known->next)
    if (reinterpret_cast<const CK_FUNCTION_LIST*>(&known->list) == list) return true;
  return false;
}

// Stands in a list that is being filled.
constinit const CK_FUNCTION_LIST being_filled{};

// A list of an earlier owner of the wrapper, filled anew.
HandedList* take_old(const Wrapper& wrapper, const CK_FUNCTION_LIST* original, std::size_t entries) noexcept {
  for (HandedList* list = wrapper.lists.load(std::memory_order_acquire); list != nullptr; list = list->next) {
    const CK_FUNCTION_LIST* none = nullptr;
    if (!list->was_released.load(std::memory_order_relaxed) || list->entries != entries ||
        !list->original.compare_exchange_strong(none, &being_filled, std::memory_order_acq_rel))
      continue;
    fill(*list, wrapper, original);
    list->was_released.store(false, std::memory_order_relaxed);
    list->original.store(original, std::memory_order_release);
    return list;
  }
  return nullptr;
}

// What stands in the lists of a wrapper that was taken back. Its arguments are anybody's.
CK_RV answer_after_release() noexcept { return CKR_CRYPTOKI_NOT_INITIALIZED; }

void take_back(Wrapper& wrapper) noexcept {
  void* const gone = reinterpret_cast<void*>(&answer_after_release);
  wrapper.module.store(nullptr, std::memory_order_seq_cst);
  wrapper.caller.store(nullptr, std::memory_order_release);
  for (HandedList* list = wrapper.lists.load(std::memory_order_acquire); list != nullptr; list = list->next) {
    for (std::size_t i = 0; i < list->entries; i++) set_entry(list->list, i, gone);
    list->was_released.store(true, std::memory_order_relaxed);
    list->original.store(nullptr, std::memory_order_release);
  }
  for (std::atomic<void*>& function : wrapper.functions) function.store(nullptr, std::memory_order_relaxed);
  wrapper.free_since.store(releases.fetch_add(1, std::memory_order_relaxed) + 1, std::memory_order_release);
}

}  // namespace

void* entry_of(const CK_FUNCTION_LIST* list, std::size_t index) noexcept {
  void* entry;
  std::memcpy(&entry, reinterpret_cast<const std::byte*>(list) + entries_offset + index * sizeof entry, sizeof entry);
  return entry;
}

void leave_callers_side(Owner& owner) noexcept {
  using enum settings::LogAt;
  if (owner.log == nullptr) return;
  if (owner.caller == nullptr || owner.log->options.at == caller) owner.log = nullptr;
  else owner.at = module;
}

Wrapper* wrapper_for_symbol(const Owner& owner, Function which, void* symbol) noexcept {
  const std::size_t index = pkcs11::index_of(which);
  return wrapper_for(owner, {nullptr, index, index + 1, symbol});
}

void* handed_function(const Wrapper& wrapper, Function which) noexcept {
  void* const own = wrapper.function(which);
  return own == nullptr || wrapper.filters[pkcs11::index_of(which)] == 0 ? own : stub_of(which, wrapper.number);
}

const CK_FUNCTION_LIST* handed_list(const Owner& owner, const CK_FUNCTION_LIST* original,
                                    std::size_t entries) noexcept {
  Wrapper* const wrapper = wrapper_for(owner, {original, 0, entries, nullptr});
  if (wrapper == nullptr) return nullptr;
  if (HandedList* known = find(*wrapper, original, entries)) return reinterpret_cast<CK_FUNCTION_LIST*>(&known->list);
  if (HandedList* old = take_old(*wrapper, original, entries)) return reinterpret_cast<CK_FUNCTION_LIST*>(&old->list);
  auto* made = make<HandedList>();
  if (made == nullptr) return nullptr;
  made->original.store(original, std::memory_order_relaxed);
  made->entries = entries;
  fill(*made, *wrapper, original);
  made->next = wrapper->lists.load(std::memory_order_acquire);
  while (
      !wrapper->lists.compare_exchange_weak(made->next, made, std::memory_order_release, std::memory_order_acquire)) {
    // Whoever came first may have made the same one.
    if (HandedList* known = find(*wrapper, original, entries)) {
      munmap(made, sizeof(HandedList));
      return reinterpret_cast<CK_FUNCTION_LIST*>(&known->list);
    }
  }
  return reinterpret_cast<CK_FUNCTION_LIST*>(&made->list);
}

void forget_functions(const Module& module) noexcept {
  for (const std::atomic<Wrapper*>& place : wrappers) {
    Wrapper* wrapper = place.load(std::memory_order_acquire);
    if (wrapper == nullptr || wrapper->module.load(std::memory_order_acquire) != &module) continue;
    for (std::atomic<void*>& function : wrapper->functions) function.store(nullptr, std::memory_order_release);
    for (HandedList* list = wrapper->lists.load(std::memory_order_acquire); list != nullptr; list = list->next)
      list->original.store(nullptr, std::memory_order_relaxed);
  }
}

Wrapper* wrapper_of(const CK_FUNCTION_LIST* list) noexcept {
  for (const std::atomic<Wrapper*>& place : wrappers) {
    Wrapper* const wrapper = place.load(std::memory_order_acquire);
    if (wrapper != nullptr && wrapper->module.load(std::memory_order_acquire) != nullptr && has_list(*wrapper, list))
      return wrapper;
  }
  return nullptr;
}

bool was_handed(const CK_FUNCTION_LIST* list) noexcept {
  for (const std::atomic<Wrapper*>& place : wrappers) {
    Wrapper* const wrapper = place.load(std::memory_order_acquire);
    if (wrapper != nullptr && has_list(*wrapper, list)) return true;
  }
  return false;
}

void release(const Module& module, const managed::Caller* caller) noexcept {
  for (const std::atomic<Wrapper*>& place : wrappers) {
    Wrapper* const wrapper = place.load(std::memory_order_acquire);
    if (wrapper != nullptr && wrapper->module.load(std::memory_order_acquire) == &module &&
        wrapper->caller.load(std::memory_order_relaxed) == caller)
      take_back(*wrapper);
  }
}

}  // namespace p11trace::chain
