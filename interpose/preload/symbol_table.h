// The dynamic symbol table of one loaded object, read where the dynamic linker has mapped it.
#pragma once

#include <link.h>

#include <cstdint>

namespace p11trace::preload {

// `current` is the version that a program linked today gets (or none at all), `old` one that only programs linked
// before get.
enum class Version : std::uint8_t { current, old };

class SymbolTable {
 public:
  explicit SymbolTable(const link_map& object) noexcept;

  // The address of the function that the object defines under `name`; null if there is none, or if the object has
  // no hash table. A function chosen at run time (STT_GNU_IFUNC) is chosen by calling its resolver.
  void* find_function(const char* name, Version version) const noexcept;

 private:
  const ElfW(Sym) * find_by_gnu_hash(const char* name, Version version) const noexcept;
  const ElfW(Sym) * find_by_hash(const char* name, Version version) const noexcept;
  bool matches(std::uint32_t index, const char* name, Version version) const noexcept;

  ElfW(Addr) base_ = 0;
  const ElfW(Sym) * symbols_ = nullptr;
  const char* names_ = nullptr;
  const ElfW(Versym) * versions_ = nullptr;
  const std::uint32_t* gnu_hash_ = nullptr;
  const std::uint32_t* hash_ = nullptr;
};

}  // namespace p11trace::preload
