// What a program is given for the names that it looks up.
#include "tracer/chain/entry_points.h"

#include <dlfcn.h>

#include <cerrno>

#include "formatters/pkcs11/functions.h"
#include "tests/tracer/alone.h"
#include "tests/tracer/log_file.h"

namespace p11trace::chain {
namespace {

void* fake_token() {
  void* library = dlopen(FAKE_TOKEN, RTLD_NOW | RTLD_LOCAL);
  EXPECT_NE(library, nullptr) << dlerror();
  return library;
}

CK_FUNCTION_LIST* list_through(const char* name, void* library) {
  auto* get = reinterpret_cast<CK_C_GetFunctionList>(hand_out(name, dlsym(library, name), nullptr, dlsym));
  CK_FUNCTION_LIST* list = nullptr;
  EXPECT_EQ(get(&list), CKR_OK);
  return list;
}

TEST(EntryPoints, every_function_of_the_standard_and_its_NSS_forms_are_entry_points) {
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    EXPECT_TRUE(is_entry_point(row.name.data())) << row.name;
    EXPECT_TRUE(is_entry_point(("NSC_" + std::string(row.name.substr(2))).c_str())) << row.name;
    EXPECT_TRUE(is_entry_point(("FC_" + std::string(row.name.substr(2))).c_str())) << row.name;
  }
}

TEST(EntryPoints, other_names_are_none) {
  for (const char* name :
       {"puts", "C_", "C_Sig", "C_Signs", "NSC_", "NSS_Init", "FC_Nothing", "", "fake_token_function_list"})
    EXPECT_FALSE(is_entry_point(name)) << name;
  EXPECT_FALSE(is_entry_point(nullptr));
}

TEST(EntryPoints, without_a_log_the_program_is_given_what_it_asked_for) {
  alone([] {
    unsetenv("P11TRACE_LOG");
    void* symbol = dlsym(fake_token(), "C_GetFunctionList");
    EXPECT_EQ(hand_out("C_GetFunctionList", symbol, nullptr, dlsym), symbol);
  });
}

TEST(EntryPoints, with_a_log_a_call_through_the_handed_list_is_one_line) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    CK_FUNCTION_LIST* list = list_through("C_GetFunctionList", fake_token());
    errno = 71;
    EXPECT_EQ(list->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(errno, 71);
    EXPECT_EQ(list->C_CloseSession(99), CKR_SESSION_HANDLE_INVALID);
    const auto lines = log.lines();
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_NE(lines[1].find(" fake-token: C_Initialize(pInitArgs=NULL) = CKR_OK"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find(" fake-token: C_CloseSession(hSession=99) = CKR_SESSION_HANDLE_INVALID"), std::string::npos)
        << lines[2];
  });
}

TEST(EntryPoints, a_name_that_the_user_gave_leads_to_a_function_list) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    setenv("P11TRACE_FUNCTION_LIST", "other_name,fake_token_function_list", 1);
    start();
    EXPECT_TRUE(is_entry_point("fake_token_function_list"));
    list_through("fake_token_function_list", fake_token())->C_Initialize(nullptr);
    EXPECT_EQ(log.lines().size(), 2u);
  });
}

TEST(EntryPoints, a_function_looked_up_by_its_own_name_is_logged) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    void* symbol = dlsym(fake_token(), "C_Initialize");
    void* handed = hand_out("C_Initialize", symbol, nullptr, dlsym);
    EXPECT_NE(handed, symbol);
    EXPECT_EQ(handed, hand_out("C_Initialize", symbol, nullptr, dlsym));
    EXPECT_EQ(reinterpret_cast<CK_C_Initialize>(handed)(nullptr), CKR_OK);
    EXPECT_EQ(log.lines().size(), 1u);
  });
}

TEST(EntryPoints, lists_and_interfaces_inside_a_handed_list_are_ours) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    void* library = fake_token();
    CK_FUNCTION_LIST* list = list_through("C_GetFunctionList", library);
    CK_FUNCTION_LIST* again = nullptr;
    EXPECT_EQ(list->C_GetFunctionList(&again), CKR_OK);
    EXPECT_EQ(again, list);
    auto* get = reinterpret_cast<CK_C_GetInterface>(
        hand_out("C_GetInterface", dlsym(library, "C_GetInterface"), nullptr, dlsym));
    CK_INTERFACE* interface = nullptr;
    EXPECT_EQ(get(nullptr, nullptr, &interface, 0), CKR_OK);
    auto* newest = static_cast<CK_FUNCTION_LIST_3_2*>(interface->pFunctionList);
    EXPECT_EQ(newest->version.major, 3);
    EXPECT_EQ(newest->version.minor, 2);
    CK_INTERFACE* inside = nullptr;
    EXPECT_EQ(newest->C_GetInterface(nullptr, nullptr, &inside, 0), CKR_OK);
    EXPECT_EQ(inside, interface);
    const std::size_t before = log.lines().size();
    CK_ULONG flags = 0;
    newest->C_GetSessionValidationFlags(1, CKS_LAST_VALIDATION_OK, &flags);
    EXPECT_EQ(log.lines().size(), before + 1);
  });
}

TEST(EntryPoints, a_function_that_is_not_selected_stays_the_modules_own_pointer) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    setenv("P11TRACE_SELECT", "none", 1);
    void* library = fake_token();
    CK_FUNCTION_LIST* own = nullptr;
    reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"))(&own);
    const CK_FUNCTION_LIST* handed = list_through("C_GetFunctionList", library);
    EXPECT_NE(handed, own);
    EXPECT_NE(handed->C_GetFunctionList, own->C_GetFunctionList);
#define EXPECT_OWN(name, parameters)               \
  if (std::string(#name) != "C_GetFunctionList") { \
    EXPECT_EQ(handed->name, own->name);            \
  }
    CK_FUNCTIONS_2_40(EXPECT_OWN)
#undef EXPECT_OWN
  });
}

TEST(EntryPoints, a_module_that_comes_back_at_another_place_keeps_its_label_and_its_wrapper) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    for (int round = 0; round < 200; round++) {
      void* library = fake_token();
      list_through("C_GetFunctionList", library)->C_GetInfo(nullptr);
      dlclose(library);
    }
    const auto lines = log.lines();
    ASSERT_EQ(lines.size(), 400u);
    for (const std::string& line : lines) EXPECT_NE(line.find(" fake-token: "), std::string::npos) << line;
  });
}

// The functions that the code of one library looks up, one by one.
class LookedUp {
 public:
  LookedUp(const void* caller, void* library) : caller_(caller), library_(library) {}

  template <class... Arguments>
  CK_RV operator()(const char* name, Arguments... arguments) const {
    return reinterpret_cast<CK_RV (*)(Arguments...)>(function(name))(arguments...);
  }
  void* function(const char* name) const { return hand_out(name, dlsym(library_, name), caller_, dlsym); }

 private:
  const void* caller_;
  void* library_;
};

// Two libraries that a test program consists of.
const void* in_this_program() { return reinterpret_cast<const void*>(&list_through); }
const void* in_libc() { return dlsym(RTLD_DEFAULT, "gnu_get_libc_version"); }

void use_as_two_libraries(void* library) {
  const LookedUp first(in_this_program(), library);
  const LookedUp second(in_libc(), library);
  void* const nothing = nullptr;
  EXPECT_EQ(first("C_Initialize", nothing), CKR_OK);
  EXPECT_EQ(second("C_Initialize", nothing), CKR_OK);
  CK_SESSION_HANDLE session = 0;
  EXPECT_EQ(second("C_OpenSession", CK_SLOT_ID{1}, CK_FLAGS{CKF_SERIAL_SESSION}, nothing, nothing, &session), CKR_OK);
  EXPECT_EQ(first("C_CloseAllSessions", CK_SLOT_ID{1}), CKR_OK);
  EXPECT_EQ(first("C_Finalize", nothing), CKR_OK);
  CK_SESSION_INFO info;
  EXPECT_EQ(second("C_GetSessionInfo", session, &info), CKR_OK);
  EXPECT_EQ(second("C_Finalize", nothing), CKR_OK);
}

std::size_t lines_with(const LogFile& log, const std::string& words) {
  std::size_t count = 0;
  for (const std::string& line : log.lines()) count += line.find(words) != std::string::npos;
  return count;
}

TEST(EntryPoints, of_managed_modules_each_library_is_given_its_own) {
  alone([] {
    unsetenv("P11TRACE_LOG");
    setenv("P11TRACE_MANAGED", "yes", 1);
    void* library = fake_token();
    use_as_two_libraries(library);
    const LookedUp other(in_libc(), library);
    EXPECT_EQ(other.function("C_Sign"), dlsym(library, "C_Sign"));
    EXPECT_NE(other.function("C_OpenSession"), dlsym(library, "C_OpenSession"));
  });
}

// As NSPR does for NSS: the symbol is looked up by one library, and called by another.
TEST(EntryPoints, who_calls_for_a_list_is_its_caller_and_not_who_looked_the_function_up) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    setenv("P11TRACE_MANAGED", "yes", 1);
    void* library = fake_token();
    CK_FUNCTION_LIST* list = nullptr;
    EXPECT_EQ(LookedUp(in_libc(), library)("C_GetFunctionList", &list), CKR_OK);
    EXPECT_EQ(list->C_Initialize(nullptr), CKR_OK);
    EXPECT_EQ(lines_with(log, " fake-token@tracer-tests: C_Initialize("), 1u);
    CK_FUNCTION_LIST* again = nullptr;
    EXPECT_EQ(list->C_GetFunctionList(&again), CKR_OK);
    EXPECT_EQ(again, list);
  });
}

TEST(EntryPoints, what_callers_of_a_managed_module_ask_for_is_logged_under_their_names) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    setenv("P11TRACE_MANAGED", "yes", 1);
    use_as_two_libraries(fake_token());
    EXPECT_EQ(lines_with(log, " fake-token@tracer-tests: C_Initialize("), 1u);
    EXPECT_EQ(lines_with(log, " fake-token@c: C_Initialize("), 1u);
    EXPECT_EQ(lines_with(log, " C_Finalize("), 2u);
    EXPECT_EQ(lines_with(log, " C_CloseAllSessions("), 1u);
  });
}

TEST(EntryPoints, what_a_managed_module_gets_to_do_is_logged_on_request) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    setenv("P11TRACE_MANAGED", "yes", 1);
    setenv("P11TRACE_LOG_AT", "module", 1);
    use_as_two_libraries(fake_token());
    EXPECT_EQ(lines_with(log, " fake-token: C_Initialize("), 1u);
    EXPECT_EQ(lines_with(log, " fake-token: C_Finalize("), 1u);
    EXPECT_EQ(lines_with(log, " C_CloseAllSessions("), 0u);
    EXPECT_EQ(lines_with(log, " C_CloseSession("), 1u);
    EXPECT_EQ(lines_with(log, "@"), 0u);
    const std::string last = log.lines().back();
    EXPECT_NE(last.find("C_Finalize(pReserved=NULL) = CKR_OK"), std::string::npos) << last;
  });
}

TEST(EntryPoints, both_sides_of_a_managed_module_can_be_logged) {
  alone([] {
    const LogFile log;
    setenv("P11TRACE_LOG", log.path().c_str(), 1);
    setenv("P11TRACE_MANAGED", "yes", 1);
    setenv("P11TRACE_LOG_AT", "both", 1);
    use_as_two_libraries(fake_token());
    EXPECT_EQ(lines_with(log, " C_Initialize("), 3u);
    EXPECT_EQ(lines_with(log, " C_Finalize("), 3u);
  });
}

}  // namespace
}  // namespace p11trace::chain
