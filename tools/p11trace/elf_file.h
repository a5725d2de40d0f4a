// What the headers of a program say of it.
#pragma once

#include <cstdint>
#include <string>

namespace p11trace {

struct ElfFile {
  bool is_elf = false;
  unsigned char file_class = 0;  // ELFCLASS32, ELFCLASS64
  unsigned char byte_order = 0;
  std::uint16_t machine = 0;
  bool is_readable = false;  // our own kind of file, and the headers are whole; what follows counts only then
  bool is_static = false;
  std::string loader;  // PT_INTERP
};

ElfFile read_elf_file(const std::string& path);

// The interpreter that a script names after #!; empty if the file is no script.
std::string script_interpreter(const std::string& path);

}  // namespace p11trace
