// Which programs get privileges, so that the loader ignores LD_PRELOAD.
#include "tools/p11trace/privileges.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace p11trace {
namespace {

Privileges program_of(uid_t owner, gid_t group, mode_t mode) {
  return {.mode = mode, .owner = owner, .group = group, .user = 1000, .user_group = 1000};
}

TEST(Privileges, an_ordinary_program_has_none) { EXPECT_EQ(what_privileges(program_of(0, 0, 0755)), ""); }

TEST(Privileges, a_set_user_ID_program_of_another_user_has_some) {
  EXPECT_EQ(what_privileges(program_of(0, 0, 04755)), "set-user-ID");
  EXPECT_EQ(what_privileges(program_of(1000, 0, 04755)), "");
}

TEST(Privileges, a_set_group_ID_program_of_another_group_has_some) {
  EXPECT_EQ(what_privileges(program_of(0, 42, 02755)), "set-group-ID");
  EXPECT_EQ(what_privileges(program_of(0, 1000, 02755)), "");
  EXPECT_EQ(what_privileges(program_of(0, 42, 02745)), "") << "this is mandatory locking";
}

TEST(Privileges, file_capabilities_are_some_for_all_but_root) {
  Privileges privileges = program_of(0, 0, 0755);
  privileges.file_capabilities = true;
  EXPECT_EQ(what_privileges(privileges), "privileged by its file capabilities");
  privileges.user = 0;
  EXPECT_EQ(what_privileges(privileges), "");
}

TEST(Privileges, where_they_are_switched_off_the_bits_do_not_count) {
  Privileges privileges = program_of(0, 42, 06755);
  privileges.file_capabilities = true;
  privileges.switched_off = true;
  EXPECT_EQ(what_privileges(privileges), "");
}

TEST(Privileges, they_are_read_from_the_file_and_the_process) {
  std::string path = "/tmp/p11trace-privileges-XXXXXX";
  const int descriptor = mkstemp(path.data());
  ASSERT_GE(descriptor, 0);
  ASSERT_EQ(fchmod(descriptor, 04711), 0);
  const Privileges privileges = read_privileges(path);
  close(descriptor);
  unlink(path.c_str());
  EXPECT_EQ(privileges.mode & 07777, 04711u);
  EXPECT_EQ(privileges.owner, geteuid());
  EXPECT_EQ(privileges.user, getuid());
  EXPECT_EQ(privileges.user_group, getgid());
  EXPECT_FALSE(privileges.file_capabilities);
}

}  // namespace
}  // namespace p11trace
