// The files of system, packages and user together.
#include "tracer/managed/configuration.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/tracer/managed/config_files.h"

namespace p11trace::managed {
namespace {

std::string names(const Configuration& all) {
  std::string text;
  for (const ModuleConfig& module : all.modules) text += (text.empty() ? "" : " ") + module.name;
  return text;
}

const Config& entries(const Configuration& all, std::string_view name) {
  for (const ModuleConfig& module : all.modules)
    if (module.name == name) return module.entries;
  static const Config none;
  return none;
}

TEST(Configuration, the_user_counts_over_the_system_and_that_over_packages_key_by_key) {
  const ConfigFiles files;
  files.write("package/m.module", "module: p.so\npriority: 1\nx-a: package\n");
  files.write("system/m.module", "module: s.so\nx-a: system\n");
  files.write("user/m.module", "x-a: user\n");
  files.write("system.conf", "x-b: system\nmanaged: no\n");
  files.write("user.conf", "x-b: user\n");
  Problems problems;
  const Configuration all = read_configuration(files.places(), problems);
  EXPECT_EQ(names(all), "m");
  EXPECT_EQ(value_of(entries(all, "m"), "module"), "s.so");
  EXPECT_EQ(value_of(entries(all, "m"), "priority"), "1");
  EXPECT_EQ(value_of(entries(all, "m"), "x-a"), "user");
  EXPECT_EQ(value_of(all.global, "x-b"), "user");
  EXPECT_EQ(value_of(all.global, "managed"), "no");
  EXPECT_TRUE(problems.empty());
}

// The modules that are read, and the x-a of the global files.
std::string with_user_config(std::string_view system, std::string_view user) {
  const ConfigFiles files;
  files.write("package/p.module", "module: p.so\n");
  files.write("system/s.module", "module: s.so\n");
  files.write("user/u.module", "module: u.so\n");
  files.write("system.conf", std::string(system) + "\nx-a: system\n");
  files.write("user.conf", std::string(user) + "\nx-b: user\n");
  Problems problems;
  const Configuration all = read_configuration(files.places(), problems);
  std::string text = names(all) + ";";
  if (all.global.contains("x-a")) text += " a";
  if (all.global.contains("x-b")) text += " b";
  return text + (problems.empty() ? "" : " " + problems[0].substr(problems[0].rfind('/') + 1));
}

TEST(Configuration, the_users_files_are_merged_in_left_out_or_the_only_ones) {
  EXPECT_EQ(with_user_config("", ""), "p s u; a b");
  EXPECT_EQ(with_user_config("user-config: merge", ""), "p s u; a b");
  EXPECT_EQ(with_user_config("user-config: none", ""), "p s; a");
  EXPECT_EQ(with_user_config("user-config: only", ""), "u; b");
  EXPECT_EQ(with_user_config("user-config: override", ""), "u; b");
}

TEST(Configuration, the_users_own_file_may_say_so_too) {
  EXPECT_EQ(with_user_config("", "user-config: none"), "p s; a");
  EXPECT_EQ(with_user_config("", "user-config: only"), "u; b");
  EXPECT_EQ(with_user_config("user-config: only", "user-config: merge"), "p s u; a b");
  EXPECT_EQ(with_user_config("user-config: none", "user-config: merge"), "p s; a");
}

TEST(Configuration, another_word_for_user_config_is_reported_and_ignored) {
  EXPECT_EQ(with_user_config("user-config: maybe", ""),
            "p s u; a b system.conf:1: user-config is `maybe`, not none, merge, only or override; it is ignored");
}

TEST(Configuration, only_the_users_files_count_only_where_there_is_a_user) {
  const ConfigFiles files;
  files.write("system.conf", "user-config: only\n");
  files.write("system/s.module", "module: s.so\n");
  Places places = files.places();
  places.user_config.clear();
  places.user_modules.clear();
  Problems problems;
  EXPECT_EQ(names(read_configuration(places, problems)), "s");
}

TEST(Configuration, what_editors_and_package_managers_leave_behind_is_no_module) {
  const ConfigFiles files;
  for (const char* name : {"a.module", "a.module~", ".a.module.swp", ".b.module", "#c.module#", "a.module.rpmsave",
                           "a.module.rpmnew", "a.module.dpkg-old", "a.module.dpkg-dist", "a.module.bak"})
    files.write(std::string("system/") + name, "module: m.so\n");
  std::filesystem::create_directory(files.path("system/d.module"));
  Problems problems;
  EXPECT_EQ(names(read_configuration(files.places(), problems)), "a");
  EXPECT_TRUE(problems.empty()) << problems[0];
}

TEST(Configuration, a_file_of_another_name_is_no_module_either_which_is_said) {
  const ConfigFiles files;
  files.write("system/README", "module: m.so\n");
  files.write("system/-a.module", "module: m.so\n");
  files.write("system/good_1-2.3.module", "module: m.so\n");
  Problems problems;
  EXPECT_EQ(names(read_configuration(files.places(), problems)), "good_1-2.3");
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_TRUE(problems[1].starts_with(files.path("system/README") + ": not a module's file")) << problems[1];
}

TEST(Configuration, a_broken_or_missing_file_is_reported_with_its_line_and_the_others_are_read) {
  const ConfigFiles files;
  files.write("system/broken.module", "module: m.so\nwhat is this\n");
  files.write("system/good.module", "module: m.so\n");
  std::filesystem::create_symlink("nowhere", files.path("system/link.module"));
  Problems problems;
  EXPECT_EQ(names(read_configuration(files.places(), problems)), "good");
  EXPECT_EQ(problems, (Problems{
                          files.path("system/broken.module") + ":2: no `name: value`; the file is skipped",
                          files.path("system/link.module") + ": No such file or directory; the file is skipped",
                      }));
}

TEST(Configuration, a_higher_priority_comes_first_and_then_the_name_decides) {
  const ConfigFiles files;
  files.write("system/a.module", "module: m.so\n");
  files.write("system/b.module", "module: m.so\npriority: 5\n");
  files.write("system/c.module", "module: m.so\npriority: -1\n");
  files.write("system/B.module", "module: m.so\npriority: rubbish\n");
  Problems problems;
  EXPECT_EQ(names(read_configuration(files.places(), problems)), "b B a c");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_TRUE(problems[0].ends_with("/B.module:2: priority is `rubbish`, not a number")) << problems[0];
}

bool is_enabled(std::string_view entries, std::string_view program, Problems& problems) {
  const ConfigFiles files;
  files.write("system/m.module", entries);
  return is_enabled_in(read_configuration(files.places(), problems).modules.at(0), program, problems);
}

TEST(Configuration, a_module_is_for_the_programs_that_it_is_enabled_in) {
  Problems problems;
  EXPECT_TRUE(is_enabled("", "ssh", problems));
  EXPECT_TRUE(is_enabled("enable-in: curl, ssh,\n", "ssh", problems));
  EXPECT_TRUE(is_enabled("enable-in: curl ssh\n", "ssh", problems));
  EXPECT_FALSE(is_enabled("enable-in: curl,ssh-add\n", "ssh", problems));
  EXPECT_FALSE(is_enabled("enable-in:\n", "ssh", problems));
  EXPECT_FALSE(is_enabled("disable-in: curl, ssh\n", "ssh", problems));
  EXPECT_TRUE(is_enabled("disable-in: curl\n", "ssh", problems));
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(is_enabled("enable-in: ssh\ndisable-in: ssh\n", "ssh", problems));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_TRUE(problems[0].ends_with("/m.module:2: disable-in beside enable-in; disable-in is ignored")) << problems[0];
}

TEST(Configuration, a_switch_is_yes_or_no_and_what_the_global_file_says_counts) {
  const Config none;
  const Config yes = {{"managed", {"yes", "file", 1}}};
  const Config no = {{"managed", {"no", "file", 1}}};
  const Config other = {{"managed", {"true", "file", 1}}};
  Problems problems;
  EXPECT_TRUE(is_yes(none, none, "managed", true, problems));
  EXPECT_FALSE(is_yes(none, none, "managed", false, problems));
  EXPECT_FALSE(is_yes(none, no, "managed", true, problems));
  EXPECT_TRUE(is_yes(yes, no, "managed", false, problems));
  EXPECT_FALSE(is_yes(no, yes, "managed", true, problems));
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(is_yes(none, other, "managed", false, problems));
  EXPECT_EQ(problems, Problems{"file:1: managed is `true`, not yes or no; it is taken for no"});
}

TEST(Configuration, an_unknown_key_is_kept_and_warned_about_once) {
  const ConfigFiles files;
  files.write("system/m.module", "module: m.so\nmodul: typo\nx-own: 1\n");
  Problems problems;
  const Configuration first = read_configuration(files.places(), problems);
  read_configuration(files.places(), problems);
  EXPECT_EQ(value_of(entries(first, "m"), "modul"), "typo");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_TRUE(problems[0].ends_with("/m.module:2: unknown key `modul`, which is kept and has no meaning here"));
}

TEST(Places, are_what_the_environment_names_and_what_was_named_otherwise_counts_over_that) {
  setenv("P11TRACE_SYSTEM_MODULES", "/of/environment", 1);
  EXPECT_EQ(places().system_modules, "/of/environment");
  override_places(
      {.system_config = {}, .user_config = {}, .package_modules = {}, .system_modules = "/named", .user_modules = {}});
  EXPECT_EQ(places().system_modules, "/named");
  override_places({});
  EXPECT_EQ(places().system_modules, "/named");
  EXPECT_EQ(places().package_modules, "/usr/share/p11-kit/modules");
}

TEST(Places, of_the_user_are_where_xdg_has_them_but_root_has_none) {
  setenv("XDG_CONFIG_HOME", "/xdg", 1);
  EXPECT_EQ(places().user_config, getuid() == 0 ? "" : "/xdg/pkcs11/pkcs11.conf");
  setenv("P11TRACE_USER_CONFIG", "/mine", 1);
  EXPECT_EQ(places().user_config, "/mine");
  setenv("P11_KIT_NO_USER_CONFIG", "1", 1);
  EXPECT_EQ(places().user_modules, "");
}

TEST(Places, a_relative_module_is_looked_for_where_the_environment_says) {
  EXPECT_EQ(module_path("/a/m.so"), "/a/m.so");
  EXPECT_TRUE(module_path("m.so").starts_with("/usr/lib"));
  EXPECT_TRUE(module_path("m.so").ends_with("/pkcs11/m.so"));
  setenv("P11TRACE_MODULE_DIR", "/here", 1);
  EXPECT_EQ(module_path("m.so"), "/here/m.so");
}

}  // namespace
}  // namespace p11trace::managed
