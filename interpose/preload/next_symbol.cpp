// Finds the next definition of a symbol by reading the dynamic linker's list of loaded objects.

// dl_iterate_phdr would walk the same list, but a program under the thread sanitizer dies of it: the sanitizer calls
// dlsym while it starts, and its own interceptor of dl_iterate_phdr is not set up by then.
#include "interpose/preload/next_symbol.h"

#include <link.h>

#include "interpose/preload/symbol_table.h"
#include "interpose/preload/unsanitized.h"

// Ours, not another object's.
extern ElfW(Dyn) _DYNAMIC[] __attribute__((visibility("hidden")));

namespace p11trace::preload {
namespace {

const link_map* own_object() noexcept {
  const link_map* object = _r_debug.r_map;
  while (object != nullptr && object->l_ld != _DYNAMIC) object = object->l_next;
  return object;
}

void* find_after(const link_map& own, const char* name, Version version) noexcept {
  for (const link_map* object = own.l_next; object != nullptr; object = object->l_next)
    if (void* found = SymbolTable(*object).find_function(name, version)) return found;
  return nullptr;
}

}  // namespace

void* find_next_symbol(const char* name) noexcept {
  const link_map* own = own_object();
  if (own == nullptr) return nullptr;
  // An old version, kept by a library for programs that were linked long ago, only counts if there is no other.
  if (void* found = find_after(*own, name, Version::current)) return found;
  return find_after(*own, name, Version::old);
}

}  // namespace p11trace::preload
