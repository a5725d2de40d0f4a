// C_GetAttributeValue: every entry has an answer of its own, under four results.
#include <gtest/gtest.h>

#include "tests/formatters/record/recorder.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::record {
namespace {

using call::Kind;
using pkcs11::Function;

template <class Module>
Tree answer_of(Recorder& recorder, const Template& entries, Module module, CK_OBJECT_HANDLE object = 7) {
  const call::Call& call =
      recorder.call<Function::C_GetAttributeValue>(module, 1, object, entries.data(), entries.count());
  EXPECT_FALSE(call.cut);
  return out(call, 2);
}

class MixedAnswers : public testing::TestWithParam<CK_RV> {};

INSTANTIATE_TEST_SUITE_P(Results, MixedAnswers,
                         testing::Values(CKR_OK, CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID,
                                         CKR_BUFFER_TOO_SMALL),
                         [](const auto& test) {
                           switch (test.param) {
                             case CKR_OK:
                               return "CKR_OK";
                             case CKR_ATTRIBUTE_SENSITIVE:
                               return "CKR_ATTRIBUTE_SENSITIVE";
                             case CKR_ATTRIBUTE_TYPE_INVALID:
                               return "CKR_ATTRIBUTE_TYPE_INVALID";
                             default:
                               return "CKR_BUFFER_TOO_SMALL";
                           }
                         });

TEST_P(MixedAnswers, what_was_answered_is_read_and_nothing_else) {
  const GuardedMemory label(std::size_t{12});
  const GuardedMemory refused(std::size_t{128});
  refused.close();
  const GuardedMemory small(std::size_t{2});
  small.close();
  const GuardedMemory whole(std::size_t{3});
  const Template entries{entry(CKA_LABEL, label), entry(CKA_PRIVATE_EXPONENT, refused),
                         size_query(CKA_MODULUS), size_query(CKA_COEFFICIENT),
                         entry(CKA_ID, small),    entry(CKA_SUBJECT, whole)};
  Recorder recorder;
  const Tree answer = answer_of(recorder, entries, [&] {
    entries.answer(0, "label");
    entries.answer(1, CK_UNAVAILABLE_INFORMATION);
    entries.answer(2, 256);
    entries.answer(3, CK_UNAVAILABLE_INFORMATION);
    entries.answer(4, 5);  // the length that it would need, as 2.x modules say
    entries.answer(5, "abc");
    return GetParam();
  });
  EXPECT_EQ(answer.number, 6u);
  EXPECT_EQ(child(answer, "CKA_LABEL"),
            (Tree{.kind = Kind::text, .number = 5, .data = "label", .name = "CKA_LABEL", .type = CKA_LABEL}));
  EXPECT_EQ(child(answer, "CKA_PRIVATE_EXPONENT").kind, Kind::unavailable);
  EXPECT_EQ(child(answer, "CKA_MODULUS"),
            (Tree{.kind = Kind::wanted, .number = 256, .name = "CKA_MODULUS", .type = CKA_MODULUS}));
  EXPECT_EQ(child(answer, "CKA_COEFFICIENT").kind, Kind::unavailable);
  EXPECT_EQ(child(answer, "CKA_ID"), (Tree{.kind = Kind::wanted, .number = 5, .name = "CKA_ID", .type = CKA_ID}));
  EXPECT_EQ(child(answer, "CKA_SUBJECT").data, "abc");
}

TEST(GetAttributeValue, after_another_error_no_entry_is_read) {
  const GuardedMemory label(std::size_t{12});
  const Template entries{entry(CKA_LABEL, label)};
  for (const CK_RV result : {CKR_OBJECT_HANDLE_INVALID, CKR_DEVICE_ERROR, CKR_PENDING, CKR_ARGUMENTS_BAD}) {
    Recorder recorder;
    entries.memory().open();
    const Tree answer = answer_of(recorder, entries, [&] {
      label.close();
      entries.memory().close();
      return result;
    });
    EXPECT_EQ(answer, (Tree{.kind = Kind::not_written}));
  }
}

TEST(GetAttributeValue, what_went_in_keeps_its_lengths) {
  const GuardedMemory label(std::size_t{12});
  const Template entries{entry(CKA_LABEL, label), size_query(CKA_ID)};
  Recorder recorder;
  const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
      [&] {
        entries.answer(0, "x");
        entries.answer(1, 20);
        return CKR_OK;
      },
      1, 7, entries.data(), 2);
  EXPECT_EQ(in(call, 2).children[0], (Tree{.kind = Kind::room, .number = 12, .name = "CKA_LABEL", .type = CKA_LABEL}));
  EXPECT_EQ(in(call, 2).children[1], (Tree{.kind = Kind::wanted, .name = "CKA_ID", .type = CKA_ID}));
}

TEST(GetAttributeValue, a_value_of_no_bytes_is_a_value) {
  const GuardedMemory id(std::size_t{0});
  const Template entries{entry(CKA_ID, id)};
  Recorder recorder;
  const Tree answer = answer_of(recorder, entries, CKR_OK);
  EXPECT_EQ(answer.children[0], (Tree{.kind = Kind::bytes, .name = "CKA_ID", .type = CKA_ID}));
}

TEST(GetAttributeValue, a_template_without_entries_is_an_empty_list) {
  const Template entries{};
  Recorder recorder;
  EXPECT_EQ(answer_of(recorder, entries, CKR_OK), (Tree{.kind = Kind::list}));
}

TEST(GetAttributeValue, a_module_that_takes_the_buffer_away_is_not_followed) {
  const GuardedMemory label(std::size_t{12});
  const Template entries{entry(CKA_LABEL, label)};
  Recorder recorder;
  const Tree answer = answer_of(recorder, entries, [&] {
    entries.data()[0].pValue = nullptr;
    entries.answer(0, 4);
    return CKR_OK;
  });
  EXPECT_EQ(answer.children[0].kind, Kind::wanted);
}

TEST(GetAttributeValue, numbers_flags_and_lists_of_them_are_read_as_what_they_are) {
  const GuardedMemory type(bytes_of(CKK_EC));
  const GuardedMemory made_by(bytes_of(CK_UNAVAILABLE_INFORMATION));
  const GuardedMemory bits(bytes_of(CK_UNAVAILABLE_INFORMATION));
  const GuardedMemory mechanisms(bytes_of(CKM_ECDSA) + bytes_of(0x80001111UL));
  const GuardedMemory levels(bytes_of(3UL) + bytes_of(4UL));
  const GuardedMemory version(std::string_view("\x01\x02"));
  const GuardedMemory boolean(std::string_view("\x02"));
  const GuardedMemory date(std::string_view("20240229"));
  const Template entries{entry(CKA_KEY_TYPE, type),
                         entry(CKA_KEY_GEN_MECHANISM, made_by),
                         entry(CKA_MODULUS_BITS, bits),
                         entry(CKA_ALLOWED_MECHANISMS, mechanisms),
                         entry(CKA_HSS_LMS_TYPES, levels),
                         entry(CKA_VALIDATION_VERSION, version),
                         entry(CKA_TOKEN, boolean),
                         entry(CKA_START_DATE, date),
                         entry(CKA_OBJECT_VALIDATION_FLAGS, type)};
  Recorder recorder;
  const Tree answer = answer_of(recorder, entries, CKR_OK);
  EXPECT_EQ(child(answer, "CKA_KEY_TYPE").kind, Kind::constant);
  EXPECT_EQ(child(answer, "CKA_KEY_TYPE").family, pkcs11::Family::CKK);
  EXPECT_EQ(child(answer, "CKA_KEY_TYPE").number, CKK_EC);
  EXPECT_EQ(child(answer, "CKA_KEY_GEN_MECHANISM").kind, Kind::sentinel);
  EXPECT_EQ(child(answer, "CKA_KEY_GEN_MECHANISM").data, "CK_UNAVAILABLE_INFORMATION");
  EXPECT_EQ(child(answer, "CKA_MODULUS_BITS").kind, Kind::sentinel);
  const Tree& list = child(answer, "CKA_ALLOWED_MECHANISMS");
  EXPECT_EQ(list.kind, Kind::list);
  EXPECT_EQ(list.children,
            (std::vector<Tree>{{.kind = Kind::constant, .number = CKM_ECDSA, .family = pkcs11::Family::CKM},
                               {.kind = Kind::constant, .number = 0x80001111, .family = pkcs11::Family::CKM}}));
  EXPECT_EQ(child(answer, "CKA_HSS_LMS_TYPES").children,
            (std::vector<Tree>{{.kind = Kind::number, .number = 3}, {.kind = Kind::number, .number = 4}}));
  EXPECT_EQ(child(answer, "CKA_VALIDATION_VERSION").number, 0x102u);
  EXPECT_EQ(child(answer, "CKA_TOKEN").number, 2u);
  EXPECT_EQ(child(answer, "CKA_START_DATE").data, "20240229");
  EXPECT_EQ(child(answer, "CKA_OBJECT_VALIDATION_FLAGS").kind, Kind::flags);
}

TEST(GetAttributeValue, a_value_of_another_length_than_its_type_is_bytes) {
  const GuardedMemory four(std::string_view("\1\2\3\4"));
  const GuardedMemory nine(std::string_view("123456789"));
  const Template entries{entry(CKA_KEY_TYPE, four), entry(CKA_TOKEN, four), entry(CKA_MODULUS_BITS, nine),
                         entry(CKA_ALLOWED_MECHANISMS, nine), entry(CKA_VALIDATION_VERSION, four)};
  Recorder recorder;
  for (const Tree& value : answer_of(recorder, entries, CKR_OK).children) {
    EXPECT_EQ(value.kind, Kind::bytes) << value;
    EXPECT_EQ(value.number, value.data.size()) << value;
  }
}

TEST(GetAttributeValue, a_list_that_was_cut_tells_how_many_there_are) {
  std::string ten;
  for (CK_ULONG i = 0; i < 10; i++) ten += bytes_of(i);
  const GuardedMemory mechanisms(ten);
  const Template entries{entry(CKA_ALLOWED_MECHANISMS, mechanisms)};
  Recorder recorder;
  const Tree list = answer_of(recorder, entries, CKR_OK).children[0];
  EXPECT_EQ(list.number, 10u);
  EXPECT_EQ(list.children.size(), 8u) << "of 64 bytes";
}

}  // namespace
}  // namespace p11trace::record
