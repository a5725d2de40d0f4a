// How p11trace ends: as the command does, or with a status of its own if the command cannot be started.
#include <signal.h>

#include <filesystem>

#include "tests/tools/p11trace/installation.h"

namespace p11trace::test {
namespace {

using ExitStatus = Installation;
namespace fs = std::filesystem;

TEST_F(ExitStatus, the_status_of_the_command_is_passed_on) {
  EXPECT_EQ(p11trace({"true"}).exit_status, 0);
  EXPECT_EQ(p11trace({"sh", "-c", "exit 37"}).exit_status, 37);
}

TEST_F(ExitStatus, a_signal_that_ends_the_command_is_passed_on) {
  EXPECT_EQ(p11trace({"sh", "-c", "kill -TERM $$"}).signal, SIGTERM);
  EXPECT_EQ(p11trace({"sh", "-c", "kill -KILL $$"}).signal, SIGKILL);
}

TEST_F(ExitStatus, the_command_takes_over_the_process) {
  const Outcome outcome = p11trace({"sh", "-c", "echo $$"});
  EXPECT_EQ(outcome.output, std::to_string(outcome.process_id) + "\n");
}

TEST_F(ExitStatus, the_streams_of_the_command_are_its_own) {
  surroundings.input = "some words\n";
  const Outcome outcome = p11trace({"sh", "-c", "cat; echo problem >&2"});
  EXPECT_EQ(outcome.output, "some words\n");
  EXPECT_EQ(outcome.errors, "problem\n");
}

TEST_F(ExitStatus, a_command_that_is_not_found_gives_127) {
  Outcome outcome = p11trace({"no-such-command"});
  EXPECT_EQ(outcome.exit_status, 127);
  EXPECT_EQ(outcome.errors, "p11trace: cannot find the command no-such-command\n");
  EXPECT_EQ(p11trace({"./no-such-command"}).exit_status, 127);
  EXPECT_EQ(p11trace({"/etc/passwd/command"}).exit_status, 127);
  outcome = p11trace({""});
  EXPECT_EQ(outcome.exit_status, 127);
  EXPECT_EQ(outcome.errors, "p11trace: cannot find the command ''\n");
}

TEST_F(ExitStatus, a_command_that_is_found_but_cannot_be_run_gives_126) {
  Outcome outcome = p11trace({"/tmp"});
  EXPECT_EQ(outcome.exit_status, 126);
  EXPECT_EQ(outcome.errors, "p11trace: cannot run /tmp: it is a directory\n");

  make_program("plain", "#!/bin/sh\n", 0644);
  outcome = p11trace({"./plain"});
  EXPECT_EQ(outcome.exit_status, 126);
  EXPECT_EQ(outcome.errors, "p11trace: cannot run ./plain: Permission denied\n");

  make_program("no-format", "echo never\n");
  outcome = p11trace({"./no-format"});
  EXPECT_EQ(outcome.exit_status, 126);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.errors,
            "p11trace: cannot run ./no-format: it is neither a program for this machine nor a script with a #! line\n");

  make_program("no-interpreter", "#!/no/such/interpreter\n");
  outcome = p11trace({"./no-interpreter"});
  EXPECT_EQ(outcome.exit_status, 126);
  EXPECT_EQ(outcome.errors,
            "p11trace: cannot run ./no-interpreter: the loader or interpreter that it asks for does not exist\n");
}

TEST_F(ExitStatus, a_file_that_cannot_be_executed_does_not_hide_the_command_behind_it_in_PATH) {
  make_program("true", "", 0644);
  surroundings.environment[0] = "PATH=" + work() + ":/usr/bin:/bin";
  EXPECT_EQ(p11trace({"true"}).exit_status, 0);

  make_program("only-here", "", 0644);
  fs::create_directory(work() + "/directory");
  EXPECT_EQ(p11trace({"only-here"}).exit_status, 126);
  EXPECT_EQ(p11trace({"directory"}).exit_status, 126);
}

TEST_F(ExitStatus, an_empty_part_of_PATH_is_the_current_directory_and_without_PATH_the_usual_directories_are_searched) {
  make_program("here", "#!/bin/sh\necho here\n");
  surroundings.environment[0] = "PATH=/nowhere:";
  EXPECT_EQ(p11trace({"here"}).output, "here\n");
  surroundings.environment.clear();
  EXPECT_EQ(p11trace({"true"}).exit_status, 0);
  EXPECT_EQ(p11trace({"here"}).exit_status, 127);
}

TEST_F(ExitStatus, without_its_library_p11trace_fails_with_125_and_says_where_it_looked) {
  fs::remove(library());
  const Outcome outcome = p11trace({"echo", "started"});
  EXPECT_EQ(outcome.exit_status, 125);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.errors, "p11trace: cannot find its library " + library() + "\n");
}

TEST_F(ExitStatus, a_library_that_LD_PRELOAD_cannot_name_is_a_failure_of_ours) {
  const std::string blank = root() + "/with blank";
  fs::create_directories(blank + "/bin");
  fs::copy(root() + "/lib", blank + "/lib", fs::copy_options::recursive);
  fs::copy_file(command(), blank + "/bin/p11trace");
  const Outcome outcome = run({blank + "/bin/p11trace", "echo", "started"}, surroundings);
  EXPECT_EQ(outcome.exit_status, 125);
  EXPECT_EQ(outcome.output, "");
  EXPECT_NE(outcome.errors.find("LD_PRELOAD cannot hold"), std::string::npos) << outcome.errors;
}

TEST_F(ExitStatus, the_library_is_found_through_a_symbolic_link_to_the_command) {
  fs::create_symlink(command(), work() + "/link");
  const Outcome outcome = run({work() + "/link", "sh", "-c", "echo $LD_PRELOAD"}, surroundings);
  EXPECT_EQ(outcome.output, library() + "\n");
}

TEST_F(ExitStatus, help_that_cannot_be_written_is_a_failure_of_ours) {
  surroundings.environment.push_back("COMMAND=" + command());
  EXPECT_EQ(run({"/bin/sh", "-c", "\"$COMMAND\" --help >/dev/full"}, surroundings).exit_status, 125);
}

}  // namespace
}  // namespace p11trace::test
