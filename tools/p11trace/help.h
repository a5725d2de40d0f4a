// The texts of --help and of wrong usage.
#pragma once

#include <string>
#include <string_view>

namespace p11trace {

inline constexpr std::string_view usage_line = "Usage: p11trace [OPTION...] [--] COMMAND [ARG...]\n";

// Lines of 80 columns at most.
std::string help_text();

}  // namespace p11trace
