// A module's shared library, and the function list that the module would give its callers.
#pragma once

#include <cstddef>
#include <string>

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::managed {

class ModuleLibrary {
 public:
  ModuleLibrary() = default;
  ModuleLibrary(ModuleLibrary&& other) noexcept;
  ModuleLibrary& operator=(ModuleLibrary&& other) noexcept;
  ModuleLibrary(const ModuleLibrary&) = delete;
  ModuleLibrary& operator=(const ModuleLibrary&) = delete;
  ~ModuleLibrary();

  // Loads it, and asks for its list: that of its interface "PKCS 11" if that is one we know, else that of
  // C_GetFunctionList. Runs code of the library. False, with a sentence, if it is no module.
  static bool open(const std::string& path, ModuleLibrary& library, std::string& problem);
  // The library that the list's functions belong to, kept loaded; none if it is the program itself. Of a list that the
  // preloaded tracer gave to the program, the one that it gives to this library.
  static bool hold(CK_FUNCTION_LIST* list, ModuleLibrary& library, std::string& problem);

  CK_FUNCTION_LIST* list() const noexcept { return list_; }
  // How many entries the list has.
  std::size_t entries() const noexcept { return entries_; }
  const std::string& path() const noexcept { return path_; }
  // Where its code is.
  const void* address() const noexcept;
  // Whether some of the list's functions are those of the preloaded tracer: then the module is managed there, too.
  bool is_traced() const noexcept;

 private:
  // Whether what was found can be worked with; if not, why.
  bool is_module(std::string& problem) const;

  void* handle_ = nullptr;
  CK_FUNCTION_LIST* list_ = nullptr;
  std::size_t entries_ = 0;
  std::string path_;
};

}  // namespace p11trace::managed
