// Whether a program gets privileges that its user has not: the loader then ignores LD_PRELOAD.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

namespace p11trace {

// What counts of a file and of the process that executes it.
struct Privileges {
  mode_t mode = 0;
  uid_t owner = 0;
  gid_t group = 0;
  bool file_capabilities = false;
  bool switched_off = false;  // by the mount option nosuid, or by no_new_privs
  uid_t user = 0;             // the real ids of the process
  gid_t user_group = 0;
};

Privileges read_privileges(const std::string& path);

// "set-user-ID" and the like; empty if the program runs with its user's own privileges.
std::string_view what_privileges(const Privileges& privileges) noexcept;

}  // namespace p11trace
