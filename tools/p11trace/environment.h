// The environment that the traced processes read their settings from.
#pragma once

#include <string>

#include "tools/p11trace/options.h"

namespace p11trace {

// Where the calls are to be written to: the option, else the environment, else standard error.
std::string wanted_output(const Options& options);

// Sets the variables of the settings that the command line gives, and the output in any case. The others stay.
void set_settings(const Options& options, const std::string& output);

// What LD_PRELOAD must be: the library behind what is there already, for a sanitizer's runtime has to stay first.
std::string preload_behind(const char* present, const std::string& library);

}  // namespace p11trace
