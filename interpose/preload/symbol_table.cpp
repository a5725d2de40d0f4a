// Looks a function up in an object's hash tables without calling anything: no dynamic linker, no libc.
#include "interpose/preload/symbol_table.h"

#include <elf.h>
#include <sys/auxv.h>

#include "interpose/preload/unsanitized.h"

namespace p11trace::preload {
namespace {

// glibc adds the load address to the pointers of a dynamic section that it can write to, and only to those: the
// vDSO's stay relative.
ElfW(Addr) absolute(ElfW(Addr) base, ElfW(Addr) pointer) noexcept { return pointer < base ? base + pointer : pointer; }

template <class T>
const T* at(ElfW(Addr) address) noexcept {
  return reinterpret_cast<const T*>(address);
}

bool same(const char* a, const char* b) noexcept {
  while (*a != '\0' && *a == *b) ++a, ++b;
  return *a == *b;
}

std::uint32_t gnu_hash_of(const char* name) noexcept {
  std::uint32_t hash = 5381;
  for (; *name != '\0'; ++name) hash = hash * 33 + static_cast<unsigned char>(*name);
  return hash;
}

std::uint32_t hash_of(const char* name) noexcept {
  std::uint32_t hash = 0;
  for (; *name != '\0'; ++name) {
    hash = (hash << 4) + static_cast<unsigned char>(*name);
    hash ^= (hash >> 24) & 0xf0;
    hash &= 0x0fffffff;
  }
  return hash;
}

// Calls a resolver as the dynamic linker would; every object that we can see has been relocated.
void* chosen_by(ElfW(Addr) resolver) noexcept {
#if defined(__aarch64__)
  const struct {
    unsigned long size, hwcap, hwcap2;
  } hardware = {sizeof hardware, getauxval(AT_HWCAP), getauxval(AT_HWCAP2)};
  constexpr unsigned long second_argument_is_there = 1UL << 62;
  auto* choose = reinterpret_cast<void* (*)(unsigned long, const void*)>(resolver);
  return choose(hardware.hwcap | second_argument_is_there, &hardware);
#else
  return reinterpret_cast<void* (*)()>(resolver)();
#endif
}

}  // namespace

SymbolTable::SymbolTable(const link_map& object) noexcept : base_(object.l_addr) {
  if (object.l_ld == nullptr) return;
  for (const ElfW(Dyn)* entry = object.l_ld; entry->d_tag != DT_NULL; ++entry) {
    const ElfW(Addr) address = absolute(base_, entry->d_un.d_ptr);
    switch (entry->d_tag) {
      case DT_SYMTAB:
        symbols_ = at<ElfW(Sym)>(address);
        break;
      case DT_STRTAB:
        names_ = at<char>(address);
        break;
      case DT_VERSYM:
        versions_ = at<ElfW(Versym)>(address);
        break;
      case DT_GNU_HASH:
        gnu_hash_ = at<std::uint32_t>(address);
        break;
      case DT_HASH:
        hash_ = at<std::uint32_t>(address);
        break;
      default:
        break;
    }
  }
}

void* SymbolTable::find_function(const char* name, Version version) const noexcept {
  if (symbols_ == nullptr || names_ == nullptr) return nullptr;
  const ElfW(Sym)* found = nullptr;
  if (gnu_hash_ != nullptr) found = find_by_gnu_hash(name, version);
  else if (hash_ != nullptr) found = find_by_hash(name, version);
  if (found == nullptr) return nullptr;
  const ElfW(Addr) address = base_ + found->st_value;
  if (ELF64_ST_TYPE(found->st_info) == STT_GNU_IFUNC) return chosen_by(address);
  return reinterpret_cast<void*>(address);
}

// Four words, a Bloom filter of address-sized words, the buckets, and for each symbol from `first` on its hash,
// whose lowest bit marks the end of a bucket. The filter only saves time, which is of no matter here.
const ElfW(Sym) * SymbolTable::find_by_gnu_hash(const char* name, Version version) const noexcept {
  const std::uint32_t bucket_count = gnu_hash_[0];
  const std::uint32_t first = gnu_hash_[1];
  const std::uint32_t filter_size = gnu_hash_[2];
  const auto* filter = reinterpret_cast<const ElfW(Addr)*>(gnu_hash_ + 4);
  const auto* buckets = reinterpret_cast<const std::uint32_t*>(filter + filter_size);
  const std::uint32_t* hashes = buckets + bucket_count;
  if (bucket_count == 0) return nullptr;

  const std::uint32_t hash = gnu_hash_of(name);
  std::uint32_t index = buckets[hash % bucket_count];
  if (index < first) return nullptr;
  for (;; ++index) {
    const std::uint32_t entry = hashes[index - first];
    if ((entry | 1) == (hash | 1) && matches(index, name, version)) return &symbols_[index];
    if ((entry & 1) != 0) return nullptr;
  }
}

const ElfW(Sym) * SymbolTable::find_by_hash(const char* name, Version version) const noexcept {
  const std::uint32_t bucket_count = hash_[0];
  const std::uint32_t* buckets = hash_ + 2;
  const std::uint32_t* chain = buckets + bucket_count;
  if (bucket_count == 0) return nullptr;
  for (std::uint32_t index = buckets[hash_of(name) % bucket_count]; index != STN_UNDEF; index = chain[index])
    if (matches(index, name, version)) return &symbols_[index];
  return nullptr;
}

bool SymbolTable::matches(std::uint32_t index, const char* name, Version version) const noexcept {
  const ElfW(Sym)& symbol = symbols_[index];
  const unsigned type = ELF64_ST_TYPE(symbol.st_info);
  // An undefined symbol may have a value: in a program that takes the address of a library's function.
  if (symbol.st_shndx == SHN_UNDEF || symbol.st_value == 0) return false;
  if (type != STT_FUNC && type != STT_GNU_IFUNC) return false;
  if (!same(names_ + symbol.st_name, name)) return false;
  constexpr ElfW(Versym) hidden = 0x8000;
  const bool is_old = versions_ != nullptr && (versions_[index] & hidden) != 0;
  return is_old == (version == Version::old);
}

}  // namespace p11trace::preload
