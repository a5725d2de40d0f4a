// Programs whose calls p11trace cannot see: the user is told, and they run all the same.
#include "tools/p11trace/executable_check.h"

#include <elf.h>

#include <filesystem>

#include "tests/tools/p11trace/installation.h"

namespace p11trace::test {
namespace {

class ExecutableCheck : public Installation {
 protected:
  // The start of the test program itself, changed at one place.
  std::string changed_program(std::size_t place, char value) {
    std::string text = read_file("/proc/self/exe").substr(0, 4096);
    text[place] = value;
    return make_program("changed", text);
  }
};

constexpr const char* static_reason = "statically linked, so that there is no loader to bring p11trace in\n";

TEST_F(ExecutableCheck, nothing_is_said_of_an_ordinary_program_or_script) {
  make_program("script", "#! /bin/sh -e\necho script\n");
  EXPECT_EQ(p11trace({"echo", "program"}).errors, "");
  const Outcome outcome = p11trace({"./script"});
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(outcome.output, "script\n");
}

TEST_F(ExecutableCheck, a_static_program_runs_and_the_user_knows_that_it_is_not_seen) {
  const std::string program = work() + "/static";
  std::filesystem::copy_file(P11TRACE_TEST_STATIC_PROGRAM, program);
  const Outcome outcome = p11trace({program});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.output, "static\n");
  EXPECT_EQ(outcome.errors, "p11trace: cannot see the calls of " + program + ": it is " + static_reason);
}

TEST_F(ExecutableCheck, the_interpreter_of_a_script_is_looked_at) {
  const std::string program = work() + "/static";
  std::filesystem::copy_file(P11TRACE_TEST_STATIC_PROGRAM, program);
  make_program("script", "#!\t " + program + " -x\n");
  const Outcome outcome = p11trace({"./script"});
  EXPECT_EQ(outcome.output, "static\n");
  EXPECT_EQ(outcome.errors,
            "p11trace: cannot see the calls of ./script: its interpreter " + program + " is " + static_reason);
}

TEST_F(ExecutableCheck, a_program_of_another_class_or_processor_is_told) {
  EXPECT_EQ(check_executable(changed_program(EI_CLASS, ELFCLASS32)).problem,
            "it is a 32-bit program, and p11trace is a 64-bit one");
  EXPECT_EQ(check_executable(changed_program(EI_NIDENT + 2, EM_PPC64)).problem, "it is made for another processor");
  EXPECT_EQ(check_executable(changed_program(EI_DATA, ELFDATA2MSB)).problem, "it is made for another processor");
}

TEST_F(ExecutableCheck, a_file_that_is_no_program_is_left_to_the_kernel) {
  for (const std::string& text : {std::string(), std::string("#!"), std::string("#!  \n"), std::string("text\n"),
                                  std::string("\177ELF"), read_file("/proc/self/exe").substr(0, 70)})
    EXPECT_EQ(check_executable(make_program("damaged", text)).problem, "") << text.size();
  EXPECT_EQ(check_executable(work() + "/missing").problem, "");
}

TEST_F(ExecutableCheck, the_loader_itself_is_no_static_program) {
  const ElfFile ourselves = read_elf_file("/proc/self/exe");
  ASSERT_FALSE(ourselves.loader.empty());
  EXPECT_EQ(check_executable(ourselves.loader).problem, "");
}

TEST(ElfCheck, a_program_for_another_C_library_must_run_without_our_library) {
  ElfFile program = read_elf_file("/proc/self/exe");
  const ElfFile ourselves = program;
  ASSERT_TRUE(program.is_readable);
  EXPECT_EQ(check_elf_file(program, ourselves).problem, "");
  // Another place for the same loader is no other library.
  program.loader = "/somewhere/else/" + ourselves.loader.substr(ourselves.loader.rfind('/') + 1);
  EXPECT_EQ(check_elf_file(program, ourselves).problem, "");

  program.loader = "/lib/ld-musl-x86_64.so.1";
  const Check check = check_elf_file(program, ourselves);
  EXPECT_EQ(check.problem, "made for another C library, whose loader is ld-musl-x86_64.so.1");
  EXPECT_TRUE(check.breaks);
}

}  // namespace
}  // namespace p11trace::test
