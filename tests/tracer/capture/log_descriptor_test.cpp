// The log's descriptor stays out of the program's way, and whatever goes wrong with it stays ours.
#include "tracer/capture/log_descriptor.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <thread>

#include "tests/tracer/alone.h"
#include "tests/tracer/log_file.h"

namespace p11trace::capture {
namespace {

constinit LogDescriptor descriptor{LogDescriptor::Guard::hooks};

TEST(LogDescriptor, a_log_is_readable_by_its_owner_only) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(descriptor.open(log.path()));
    struct stat status {};
    ASSERT_EQ(stat(log.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
  });
}

TEST(LogDescriptor, it_has_a_high_number_and_is_closed_on_exec) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(descriptor.open(log.path()));
    EXPECT_GT(descriptor.number(), 100);
    EXPECT_TRUE(descriptor.is(descriptor.number()));
    EXPECT_FALSE(descriptor.is(2));
    EXPECT_FALSE(descriptor.is(-1));
    EXPECT_NE(fcntl(descriptor.number(), F_GETFD) & FD_CLOEXEC, 0);
  });
}

TEST(LogDescriptor, a_symbolic_link_is_not_followed) {
  alone([] {
    const LogFile log;
    ASSERT_EQ(symlink(log.path("target").c_str(), log.path().c_str()), 0);
    EXPECT_FALSE(descriptor.open(log.path()));
    EXPECT_NE(access(log.path("target").c_str(), F_OK), 0);
  });
}

TEST(LogDescriptor, what_was_in_the_file_stays_in_it) {
  alone([] {
    const LogFile log;
    std::ofstream(log.path()) << "before\n";
    ASSERT_TRUE(descriptor.open(log.path()));
    descriptor.write_line("after\n");
    EXPECT_EQ(log.lines(), (std::vector<std::string>{"before", "after"}));
  });
}

TEST(LogDescriptor, after_a_move_lines_go_on_into_the_same_file) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(descriptor.open(log.path()));
    const int old = descriptor.number();
    descriptor.write_line("one\n");
    ASSERT_TRUE(descriptor.move());
    EXPECT_NE(descriptor.number(), old);
    EXPECT_EQ(fcntl(old, F_GETFD), -1);
    descriptor.write_line("two\n");
    EXPECT_EQ(log.lines(), (std::vector<std::string>{"one", "two"}));
  });
}

TEST(LogDescriptor, each_process_has_its_own_file_where_the_name_asks_for_it) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(descriptor.open(log.path("log.%p")));
    descriptor.write_line("parent\n");
    const pid_t child = fork();
    if (child == 0) {
      descriptor.write_line("child\n");
      _exit(0);
    }
    waitpid(child, nullptr, 0);
    descriptor.write_line("parent again\n");
    EXPECT_EQ(log.lines(("log." + std::to_string(getpid())).c_str()),
              (std::vector<std::string>{"parent", "parent again"}));
    EXPECT_EQ(log.lines(("log." + std::to_string(child)).c_str()), (std::vector<std::string>{"child"}));
  });
}

TEST(LogDescriptor, a_reader_that_is_gone_costs_lines_and_nothing_else) {
  alone([] {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    ASSERT_TRUE(descriptor.open("/dev/fd/" + std::to_string(ends[1])));
    close(ends[0]);
    descriptor.write_line("lost\n");
    EXPECT_EQ(descriptor.lost(), 1u);
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
    ASSERT_TRUE(descriptor.open(log.path()));
    descriptor.write_line("0123456\n");
    descriptor.write_line("torn line\n");
    descriptor.write_line("lost\n");
    EXPECT_EQ(descriptor.lost(), 2u);
    const rlimit large{RLIM_INFINITY, RLIM_INFINITY};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &large), 0);
    descriptor.write_line("whole again\n");
    EXPECT_EQ(log.lines(), (std::vector<std::string>{
                               "0123456", "to", "# p11trace: lines lost so far in this process: 2", "whole again"}));
  });
}

TEST(LogDescriptor, a_limit_that_the_program_sets_later_costs_lines_and_nothing_else) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(descriptor.open(log.path()));
    const rlimit small{10, RLIM_INFINITY};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    descriptor.expect_signals();
    descriptor.write_line("longer than ten bytes\n");
    EXPECT_EQ(descriptor.lost(), 1u);
  });
}

TEST(LogDescriptor, a_thread_that_is_to_be_cancelled_is_not_cancelled_by_a_line) {
  alone([] {
    const LogFile log;
    ASSERT_TRUE(descriptor.open(log.path()));
    pthread_t thread;
    const auto body = [](void*) -> void* {
      pthread_cancel(pthread_self());
      descriptor.write_line("line\n");
      return &descriptor;
    };
    ASSERT_EQ(pthread_create(&thread, nullptr, body, nullptr), 0);
    void* result = nullptr;
    ASSERT_EQ(pthread_join(thread, &result), 0);
    EXPECT_EQ(result, &descriptor);
    EXPECT_EQ(log.lines(), (std::vector<std::string>{"line"}));
  });
}

TEST(LogDescriptor, a_reader_that_does_not_read_is_waited_for_once) {
  alone([] {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_NONBLOCK), 0);
    char filling[4096] = {};
    while (write(ends[1], filling, sizeof filling) > 0) {
    }
    ASSERT_TRUE(descriptor.open("/dev/fd/" + std::to_string(ends[1])));
    descriptor.write_line("waited for\n");
    const auto before = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; i++) descriptor.write_line("not waited for\n");
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
    EXPECT_EQ(descriptor.lost(), 21u);
  });
}

TEST(LogDescriptor, no_thread_loses_a_line_while_the_file_of_a_process_is_opened) {
  for (int round = 0; round < 20; round++) {
    alone([] {
      const LogFile log;
      ASSERT_TRUE(descriptor.open(log.path("log.%p"), "head"));
      std::vector<std::thread> threads;
      for (int i = 0; i < 8; i++) threads.emplace_back([] { descriptor.write_line("line\n"); });
      for (std::thread& thread : threads) thread.join();
      const auto lines = log.lines(("log." + std::to_string(getpid())).c_str());
      ASSERT_EQ(lines.size(), 9u);
      EXPECT_EQ(lines[0], "# p11trace: head");
    });
  }
}

TEST(LogDescriptor, a_relative_name_with_a_process_id_stays_where_the_program_began) {
  alone([] {
    const LogFile log;
    ASSERT_EQ(chdir(std::filesystem::path(log.path()).parent_path().c_str()), 0);
    ASSERT_TRUE(descriptor.open("log.%p"));
    ASSERT_EQ(chdir("/"), 0);
    descriptor.write_line("line\n");
    EXPECT_EQ(log.lines(("log." + std::to_string(getpid())).c_str()), (std::vector<std::string>{"line"}));
  });
}

}  // namespace
}  // namespace p11trace::capture
