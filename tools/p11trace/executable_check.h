// Whether p11trace can get into a program at all: some ignore LD_PRELOAD, into some its library does not fit.
#pragma once

#include <string>

#include "tools/p11trace/elf_file.h"

namespace p11trace {

struct Check {
  std::string problem;  // "it is statically linked, ..." as the end of a sentence; empty if p11trace gets in
  bool breaks = false;  // the program would not even start with the library
};

// The program, or for a script its interpreter.
Check check_executable(const std::string& path);

// What the headers of a program say, compared with those of our own.
Check check_elf_file(const ElfFile& program, const ElfFile& ourselves);

}  // namespace p11trace
