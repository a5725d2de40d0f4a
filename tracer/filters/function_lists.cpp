// Which lists and interfaces of a module can be wrapped, and the interfaces that are handed out for them.
#include "tracer/filters/function_lists.h"

#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <new>
#include <string_view>

#include "tracer/capture/losses.h"
#include "tracer/chain/list_size.h"
#include "tracer/managed/process_callers.h"

namespace p11trace::filters {

namespace {

// The list to hand out in place of `list`, which is that itself where it cannot be wrapped.
void* replacement(const chain::Invocation& call, void* list, std::size_t entries) noexcept {
  auto* original = static_cast<CK_FUNCTION_LIST*>(list);
  if (chain::wrapper_of(original) != nullptr) return list;
  const chain::Wrapper& wrapper = call.wrapper;
  chain::Owner owner{wrapper.of(), wrapper.caller, wrapper.log};
  const auto* const asking = reinterpret_cast<const void*>(call.return_address);
  const bool logs_by_itself = chain::logs_by_itself(asking);
  if (owner.caller != nullptr) owner.caller = managed::asking_caller(*owner.caller, asking, logs_by_itself);
  if (logs_by_itself) chain::leave_callers_side(owner);
  if (owner.caller == nullptr && owner.log == nullptr) return list;
  const CK_FUNCTION_LIST* handed = chain::handed_list(owner, original, entries);
  return handed == nullptr ? list : const_cast<CK_FUNCTION_LIST*>(handed);
}

void replace(const chain::Invocation& call, CK_INTERFACE& interface) noexcept {
  if (interface.pInterfaceName == nullptr || interface.pFunctionList == nullptr) return;
  const bool standard = std::strcmp(reinterpret_cast<const char*>(interface.pInterfaceName), "PKCS 11") == 0;
  const std::size_t entries =
      standard ? chain::entries_of(*static_cast<const CK_VERSION*>(interface.pFunctionList)) : 0;
  if (entries == 0) capture::losses.interfaces.fetch_add(1, std::memory_order_relaxed);
  else interface.pFunctionList = replacement(call, interface.pFunctionList, entries);
}

// An interface that was handed out stays where it is for ever, and is always the same for one of the module's.
struct HandedInterface {
  CK_INTERFACE original;
  CK_INTERFACE interface;
  HandedInterface* next;
};
constinit std::atomic<HandedInterface*> handed_interfaces = nullptr;

bool same(const CK_INTERFACE& a, const CK_INTERFACE& b) noexcept {
  return a.pInterfaceName == b.pInterfaceName && a.pFunctionList == b.pFunctionList && a.flags == b.flags;
}

HandedInterface* find(const CK_INTERFACE& original, const CK_INTERFACE& interface) noexcept {
  for (HandedInterface* known = handed_interfaces.load(std::memory_order_acquire); known != nullptr;
       known = known->next)
    if (same(known->original, original) && same(known->interface, interface)) return known;
  return nullptr;
}

}  // namespace

void FunctionLists::replace_list(const chain::Invocation& call, CK_FUNCTION_LIST** list) noexcept {
  if (list == nullptr || *list == nullptr) return;
  const int error = errno;
  // What C_GetFunctionList gives has the 68 entries of 2.x, even where its version says 3.
  if (chain::entries_of((*list)->version) == 0) capture::losses.interfaces.fetch_add(1, std::memory_order_relaxed);
  else *list = static_cast<CK_FUNCTION_LIST*>(replacement(call, *list, chain::entries_2_40));
  errno = error;
}

void FunctionLists::replace_interface(const chain::Invocation& call, CK_INTERFACE** interface) noexcept {
  if (interface == nullptr || *interface == nullptr) return;
  const int error = errno;
  const CK_INTERFACE original = **interface;
  CK_INTERFACE ours = original;
  replace(call, ours);
  if (ours.pFunctionList == original.pFunctionList) {
    errno = error;
    return;
  }
  HandedInterface* known = find(original, ours);
  if (known == nullptr) {
    void* memory = mmap(nullptr, sizeof(HandedInterface), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED) {
      known = new (memory) HandedInterface{original, ours, handed_interfaces.load(std::memory_order_acquire)};
      while (!handed_interfaces.compare_exchange_weak(known->next, known, std::memory_order_release,
                                                      std::memory_order_acquire)) {
      }
    }
  }
  if (known != nullptr) *interface = &known->interface;
  errno = error;
}

void FunctionLists::replace_interfaces(const chain::Invocation& call, CK_INTERFACE* interfaces,
                                       const CK_ULONG* count) noexcept {
  if (interfaces == nullptr || count == nullptr) return;
  const int error = errno;
  for (CK_ULONG i = 0; i < *count; i++) replace(call, interfaces[i]);
  errno = error;
}

}  // namespace p11trace::filters
