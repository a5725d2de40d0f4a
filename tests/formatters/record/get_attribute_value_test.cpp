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
  const GuardedMemory type(std::size_t{8});
  const Template entries{entry(CKA_LABEL, label),  entry(CKA_PRIVATE_EXPONENT, refused),
                         size_query(CKA_MODULUS),  size_query(CKA_COEFFICIENT),
                         entry(CKA_ID, small),     entry(CKA_SUBJECT, whole),
                         entry(CKA_KEY_TYPE, type)};
  Recorder recorder;
  const Tree answer = answer_of(recorder, entries, [&] {
    entries.answer(0, "label");
    entries.answer(1, CK_UNAVAILABLE_INFORMATION);
    entries.answer(2, 256);
    entries.answer(3, CK_UNAVAILABLE_INFORMATION);
    entries.answer(4, 5);  // the length that it would need, as 2.x modules say
    entries.answer(5, "abc");
    entries.answer(6, bytes_of(CKK_EC));
    return GetParam();
  });
  EXPECT_EQ(answer.number, 7u);
  EXPECT_EQ(child(answer, "CKA_LABEL"),
            (Tree{.kind = Kind::text, .number = 5, .data = "label", .name = "CKA_LABEL", .type = CKA_LABEL}));
  EXPECT_EQ(child(answer, "CKA_PRIVATE_EXPONENT").kind, Kind::unavailable);
  EXPECT_EQ(child(answer, "CKA_MODULUS"),
            (Tree{.kind = Kind::wanted, .number = 256, .name = "CKA_MODULUS", .type = CKA_MODULUS}));
  EXPECT_EQ(child(answer, "CKA_COEFFICIENT").kind, Kind::unavailable);
  EXPECT_EQ(child(answer, "CKA_ID"), (Tree{.kind = Kind::wanted, .number = 5, .name = "CKA_ID", .type = CKA_ID}));
  // As long as the room was: after a failure that may be what the caller left there. A number is as long in any case.
  EXPECT_EQ(child(answer, "CKA_SUBJECT").kind, GetParam() == CKR_OK ? Kind::bytes : Kind::not_written);
  EXPECT_EQ(child(answer, "CKA_SUBJECT").data, GetParam() == CKR_OK ? "abc" : "");
  EXPECT_EQ(child(answer, "CKA_KEY_TYPE").number, CKK_EC);
}

TEST_P(MixedAnswers, of_a_secret_neither_room_nor_size_is_told_and_of_its_twin_both) {
  const GuardedMemory label(std::size_t{101});
  const GuardedMemory exponent(std::size_t{101});
  const GuardedMemory value(std::size_t{101});
  const GuardedMemory vendor(std::size_t{101});
  for (const GuardedMemory* memory : {&label, &exponent, &value, &vendor}) memory->close();
  const Template entries{entry(CKA_LABEL, label), entry(CKA_PRIVATE_EXPONENT, exponent),
                         entry(CKA_VALUE, value), entry(0x80001234, vendor),
                         size_query(CKA_MODULUS), size_query(CKA_PRIME_1),
                         size_query(CKA_VALUE),   size_query(0x80005678)};
  Recorder recorder;
  const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
      [&] {
        for (std::size_t i = 0; i < entries.count(); i++) entries.answer(i, 222);
        return GetParam();
      },
      1, 7, entries.data(), entries.count());
  const std::vector<Tree> asked = in(call, 2).children;
  const std::vector<Tree> answer = out(call, 2).children;
  ASSERT_EQ(asked.size(), 8u);
  ASSERT_EQ(answer.size(), 8u);
  EXPECT_EQ(asked[0], (Tree{.kind = Kind::room, .number = 101}.named("CKA_LABEL", CKA_LABEL)));
  EXPECT_EQ(answer[0], (Tree{.kind = Kind::wanted, .number = 222}.named("CKA_LABEL", CKA_LABEL)));
  EXPECT_EQ(answer[4], (Tree{.kind = Kind::wanted, .number = 222}.named("CKA_MODULUS", CKA_MODULUS)));
  for (const std::size_t i : {1u, 2u, 3u})
    EXPECT_EQ(asked[i], Tree{.kind = Kind::secret}.named(asked[i].name, asked[i].type));
  for (const std::size_t i : {4u, 5u, 6u, 7u})
    EXPECT_EQ(asked[i], Tree{.kind = Kind::wanted}.named(asked[i].name, asked[i].type));
  for (const std::size_t i : {1u, 2u, 3u, 5u, 6u, 7u})
    EXPECT_EQ(answer[i], Tree{.kind = Kind::secret}.named(answer[i].name, answer[i].type));
}

TEST_P(MixedAnswers, nothing_in_a_record_tells_how_long_a_secret_is_and_everything_does_of_its_twin) {
  const auto record_of = [](CK_ATTRIBUTE_TYPE type, CK_ULONG room, CK_ULONG length, bool query) {
    const Template entries{CK_ATTRIBUTE{type, nullptr, 0}};
    const GuardedMemory memory(room);
    if (!query) entries.data()[0] = entry(type, memory);
    Recorder recorder;
    answer_of(recorder, entries, [&] {
      entries.answer(0, length);
      return GetParam();
    });
    return recorder.record();
  };
  for (const CK_ATTRIBUTE_TYPE type : {CKA_VALUE, CKA_PRIVATE_EXPONENT, CK_ATTRIBUTE_TYPE{0x80001234}}) {
    EXPECT_EQ(record_of(type, 64, 32, false), record_of(type, 128, 33, false)) << "written, with room to spare";
    EXPECT_EQ(record_of(type, 64, 65, false), record_of(type, 128, 129, false)) << "too small";
    EXPECT_EQ(record_of(type, 64, 64, false), record_of(type, 128, 128, false)) << "as long as the room";
    EXPECT_EQ(record_of(type, 0, 64, true), record_of(type, 0, 128, true)) << "asked for its size";
  }
  EXPECT_NE(record_of(CKA_LABEL, 64, 32, false), record_of(CKA_LABEL, 128, 33, false));
  EXPECT_NE(record_of(CKA_LABEL, 64, 65, false), record_of(CKA_LABEL, 128, 129, false));
  EXPECT_NE(record_of(CKA_LABEL, 64, 64, false), record_of(CKA_LABEL, 128, 128, false));
  EXPECT_NE(record_of(CKA_LABEL, 0, 64, true), record_of(CKA_LABEL, 0, 128, true));
}

TEST(GetAttributeValue, of_a_secret_that_an_error_left_unanswered_nothing_is_told_and_of_its_twin_the_room) {
  const GuardedMemory label(std::size_t{101});
  const GuardedMemory value(std::size_t{101});
  const Template entries{entry(CKA_LABEL, label), entry(CKA_VALUE, value), size_query(CKA_VALUE)};
  Recorder recorder;
  const call::Call& call =
      recorder.call<Function::C_GetAttributeValue>(CKR_DEVICE_ERROR, 1, 7, entries.data(), entries.count());
  EXPECT_EQ(in(call, 2).children.at(0), (Tree{.kind = Kind::room, .number = 101}.named("CKA_LABEL", CKA_LABEL)));
  EXPECT_EQ(in(call, 2).children.at(1), (Tree{.kind = Kind::secret}.named("CKA_VALUE", CKA_VALUE)));
  EXPECT_EQ(in(call, 2).children.at(2), (Tree{.kind = Kind::wanted}.named("CKA_VALUE", CKA_VALUE)));
  EXPECT_EQ(out(call, 2), (Tree{.kind = Kind::not_written}));
}

TEST(GetAttributeValue, those_who_asked_for_secrets_are_told_their_rooms_and_sizes) {
  const GuardedMemory value(std::size_t{101});
  const Template entries{entry(CKA_VALUE, value), size_query(CKA_PRIME_1)};
  Recorder recorder(Show::secrets);
  const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
      [&] {
        entries.answer(0, 102);
        entries.answer(1, 103);
        return CKR_BUFFER_TOO_SMALL;
      },
      1, 7, entries.data(), entries.count());
  EXPECT_EQ(in(call, 2).children.at(0), (Tree{.kind = Kind::room, .number = 101}.named("CKA_VALUE", CKA_VALUE)));
  EXPECT_EQ(out(call, 2).children.at(0), (Tree{.kind = Kind::wanted, .number = 102}.named("CKA_VALUE", CKA_VALUE)));
  EXPECT_EQ(out(call, 2).children.at(1), (Tree{.kind = Kind::wanted, .number = 103}.named("CKA_PRIME_1", CKA_PRIME_1)));
}

TEST(GetAttributeValue, a_value_is_read_if_the_same_call_tells_that_it_is_no_secret) {
  const GuardedMemory certificate(bytes_of(CKO_CERTIFICATE));
  const GuardedMemory value(std::size_t{16});
  const Template entries{entry(CKA_VALUE, value), entry(CKA_CLASS, certificate)};
  Recorder recorder;
  const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
      [&] {
        entries.answer(0, "a certificate");
        return CKR_OK;
      },
      1, 7, entries.data(), entries.count());
  EXPECT_EQ(child(in(call, 2), "CKA_VALUE").kind, Kind::secret) << "by then nobody knew";
  EXPECT_EQ(child(out(call, 2), "CKA_VALUE").data, "a certificate");
}

TEST(GetAttributeValue, of_more_secrets_than_are_kept_in_mind_none_is_read_past_its_room) {
  const GuardedMemory certificate(bytes_of(CKO_CERTIFICATE));
  std::string content = bytes_of(entry(CKA_CLASS, certificate));
  const GuardedMemory value(std::string_view("a certificate"));
  constexpr CK_ULONG many = 100;
  for (CK_ULONG i = 0; i < many; i++) content += bytes_of(entry(CKA_VALUE, value));
  const GuardedMemory entries(content);
  Recorder recorder;
  recorder.policy.items = many + 1;
  const call::Call& call =
      recorder.call<Function::C_GetAttributeValue>(CKR_OK, 1, 7, entries.as<CK_ATTRIBUTE>(), many + 1);
  const std::vector<Tree> answer = out(call, 2).children;
  ASSERT_EQ(answer.size(), many + 1);
  EXPECT_EQ(answer[1].data, "a certificate");
  EXPECT_EQ(answer[32].data, "a certificate");
  for (CK_ULONG i = 33; i <= many; i++) EXPECT_EQ(answer[i].kind, Kind::secret) << i;
}

TEST(GetAttributeValue, what_a_module_that_stopped_did_not_reach_is_not_read) {
  for (const CK_RV result : {CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID, CKR_BUFFER_TOO_SMALL}) {
    const GuardedMemory refused(std::size_t{32});
    const GuardedMemory leftover(std::string_view("a password that stood there"));
    const GuardedMemory answered(std::string_view("a password that stood there"));
    const Template entries{entry(CKA_PRIVATE_EXPONENT, refused), entry(CKA_LABEL, leftover),
                           entry(CKA_APPLICATION, answered)};
    Recorder recorder;
    const Tree answer = answer_of(recorder, entries, [&] {
      entries.answer(0, CK_UNAVAILABLE_INFORMATION);
      entries.answer(2, "a label");
      return result;
    });
    EXPECT_EQ(answer.children.at(0).kind, Kind::unavailable);
    EXPECT_EQ(answer.children.at(1), (Tree{.kind = Kind::not_written}.named("CKA_LABEL", CKA_LABEL)));
    EXPECT_EQ(answer.children.at(2).data, "a label");
    EXPECT_EQ(recorder.record().find("password"), std::string::npos);
  }
}

TEST(GetAttributeValue, after_a_failure_only_a_value_whose_type_has_one_size_may_be_as_long_as_its_room) {
  const GuardedMemory boolean(std::string_view("\x01"));
  const GuardedMemory version(std::string_view("\x02\x28"));
  const GuardedMemory eight(bytes_of(3UL));
  const GuardedMemory four(std::string_view("\1\2\3\4"));
  const Template entries{
      entry(CKA_TOKEN, boolean), entry(CKA_VALIDATION_VERSION, version), entry(CKA_MODULUS_BITS, eight),
      entry(CKA_KEY_TYPE, eight), entry(CKA_PARAMETER_SET, eight), entry(CKA_OBJECT_VALIDATION_FLAGS, eight),
      // Of these it has many, or the length is of another type.
      entry(CKA_TOKEN, four), entry(CKA_MODULUS_BITS, four), entry(CKA_KEY_TYPE, four),
      entry(CKA_VALIDATION_VERSION, four), entry(CKA_ALLOWED_MECHANISMS, eight), entry(CKA_HSS_LMS_TYPES, eight),
      entry(CKA_START_DATE, eight), entry(CKA_ID, eight), entry(CKA_MODULUS, eight)};
  Recorder recorder;
  const Tree answer = answer_of(recorder, entries, CKR_ATTRIBUTE_SENSITIVE);
  for (std::size_t i = 0; i < answer.children.size(); i++)
    EXPECT_EQ(answer.children[i].kind == Kind::not_written, i >= 6) << answer.children[i];
  for (const Tree& value : answer_of(recorder, entries, CKR_OK).children)
    EXPECT_NE(value.kind, Kind::not_written) << value;
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
  recorder.policy.items = 7;
  const Tree list = answer_of(recorder, entries, CKR_OK).children[0];
  EXPECT_EQ(list.number, 10u);
  EXPECT_EQ(list.children.size(), 7u);
}

TEST(GetAttributeValue, the_limit_of_bytes_cuts_neither_numbers_nor_lists_of_them) {
  const GuardedMemory type(bytes_of(CKK_EC));
  const GuardedMemory bits(bytes_of(0x123456789abcdef0UL));
  const GuardedMemory version(std::string_view("\x02\x28"));
  const GuardedMemory mechanisms(bytes_of(CKM_ECDSA) + bytes_of(CKM_ECDSA_SHA256) + bytes_of(CKM_ECDH1_DERIVE));
  const GuardedMemory levels(bytes_of(3UL) + bytes_of(4UL) + bytes_of(5UL));
  const GuardedMemory label(std::string_view("a label"));
  const GuardedMemory id(std::string_view("\1\2\3\4\5\6"));
  const GuardedMemory date(std::string_view("20240229"));
  const Template entries{entry(CKA_KEY_TYPE, type),
                         entry(CKA_MODULUS_BITS, bits),
                         entry(CKA_OBJECT_VALIDATION_FLAGS, bits),
                         entry(CKA_VALIDATION_VERSION, version),
                         entry(CKA_ALLOWED_MECHANISMS, mechanisms),
                         entry(CKA_HSS_LMS_TYPES, levels),
                         entry(CKA_LABEL, label),
                         entry(CKA_ID, id),
                         entry(CKA_START_DATE, date)};
  const auto expect_whole_numbers = [](const Tree& values, std::size_t bytes, std::size_t items) {
    EXPECT_EQ(child(values, "CKA_KEY_TYPE").kind, Kind::constant);
    EXPECT_EQ(child(values, "CKA_KEY_TYPE").number, CKK_EC);
    EXPECT_EQ(child(values, "CKA_MODULUS_BITS").kind, Kind::number);
    EXPECT_EQ(child(values, "CKA_MODULUS_BITS").number, 0x123456789abcdef0UL);
    EXPECT_EQ(child(values, "CKA_OBJECT_VALIDATION_FLAGS").kind, Kind::flags);
    EXPECT_EQ(child(values, "CKA_OBJECT_VALIDATION_FLAGS").number, 0x123456789abcdef0UL);
    EXPECT_EQ(child(values, "CKA_VALIDATION_VERSION").kind, Kind::version);
    for (const std::string_view list : {"CKA_ALLOWED_MECHANISMS", "CKA_HSS_LMS_TYPES"}) {
      EXPECT_EQ(child(values, list).kind, Kind::list);
      EXPECT_EQ(child(values, list).number, 3u);
      EXPECT_EQ(child(values, list).children.size(), items);
    }
    EXPECT_EQ(child(values, "CKA_LABEL").data, std::string("a label").substr(0, bytes));
    EXPECT_EQ(child(values, "CKA_LABEL").number, 7u);
    EXPECT_EQ(child(values, "CKA_ID").data, std::string("\1\2\3\4\5\6").substr(0, bytes));
    EXPECT_EQ(child(values, "CKA_START_DATE").data, std::string("20240229").substr(0, bytes));
  };
  for (const std::size_t bytes : {0u, 1u, 4u}) {
    Recorder recorder;
    recorder.policy.bytes = bytes;
    // Answered, and given.
    expect_whole_numbers(answer_of(recorder, entries, CKR_OK), bytes, 3);
    expect_whole_numbers(in(recorder.call<Function::C_FindObjectsInit>(CKR_OK, 1, entries.data(), entries.count()), 1),
                         bytes, 3);
  }
  // Nine entries stand in the template, of which each list may have that many.
  Recorder recorder;
  recorder.policy.bytes = 4;
  recorder.policy.items = 9;
  expect_whole_numbers(answer_of(recorder, entries, CKR_OK), 4, 3);
}

TEST(GetAttributeValue, a_value_that_has_not_the_length_of_its_type_is_cut_as_the_bytes_that_it_is) {
  const GuardedMemory value(std::string_view("123456789"));
  const Template entries{entry(CKA_KEY_TYPE, value),           entry(CKA_TOKEN, value),
                         entry(CKA_VALIDATION_VERSION, value), entry(CKA_OBJECT_VALIDATION_FLAGS, value),
                         entry(CKA_ALLOWED_MECHANISMS, value), entry(CKA_HSS_LMS_TYPES, value)};
  Recorder recorder;
  recorder.policy.bytes = 4;
  for (const Tree& cut : answer_of(recorder, entries, CKR_OK).children)
    EXPECT_EQ(cut, (Tree{.kind = Kind::bytes, .number = 9, .data = "1234"}.named(cut.name, cut.type)));
}

}  // namespace
}  // namespace p11trace::record
