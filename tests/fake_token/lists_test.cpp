// Which tables and interfaces the fake token hands out, and what it exports.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/fake_token/loaded.h"

namespace fake_token {

namespace {

constexpr const char* names[] = {
#define NAME(name, parameters) #name,
    CK_FUNCTIONS(NAME)
#undef NAME
};

class Lists : public testing::Test {
 protected:
  Lists() { CONTROL(fake_token_reset)(); }
  ~Lists() override { CONTROL(fake_token_reset)(); }

  static CK_FUNCTION_LIST* function_list() {
    CK_FUNCTION_LIST* list = nullptr;
    EXPECT_EQ(CONTROL(C_GetFunctionList)(&list), CKR_OK);
    return list;
  }

  static std::vector<CK_INTERFACE> interfaces() {
    CK_ULONG count = 0;
    EXPECT_EQ(CONTROL(C_GetInterfaceList)(nullptr, &count), CKR_OK);
    std::vector<CK_INTERFACE> all(count);
    EXPECT_EQ(CONTROL(C_GetInterfaceList)(all.data(), &count), CKR_OK);
    return all;
  }

  template <class List>
  static List* interface(CK_BYTE major, CK_BYTE minor) {
    CK_VERSION version = {major, minor};
    CK_INTERFACE* found = nullptr;
    if (CONTROL(C_GetInterface)(utf8("PKCS 11"), &version, &found, 0) != CKR_OK) return nullptr;
    return static_cast<List*>(found->pFunctionList);
  }
};

TEST_F(Lists, every_function_is_exported_and_nothing_else_but_the_controls) {
  for (const char* name : names) EXPECT_NE(dlsym(library(), name), nullptr) << name;
  FILE* symbols = popen("nm -D --defined-only " FAKE_TOKEN, "r");
  ASSERT_NE(symbols, nullptr);
  int count = 0;
  char name[256];
  while (std::fscanf(symbols, "%*s %*s %255s", name) == 1) {
    ++count;
    EXPECT_TRUE(std::strncmp(name, "C_", 2) == 0 || std::strncmp(name, "fake_token_", 11) == 0) << name;
  }
  EXPECT_EQ(pclose(symbols), 0);
  EXPECT_GT(count, 104);
}

// All entries of a table: they follow its version without gaps, in the order of `names`.
template <class List>
std::vector<void*> entries_of(const List* list) {
  std::vector<void*> entries((sizeof *list - offsetof(List, C_Initialize)) / sizeof(void*));
  std::memcpy(entries.data(), &list->C_Initialize, entries.size() * sizeof(void*));
  return entries;
}

TEST_F(Lists, the_three_tables_hold_the_same_pointers) {
  const auto all = entries_of(interface<CK_FUNCTION_LIST_3_2>(3, 2));
  ASSERT_EQ(all.size(), 104U);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_NE(all[i], nullptr) << names[i];
  EXPECT_EQ(entries_of(interface<CK_FUNCTION_LIST_3_0>(3, 0)), std::vector<void*>(all.begin(), all.begin() + 92));
  EXPECT_EQ(entries_of(function_list()), std::vector<void*>(all.begin(), all.begin() + 68));
  EXPECT_EQ(interface<CK_FUNCTION_LIST>(2, 40), function_list());
}

TEST_F(Lists, no_entry_is_an_exported_symbol_that_an_interposer_could_replace) {
  for (void* entry : entries_of(interface<CK_FUNCTION_LIST_3_2>(3, 2))) {
    Dl_info info = {};
    ASSERT_NE(dladdr(entry, &info), 0);
    EXPECT_STREQ(info.dli_fname, FAKE_TOKEN);
    EXPECT_NE(entry, info.dli_saddr) << "exported as " << info.dli_sname;
  }
}

TEST_F(Lists, the_interface_list_has_three_standard_ones_and_a_vendors) {
  const auto all = interfaces();
  ASSERT_EQ(all.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_STREQ(reinterpret_cast<const char*>(all[i].pInterfaceName), "PKCS 11");
  EXPECT_STREQ(reinterpret_cast<const char*>(all[3].pInterfaceName), "Vendor fake Interface");
  CK_ULONG answer = 0;
  EXPECT_EQ(static_cast<FakeTokenVendorFunctions*>(all[3].pFunctionList)->answer(&answer), CKR_OK);
  EXPECT_EQ(answer, 42U);
}

TEST_F(Lists, an_interface_that_there_is_not_is_refused) {
  EXPECT_EQ(interface<CK_FUNCTION_LIST>(4, 0), nullptr);
  CK_INTERFACE* found = nullptr;
  EXPECT_EQ(CONTROL(C_GetInterface)(utf8("PKCS 12"), nullptr, &found, 0), CKR_FUNCTION_FAILED);
  EXPECT_EQ(CONTROL(C_GetInterface)(nullptr, nullptr, &found, CKF_INTERFACE_FORK_SAFE), CKR_FUNCTION_FAILED);
  EXPECT_EQ(CONTROL(C_GetInterface)(nullptr, nullptr, nullptr, 0), CKR_ARGUMENTS_BAD);
}

TEST_F(Lists, the_variant_2_40_has_no_interfaces) {
  CONTROL(fake_token_variant)("2.40");
  CK_ULONG count = 0;
  CK_INTERFACE* found = nullptr;
  EXPECT_EQ(CONTROL(C_GetInterfaceList)(nullptr, &count), CKR_FUNCTION_NOT_SUPPORTED);
  EXPECT_EQ(CONTROL(C_GetInterface)(nullptr, nullptr, &found, 0), CKR_FUNCTION_NOT_SUPPORTED);
  EXPECT_EQ(function_list()->version.minor, 40);
}

TEST_F(Lists, the_library_of_2_40_does_not_even_export_them) {
  void* old = library(FAKE_TOKEN_2_40);
  EXPECT_EQ(dlsym(old, "C_GetInterface"), nullptr);
  EXPECT_EQ(dlsym(old, "C_EncapsulateKey"), nullptr);
  CK_FUNCTION_LIST* list = nullptr;
  auto* get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(old, "C_GetFunctionList"));
  ASSERT_NE(get, nullptr);
  EXPECT_EQ(get(&list), CKR_OK);
  EXPECT_EQ(list->version.major, 2);
}

TEST_F(Lists, entries_can_be_missing_from_every_table) {
  CONTROL(fake_token_variant)("without=C_Sign,without=C_LoginUser");
  EXPECT_EQ(function_list()->C_Sign, nullptr);
  EXPECT_EQ(interface<CK_FUNCTION_LIST_3_0>(3, 0)->C_Sign, nullptr);
  EXPECT_EQ(interface<CK_FUNCTION_LIST_3_0>(3, 0)->C_LoginUser, nullptr);
  EXPECT_EQ(interface<CK_FUNCTION_LIST_3_2>(3, 2)->C_LoginUser, nullptr);
  EXPECT_NE(function_list()->C_SignInit, nullptr);
}

TEST_F(Lists, a_table_can_claim_a_version_that_nobody_knows) {
  CONTROL(fake_token_variant)("version=9.9");
  EXPECT_EQ(function_list()->version.major, 9);
  EXPECT_NE(interface<CK_FUNCTION_LIST_3_2>(9, 9), nullptr);
  EXPECT_EQ(interface<CK_FUNCTION_LIST_3_2>(3, 2), nullptr);
  ASSERT_NE(interface<CK_FUNCTION_LIST>(2, 40), nullptr);
  EXPECT_NE(interface<CK_FUNCTION_LIST>(2, 40), function_list());
}

TEST_F(Lists, tables_can_lie_in_memory_that_nobody_can_write) {
  CONTROL(fake_token_variant)("read-only");
  CK_FUNCTION_LIST* list = function_list();
  EXPECT_NE(list->C_Sign, nullptr);
  EXPECT_EQ(list, function_list());
  EXPECT_DEATH(list->C_Sign = nullptr, "");
}

TEST_F(Lists, tables_that_were_handed_out_stay_as_they_are) {
  CK_FUNCTION_LIST* before = function_list();
  CONTROL(fake_token_variant)("without=C_Sign");
  EXPECT_NE(function_list(), before);
  EXPECT_NE(before->C_Sign, nullptr);
  CONTROL(fake_token_variant)(nullptr);
  EXPECT_EQ(function_list(), before);
}

TEST_F(Lists, the_environment_names_a_variant) {
  setenv("FAKE_TOKEN_VARIANT", "version=3.1", 1);
  EXPECT_NE(interface<CK_FUNCTION_LIST_3_0>(3, 1), nullptr);
  unsetenv("FAKE_TOKEN_VARIANT");
  EXPECT_EQ(interface<CK_FUNCTION_LIST_3_0>(3, 1), nullptr);
}

TEST_F(Lists, a_variant_that_is_not_known_aborts) { EXPECT_DEATH(CONTROL(fake_token_variant)("2.41"), "no word 2.41"); }

}  // namespace

}  // namespace fake_token
