// The modules that a program has loaded through the library, and the function lists that it was given for them.
#pragma once

#include <optional>
#include <string>

#include "tracer/capture/log.h"
#include "tracer/managed/config_file.h"

namespace p11trace::managed {

// How a module is to be given out.
struct Terms {
  bool managed = true;
  bool critical = false;
  bool trusted = false;
  capture::Log* log = nullptr;         // NULL if it is not to be logged
  bool log_is_of_environment = false;  // the one that a preloaded tracer writes, too
  std::string reserved{};              // for the module's C_Initialize; empty for none
  std::string name{};                  // in the configuration; empty if there is none
  Config config{};
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

// All functions may be called by any thread. They may throw std::bad_alloc, with nothing changed. `problem` says why an
// answer is NULL, or what is less than was asked for.

// Loads the library, and gives out a list for it.
CK_FUNCTION_LIST* load(const std::string& path, const Terms& terms, std::string& problem);
// Gives out a list for a module that the program has.
CK_FUNCTION_LIST* manage(CK_FUNCTION_LIST* list, const Terms& terms, std::string& problem);
// Nothing if `list` was not given out, or was released. It is not followed.
std::optional<Given> given(const CK_FUNCTION_LIST* list);
// Finalizes the list's caller, if it is still initialized, and unloads the module's library if this was the last list
// of it. False if there is nothing to release.
bool release(const CK_FUNCTION_LIST* list);

}  // namespace p11trace::managed
