// Which functions are meant by a selector, the one grammar wherever calls are chosen.
//
//   selector   terms parted by commas, applied from left to right; blanks around a term do not count
//   C_Sign     this function; the C_ may be left out
//   %sign      the functions of this group
//   /regex     the functions whose name matches this extended regular expression of POSIX, anywhere in it
//   all, none  all functions, no function
//   !term      takes the functions of the term away
//
// An empty selector means all functions. A first term that takes away, takes away from all; any other adds to none.
// A comma ends a term, in a regular expression too, unless it stands between braces there: /^C_.{4,6}$.
#pragma once

#include <bitset>
#include <string>
#include <string_view>

#include "formatters/pkcs11/functions.h"

namespace p11trace::select {

using FunctionSet = std::bitset<pkcs11::function_count>;

struct Selection {
  FunctionSet functions;  // all of them if there is a problem
  std::string problem;    // "unknown function C_Sgin, did you mean C_Sign?"; empty if there is none
};

// Not for the path of a call: it allocates.
Selection parse(std::string_view selector) noexcept;

}  // namespace p11trace::select
