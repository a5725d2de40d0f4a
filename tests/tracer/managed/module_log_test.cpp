// Where managed modules are logged.
#include "tracer/managed/module_log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "tests/tracer/alone.h"
#include "tests/tracer/managed/config_files.h"
#include "tracer/managed/include/p11trace/managed.h"

namespace p11trace::managed {
namespace {

// A program with one configured module, which it initializes and finalizes.
class Logged {
 public:
  explicit Logged(const std::string& global, const std::string& module) {
    const Places all = files_.places();
    p11trace_override_places(all.system_config.c_str(), all.user_config.c_str(), all.package_modules.c_str(),
                             all.system_modules.c_str(), all.user_modules.c_str());
    files_.write("system.conf", in_place(global));
    files_.write("system/m.module", in_place("module: " FAKE_TOKEN "\n" + module));
  }
  // `text` with the test's directory where it has an @.
  std::string in_place(std::string text) const {
    for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1))
      text.replace(at, 1, files_.path(""));
    return text;
  }
  std::string path(const char* name) const { return files_.path(name); }

  void run(const p11trace_log* log = nullptr) const {
    CK_FUNCTION_LIST** const modules = p11trace_modules_load_and_initialize(0, log);
    ASSERT_NE(modules, nullptr) << p11trace_message();
    p11trace_modules_finalize_and_release(modules);
  }

  // The functions in a log, each with whom it is of; a - if there is no such log.
  std::string functions(const char* name) const {
    std::ifstream file(path(name));
    std::string all = file ? "" : "-";
    for (std::string line; std::getline(file, line);) {
      const std::size_t of = line.find("fake-token");
      const std::size_t end = line.find('(');
      if (of != std::string::npos) all += (all.empty() ? "" : ", ") + line.substr(of, end - of);
    }
    return all;
  }

 private:
  ConfigFiles files_;
};

constexpr const char* both = "fake-token@1: C_Initialize, fake-token@1: C_Finalize";

TEST(ModuleLog, nothing_is_logged_unless_somebody_asks_for_it) {
  alone([] {
    const Logged program("", "x-log-file: @log\n");
    program.run();
    EXPECT_EQ(program.functions("log"), "-");
  });
}

TEST(ModuleLog, a_modules_file_can_ask_for_it) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: @log\n");
    program.run();
    EXPECT_EQ(program.functions("log"), both);
  });
}

TEST(ModuleLog, what_the_global_file_says_counts_over_the_modules) {
  alone([] {
    const Logged program("log-calls: no\n", "log-calls: yes\nx-log-file: @log\n");
    program.run();
    EXPECT_EQ(program.functions("log"), "-");
  });
  alone([] {
    const Logged program("log-calls: yes\nx-log-file: @all\n", "log-calls: no\nx-log-file: @log\n");
    program.run();
    EXPECT_EQ(program.functions("all"), both);
    EXPECT_EQ(program.functions("log"), "-");
  });
}

TEST(ModuleLog, the_environment_turns_it_on_for_all_and_says_where_to) {
  alone([] {
    const Logged program("log-calls: no\nx-log-file: @all\n", "x-log-at: module\n");
    setenv("P11TRACE_LOG", program.path("log").c_str(), 1);
    program.run();
    EXPECT_EQ(program.functions("log"), "fake-token: C_Initialize, fake-token: C_Finalize");
    setenv("P11TRACE_LOG_AT", "caller", 1);
    setenv("P11TRACE_LOG", program.path("other").c_str(), 1);
    program.run();
    EXPECT_EQ(program.functions("other"), both);
    EXPECT_EQ(program.functions("all"), "-");
  });
}

TEST(ModuleLog, what_the_program_asks_for_counts_over_everything) {
  alone([] {
    const Logged program("log-calls: no\n", "x-log-file: @log\n");
    setenv("P11TRACE_LOG", program.path("environment").c_str(), 1);
    const std::string file = program.path("forced");
    const p11trace_log log = {file.c_str(), "text", "both"};
    program.run(&log);
    EXPECT_EQ(program.functions("forced"),
              "fake-token: C_Initialize, fake-token@1: C_Initialize, fake-token: C_Finalize, fake-token@1: C_Finalize");
    EXPECT_EQ(program.functions("log"), "-");
    EXPECT_EQ(program.functions("environment"), "-");
  });
}

TEST(ModuleLog, what_the_program_leaves_out_is_as_configured) {
  alone([] {
    const Logged program("", "x-log-file: @log\n");
    const p11trace_log log = {nullptr, nullptr, nullptr};
    program.run(&log);
    EXPECT_EQ(program.functions("log"), both);
  });
}

TEST(ModuleLog, the_format_is_what_the_configuration_the_environment_or_the_program_says) {
  const auto first_character = [](const char* environment, const char* forced) {
    const Logged program("", "log-calls: yes\nx-log-file: @log\nx-log-format: json\n");
    if (environment != nullptr) setenv("P11TRACE_FORMAT", environment, 1);
    const p11trace_log log = {nullptr, forced, nullptr};
    program.run(forced == nullptr ? nullptr : &log);
    return std::ifstream(program.path("log")).get();
  };
  alone([&] { EXPECT_EQ(first_character(nullptr, nullptr), '{'); });
  alone([&] { EXPECT_NE(first_character("text", nullptr), '{'); });
  alone([&] { EXPECT_EQ(first_character("text", "json"), '{'); });
}

TEST(ModuleLog, a_file_keeps_the_format_that_it_began_with) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: @log\n");
    program.run();
    const std::string file = program.path("log");
    const p11trace_log json = {file.c_str(), "json", nullptr};
    CK_FUNCTION_LIST* const module = p11trace_module_load(FAKE_TOKEN, 0, &json);
    EXPECT_EQ(p11trace_message(), file + ": the log has another format already, which it keeps");
    EXPECT_EQ(module->C_Initialize(nullptr), CKR_OK);
    p11trace_module_release(module);
    EXPECT_EQ(program.functions("log"), std::string(both) + ", " + both);
  });
}

TEST(ModuleLog, an_unmanaged_module_is_logged_too) {
  alone([] {
    const Logged program("log-calls: yes\nx-log-file: @log\n", "managed: no\n");
    program.run();
    EXPECT_EQ(program.functions("log"), "fake-token: C_Initialize, fake-token: C_Finalize");
  });
}

TEST(ModuleLog, a_value_that_is_none_is_reported_with_its_place_and_the_next_one_counts) {
  alone([] {
    const Logged program("log-calls: yes\nx-log-at: nowhere\n", "x-log-file: @log\nx-log-at: module\n");
    CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
    EXPECT_EQ(p11trace_message(), program.path("system.conf") +
                                      ":2: x-log-at: `nowhere` is not `caller` or `module` or "
                                      "`both`; it is ignored");
    p11trace_modules_initialize(modules, nullptr);
    p11trace_modules_finalize_and_release(modules);
    EXPECT_EQ(program.functions("log"), "fake-token: C_Initialize, fake-token: C_Finalize");
  });
}

TEST(ModuleLog, a_log_that_cannot_be_opened_leaves_the_module_alone) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: @none/log\n");
    CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
    ASSERT_NE(modules[0], nullptr);
    EXPECT_EQ(p11trace_message(),
              program.path("none/log") + ": the log cannot be opened: No such file or directory; calls are not logged");
    EXPECT_EQ(modules[0]->C_Initialize(nullptr), CKR_OK);
    p11trace_modules_release(modules);
  });
}

TEST(ModuleLog, a_program_that_closes_every_descriptor_keeps_its_files_and_its_log) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: @log\n");
    CK_FUNCTION_LIST** const modules = p11trace_modules_load_and_initialize(0, nullptr);
    for (int fd = 3; fd < 2000; fd++) close(fd);
    const std::string own = program.path("own");
    const int file = open(own.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    for (int fd = 400; fd < 1000; fd++) dup2(file, fd);
    p11trace_modules_finalize_and_release(modules);
    EXPECT_EQ(program.functions("log"), both);
    EXPECT_EQ(program.functions("own"), "");
  });
}

TEST(ModuleLog, a_relative_name_stays_where_the_program_was_when_the_log_began) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: log\n");
    ASSERT_EQ(chdir(program.path("package").c_str()), 0);
    CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
    ASSERT_EQ(chdir(program.path("user").c_str()), 0);
    EXPECT_EQ(modules[0]->C_Initialize(nullptr), CKR_OK);
    for (int fd = 3; fd < 2000; fd++) close(fd);
    EXPECT_EQ(modules[0]->C_Finalize(nullptr), CKR_OK);
    EXPECT_EQ(program.functions("package/log"), both);
    EXPECT_EQ(program.functions("user/log"), "-");
  });
}

TEST(ModuleLog, a_limit_to_the_size_of_files_does_not_end_the_program) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: @log\n");
    CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
    const rlimit none{10, 10};
    setrlimit(RLIMIT_FSIZE, &none);
    EXPECT_EQ(modules[0]->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(modules[0]->C_Finalize(nullptr), CKR_OK);
  });
}

TEST(ModuleLog, children_of_fork_log_to_the_same_file) {
  alone([] {
    const Logged program("", "log-calls: yes\nx-log-file: @log\n");
    CK_FUNCTION_LIST** const modules = p11trace_modules_load_and_initialize(0, nullptr);
    alone([&] { EXPECT_EQ(modules[0]->C_Initialize(nullptr), CKR_OK); });
    EXPECT_EQ(program.functions("log"), "fake-token@1: C_Initialize, fake-token@1: C_Initialize");
  });
}

}  // namespace
}  // namespace p11trace::managed
