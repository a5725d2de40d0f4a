// descriptors_client METHOD TOKEN RESULTS: a daemon. It closes all descriptors, opens its own at the same numbers, and
// goes on calling. Results of the system calls, and then whether anything came that it did not write itself, stand in
// RESULTS, which it opens at the end. Works in a directory of its own.
#include <dirent.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "tests/clients/scenario.h"

namespace p11trace::clients {
namespace {

std::string results;

// What a program can see of a call: its result, and errno if that is a failure.
void note(const char* what, long number, long result) {
  char line[100];
  std::snprintf(line, sizeof line, "%s %ld: %ld %d\n", what, number, result, result < 0 ? errno : 0);
  results += line;
}

// Numbers are given out from the lowest. Those from here on may begin with ours, if the program lists them.
constexpr int own_numbers = 200;
constexpr int most_descriptors = 4096;

void raise_limit() {
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = std::min<rlim_t>(most_descriptors, limit.rlim_max);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

void close_one_by_one() {
  const long count = sysconf(_SC_OPEN_MAX);
  for (int fd = 0; fd < count; ++fd) note("close", fd, close(fd));
}

void close_from_zero() {
  closefrom(0);
  note("closefrom", 0, 0);
}

void close_as_a_range() {
  note("close_range", 0, close_range(0, ~0U, 0));
  note("close_range", 5, close_range(5, 4, 0));
  note("close_range", 900, close_range(900, 1000, 0));
}

// As daemons do where there is /proc.
void close_what_is_listed() {
  DIR* directory = opendir("/proc/self/fd");
  REQUIRE(directory != nullptr);
  std::vector<int> numbers;
  while (const dirent* entry = readdir(directory))
    if (entry->d_name[0] != '.') numbers.push_back(std::atoi(entry->d_name));
  closedir(directory);
  std::sort(numbers.begin(), numbers.end());
  for (const int fd : numbers) {
    const int result = close(fd);
    if (fd < own_numbers) note("close", fd, result);
  }
}

// Every number becomes the same data file.
void replace_by_dup2() {
  const int file = open("data", O_RDWR | O_CREAT | O_APPEND, 0600);
  for (int fd = 0; fd <= 1100; ++fd) note("dup2", fd, dup2(file, fd));
  for (int fd = 900; fd <= 1100; fd += 7) note("dup3", fd, dup3(file, fd, O_CLOEXEC));
  for (int fd = 0; fd <= 1100; ++fd) note("dup2 to itself", fd, dup2(fd, fd));
}

struct Method {
  const char* name;
  void (*run)();
};
constexpr Method methods[] = {
    {"close", close_one_by_one},      {"closefrom", close_from_zero}, {"close_range", close_as_a_range},
    {"listed", close_what_is_listed}, {"dup2", replace_by_dup2},
};

// Calls that no two of have the same number.
void call_some(const CK_FUNCTION_LIST& list, CK_ULONG first) {
  CK_SLOT_INFO info{};
  for (CK_ULONG i = 0; i < 20; ++i) {
    errno = 77;
    REQUIRE(list.C_GetSlotInfo(first + i, &info) == CKR_CRYPTOKI_NOT_INITIALIZED);
    REQUIRE(errno == 77);
  }
}

// What is opened where the old descriptors were, and what it must hold at the end.
struct Opened {
  int files[40];
  int sockets[2];
  int pipe_ends[2];
};

Opened open_everything() {
  Opened opened{};
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, opened.sockets) == 0);
  REQUIRE(pipe(opened.pipe_ends) == 0);
  note("socketpair", 0, opened.sockets[0]);
  note("pipe", 0, opened.pipe_ends[0]);
  for (int i = 0; i < 40; ++i) {
    opened.files[i] = open(("file" + std::to_string(i)).c_str(), O_RDWR | O_CREAT | O_APPEND, 0600);
    REQUIRE(opened.files[i] >= 0);
    note("open", i, opened.files[i]);
    REQUIRE(write(opened.files[i], "mine", 4) == 4);
  }
  return opened;
}

long size_of(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 ? static_cast<long>(status.st_size) : -1;
}

long readable(int fd) {
  int bytes = 0;
  return ioctl(fd, FIONREAD, &bytes) == 0 ? bytes : -1;
}

// Everything that belongs to the program holds what the program wrote.
void note_contents(const Opened& opened) {
  for (int i = 0; i < 40; ++i) note("size of file", i, size_of(opened.files[i]));
  for (const int end : opened.sockets) note("readable from socket", 0, readable(end));
  note("readable from pipe", 0, readable(opened.pipe_ends[0]));
  struct stat status {};
  if (stat("data", &status) == 0) note("size of data", 0, static_cast<long>(status.st_size));
}

// Takes the numbers around which a descriptor of ours might hide, one after the other.
void take_high_numbers(const CK_FUNCTION_LIST& list, int file) {
  CK_ULONG first = 1000;
  for (const int wanted : {960, 961, 962, 1000, 960}) {
    note("dup2", wanted, dup2(file, wanted));
    call_some(list, first);
    first += 20;
    note("close", wanted, close(wanted));
  }
}

void write_results(const std::string& path) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  REQUIRE(fd >= 0);
  REQUIRE(write(fd, results.data(), results.size()) == static_cast<ssize_t>(results.size()));
}

int run(const Words& words) {
  raise_limit();
  const TokenModule token(words[1].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  for (int i = 0; i < 10; ++i) REQUIRE(open("/dev/null", O_RDWR) >= 0);
  call_some(list, 100);
  for (const Method& method : methods)
    if (words[0] == method.name) method.run();
  call_some(list, 200);
  // After dup2 onto everything there are no free numbers below.
  if (words[0] == "dup2") REQUIRE(syscall(SYS_close_range, 0, 99, 0) == 0);
  const Opened opened = open_everything();
  call_some(list, 300);
  take_high_numbers(list, opened.files[0]);
  note_contents(opened);
  write_results(words[2]);
  return 0;
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  if (argc != 4) return 2;
  end_after_seconds(100);
  return run(Words(argv + 1, argv + argc));
}
