// Says why p11trace cannot see the calls of a program.
#include "tools/p11trace/executable_check.h"

#include <elf.h>

#include "tools/p11trace/privileges.h"

namespace p11trace {
namespace {

std::string file_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

Check check_elf_file(const ElfFile& program, const ElfFile& ourselves) {
  if (!program.is_elf) return {};
  if (program.file_class != ourselves.file_class)
    return {program.file_class == ELFCLASS32 ? "a 32-bit program, and p11trace is a 64-bit one"
                                             : "a 64-bit program, and p11trace is a 32-bit one"};
  if (program.byte_order != ourselves.byte_order || program.machine != ourselves.machine)
    return {"made for another processor"};
  if (!program.is_readable) return {};
  if (program.is_static) return {"statically linked, so that there is no loader to bring p11trace in"};
  const std::string loader = file_name(program.loader);
  // The loader of another C library gives up when it cannot resolve ours.
  if (loader != file_name(ourselves.loader)) return {"made for another C library, whose loader is " + loader, true};
  return {};
}

Check check_executable(const std::string& path) {
  const std::string interpreter = script_interpreter(path);
  const std::string& program = interpreter.empty() ? path : interpreter;
  const ElfFile ourselves = read_elf_file("/proc/self/exe");

  Check check;
  if (const std::string_view privileges = what_privileges(read_privileges(program)); !privileges.empty())
    check.problem = std::string(privileges) + ", and such programs ignore LD_PRELOAD";
  // The loader itself looks like a static program.
  else if (file_name(program) != file_name(ourselves.loader)) check = check_elf_file(read_elf_file(program), ourselves);
  if (!check.problem.empty())
    check.problem = (interpreter.empty() ? "it is " : "its interpreter " + interpreter + " is ") + check.problem;
  return check;
}

}  // namespace p11trace
