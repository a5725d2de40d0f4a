// Finds the library behind an address and gives it a number and a label.
#include "tracer/chain/module.h"

#include <dlfcn.h>

#include <array>

#include "tracer/capture/message.h"
#include "tracer/chain/wrapper.h"

namespace p11trace::chain {

namespace {

constinit std::atomic<Module*> modules[most_modules] = {};

void set_label(Module& module, std::string_view name) noexcept {
  std::size_t same = 1;
  for (std::size_t i = 0; i < module.number; i++) {
    const Module* other = modules[i].load(std::memory_order_acquire);
    if (other != nullptr && file_label(other->path) == name) same++;
  }
  capture::Message label;
  label.add(name.substr(0, 50));
  if (same > 1) label.add("#").add(same);
  const std::string_view text = label.text();
  for (std::size_t i = 0; i < text.size(); i++) module.label[i] = harmless(text[i]);
  module.label[text.size()] = '\0';
}

// The same file at the same place; or at a new place, if it was unloaded from the old one.
bool is_same(Module& known, const void* base, std::string_view path) noexcept {
  if (path.substr(0, sizeof known.path - 1) != known.path) return false;
  const void* old = known.base.load(std::memory_order_acquire);
  if (old == base) return true;
  Dl_info info{};
  if (dladdr(old, &info) != 0 && info.dli_fbase == old && info.dli_fname != nullptr && path == info.dli_fname)
    return false;
  if (known.base.compare_exchange_strong(old, base, std::memory_order_acq_rel)) forget_functions(known);
  return true;
}

// Modules are made in place, from a pool that is not mapped at run time, and their paths are copied by a loop that the
// compiler keeps: a program under the thread sanitizer sees mmap and memcpy, but not the exchange that publishes a
// module.
constinit std::array<Module, most_modules> pool{};
constinit std::atomic<std::size_t> pool_used = 0;

Module* make_module(const void* base, std::string_view path) noexcept {
  const std::size_t next = pool_used.fetch_add(1, std::memory_order_relaxed);
  if (next >= pool.size()) return nullptr;
  Module& made = pool[next];
  made.base.store(base, std::memory_order_relaxed);
  // Not the multiplier of Encoder::forget_all: two modules must not come to the same salt.
  made.salt.store(reinterpret_cast<std::uintptr_t>(&made) * 0xd6e8feb86659fd93, std::memory_order_relaxed);
  volatile char* to = made.path;
  for (const char c : path.substr(0, sizeof made.path - 1)) *to++ = c;
  return &made;
}

}  // namespace

char harmless(char c) noexcept {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == ':' || c == '(' ? '_' : c;
}

std::string_view file_label(std::string_view path) noexcept {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.starts_with("lib") && name.size() > 3) name.remove_prefix(3);
  const std::size_t suffix = name.find(".so");
  return suffix == 0 ? name : name.substr(0, suffix);
}

bool logs_by_itself(const void* address) noexcept {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_fname == nullptr) return false;
  const std::string_view path = info.dli_fname;
  return path.substr(path.rfind('/') + 1).starts_with("libp11trace.so");
}

Module* module_of(const void* address) noexcept {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_fbase == nullptr) return nullptr;
  const std::string_view path = info.dli_fname == nullptr ? "" : info.dli_fname;
  Module* made = nullptr;
  Module* found = nullptr;
  for (std::size_t i = 0; i < most_modules && found == nullptr;) {
    Module* known = modules[i].load(std::memory_order_acquire);
    if (known != nullptr) {
      if (is_same(*known, info.dli_fbase, path)) found = known;
      i++;
      continue;
    }
    if (made == nullptr && (made = make_module(info.dli_fbase, path)) == nullptr) break;
    made->number = static_cast<std::uint16_t>(i);
    set_label(*made, file_label(made->path));
    // If another thread takes the place meanwhile, perhaps for the same library, what it put there is looked at next.
    if (modules[i].compare_exchange_strong(known, made, std::memory_order_release, std::memory_order_relaxed))
      return made;
  }
  // A module that was made in vain stays in the pool: that takes two threads that meet a new library at once.
  return found;
}

}  // namespace p11trace::chain
