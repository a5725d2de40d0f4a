// The command line of p11trace, up to the command that it traces.
#pragma once

#include <array>
#include <optional>
#include <stdexcept>
#include <string>

#include "tracer/settings/table.h"

namespace p11trace {

struct Options {
  bool help = false;
  bool version = false;
  // By settings::Name: what the command line gives, checked, and written as in the environment.
  std::array<std::optional<std::string>, settings::count> given;
  // The command and its arguments, which are the end of argv; null if there is none.
  char** command = nullptr;
};

// Its text is a sentence for the user.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Options read_options(int argc, char** argv);

}  // namespace p11trace
