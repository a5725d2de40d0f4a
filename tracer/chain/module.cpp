// Finds the library behind an address and gives it a number and a label.
#include "tracer/chain/module.h"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "tracer/capture/message.h"
#include "tracer/chain/wrapper.h"

namespace p11trace::chain {

namespace {

constexpr std::size_t most_modules = 1024;
constinit std::atomic<Module*> modules[most_modules] = {};

std::string_view file_label(std::string_view path) noexcept {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.starts_with("lib") && name.size() > 3) name.remove_prefix(3);
  const std::size_t suffix = name.find(".so");
  return suffix == 0 ? name : name.substr(0, suffix);
}

// What a file name may hold must not break a line, nor look like a part of one.
char harmless(char c) noexcept { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == ':' || c == '(' ? '_' : c; }

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
  if (dladdr(old, &info) != 0 && info.dli_fbase == old && info.dli_fname != nullptr && path == info.dli_fname) return false;
  if (known.base.compare_exchange_strong(old, base, std::memory_order_acq_rel)) forget_functions(known);
  return true;
}

}  // namespace

Module* module_of(const void* address) noexcept {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_fbase == nullptr) return nullptr;
  const std::string_view path = info.dli_fname == nullptr ? "" : info.dli_fname;
  Module* made = nullptr;
  for (std::size_t i = 0; i < most_modules; i++) {
    Module* known = modules[i].load(std::memory_order_acquire);
    if (known != nullptr && is_same(*known, info.dli_fbase, path)) return known;
    if (known != nullptr) continue;
    if (made == nullptr) {
      void* memory = mmap(nullptr, sizeof(Module), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (memory == MAP_FAILED) return nullptr;
      made = new (memory) Module;
      made->base.store(info.dli_fbase, std::memory_order_relaxed);
      made->salt.store(reinterpret_cast<std::uintptr_t>(made) * 0x9e3779b97f4a7c15, std::memory_order_relaxed);
      std::memcpy(made->path, path.data(), std::min(path.size(), sizeof made->path - 1));
    }
    made->number = static_cast<std::uint16_t>(i);
    set_label(*made, file_label(made->path));
    if (modules[i].compare_exchange_strong(known, made, std::memory_order_release, std::memory_order_acquire)) return made;
    // Another thread took the place, perhaps for the same library.
    i--;
  }
  if (made != nullptr) munmap(made, sizeof(Module));
  return nullptr;
}

}  // namespace p11trace::chain
