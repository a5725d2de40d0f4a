// Where the configuration of modules is: p11-kit's files and directories.
#pragma once

#include <string>

namespace p11trace::managed {

struct Places {
  std::string system_config;
  std::string user_config;  // empty if there is no user whose configuration is to be read
  std::string package_modules;
  std::string system_modules;
  std::string user_modules;
};

// What override_places() named, else what P11TRACE_SYSTEM_CONFIG, P11TRACE_USER_CONFIG, P11TRACE_PACKAGE_MODULES,
// P11TRACE_SYSTEM_MODULES and P11TRACE_USER_MODULES name, else p11-kit's places. As with p11-kit, root's own
// configuration is not read, nor is that of a user who has P11_KIT_NO_USER_CONFIG set; places that were named are.
// Where the program has more rights than its user (AT_SECURE), the environment counts for nothing, and the user's
// configuration is not read.
Places places();

// For tests of programs. An empty text leaves a place as it is.
void override_places(const Places& named);

// Where a module is whose path is relative: under P11TRACE_MODULE_DIR, or the distribution's directory for modules.
std::string module_path(const std::string& path);

}  // namespace p11trace::managed
