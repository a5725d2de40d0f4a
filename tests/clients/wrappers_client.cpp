// The lists and interfaces that a program is given in place of a module's, and the module's own where it is not.
#include <dlfcn.h>
#include <sys/mman.h>

#include "tests/clients/every_function.h"
#include "tests/clients/scenario.h"

namespace p11trace::clients {
namespace {

struct Interfaces {
  CK_INTERFACE newest;
  CK_INTERFACE of_3_0;
  CK_INTERFACE of_2_40;
  CK_INTERFACE vendor;
};

CK_INTERFACE* interface_from(CK_C_GetInterface get, const char* name, CK_VERSION* version) {
  CK_INTERFACE* interface = nullptr;
  REQUIRE(get(reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(name)), version, &interface, 0) == CKR_OK);
  return interface;
}

Interfaces interfaces_from(CK_C_GetInterface get) {
  CK_VERSION version_3_0 = {3, 0};
  CK_VERSION version_2_40 = {2, 40};
  return {*interface_from(get, "PKCS 11", nullptr), *interface_from(get, "PKCS 11", &version_3_0),
          *interface_from(get, "PKCS 11", &version_2_40), *interface_from(get, "Vendor fake Interface", nullptr)};
}

// What the module itself would give, past everybody.
CK_FUNCTION_LIST* own_list(const TokenModule& token) {
  CK_FUNCTION_LIST* list = nullptr;
  REQUIRE(TOKEN(token, fake_token_function_list)(&list) == CKR_OK);
  return list;
}
CK_C_GetInterface own_get_interface(const TokenModule& token) {
  return reinterpret_cast<CK_C_GetInterface>(TOKEN(token, fake_token_own)("C_GetInterface"));
}

// Every entry of `ours` that is in the module's list is ours, and there are no others.
void require_wrapped(const void* ours, const void* own, std::size_t entries) {
  REQUIRE(ours != own);
  REQUIRE(std::memcmp(ours, own, sizeof(CK_VERSION)) == 0);
  for (std::size_t i = 0; i < entries; ++i) {
    if (entry_of(own, i) == nullptr) REQUIRE(entry_of(ours, i) == nullptr);
    else REQUIRE(is_ours(entry_of(ours, i)));
  }
}

void require_same_words(const CK_INTERFACE& ours, const CK_INTERFACE& own) {
  REQUIRE(std::strcmp(reinterpret_cast<char*>(ours.pInterfaceName), reinterpret_cast<char*>(own.pInterfaceName)) == 0);
  REQUIRE(ours.flags == own.flags);
}

void require_all_wrapped(const TokenModule& token) {
  require_wrapped(token.list(), own_list(token), functions_of_2_40);
  const Interfaces ours = interfaces_from(TOKEN(token, C_GetInterface));
  const Interfaces own = interfaces_from(own_get_interface(token));
  require_wrapped(ours.newest.pFunctionList, own.newest.pFunctionList, function_count);
  require_wrapped(ours.of_3_0.pFunctionList, own.of_3_0.pFunctionList, functions_of_3_0);
  require_wrapped(ours.of_2_40.pFunctionList, own.of_2_40.pFunctionList, functions_of_2_40);
  require_same_words(ours.newest, own.newest);
  require_same_words(ours.of_3_0, own.of_3_0);
  require_same_words(ours.of_2_40, own.of_2_40);
}

// many PATH...: prints for each module whether its list is "wrapped" or its "own". Each must work.
void load_many(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const TokenModule token(words[i].c_str());
    const CK_FUNCTION_LIST& list = *token.list();
    CK_SLOT_INFO info{};
    REQUIRE(list.C_GetSlotInfo(i, &info) == CKR_CRYPTOKI_NOT_INITIALIZED);
    std::puts(is_ours(reinterpret_cast<const void*>(list.C_GetSlotInfo)) ? "wrapped" : "own");
  }
}

void find_the_same_list_each_time(const Words& words) {
  const TokenModule token(words[0].c_str());
  CK_FUNCTION_LIST* const list = token.list();
  REQUIRE(token.list() == list);
  REQUIRE(TokenModule(words[0].c_str()).list() == list);
  CK_FUNCTION_LIST* inside = nullptr;
  REQUIRE(list->C_GetFunctionList(&inside) == CKR_OK);
  REQUIRE(inside == list);

  // The interface of 2.40 is the same list of the module.
  const Interfaces interfaces = interfaces_from(TOKEN(token, C_GetInterface));
  REQUIRE(interfaces.of_2_40.pFunctionList == list);
  REQUIRE(interfaces.of_3_0.pFunctionList != list);
  REQUIRE(interfaces.newest.pFunctionList != list);
  const Interfaces again = interfaces_from(TOKEN(token, C_GetInterface));
  REQUIRE(again.of_3_0.pFunctionList == interfaces.of_3_0.pFunctionList);
  REQUIRE(again.newest.pFunctionList == interfaces.newest.pFunctionList);
  REQUIRE(interface_from(TOKEN(token, C_GetInterface), "PKCS 11", nullptr) ==
          interface_from(TOKEN(token, C_GetInterface), "PKCS 11", nullptr));
}

void find_more_lists_inside(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST_3_2& list = *token.newest_list();
  const Interfaces outside = interfaces_from(TOKEN(token, C_GetInterface));
  const Interfaces inside = interfaces_from(list.C_GetInterface);
  REQUIRE(inside.newest.pFunctionList == &list);
  REQUIRE(inside.of_3_0.pFunctionList == outside.of_3_0.pFunctionList);
  REQUIRE(inside.of_2_40.pFunctionList == outside.of_2_40.pFunctionList);

  CK_INTERFACE all[4];
  for (const CK_C_GetInterfaceList get : {list.C_GetInterfaceList, TOKEN(token, C_GetInterfaceList)}) {
    CK_ULONG count = 4;
    REQUIRE(get(all, &count) == CKR_OK);
    REQUIRE(count == 4);
    REQUIRE(all[0].pFunctionList == inside.newest.pFunctionList);
    REQUIRE(all[1].pFunctionList == inside.of_3_0.pFunctionList);
    REQUIRE(all[2].pFunctionList == inside.of_2_40.pFunctionList);
    REQUIRE(all[3].pFunctionList == inside.vendor.pFunctionList);
  }
  // Too little room: nothing was written, so that nothing is replaced.
  const CK_INTERFACE untouched = {nullptr, const_cast<CK_FUNCTION_LIST_3_2*>(&list), 99};
  all[0] = untouched;
  CK_ULONG count = 1;
  REQUIRE(list.C_GetInterfaceList(all, &count) == CKR_BUFFER_TOO_SMALL);
  REQUIRE(std::memcmp(&all[0], &untouched, sizeof untouched) == 0);
}

void keep_what_the_module_says(const Words& words) {
  const TokenModule token(words[0].c_str());
  require_all_wrapped(token);
  TOKEN(token, fake_token_variant)("without=C_Sign,without=C_EncapsulateKey,without=C_GetInterface");
  REQUIRE(token.list()->C_Sign == nullptr);
  REQUIRE(token.newest_list()->C_EncapsulateKey == nullptr);
  require_all_wrapped(token);
  TOKEN(token, fake_token_variant)("read-only");
  require_all_wrapped(token);
  TOKEN(token, fake_token_variant)("read-only,without=C_GetFunctionList");
  require_all_wrapped(token);
}

// The module's tables are as before.
void leave_the_modules_own_tables_alone(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& own = *own_list(token);
  const auto& own_newest =
      *static_cast<CK_FUNCTION_LIST_3_2*>(interfaces_from(own_get_interface(token)).newest.pFunctionList);
  const CK_FUNCTION_LIST before = own;
  const CK_FUNCTION_LIST_3_2 newest_before = own_newest;
  require_all_wrapped(token);
  REQUIRE(std::memcmp(&before, &own, sizeof own) == 0);
  REQUIRE(std::memcmp(&newest_before, &own_newest, sizeof own_newest) == 0);
}

void hand_a_vendors_interface_through(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_INTERFACE* ours = interface_from(TOKEN(token, C_GetInterface), "Vendor fake Interface", nullptr);
  const CK_INTERFACE* own = interface_from(own_get_interface(token), "Vendor fake Interface", nullptr);
  REQUIRE(ours == own);
  CK_ULONG answer = 0;
  REQUIRE(static_cast<FakeTokenVendorFunctions*>(ours->pFunctionList)->answer(&answer) == CKR_OK);
  REQUIRE(answer == 42);
}

void hand_a_newer_version_through(const Words& words) {
  const TokenModule token(words[0].c_str());
  TOKEN(token, fake_token_variant)("version=9.9");
  REQUIRE(token.list() == own_list(token));
  REQUIRE(token.list()->version.major == 9);
  const CK_INTERFACE* ours = interface_from(TOKEN(token, C_GetInterface), "PKCS 11", nullptr);
  REQUIRE(ours == interface_from(own_get_interface(token), "PKCS 11", nullptr));
  // The older ones are known.
  const Interfaces interfaces = interfaces_from(TOKEN(token, C_GetInterface));
  require_wrapped(interfaces.of_3_0.pFunctionList, interfaces_from(own_get_interface(token)).of_3_0.pFunctionList,
                  functions_of_3_0);
}

void fail_as_the_module_fails(const Words& words) {
  const TokenModule token(words[0].c_str());
  const auto get_list = TOKEN(token, C_GetFunctionList);
  const auto get_interface = TOKEN(token, C_GetInterface);
  REQUIRE(get_list(nullptr) == CKR_ARGUMENTS_BAD);
  REQUIRE(get_interface(nullptr, nullptr, nullptr, 0) == CKR_ARGUMENTS_BAD);
  TOKEN(token, fake_token_answer)("C_GetFunctionList", CKR_FUNCTION_FAILED);
  TOKEN(token, fake_token_answer)("C_GetInterface", 0x80000001);
  int nothing = 0;
  auto* list = reinterpret_cast<CK_FUNCTION_LIST*>(&nothing);
  auto* interface = reinterpret_cast<CK_INTERFACE*>(&nothing);
  REQUIRE(get_list(&list) == CKR_FUNCTION_FAILED);
  REQUIRE(get_interface(nullptr, nullptr, &interface, 0) == 0x80000001);
  REQUIRE(reinterpret_cast<int*>(list) == &nothing);
  REQUIRE(reinterpret_cast<int*>(interface) == &nothing);
  // And a module that answers CKR_OK with nothing.
  list = nullptr;
  interface = nullptr;
  TOKEN(token, fake_token_answer)("C_GetFunctionList", CKR_OK);
  TOKEN(token, fake_token_answer)("C_GetInterface", CKR_OK);
  REQUIRE(get_list(&list) == CKR_OK && list == nullptr);
  REQUIRE(get_interface(nullptr, nullptr, &interface, 0) == CKR_OK && interface == nullptr);
}

// reopened TOKEN OTHERS...: loads it again and again, mostly elsewhere, and the others in the end.
void load_again_and_again(const Words& words) {
  const CK_FUNCTION_LIST* kept = nullptr;
  for (CK_ULONG i = 0; i < 101; ++i) {
    TokenModule token(words[0].c_str());
    CK_SLOT_INFO info{};
    const CK_FUNCTION_LIST& list = *token.list();
    REQUIRE(list.C_GetSlotInfo(i, &info) == CKR_CRYPTOKI_NOT_INITIALIZED);
    if (kept == nullptr) kept = &list;
    // A list that the program kept leads to where the module is now.
    REQUIRE(kept->C_GetSlotInfo(1000 + i, &info) == CKR_CRYPTOKI_NOT_INITIALIZED);
    if (i == 100) break;
    Dl_info place{};
    REQUIRE(dladdr(token.find("fake_token_reset"), &place) != 0);
    token.close();
    REQUIRE(dlopen(words[0].c_str(), RTLD_NOW | RTLD_NOLOAD) == nullptr);
    constexpr std::size_t some = 4096;
    if (i % 2 == 0) mmap(place.dli_fbase, some, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  }
  load_many(Words(words.begin() + 1, words.end()));
}

constexpr bool leads_to_lists(std::size_t function) {
  return function == number_of_C_GetFunctionList || function == number_of_C_GetInterface ||
         function == number_of_C_GetInterfaceList;
}

void require_own_entries(const void* ours, const void* own, std::size_t entries, const std::string& not_logged) {
  REQUIRE(ours != own);
  for (std::size_t i = 0; i < entries; ++i) {
    const bool is_own = not_logged.empty() || not_logged == function_names[i];
    if (is_own && !leads_to_lists(i)) REQUIRE(entry_of(ours, i) == entry_of(own, i));
    else REQUIRE(is_ours(entry_of(ours, i)));
  }
}

// own_entries TOKEN [C_NAME]: the entries of all functions, or of that one, are the module's own.
void find_own_entries(const Words& words) {
  const TokenModule token(words[0].c_str());
  const std::string not_logged = words.size() > 1 ? words[1] : "";
  require_own_entries(token.list(), own_list(token), functions_of_2_40, not_logged);
  require_own_entries(token.newest_list(), interfaces_from(own_get_interface(token)).newest.pFunctionList,
                      function_count, not_logged);
  for (std::size_t i = 0; i < function_count; ++i) {
    const bool is_own = not_logged.empty() || not_logged == function_names[i];
    REQUIRE(is_ours(token.find(function_names[i])) == (!is_own || leads_to_lists(i)));
  }
}

void call_functions_found_one_by_one(const Words& words) {
  const TokenModule token(words[0].c_str());
  for_each_function([&]<std::size_t I>() {
    void* const found = token.find(function_names[I]);
    REQUIRE(is_ours(found));
    REQUIRE(token.find(function_names[I]) == found);
    call_with_nothing<I>(found);
  });
}

// For the plain module.
void find_names_of_nss(const Words& words) {
  const TokenModule module(words[0].c_str());
  CK_SLOT_INFO info{};
  for (const char* name : {"C_GetFunctionList", "NSC_GetFunctionList", "FC_GetFunctionList"}) {
    CK_FUNCTION_LIST* list = nullptr;
    REQUIRE(module.required<decltype(C_GetFunctionList)>(name)(&list) == CKR_OK);
    REQUIRE(is_ours(reinterpret_cast<const void*>(list->C_GetSlotInfo)));
    REQUIRE(list->C_Sign == nullptr);
    REQUIRE(list->C_GetSlotInfo(1, &info) == CKR_OK);
  }
  CK_INTERFACE* interface = nullptr;
  REQUIRE(module.required<decltype(C_GetInterface)>("NSC_GetInterface")(nullptr, nullptr, &interface, 0) == CKR_OK);
  REQUIRE(interface->flags == CKF_INTERFACE_FORK_SAFE);
  REQUIRE(is_ours(entry_of(interface->pFunctionList, number_of_C_GetSlotInfo)));
  CK_INTERFACE one{};
  CK_ULONG count = 1;
  REQUIRE(module.required<decltype(C_GetInterfaceList)>("FC_GetInterfaceList")(&one, &count) == CKR_OK);
  REQUIRE(one.pFunctionList == interface->pFunctionList);
  REQUIRE(module.required<decltype(C_GetSlotInfo)>("NSC_GetSlotInfo")(2, &info) == CKR_OK);

  REQUIRE(!is_ours(module.find("NSC_ModuleDBFunc")));
  REQUIRE(module.find("NSC_NothingOfTheKind") == nullptr);
  REQUIRE(module.find("FC_Sign") == nullptr);
}

// other_name TOKEN wrapped|own
void find_another_name_of_a_list(const Words& words) {
  const TokenModule token(words[0].c_str());
  CK_FUNCTION_LIST* list = nullptr;
  REQUIRE(TOKEN(token, fake_token_function_list)(&list) == CKR_OK);
  CK_SLOT_INFO info{};
  REQUIRE(list->C_GetSlotInfo(1, &info) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(is_ours(reinterpret_cast<const void*>(list->C_GetSlotInfo)) == (words[1] == "wrapped"));
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  constexpr Scenario scenarios[] = {
      {"many", load_many},
      {"same_list", find_the_same_list_each_time},
      {"lists_inside", find_more_lists_inside},
      {"kept", keep_what_the_module_says},
      {"own_tables", leave_the_modules_own_tables_alone},
      {"vendor", hand_a_vendors_interface_through},
      {"newer", hand_a_newer_version_through},
      {"failing", fail_as_the_module_fails},
      {"reopened", load_again_and_again},
      {"own_entries", find_own_entries},
      {"one_by_one", call_functions_found_one_by_one},
      {"nss", find_names_of_nss},
      {"other_name", find_another_name_of_a_list},
  };
  return run_scenario(scenarios, argc, argv);
}
