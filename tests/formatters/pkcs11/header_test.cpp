// pkcs11.h: what it declares, in C++ and in C.
#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "formatters/pkcs11/pkcs11.h"

extern "C" {
unsigned long size_in_c(const char* what);
CK_RV call_in_c(CK_FUNCTION_LIST_PTR list);
}

namespace {

struct Declared {
  std::string_view name;
  std::string_view parameters;
  std::size_t offset;  // in the longest list
};

#define DECLARED(name, parameters) {#name, #parameters, offsetof(CK_FUNCTION_LIST_3_2, name)},
const std::vector<Declared> declared = {CK_FUNCTIONS(DECLARED)};
#undef DECLARED

#define COUNT(name, parameters) +1
constexpr int in_2_40 = 0 CK_FUNCTIONS_2_40(COUNT);
constexpr int in_3_0 = 0 CK_FUNCTIONS_3_0(COUNT);
constexpr int in_3_2 = 0 CK_FUNCTIONS_3_2(COUNT);
#undef COUNT

TEST(Header, has_the_functions_of_each_version) {
  EXPECT_EQ(in_2_40, 68);
  EXPECT_EQ(in_3_0, 24);
  EXPECT_EQ(in_3_2, 12);
  ASSERT_EQ(declared.size(), 104U);
  EXPECT_EQ(declared[0].name, "C_Initialize");
  EXPECT_EQ(declared[67].name, "C_WaitForSlotEvent");
  EXPECT_EQ(declared[68].name, "C_GetInterfaceList");
  EXPECT_EQ(declared[91].name, "C_MessageVerifyFinal");
  EXPECT_EQ(declared[92].name, "C_EncapsulateKey");
  EXPECT_EQ(declared[103].name, "C_UnwrapKeyAuthenticated");
}

TEST(Header, declares_no_function_twice) {
  std::set<std::string_view> names;
  for (const Declared& function : declared) EXPECT_TRUE(names.insert(function.name).second) << function.name;
}

TEST(Header, puts_the_functions_into_the_lists_in_order) {
  for (std::size_t i = 0; i < declared.size(); i++)
    EXPECT_EQ(declared[i].offset, sizeof(void*) * (i + 1)) << declared[i].name;
}

TEST(Header, begins_the_longer_lists_like_the_shorter_ones) {
#define SAME_PLACE(name, parameters) \
  EXPECT_EQ(offsetof(CK_FUNCTION_LIST, name), offsetof(CK_FUNCTION_LIST_3_2, name)) << #name;
  CK_FUNCTIONS_2_40(SAME_PLACE)
#undef SAME_PLACE
#define SAME_PLACE(name, parameters) \
  EXPECT_EQ(offsetof(CK_FUNCTION_LIST_3_0, name), offsetof(CK_FUNCTION_LIST_3_2, name)) << #name;
  CK_FUNCTIONS_2_40(SAME_PLACE)
  CK_FUNCTIONS_3_0(SAME_PLACE)
#undef SAME_PLACE
}

TEST(Header, gives_each_pointer_the_type_of_its_prototype) {
#define SAME_TYPE(name, parameters)                                               \
  static_assert(std::is_same_v<decltype(CK_FUNCTION_LIST_3_2::name), CK_##name>); \
  static_assert(std::is_same_v<decltype(&name), CK_##name>);
  CK_FUNCTIONS(SAME_TYPE)
#undef SAME_TYPE
}

TEST(Header, calls_parameters_as_the_standard_does) {
  EXPECT_EQ(declared[64].parameters, "(CK_SESSION_HANDLE hSession, CK_BYTE_PTR RandomData, CK_ULONG ulRandomLen)");
  EXPECT_EQ(declared[67].parameters, "(CK_FLAGS flags, CK_SLOT_ID_PTR pSlot, CK_VOID_PTR pReserved)");
}

TEST(Header, passes_the_length_of_an_encapsulated_key_by_value) {
  using ByValue = CK_RV (*)(CK_SESSION_HANDLE, CK_MECHANISM_PTR, CK_OBJECT_HANDLE, CK_ATTRIBUTE_PTR, CK_ULONG,
                            CK_BYTE_PTR, CK_ULONG, CK_OBJECT_HANDLE_PTR);
  static_assert(std::is_same_v<CK_C_DecapsulateKey, ByValue>);
}

TEST(Header, means_the_same_to_a_c_compiler) {
  EXPECT_EQ(size_in_c("ulong"), sizeof(CK_ULONG));
  EXPECT_EQ(size_in_c("list"), sizeof(CK_FUNCTION_LIST));
  EXPECT_EQ(size_in_c("0"), sizeof(CK_FUNCTION_LIST_3_0));
  EXPECT_EQ(size_in_c("2"), sizeof(CK_FUNCTION_LIST_3_2));
}

CK_FLAGS flags_seen = 0;
CK_RV initialize(CK_VOID_PTR args) {
  flags_seen = static_cast<CK_C_INITIALIZE_ARGS*>(args)->flags;
  return CKR_OK;
}
CK_RV finalize(CK_VOID_PTR) { return CKR_FUNCTION_FAILED; }

TEST(Header, lets_c_call_through_a_list_that_cpp_filled) {
  CK_FUNCTION_LIST list{};
  list.C_Initialize = initialize;
  list.C_Finalize = finalize;
  EXPECT_EQ(call_in_c(&list), CKR_FUNCTION_FAILED);
  EXPECT_EQ(flags_seen, CKF_OS_LOCKING_OK);
}

TEST(Header, is_of_version_3_2) {
  EXPECT_EQ(CRYPTOKI_VERSION_MAJOR, 3);
  EXPECT_EQ(CRYPTOKI_VERSION_MINOR, 2);
  EXPECT_EQ(CK_UNAVAILABLE_INFORMATION, ~CK_ULONG{0});
  EXPECT_EQ(NULL_PTR, nullptr);
}

}  // namespace
