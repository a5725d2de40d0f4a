// Finds the places of the configuration.
#include "tracer/managed/places.h"

#include <pwd.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "tracer/managed/process_lock.h"

namespace p11trace::managed {

namespace {

std::string from_environment(const char* name) {
  const char* value = secure_getenv(name);
  return value == nullptr ? "" : value;
}

std::string home() {
  if (std::string value = from_environment("HOME"); !value.empty()) return value;
  std::vector<char> memory(16384);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(getuid(), &entry, memory.data(), memory.size(), &found) != 0 || found == nullptr) return "";
  return found->pw_dir;
}

std::string user_directory() {
  if (getuid() == 0 || !from_environment("P11_KIT_NO_USER_CONFIG").empty()) return "";
  if (std::string value = from_environment("XDG_CONFIG_HOME"); !value.empty()) return value + "/pkcs11";
  const std::string directory = home();
  return directory.empty() ? "" : directory + "/.config/pkcs11";
}

std::string first_of(const std::string& named, const char* variable, const std::string& usual) {
  if (!named.empty()) return named;
  const std::string value = from_environment(variable);
  return value.empty() ? usual : value;
}

}  // namespace

Places places() {
  const Places named = ProcessLocked()->places;
  const bool secure = getauxval(AT_SECURE) != 0;
  const std::string user = secure ? "" : user_directory();
  Places found;
  found.system_config = first_of(named.system_config, "P11TRACE_SYSTEM_CONFIG", "/etc/pkcs11/pkcs11.conf");
  found.package_modules = first_of(named.package_modules, "P11TRACE_PACKAGE_MODULES", "/usr/share/p11-kit/modules");
  found.system_modules = first_of(named.system_modules, "P11TRACE_SYSTEM_MODULES", "/etc/pkcs11/modules");
  if (secure) return found;
  found.user_config = first_of(named.user_config, "P11TRACE_USER_CONFIG", user.empty() ? "" : user + "/pkcs11.conf");
  found.user_modules = first_of(named.user_modules, "P11TRACE_USER_MODULES", user.empty() ? "" : user + "/modules");
  return found;
}

void override_places(const Places& named) {
  const auto take = [](std::string& place, const std::string& name) {
    if (!name.empty()) place = name;
  };
  const ProcessLocked locked;
  Places& all = locked->places;
  take(all.system_config, named.system_config);
  take(all.user_config, named.user_config);
  take(all.package_modules, named.package_modules);
  take(all.system_modules, named.system_modules);
  take(all.user_modules, named.user_modules);
}

std::string module_path(const std::string& path) {
  if (path.starts_with('/')) return path;
  return first_of("", "P11TRACE_MODULE_DIR", P11TRACE_MODULE_DIR) + "/" + path;
}

}  // namespace p11trace::managed
