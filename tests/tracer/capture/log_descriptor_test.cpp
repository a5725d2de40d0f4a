// The log's descriptor stays out of the program's way, and whatever goes wrong with it stays ours.
#include "tracer/capture/log_descriptor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/tracer/alone.h"
#include "tests/tracer/log_file.h"
#include "tracer/capture/losses.h"

namespace p11trace::capture {
namespace {

TEST(LogDescriptor, a_log_is_readable_by_its_owner_only) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(open_log(log.path()));
    struct stat status {};
    ASSERT_EQ(stat(log.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
  });
}

TEST(LogDescriptor, it_has_a_high_number_and_is_closed_on_exec) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(open_log(log.path()));
    EXPECT_GT(log_descriptor(), 100);
    EXPECT_TRUE(is_log_descriptor(log_descriptor()));
    EXPECT_FALSE(is_log_descriptor(2));
    EXPECT_FALSE(is_log_descriptor(-1));
    EXPECT_NE(fcntl(log_descriptor(), F_GETFD) & FD_CLOEXEC, 0);
  });
}

TEST(LogDescriptor, a_symbolic_link_is_not_followed) {
  alone([] {
    const LogFile log;
    ASSERT_EQ(symlink(log.path("target").c_str(), log.path().c_str()), 0);
    EXPECT_FALSE(open_log(log.path()));
    EXPECT_NE(access(log.path("target").c_str(), F_OK), 0);
  });
}

TEST(LogDescriptor, what_was_in_the_file_stays_in_it) {
  alone([] {
    const LogFile log;
    std::ofstream(log.path()) << "before\n";
    ASSERT_TRUE(open_log(log.path()));
    write_line("after\n");
    EXPECT_EQ(log.lines(), (std::vector<std::string>{"before", "after"}));
  });
}

TEST(LogDescriptor, after_a_move_lines_go_on_into_the_same_file) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(open_log(log.path()));
    const int old = log_descriptor();
    write_line("one\n");
    ASSERT_TRUE(move_log_descriptor());
    EXPECT_NE(log_descriptor(), old);
    EXPECT_EQ(fcntl(old, F_GETFD), -1);
    write_line("two\n");
    EXPECT_EQ(log.lines(), (std::vector<std::string>{"one", "two"}));
  });
}

TEST(LogDescriptor, each_process_has_its_own_file_where_the_name_asks_for_it) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(open_log(log.path("log.%p")));
    write_line("parent\n");
    const pid_t child = fork();
    if (child == 0) {
      write_line("child\n");
      _exit(0);
    }
    waitpid(child, nullptr, 0);
    write_line("parent again\n");
    EXPECT_EQ(log.lines(("log." + std::to_string(getpid())).c_str()),
              (std::vector<std::string>{"parent", "parent again"}));
    EXPECT_EQ(log.lines(("log." + std::to_string(child)).c_str()), (std::vector<std::string>{"child"}));
  });
}

TEST(LogDescriptor, a_reader_that_is_gone_costs_lines_and_nothing_else) {
  alone([] {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    ASSERT_TRUE(open_log("/dev/fd/" + std::to_string(ends[1])));
    close(ends[0]);
    write_line("lost\n");
    EXPECT_EQ(losses.lines.load(), 1u);
    sigset_t pending;
    sigpending(&pending);
    EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
  });
}

TEST(LogDescriptor, a_limit_on_the_size_of_files_costs_lines_and_nothing_else) {
  alone([] {
    const LogFile log;
    const rlimit small{10, RLIM_INFINITY};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    ASSERT_TRUE(open_log(log.path()));
    write_line("0123456\n");
    write_line("torn line\n");
    write_line("lost\n");
    EXPECT_EQ(losses.lines.load(), 2u);
    const rlimit large{RLIM_INFINITY, RLIM_INFINITY};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &large), 0);
    write_line("whole again\n");
    EXPECT_EQ(log.lines(), (std::vector<std::string>{
                               "0123456", "to", "# p11trace: lines lost so far in this process: 2", "whole again"}));
  });
}

}  // namespace
}  // namespace p11trace::capture
