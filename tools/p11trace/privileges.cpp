// The rules by which Linux sets AT_SECURE.
#include "tools/p11trace/privileges.h"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace p11trace {

Privileges read_privileges(const std::string& path) {
  Privileges privileges;
  privileges.user = getuid();
  privileges.user_group = getgid();
  struct stat status;
  if (stat(path.c_str(), &status) == 0) {
    privileges.mode = status.st_mode;
    privileges.owner = status.st_uid;
    privileges.group = status.st_gid;
  }
  privileges.file_capabilities = getxattr(path.c_str(), "security.capability", nullptr, 0) > 0;
  struct statvfs mount;
  privileges.switched_off = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ||
                            (statvfs(path.c_str(), &mount) == 0 && (mount.f_flag & ST_NOSUID) != 0);
  return privileges;
}

std::string_view what_privileges(const Privileges& privileges) noexcept {
  if (privileges.switched_off) return "";
  if ((privileges.mode & S_ISUID) != 0 && privileges.owner != privileges.user) return "set-user-ID";
  // Without the execute bit for the group, the bit means mandatory locking.
  const bool set_group_id = (privileges.mode & S_ISGID) != 0 && (privileges.mode & S_IXGRP) != 0;
  if (set_group_id && privileges.group != privileges.user_group) return "set-group-ID";
  if (privileges.file_capabilities && privileges.user != 0) return "privileged by its file capabilities";
  return "";
}

}  // namespace p11trace
