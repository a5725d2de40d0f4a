// The modules that a program has loaded through the managed API, and the function lists that it was given for them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tracer/capture/log.h"
#include "tracer/managed/configuration.h"

namespace p11trace::managed {

// How a module is to be given out.
struct Terms {
  bool managed = true;
  bool critical = false;
  bool trusted = false;
  capture::Log* log = nullptr;  // of a managed one; NULL if it is not to be logged
  std::string reserved;         // for the module's C_Initialize; empty for none
  std::string name;             // in the configuration; empty if there is none
  Config config;
};

// What is known of a function list that was given out.
struct Given {
  bool managed = false;
  bool critical = false;
  bool trusted = false;
  std::string name;
  std::string path;  // as it was first loaded
  Config config;
  const void* module = nullptr;  // the same for all lists of one module
};

// All functions may be called by any thread. The lock behind them is not held while a module is loaded, unloaded or
// otherwise runs. They may throw std::bad_alloc, with nothing changed. `problem` says why an answer is NULL.

// Loads the library, and gives out a list for it.
CK_FUNCTION_LIST* load(const std::string& path, const Terms& terms, std::string& problem);
// Gives out a list for a module that the program has.
CK_FUNCTION_LIST* manage(CK_FUNCTION_LIST* list, const Terms& terms, std::string& problem);
// Nothing if `list` was not given out, or was released.
std::optional<Given> given(const CK_FUNCTION_LIST* list);
// False if there is nothing to release.
bool release(const CK_FUNCTION_LIST* list);

}  // namespace p11trace::managed
