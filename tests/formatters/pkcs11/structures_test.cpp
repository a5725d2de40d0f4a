// The fields of structures, as data.
#include "formatters/pkcs11/structures.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>

namespace p11trace::pkcs11 {
namespace {

const Field* field_of(const Structure& structure, std::string_view name) {
  for (const Field& field : structure.fields)
    if (field.name == name) return &field;
  return nullptr;
}

std::string text_at(const void* memory, const Field& field) {
  return {static_cast<const char*>(memory) + field.offset, field.size};
}

CK_ULONG number_at(const void* memory, const Field& field) {
  CK_ULONG number = 0;
  std::memcpy(&number, static_cast<const char*>(memory) + field.offset, field.size);
  return number;
}

TEST(Structures, are_these_ten) {
  std::set<std::string_view> names;
  for (const Structure* structure : structures()) names.insert(structure->name);
  EXPECT_EQ(names, (std::set<std::string_view>{"CK_VERSION", "CK_DATE", "CK_INFO", "CK_SLOT_INFO", "CK_TOKEN_INFO",
                                               "CK_SESSION_INFO", "CK_MECHANISM_INFO", "CK_C_INITIALIZE_ARGS",
                                               "CK_INTERFACE", "CK_ASYNC_DATA"}));
}

TEST(Structures, are_found_by_their_c_type) {
  EXPECT_EQ(structure_of<CK_INFO>().name, "CK_INFO");
  EXPECT_EQ(structure_of<CK_INFO>().size, sizeof(CK_INFO));
  EXPECT_EQ(structure_of<CK_INFO>().fields.size(), 5U);
  static_assert(structure_of<CK_VERSION>().size == 2, "known when compiling");
}

TEST(Structures, have_each_field_where_the_compiler_puts_it) {
  const Structure& info = structure_of<CK_TOKEN_INFO>();
  ASSERT_EQ(info.fields.size(), 18U);
  EXPECT_EQ(info.fields[0].name, "label");
  EXPECT_EQ(info.fields[0].offset, 0);
  EXPECT_EQ(info.fields[0].size, 32);
  EXPECT_EQ(info.fields[3].name, "serialNumber");
  EXPECT_EQ(info.fields[3].offset, 80);
  EXPECT_EQ(info.fields[17].name, "utcTime");
  EXPECT_EQ(info.fields[17].offset, 188);
  EXPECT_EQ(info.fields[17].size, 16);
}

TEST(Structures, read_a_structure_that_c_filled) {
  CK_TOKEN_INFO info{};
  std::memset(info.label, ' ', sizeof info.label);
  std::memcpy(info.label, "demo", 4);
  info.flags = CKF_TOKEN_INITIALIZED;
  info.ulFreePrivateMemory = CK_UNAVAILABLE_INFORMATION;
  info.firmwareVersion = {4, 7};
  std::memcpy(info.utcTime, "2025013112000000", 16);
  const Structure& structure = structure_of<CK_TOKEN_INFO>();
  EXPECT_EQ(text_at(&info, *field_of(structure, "label")), "demo" + std::string(28, ' '));
  EXPECT_EQ(number_at(&info, *field_of(structure, "flags")), CKF_TOKEN_INITIALIZED);
  EXPECT_EQ(number_at(&info, *field_of(structure, "ulFreePrivateMemory")), CK_UNAVAILABLE_INFORMATION);
  EXPECT_EQ(number_at(&info, *field_of(structure, "firmwareVersion")), 0x704U);
  EXPECT_EQ(text_at(&info, *field_of(structure, "utcTime")), "2025013112000000");
}

TEST(Structures, say_which_counts_may_be_unavailable_and_which_infinite) {
  std::set<std::string_view> infinite, unavailable;
  for (const Structure* structure : structures()) {
    for (const Field& field : structure->fields) {
      if (field.kind == FieldKind::count_or_sentinel) infinite.insert(field.name);
      if (field.kind == FieldKind::count_or_unavailable) unavailable.insert(field.name);
    }
  }
  EXPECT_EQ(infinite, (std::set<std::string_view>{"ulMaxSessionCount", "ulMaxRwSessionCount"}));
  EXPECT_EQ(unavailable,
            (std::set<std::string_view>{"ulSessionCount", "ulRwSessionCount", "ulTotalPublicMemory",
                                        "ulFreePublicMemory", "ulTotalPrivateMemory", "ulFreePrivateMemory"}));
}

TEST(Structures, name_the_family_of_flags_and_constants) {
  EXPECT_EQ(field_of(structure_of<CK_TOKEN_INFO>(), "flags")->family, Family::CKF_token_info);
  EXPECT_EQ(field_of(structure_of<CK_SLOT_INFO>(), "flags")->family, Family::CKF_slot_info);
  EXPECT_EQ(field_of(structure_of<CK_SESSION_INFO>(), "flags")->family, Family::CKF_session);
  EXPECT_EQ(field_of(structure_of<CK_SESSION_INFO>(), "state")->family, Family::CKS_session_state);
  EXPECT_EQ(field_of(structure_of<CK_MECHANISM_INFO>(), "flags")->family, Family::CKF_mechanism_info);
  EXPECT_EQ(field_of(structure_of<CK_C_INITIALIZE_ARGS>(), "flags")->family, Family::CKF_initialize);
  EXPECT_EQ(field_of(structure_of<CK_INTERFACE>(), "flags")->family, Family::CKF_interface);
  EXPECT_EQ(field_of(structure_of<CK_INFO>(), "flags")->family, Family::none);
}

TEST(Structures, have_fields_of_the_size_that_their_kind_needs) {
  for (const Structure* structure : structures()) {
    for (const Field& field : structure->fields) {
      SCOPED_TRACE(std::string(structure->name) + "." + std::string(field.name));
      EXPECT_LE(field.offset + field.size, structure->size);
      switch (field.kind) {
        case FieldKind::number:
          EXPECT_TRUE(field.size == 1 || field.size == sizeof(CK_ULONG));
          break;
        case FieldKind::version:
          EXPECT_EQ(field.size, sizeof(CK_VERSION));
          break;
        case FieldKind::padded_text:
        case FieldKind::digits:
          EXPECT_GT(field.size, 0);
          break;
        default:
          EXPECT_EQ(field.size, sizeof(CK_ULONG));
      }
    }
  }
}

TEST(Structures, know_what_is_not_to_be_followed) {
  const Structure& args = structure_of<CK_C_INITIALIZE_ARGS>();
  EXPECT_EQ(field_of(args, "CreateMutex")->kind, FieldKind::callback);
  EXPECT_EQ(field_of(args, "pReserved")->kind, FieldKind::pointer);
  EXPECT_EQ(field_of(structure_of<CK_INTERFACE>(), "pInterfaceName")->kind, FieldKind::text_pointer);
  EXPECT_EQ(field_of(structure_of<CK_INTERFACE>(), "pFunctionList")->kind, FieldKind::pointer);
}

}  // namespace
}  // namespace p11trace::pkcs11
