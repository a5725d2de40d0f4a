// The library's C interface, on the fake token.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstring>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/tracer/alone.h"
#include "tests/tracer/managed/callers.h"
#include "tests/tracer/managed/config_files.h"
#include "tracer/capture/standard_error.h"
#include "tracer/managed/include/p11trace/managed.h"

namespace p11trace::managed {
namespace {

// Configuration files that the library reads.
class Configured : public ConfigFiles {
 public:
  Configured() {
    const Places all = places();
    p11trace_override_places(all.system_config.c_str(), all.user_config.c_str(), all.package_modules.c_str(),
                             all.system_modules.c_str(), all.user_modules.c_str());
  }
  void module(const std::string& name, const std::string& more = "", const std::string& path = FAKE_TOKEN) const {
    write("system/" + name + ".module", "module: " + path + "\n" + more);
  }
};

std::string taken(char* text) {
  const std::string copy = text == nullptr ? "(none)" : text;
  free(text);
  return copy;
}

std::string message() { return p11trace_message() == nullptr ? "" : p11trace_message(); }

std::string names(CK_FUNCTION_LIST** modules) {
  std::string text;
  for (; *modules != nullptr; modules++) text += (text.empty() ? "" : " ") + taken(p11trace_module_name(*modules));
  return text;
}

CK_FUNCTION_LIST* load(const std::string& path = FAKE_TOKEN, int flags = 0, const p11trace_log* log = nullptr) {
  return p11trace_module_load(path.c_str(), flags, log);
}

TEST(ManagedApi, every_load_gives_another_caller_and_the_module_is_initialized_once) {
  const Token token;
  CK_FUNCTION_LIST* const first = load();
  CK_FUNCTION_LIST* const second = load();
  ASSERT_NE(first, nullptr) << message();
  ASSERT_NE(second, first);
  EXPECT_EQ(p11trace_module_initialize(first), CKR_OK);
  EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
  EXPECT_EQ(p11trace_module_finalize(first), CKR_OK);
  EXPECT_EQ(token.calls("C_Finalize"), 0u);
  CK_SESSION_HANDLE session = 0;
  EXPECT_EQ(second->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session), CKR_OK);
  EXPECT_EQ(p11trace_module_finalize(second), CKR_OK);
  EXPECT_EQ(token.calls("C_Initialize"), 1u);
  EXPECT_EQ(token.calls("C_Finalize"), 1u);
  p11trace_module_release(first);
  p11trace_module_release(second);
  EXPECT_EQ(message(), "");
}

TEST(ManagedApi, functions_that_no_filter_wants_are_the_modules_own) {
  const Token token;
  CK_FUNCTION_LIST* const list = load();
  EXPECT_EQ(list->C_Sign, token.list()->C_Sign);
  EXPECT_NE(list->C_OpenSession, token.list()->C_OpenSession);
  p11trace_module_release(list);
}

TEST(ManagedApi, a_symbolic_link_a_path_two_configurations_and_the_programs_own_list_are_one_module) {
  const Token token;
  const Configured files;
  std::filesystem::create_symlink(FAKE_TOKEN, files.path("link.so"));
  files.module("a");
  files.module("b", "", files.path("link.so"));
  CK_FUNCTION_LIST** const configured = p11trace_modules_load(0, nullptr);
  ASSERT_NE(configured, nullptr);
  EXPECT_EQ(message(), "b: it is the same module as a, whose configuration counts");
  EXPECT_EQ(names(configured), "a");
  std::vector<CK_FUNCTION_LIST*> lists = {configured[0], load(), load(files.path("link.so")),
                                          p11trace_module_manage(token.list(), nullptr, 0, nullptr),
                                          p11trace_module_manage(configured[0], "other", 0, nullptr)};
  for (CK_FUNCTION_LIST* list : lists) {
    ASSERT_NE(list, nullptr) << message();
    EXPECT_EQ(list->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(taken(p11trace_module_name(list)), "a");
    EXPECT_EQ(taken(p11trace_module_filename(list)), FAKE_TOKEN);
  }
  EXPECT_EQ(std::set<CK_FUNCTION_LIST*>(lists.begin(), lists.end()).size(), lists.size());
  EXPECT_EQ(token.calls("C_Initialize"), 1u);
  for (std::size_t i = 1; i < lists.size(); i++) p11trace_module_release(lists[i]);
  EXPECT_EQ(token.calls("C_Finalize"), 0u);
  p11trace_modules_finalize_and_release(configured);
  EXPECT_EQ(token.calls("C_Finalize"), 1u);
}

TEST(ManagedApi, an_unmanaged_module_is_its_own_list) {
  const Token token;
  CK_FUNCTION_LIST* const list = load(FAKE_TOKEN, P11TRACE_UNMANAGED);
  EXPECT_EQ(list->C_Initialize, token.list()->C_Initialize);
  EXPECT_EQ(p11trace_module_flags(list), P11TRACE_UNMANAGED | P11TRACE_CRITICAL);
  p11trace_module_release(list);
  const Configured files;
  files.module("m", "managed: no\n");
  CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
  EXPECT_EQ(p11trace_module_flags(modules[0]), P11TRACE_UNMANAGED);
  p11trace_modules_release(modules);
}

TEST(ManagedApi, configured_modules_are_loaded_with_flags_and_options) {
  const Token token;  // which is not unloaded
  const Configured files;
  files.module("m", "critical: yes\ntrust-policy: yes\nx-own: some thing\n");
  files.write("system.conf", "x-global: 1\n");
  CK_FUNCTION_LIST** const modules = p11trace_modules_load(P11TRACE_TRUSTED, nullptr);
  ASSERT_NE(modules, nullptr);
  EXPECT_EQ(names(modules), "m");
  EXPECT_EQ(p11trace_module_for_name(modules, "m"), modules[0]);
  EXPECT_EQ(p11trace_module_for_name(modules, "n"), nullptr);
  EXPECT_EQ(p11trace_module_for_name(nullptr, "m"), nullptr);
  EXPECT_EQ(p11trace_module_flags(modules[0]), P11TRACE_CRITICAL | P11TRACE_TRUSTED);
  EXPECT_EQ(taken(p11trace_module_option(modules[0], "x-own")), "some thing");
  EXPECT_EQ(taken(p11trace_module_option(modules[0], "x-none")), "(none)");
  EXPECT_EQ(taken(p11trace_module_option(nullptr, "x-global")), "1");
  p11trace_modules_release(modules);
  files.module("m");
  CK_FUNCTION_LIST** const trusted = p11trace_modules_load(P11TRACE_TRUSTED, nullptr);
  EXPECT_EQ(names(trusted), "");
  p11trace_modules_release(trusted);
}

TEST(ManagedApi, modules_come_in_the_order_of_their_priority) {
  const Configured files;
  std::filesystem::copy_file(SOFTHSM, files.path("copy.so"));
  files.module("a", "", SOFTHSM);
  files.module("b", "priority: 1\n", files.path("copy.so"));
  CK_FUNCTION_LIST** modules = p11trace_modules_load(0, nullptr);
  EXPECT_EQ(names(modules), "b a");
  p11trace_modules_release(modules);
  files.module("a", "priority: 2\n", SOFTHSM);
  modules = p11trace_modules_load(0, nullptr);
  EXPECT_EQ(names(modules), "a b");
  p11trace_modules_release(modules);
}

TEST(ManagedApi, no_configuration_is_an_empty_array) {
  const Configured files;
  CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
  ASSERT_NE(modules, nullptr);
  EXPECT_EQ(modules[0], nullptr);
  p11trace_modules_release(modules);
}

TEST(ManagedApi, an_empty_path_switches_a_module_off_without_a_word) {
  const Token token;
  const Configured files;
  files.module("off", "critical: yes\n", "");
  files.module("on");
  CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
  ASSERT_NE(modules, nullptr);
  EXPECT_EQ(message(), "");
  EXPECT_EQ(names(modules), "on");
  p11trace_modules_release(modules);
}

TEST(ManagedApi, every_broken_file_has_its_sentence_and_dots_stand_where_there_are_too_many) {
  const Configured files;
  for (int i = 0; i < 9; i++) files.write("system/" + std::to_string(i) + ".module", "what is this\n");
  files.module("bad", "critical: yes\n", "/nowhere/m.so");
  EXPECT_EQ(p11trace_modules_load(0, nullptr), nullptr);
  EXPECT_NE(message().find("8.module:1: no `name: value`"), std::string::npos) << message();
  EXPECT_NE(message().find("bad: cannot load /nowhere/m.so"), std::string::npos) << message();
  for (int i = 0; i < 99; i++) files.write("system/" + std::to_string(i) + ".module", "what is this\n");
  EXPECT_EQ(p11trace_modules_load(0, nullptr), nullptr);
  EXPECT_TRUE(message().ends_with("...")) << message();
}

TEST(ManagedApi, the_program_that_is_asked_about_can_be_named) {
  const Token token;
  const Configured files;
  files.module("m", "enable-in: other\n");
  CK_FUNCTION_LIST** modules = p11trace_modules_load(0, nullptr);
  EXPECT_EQ(names(modules), "");
  p11trace_modules_release(modules);
  p11trace_set_program_name("other");
  modules = p11trace_modules_load(0, nullptr);
  EXPECT_EQ(names(modules), "m");
  p11trace_modules_release(modules);
  p11trace_set_program_name(nullptr);
}

TEST(ManagedApi, what_is_no_module_is_reported_with_name_file_and_cause) {
  Dl_info math{};
  ASSERT_NE(dladdr(dlsym(RTLD_DEFAULT, "cos"), &math), 0);
  const ConfigFiles files;
  files.write("text.so", "not a library\n");
  EXPECT_EQ(load("/nowhere/m.so"), nullptr);
  EXPECT_EQ(message(),
            "cannot load /nowhere/m.so: /nowhere/m.so: cannot open shared object file: No such file or directory");
  EXPECT_EQ(load(files.path("text.so")), nullptr);
  EXPECT_NE(message().find("text.so"), std::string::npos);
  EXPECT_EQ(load(math.dli_fname), nullptr);
  EXPECT_EQ(message(), std::string(math.dli_fname) + " is no PKCS#11 module: it has no C_GetFunctionList");
  EXPECT_EQ(p11trace_module_load(nullptr, 0, nullptr), nullptr);
  EXPECT_EQ(p11trace_module_manage(nullptr, "m", 0, nullptr), nullptr);
}

TEST(ManagedApi, a_pointer_that_is_no_module_is_not_followed) {
  auto* const nonsense = reinterpret_cast<CK_FUNCTION_LIST*>(std::uintptr_t{8});
  CK_FUNCTION_LIST* array[] = {nonsense, nullptr};
  for (CK_FUNCTION_LIST* none : {nonsense, static_cast<CK_FUNCTION_LIST*>(nullptr)}) {
    EXPECT_EQ(p11trace_module_initialize(none), CKR_ARGUMENTS_BAD);
    EXPECT_NE(message(), "");
    EXPECT_EQ(p11trace_module_finalize(none), CKR_ARGUMENTS_BAD);
    EXPECT_EQ(p11trace_module_name(none), nullptr);
    EXPECT_EQ(p11trace_module_filename(none), nullptr);
    EXPECT_EQ(p11trace_module_flags(none), P11TRACE_UNMANAGED | P11TRACE_CRITICAL);
    p11trace_module_release(none);
  }
  EXPECT_EQ(p11trace_module_option(nonsense, "x"), nullptr);
  EXPECT_EQ(p11trace_module_for_name(array, "m"), nullptr);
  EXPECT_EQ(p11trace_modules_finalize(array), CKR_ARGUMENTS_BAD);
  EXPECT_EQ(p11trace_modules_initialize(array, nullptr), CKR_ARGUMENTS_BAD);
  EXPECT_EQ(p11trace_modules_initialize(nullptr, nullptr), CKR_ARGUMENTS_BAD);
  EXPECT_EQ(p11trace_modules_finalize(nullptr), CKR_ARGUMENTS_BAD);
  p11trace_modules_release(nullptr);
  p11trace_modules_finalize_and_release(nullptr);
}

TEST(ManagedApi, a_released_module_is_one_no_more) {
  const Token token;
  CK_FUNCTION_LIST* const list = load();
  EXPECT_EQ(list->C_Initialize(nullptr), CKR_OK);
  p11trace_module_release(list);
  EXPECT_EQ(token.calls("C_Finalize"), 1u) << "releasing finalizes what is initialized";
  EXPECT_EQ(list->C_Initialize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
  EXPECT_EQ(list->C_CloseAllSessions(1), CKR_CRYPTOKI_NOT_INITIALIZED);
  EXPECT_EQ(p11trace_module_initialize(list), CKR_ARGUMENTS_BAD);
  p11trace_module_release(list);
  EXPECT_NE(message(), "");
}

TEST(ManagedApi, a_released_list_is_nobody_elses_and_cannot_be_managed) {
  const Token token;
  CK_FUNCTION_LIST* const first = load();
  p11trace_module_release(first);
  CK_FUNCTION_LIST* const second = load();
  EXPECT_NE(second, first);
  p11trace_module_release(first);
  EXPECT_NE(message(), "");
  EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
  EXPECT_EQ(p11trace_module_manage(first, nullptr, 0, nullptr), nullptr);
  EXPECT_EQ(message(), "the module was released");
  p11trace_module_release(second);
}

TEST(ManagedApi, a_caller_whose_module_fails_to_finalize_is_not_counted_when_it_is_released) {
  const Token token;
  CK_FUNCTION_LIST* const first = load();
  CK_FUNCTION_LIST* const second = load();
  EXPECT_EQ(first->C_Initialize(nullptr), CKR_OK);
  token.answer("C_Finalize", CKR_DEVICE_ERROR);
  p11trace_module_release(first);
  token.behave("C_Finalize");
  EXPECT_EQ(second->C_Initialize(nullptr), CKR_OK);
  const unsigned long before = token.calls("C_Finalize");
  EXPECT_EQ(second->C_Finalize(nullptr), CKR_OK);
  EXPECT_EQ(token.calls("C_Finalize"), before + 1);
  p11trace_module_release(second);
}

TEST(ManagedApi, a_list_of_3_x_that_is_shortened_says_2_40) {
  const Token token;
  CK_FUNCTION_LIST* list = nullptr;
  CK_FUNCTION_LIST* const whole = load();
  EXPECT_GE(whole->version.major, 3) << "the module's own interface";
  EXPECT_NE(reinterpret_cast<CK_FUNCTION_LIST_3_0*>(whole)->C_SessionCancel, nullptr);
  ASSERT_EQ(whole->C_GetFunctionList(&list), CKR_OK);
  EXPECT_TRUE(list->version.major == 2 || reinterpret_cast<CK_FUNCTION_LIST_3_0*>(list)->C_SessionCancel != nullptr);
  CK_FUNCTION_LIST* const managed = p11trace_module_manage(token.list(), nullptr, 0, nullptr);
  EXPECT_NE(reinterpret_cast<CK_FUNCTION_LIST_3_0*>(managed)->C_SessionCancel, nullptr);
  p11trace_module_release(managed);
  p11trace_module_release(whole);
}

TEST(ManagedApi, a_list_that_the_modules_own_function_gives_a_caller_is_the_callers) {
  CK_FUNCTION_LIST* const list = load();
  CK_FUNCTION_LIST* other = nullptr;
  ASSERT_EQ(list->C_GetFunctionList(&other), CKR_OK);
  EXPECT_NE(other->C_OpenSession, Token().list()->C_OpenSession);
  EXPECT_EQ(taken(p11trace_module_filename(other)), FAKE_TOKEN);
  p11trace_module_release(list);
  EXPECT_EQ(p11trace_module_filename(other), nullptr);
}

TEST(ManagedApi, a_module_that_fails_to_initialize_is_not_counted_and_says_why) {
  const Token token;
  token.answer("C_Initialize", CKR_DEVICE_ERROR);
  const Configured files;
  files.module("m");
  CK_FUNCTION_LIST* const list = load();
  EXPECT_EQ(p11trace_module_initialize(list), CKR_DEVICE_ERROR);
  EXPECT_EQ(message(), std::string(FAKE_TOKEN) + ": module failed to initialize: Device error (CKR_DEVICE_ERROR)");
  EXPECT_EQ(list->C_CloseAllSessions(1), CKR_CRYPTOKI_NOT_INITIALIZED);
  CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
  static void* failed;
  EXPECT_EQ(p11trace_modules_initialize(modules, [](void* module) { failed = module; }), CKR_OK);
  EXPECT_EQ(modules[0], nullptr);
  EXPECT_NE(failed, nullptr);
  p11trace_module_release(static_cast<CK_FUNCTION_LIST*>(failed));
  p11trace_modules_release(modules);
  token.behave("C_Initialize");
  EXPECT_EQ(p11trace_module_initialize(list), CKR_OK);
  p11trace_module_release(list);
}

TEST(ManagedApi, a_critical_module_that_cannot_be_loaded_fails_all_every_time) {
  const Token token;
  const Configured files;
  files.module("bad", "critical: yes\n", "/nowhere/m.so");
  files.module("good");
  for (int i = 0; i < 2; i++) {
    EXPECT_EQ(p11trace_modules_load(0, nullptr), nullptr);
    EXPECT_TRUE(message().starts_with("bad: cannot load /nowhere/m.so")) << message();
  }
  files.module("bad", "", "/nowhere/m.so");
  CK_FUNCTION_LIST** const modules = p11trace_modules_load(0, nullptr);
  ASSERT_NE(modules, nullptr);
  EXPECT_EQ(names(modules), "good");
  p11trace_modules_release(modules);
  EXPECT_EQ(p11trace_modules_load(P11TRACE_CRITICAL, nullptr), nullptr);
}

TEST(ManagedApi, a_critical_module_that_cannot_be_initialized_fails_all_and_nothing_stays_initialized) {
  const Token token;
  const Configured files;
  files.module("m", "critical: yes\n");
  token.answer("C_Initialize", CKR_DEVICE_ERROR);
  EXPECT_EQ(p11trace_modules_load_and_initialize(0, nullptr), nullptr);
  EXPECT_NE(message().find("CKR_DEVICE_ERROR"), std::string::npos);
  token.behave("C_Initialize");
  CK_FUNCTION_LIST** const modules = p11trace_modules_load_and_initialize(0, nullptr);
  ASSERT_NE(modules, nullptr);
  p11trace_modules_finalize_and_release(modules);
  EXPECT_EQ(token.calls("C_Finalize"), 1u);
}

TEST(ManagedApi, what_a_configuration_gives_a_module_to_begin_with_is_its_reserved_pointer) {
  const Token token;
  static std::string reserved;
  token.call_instead("C_Initialize", reinterpret_cast<void*>(+[](CK_C_INITIALIZE_ARGS* arguments) -> CK_RV {
                       const auto* given = static_cast<const char*>(arguments->pReserved);
                       reserved = given == nullptr ? "(none)" : given;
                       return CKR_OK;
                     }));
  const Configured files;
  files.module("m", "x-init-reserved: slots=1\n");
  for (const int flags : {0, int{P11TRACE_VERBOSE}}) {
    CK_FUNCTION_LIST** const modules = p11trace_modules_load_and_initialize(flags, nullptr);
    EXPECT_EQ(reserved, flags == 0 ? "slots=1" : "slots=1 verbose=yes");
    p11trace_modules_finalize_and_release(modules);
  }
}

TEST(ManagedApi, wrappers_that_were_given_back_are_used_again) {
  alone([] {
    const ConfigFiles files;
    const std::string file = files.path("log");
    const p11trace_log log = {file.c_str(), nullptr, nullptr};
    for (int i = 0; i < 3000; i++) {
      CK_FUNCTION_LIST* const list = load(FAKE_TOKEN, 0, i % 2 == 0 ? &log : nullptr);
      ASSERT_NE(list, nullptr) << i << message();
      ASSERT_EQ(message(), "") << i;
      ASSERT_EQ(list->C_Initialize(nullptr), CKR_OK);
      p11trace_module_release(list);
    }
    std::set<CK_FUNCTION_LIST*> lists;
    for (int i = 0; i < 1024; i++) lists.insert(load());
    EXPECT_EQ(lists.size(), 1024u);
    EXPECT_FALSE(lists.contains(nullptr));
    EXPECT_EQ(load(), nullptr);
    EXPECT_NE(message(), "");
    for (CK_FUNCTION_LIST* list : lists) p11trace_module_release(list);
    EXPECT_NE(load(), nullptr);
  });
}

TEST(ManagedApi, threads_that_load_and_release_do_not_disturb_each_other) {
  alone([] {
    const Token token;
    std::vector<std::thread> threads;
    std::atomic<int> mistakes = 0;
    for (int i = 0; i < 4; i++)
      threads.emplace_back([&] {
        for (int round = 0; round < 300; round++) {
          CK_FUNCTION_LIST* const list = load();
          if (list == nullptr) {
            mistakes++;
            continue;
          }
          CK_SESSION_HANDLE session = 0;
          mistakes += list->C_Initialize(nullptr) != CKR_OK;
          mistakes += list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK;
          CK_FUNCTION_LIST* other = nullptr;
          mistakes += list->C_GetFunctionList(&other) != CKR_OK || other->C_CloseSession(session) != CKR_OK;
          p11trace_module_release(list);
        }
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(mistakes, 0);
    EXPECT_EQ(token.calls("C_Initialize"), token.calls("C_Finalize"));
  });
}

TEST(ManagedApi, threads_may_load_a_library_while_others_unload_it) {
  alone([] {
    std::vector<std::thread> threads;
    std::atomic<int> mistakes = 0;
    for (int i = 0; i < 4; i++)
      threads.emplace_back([&] {
        for (int round = 0; round < 50; round++) {
          CK_FUNCTION_LIST* const list = load(SOFTHSM);
          CK_INFO info;
          mistakes += list == nullptr || list->C_GetInfo(&info) != CKR_CRYPTOKI_NOT_INITIALIZED;
          p11trace_module_release(list);
        }
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(mistakes, 0);
  });
}

TEST(ManagedApi, logs_take_no_keys_from_the_program) {
  alone([] {
    const ConfigFiles files;
    const Token token;
    for (int i = 0; i < 1200; i++) {
      const std::string file = files.path("log" + std::to_string(i % 40));
      const p11trace_log log = {file.c_str(), nullptr, i % 2 == 0 ? "caller" : "module"};
      p11trace_module_release(load(FAKE_TOKEN, 0, &log));
    }
    pthread_key_t key;
    EXPECT_EQ(pthread_key_create(&key, nullptr), 0);
  });
}

TEST(ManagedApi, a_message_is_the_threads_own_and_the_next_call_forgets_it) {
  EXPECT_EQ(load("/nowhere/m.so"), nullptr);
  std::thread([] { EXPECT_EQ(p11trace_message(), nullptr); }).join();
  EXPECT_NE(p11trace_message(), nullptr);
  p11trace_module_flags(nullptr);
  EXPECT_EQ(p11trace_message(), nullptr);
}

TEST(ManagedApi, messages_are_printed_if_that_is_asked_for) {
  testing::internal::CaptureStderr();
  capture::note_standard_error();
  p11trace_print_messages(1);
  load("/nowhere/m.so");
  EXPECT_TRUE(testing::internal::GetCapturedStderr().starts_with("p11trace: cannot load /nowhere/m.so"));
  p11trace_print_messages(0);
}

TEST(ManagedApi, return_codes_have_words) {
  EXPECT_STREQ(p11trace_strerror(CKR_OK), "");
  EXPECT_STREQ(p11trace_strerror(CKR_PIN_INCORRECT), "PIN incorrect (CKR_PIN_INCORRECT)");
  EXPECT_STREQ(p11trace_strerror(CKR_GENERAL_ERROR), "General error (CKR_GENERAL_ERROR)");
  EXPECT_STREQ(p11trace_strerror(0x12345), "an unknown return code");
  EXPECT_STREQ(p11trace_strerror(CKR_VENDOR_DEFINED | 0x12345), "a return code of the vendor's");
}

}  // namespace
}  // namespace p11trace::managed
