// The log before the command starts: created, emptied, or refused without keeping the command from running.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/tools/p11trace/installation.h"

namespace p11trace::test {
namespace {

namespace fs = std::filesystem;

class Log : public Installation {
 protected:
  // The command runs, without p11trace, and the user knows why.
  void expect_untraced(const std::string& file, const std::string& log, const std::string& why) {
    const Outcome outcome =
        p11trace({"-o", file, "/bin/sh", "-c", "echo ${LD_PRELOAD-no library} ${P11TRACE_LOG-no log}"});
    EXPECT_EQ(outcome.exit_status, 0) << file;
    EXPECT_EQ(outcome.output, "no library no log\n") << file;
    EXPECT_EQ(outcome.errors, "p11trace: cannot write the log " + log + ": " + why + "; /bin/sh runs untraced\n");
  }
};

TEST_F(Log, it_is_created_for_the_user_alone) {
  const mode_t before = umask(0);
  EXPECT_EQ(p11trace({"-o", "t.log", "true"}).exit_status, 0);
  umask(before);
  struct stat status;
  ASSERT_EQ(stat((work() + "/t.log").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
}

TEST_F(Log, its_name_is_absolute_for_the_command) {
  fs::create_directory(work() + "/sub");
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "t.log"}), work() + "/t.log");
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "sub/t.log"}), work() + "/sub/t.log");
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", work() + "/t.log"}), work() + "/t.log");
}

TEST_F(Log, what_an_earlier_run_wrote_is_gone) {
  write_file(work() + "/t.log", "old\n");
  p11trace({"-o", "t.log", "true"});
  EXPECT_EQ(read_file(work() + "/t.log"), "");
}

TEST_F(Log, the_log_of_an_outer_p11trace_is_continued) {
  write_file(work() + "/t.log", "outer\n");
  surroundings.environment.push_back("P11TRACE_LOG=t.log");
  EXPECT_EQ(variable("P11TRACE_LOG"), work() + "/t.log");
  EXPECT_EQ(read_file(work() + "/t.log"), "outer\n");
}

TEST_F(Log, an_empty_variable_counts_as_one_that_is_not_set) {
  surroundings.environment.push_back("P11TRACE_LOG=");
  EXPECT_EQ(variable("P11TRACE_LOG"), "-");
}

TEST_F(Log, a_directory_is_refused) {
  expect_untraced(work(), work(), "it is a directory");
  expect_untraced(".", work() + "/.", "it is a directory");
  expect_untraced("new/", work() + "/new/", "it is a directory");
}

TEST_F(Log, a_symbolic_link_is_refused_and_what_it_points_to_is_left_alone) {
  write_file(work() + "/target", "precious\n");
  fs::create_symlink("target", work() + "/link");
  fs::create_symlink("nowhere", work() + "/dangling");
  expect_untraced("link", work() + "/link", "it is a symbolic link");
  expect_untraced("dangling", work() + "/dangling", "it is a symbolic link");
  EXPECT_EQ(read_file(work() + "/target"), "precious\n");
  EXPECT_FALSE(fs::exists(work() + "/nowhere"));
}

TEST_F(Log, a_place_where_nothing_can_be_created_is_refused) {
  expect_untraced("missing/t.log", work() + "/missing/t.log", "No such file or directory");
  const std::string long_name(5000, 'x');
  expect_untraced("/" + long_name, "/" + long_name, "File name too long");
}

TEST_F(Log, a_file_that_may_not_be_written_is_refused) {
  // Not even root may write a program while it runs.
  const std::string before = read_file(command());
  expect_untraced(command(), command(), "Text file busy");
  EXPECT_TRUE(read_file(command()) == before);
}

TEST_F(Log, an_open_descriptor_is_given_through) {
  const std::string path = work() + "/t.log";
  write_file(path, "old\n");
  const int descriptor = open(path.c_str(), O_WRONLY | O_APPEND);
  ASSERT_GE(descriptor, 3);
  surroundings.descriptors = {descriptor};
  for (const std::string directory : {"/dev/fd/", "/proc/self/fd/"}) {
    const std::string name = directory + std::to_string(descriptor);
    EXPECT_EQ(variable("P11TRACE_LOG", {"-o", name}), name);
  }
  close(descriptor);
  EXPECT_EQ(read_file(path), "old\n");
}

TEST_F(Log, the_standard_streams_are_given_through) {
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "-"}), "-");
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "/dev/stderr"}), "/dev/stderr");
  // The traced process knows the descriptors by number.
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "/dev/stdout"}), "/dev/fd/1");
}

TEST_F(Log, a_descriptor_that_cannot_be_written_is_refused) {
  expect_untraced("/dev/fd/77", "/dev/fd/77", "descriptor 77 is not open");
  const int descriptor = open("/dev/null", O_RDONLY);
  surroundings.descriptors = {descriptor};
  const std::string name = "/dev/fd/" + std::to_string(descriptor);
  expect_untraced(name, name, "descriptor " + std::to_string(descriptor) + " is open for reading only");
  close(descriptor);
}

TEST_F(Log, a_device_is_a_file) { EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "/dev/null"}), "/dev/null"); }

TEST_F(Log, a_named_pipe_is_not_waited_for) {
  ASSERT_EQ(mkfifo((work() + "/pipe").c_str(), 0600), 0);
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "pipe"}), work() + "/pipe");
}

TEST_F(Log, a_file_for_each_process_is_left_to_the_processes) {
  EXPECT_EQ(variable("P11TRACE_LOG", {"-o", "t.%p.log"}), work() + "/t.%p.log");
  EXPECT_TRUE(fs::is_empty(work()));
  expect_untraced("missing/%p", work() + "/missing/%p", "No such file or directory");
}

TEST_F(Log, the_file_of_an_earlier_process_with_the_same_number_is_emptied) {
  surroundings.environment.push_back("COMMAND=" + command());
  const std::string script = "echo old >t.$$; exec \"$COMMAND\" -o t.%p cat t.$$";
  const Outcome outcome = run({"/bin/sh", "-c", script}, surroundings);
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, "");
}

}  // namespace
}  // namespace p11trace::test
