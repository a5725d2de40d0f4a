// The next definition is found in whatever form a linker lays symbols down.
#include "interpose/preload/next_symbol.h"

#include <dlfcn.h>
#include <elf.h>
#include <gtest/gtest.h>
#include <link.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace p11trace::preload {
namespace {

// Opened as long as it lives: afterwards its symbols are no longer there to be found.
class Library {
 public:
  explicit Library(const std::string& path) : handle_(dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL)) {
    EXPECT_NE(handle_, nullptr) << dlerror();
  }
  ~Library() { dlclose(handle_); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

 private:
  void* handle_;
};

std::string path_of(const std::string& name) { return std::string(P11TRACE_TEST_SYMBOLS) + "/lib" + name + ".so"; }

int answer_of(const char* name) {
  void* symbol = find_next_symbol(name);
  return symbol != nullptr ? reinterpret_cast<int (*)()>(symbol)() : -1;
}

// A copy of a library in which no hash table can be found.
std::string without_hash_table(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<char> file((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  ElfW(Ehdr) header;
  std::memcpy(&header, file.data(), sizeof header);
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment;
    std::memcpy(&segment, file.data() + header.e_phoff + i * sizeof segment, sizeof segment);
    if (segment.p_type != PT_DYNAMIC) continue;
    for (std::size_t at = 0; at < segment.p_filesz; at += sizeof(ElfW(Dyn))) {
      ElfW(Dyn) entry;
      char* place = file.data() + segment.p_offset + at;
      std::memcpy(&entry, place, sizeof entry);
      if (entry.d_tag == DT_GNU_HASH || entry.d_tag == DT_HASH) entry.d_tag = DT_LOOS;
      std::memcpy(place, &entry, sizeof entry);
    }
  }
  const std::string copy = testing::TempDir() + "p11trace-no-hash-" + std::to_string(getpid()) + ".so";
  std::ofstream(copy, std::ios::binary).write(file.data(), static_cast<std::streamsize>(file.size()));
  return copy;
}

TEST(NextSymbol, a_name_that_nobody_defines_is_looked_for_in_every_object_and_not_found) {
  errno = EXDEV;
  EXPECT_EQ(find_next_symbol("p11trace_nobody_defines_this"), nullptr);
  EXPECT_EQ(errno, EXDEV);
}

extern "C" __attribute__((visibility("default"), used)) int defined_in_this_program() { return 1; }

TEST(NextSymbol, our_own_definition_is_not_the_next_one) {
  EXPECT_NE(dlsym(RTLD_DEFAULT, "defined_in_this_program"), nullptr);
  EXPECT_EQ(find_next_symbol("defined_in_this_program"), nullptr);
}

TEST(NextSymbol, what_libc_defines_is_found_as_dlsym_finds_it) {
  for (const char* name : {"dlsym", "dlvsym", "dup3", "close_range", "closefrom", "dladdr", "qsort"})
    EXPECT_EQ(find_next_symbol(name), dlsym(RTLD_NEXT, name)) << name;
}

TEST(NextSymbol, an_object_with_a_gnu_hash_table_only) {
  EXPECT_EQ(answer_of("in_gnu_hash"), -1);
  const Library library(path_of("symbols-gnu-hash"));
  EXPECT_EQ(answer_of("in_gnu_hash"), 10);
}

TEST(NextSymbol, an_object_with_an_old_hash_table_only) {
  EXPECT_EQ(answer_of("in_hash"), -1);
  const Library library(path_of("symbols-hash"));
  EXPECT_EQ(answer_of("in_hash"), 20);
}

TEST(NextSymbol, an_object_without_a_hash_table_is_passed_over) {
  const std::string copy = without_hash_table(path_of("symbols-gnu-hash"));
  {
    const Library library(copy);
    EXPECT_EQ(answer_of("in_gnu_hash"), -1);
    const Library behind(path_of("symbols-gnu-hash"));
    EXPECT_EQ(answer_of("in_gnu_hash"), 10);
  }
  std::filesystem::remove(copy);
}

TEST(NextSymbol, the_current_version_is_found) {
  const Library library(path_of("symbols-versions"));
  EXPECT_EQ(answer_of("with_versions"), 2);
}

TEST(NextSymbol, an_old_version_is_found_if_no_object_has_a_current_one) {
  const Library library(path_of("symbols-versions"));
  EXPECT_EQ(answer_of("only_old"), 3);
  const Library behind(path_of("symbols-functions"));
  EXPECT_EQ(answer_of("only_old"), 32);
}

TEST(NextSymbol, data_and_undefined_symbols_of_the_same_name_are_passed_over) {
  const Library library(path_of("symbols-look-alikes"));
  EXPECT_EQ(answer_of("data_here"), -1);
  EXPECT_EQ(answer_of("undefined_here"), -1);
  const Library behind(path_of("symbols-functions"));
  EXPECT_EQ(answer_of("data_here"), 30);
  EXPECT_EQ(answer_of("undefined_here"), 31);
}

TEST(NextSymbol, a_function_that_is_chosen_at_run_time_is_chosen) {
  const Library library(path_of("symbols-functions"));
  EXPECT_EQ(answer_of("chosen_at_run_time"), 33);
}

// The kernel's own object stands in the list with a dynamic section that nobody has relocated.
TEST(NextSymbol, the_vdso_can_be_read) {
#if defined(__aarch64__)
  const char* name = "__kernel_clock_gettime";
#else
  const char* name = "__vdso_clock_gettime";
#endif
  EXPECT_EQ(find_next_symbol(name) != nullptr, getauxval(AT_SYSINFO_EHDR) != 0);
}

int not_there() { return 5; }

TEST(NextSymbol, a_substitute_stands_in_for_what_is_not_found) {
  NextSymbol<decltype(not_there)> missing("p11trace_nobody_defines_this", not_there);
  EXPECT_EQ(missing.function(), &not_there);
  EXPECT_EQ(missing.function()(), 5);
  NextSymbol<decltype(::getpid)> present("getpid", nullptr);
  EXPECT_EQ(present.function()(), getpid());
}

}  // namespace
}  // namespace p11trace::preload
