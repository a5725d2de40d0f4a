// Templates within templates (CKA_WRAP_TEMPLATE and its kin), given and asked for.
#include <gtest/gtest.h>

#include <deque>

#include "tests/formatters/record/recorder.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::record {
namespace {

using call::Kind;
using pkcs11::Function;

constexpr CK_ATTRIBUTE_TYPE not_set = ~CK_ATTRIBUTE_TYPE{};

Tree given(Recorder& recorder, const Template& entries) {
  return in(recorder.call<Function::C_FindObjectsInit>(CKR_OK, 1, entries.data(), entries.count()), 1);
}

template <class Module>
Tree answered(Recorder& recorder, const Template& entries, Module module) {
  return out(recorder.call<Function::C_GetAttributeValue>(module, 1, 7, entries.data(), entries.count()), 2);
}

TEST(NestedTemplate, one_that_is_given_is_read_entry_by_entry) {
  const GuardedMemory label(std::string_view("inner"));
  const GuardedMemory value(std::string(16, 'k'));
  value.close();
  const Template inner{entry(CKA_LABEL, label), entry(CKA_VALUE, value)};
  for (const CK_ATTRIBUTE_TYPE type :
       {CKA_WRAP_TEMPLATE, CKA_UNWRAP_TEMPLATE, CKA_DERIVE_TEMPLATE, CKA_ENCAPSULATE_TEMPLATE, CKA_DECAPSULATE_TEMPLATE,
        CKA_ENCAPSULATE_TEMPLATE | CKF_ARRAY_ATTRIBUTE, CKA_DECAPSULATE_TEMPLATE | CKF_ARRAY_ATTRIBUTE}) {
    const Template outer{entry(type, inner)};
    Recorder recorder;
    const Tree nested = given(recorder, outer).children.at(0);
    EXPECT_EQ(nested.kind, Kind::list) << nested;
    EXPECT_EQ(nested.type, type);
    EXPECT_EQ(nested.number, 2u);
    EXPECT_EQ(child(nested, "CKA_LABEL").data, "inner");
    EXPECT_EQ(child(nested, "CKA_VALUE").kind, Kind::secret);
  }
}

TEST(NestedTemplate, the_class_inside_one_does_not_speak_for_the_object_outside) {
  const GuardedMemory certificate(bytes_of(CKO_CERTIFICATE));
  const GuardedMemory key(bytes_of(CKO_SECRET_KEY));
  const GuardedMemory shown(std::string_view("a certificate"));
  const GuardedMemory hidden(std::string_view("a secret key!"));
  hidden.close();
  const Template inner{entry(CKA_CLASS, certificate), entry(CKA_VALUE, shown)};
  const Template outer{entry(CKA_UNWRAP_TEMPLATE, inner), entry(CKA_CLASS, key), entry(CKA_VALUE, hidden)};
  Recorder recorder;
  const Tree tree = given(recorder, outer);
  EXPECT_EQ(child(tree, "CKA_VALUE").kind, Kind::secret);
  EXPECT_EQ(child(child(tree, "CKA_UNWRAP_TEMPLATE"), "CKA_VALUE").data, "a certificate");
}

TEST(NestedTemplate, one_that_holds_itself_is_followed_four_deep) {
  const Template own{entry(CKA_WRAP_TEMPLATE, GuardedMemory(std::size_t{0}))};
  *own.data() = entry(CKA_WRAP_TEMPLATE, own);
  Recorder recorder;
  Tree tree = given(recorder, own);
  for (unsigned depth = 0; depth < most_nested; depth++) {
    ASSERT_EQ(tree.children.size(), 1u) << depth;
    tree = Tree(tree.children[0]);
    EXPECT_EQ(tree.kind, Kind::list) << depth;
  }
  ASSERT_EQ(tree.children.size(), 1u);
  EXPECT_EQ(tree.children[0].kind, Kind::not_shown) << "the bytes of entries are pointers";
  EXPECT_EQ(tree.children[0].number, sizeof(CK_ATTRIBUTE));
}

TEST(NestedTemplate, one_that_is_full_of_itself_ends_with_the_buffer) {
  const Template own{size_query(CKA_WRAP_TEMPLATE), size_query(CKA_WRAP_TEMPLATE), size_query(CKA_WRAP_TEMPLATE),
                     size_query(CKA_WRAP_TEMPLATE), size_query(CKA_WRAP_TEMPLATE), size_query(CKA_WRAP_TEMPLATE)};
  for (CK_ULONG i = 0; i < own.count(); i++) own.data()[i] = entry(CKA_WRAP_TEMPLATE, own);
  Recorder recorder;
  const call::Call& call = recorder.call<Function::C_FindObjectsInit>(CKR_OK, 1, own.data(), own.count());
  EXPECT_TRUE(call.cut);
}

TEST(NestedTemplate, a_length_that_is_no_number_of_entries_is_not_read) {
  const Template inner{size_query(CKA_LABEL), size_query(CKA_ID)};
  inner.memory().close();
  for (const CK_ULONG length : {CK_ULONG{1}, CK_ULONG{23}, CK_ULONG{25}, CK_ULONG{47}}) {
    const Template outer{CK_ATTRIBUTE{CKA_WRAP_TEMPLATE, inner.data(), length}};
    Recorder recorder;
    const Tree tree = given(recorder, outer).children.at(0);
    EXPECT_EQ(
        tree,
        (Tree{.kind = Kind::not_shown, .number = length, .name = "CKA_WRAP_TEMPLATE", .type = CKA_WRAP_TEMPLATE}));
    // The same asked for, and left as it was.
    const Tree answer = answered(recorder, outer, CKR_OK).children.at(0);
    EXPECT_EQ(answer.kind, Kind::not_shown) << answer;
  }
}

TEST(NestedTemplate, an_absurd_length_is_not_followed) {
  const Template inner{size_query(CKA_LABEL)};
  inner.memory().close();
  const CK_ULONG too_many = (absurd_count + 1) * sizeof(CK_ATTRIBUTE);
  for (const CK_ULONG length : {too_many, (absurd_length / 24 + 1) * 24, ~CK_ULONG{0}, ~CK_ULONG{0} / 24 * 24}) {
    const Template outer{CK_ATTRIBUTE{CKA_WRAP_TEMPLATE, inner.data(), length}};
    Recorder recorder;
    EXPECT_EQ(given(recorder, outer).children.at(0).kind, Kind::not_read) << length;
    const Tree answer = answered(recorder, outer, CKR_OK).children.at(0);
    EXPECT_TRUE(answer.kind == Kind::unavailable || answer.kind == Kind::wanted || answer.kind == Kind::not_shown ||
                answer.kind == Kind::list)
        << answer;
    EXPECT_TRUE(answer.children.empty()) << answer;
  }
}

TEST(NestedTemplate, one_that_is_asked_for_may_hold_anything_before_it_is_answered) {
  const GuardedMemory label(sizeof(CK_ATTRIBUTE));
  const GuardedMemory prime(std::size_t{64});
  // Types are the module's to set; this one looks like a template whose entries would lie in `label`.
  const Template inner{CK_ATTRIBUTE{not_set, nullptr, 0}, CK_ATTRIBUTE{CKA_WRAP_TEMPLATE, label.data(), label.size()},
                       CK_ATTRIBUTE{not_set, prime.data(), 64}, CK_ATTRIBUTE{not_set, nullptr, 0x5a5a5a5a}};
  const Template outer{entry(CKA_UNWRAP_TEMPLATE, inner)};
  label.close();
  prime.close();
  Recorder recorder;
  const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
      [&] {
        label.open();
        inner.answer_type(0, CKA_ID);
        inner.answer(0, 20);
        inner.answer_type(1, CKA_LABEL);
        inner.answer(1, "the label");
        inner.answer_type(2, CKA_PRIME_1);
        inner.answer(2, 64);  // and stays closed: it is a secret
        outer.answer(0, 3 * sizeof(CK_ATTRIBUTE));
        return CKR_OK;
      },
      1, 7, outer.data(), 1);
  const Tree asked = in(call, 2).children.at(0);
  ASSERT_EQ(asked.children.size(), 4u);
  EXPECT_EQ(asked.children[0].kind, Kind::wanted);
  EXPECT_EQ(asked.children[1].kind, Kind::room);
  EXPECT_EQ(asked.children[2].kind, Kind::secret) << "as far as anybody knows by then";
  const Tree answer = out(call, 2).children.at(0);
  EXPECT_EQ(answer.number, 3u);
  ASSERT_EQ(answer.children.size(), 3u);
  EXPECT_EQ(child(answer, "CKA_ID"), (Tree{.kind = Kind::wanted, .number = 20, .name = "CKA_ID", .type = CKA_ID}));
  EXPECT_EQ(child(answer, "CKA_LABEL").data, "the label");
  EXPECT_EQ(child(answer, "CKA_PRIME_1").kind, Kind::secret);
}

TEST(NestedTemplate, inner_entries_of_an_object_that_is_no_secret_keep_their_value) {
  const GuardedMemory value(std::size_t{16});
  value.close();
  const Template inner{CK_ATTRIBUTE{not_set, value.data(), 16}};
  const GuardedMemory certificate(bytes_of(CKO_CERTIFICATE));
  const Template outer{entry(CKA_CLASS, certificate), entry(CKA_WRAP_TEMPLATE, inner)};
  Recorder recorder;
  const Tree answer = answered(recorder, outer, [&] {
    inner.answer_type(0, CKA_VALUE);
    inner.answer(0, 16);
    return CKR_OK;
  });
  EXPECT_EQ(child(child(answer, "CKA_WRAP_TEMPLATE"), "CKA_VALUE").kind, Kind::secret);
}

TEST(NestedTemplate, one_that_needs_more_entries_is_not_read) {
  const GuardedMemory never(std::size_t{8});
  never.close();
  const Template inner{CK_ATTRIBUTE{not_set, never.data(), 8}};
  for (const CK_RV result : {CKR_BUFFER_TOO_SMALL, CKR_OK, CKR_ATTRIBUTE_TYPE_INVALID}) {
    const GuardedMemory label(std::size_t{7});
    const Template outer{entry(CKA_WRAP_TEMPLATE, inner), entry(CKA_LABEL, label)};
    Recorder recorder;
    const Tree answer = answered(recorder, outer, [&] {
      outer.answer(0, 2 * sizeof(CK_ATTRIBUTE));
      outer.answer(1, "behind");
      return result;
    });
    EXPECT_EQ(answer.children.at(0),
              (Tree{.kind = Kind::wanted, .number = 2, .name = "CKA_WRAP_TEMPLATE", .type = CKA_WRAP_TEMPLATE}));
    EXPECT_EQ(answer.children.at(1).data, "behind");
  }
}

TEST(NestedTemplate, an_answer_that_failed_does_not_disturb_the_entry_behind_it) {
  const Template inner{size_query(not_set), size_query(not_set), size_query(not_set)};
  const GuardedMemory label(std::size_t{7});
  const Template outer{entry(CKA_WRAP_TEMPLATE, inner), entry(CKA_LABEL, label)};
  for (const CK_ULONG length : {CK_UNAVAILABLE_INFORMATION, CK_ULONG{0}, CK_ULONG{24}, CK_ULONG{48}}) {
    Recorder recorder;
    outer.data()[0] = entry(CKA_WRAP_TEMPLATE, inner);
    outer.data()[1] = entry(CKA_LABEL, label);
    const Tree answer = answered(recorder, outer, [&] {
      outer.answer(0, length);
      outer.answer(1, "behind");
      return CKR_ATTRIBUTE_SENSITIVE;
    });
    EXPECT_EQ(answer.children.at(0).kind, length == CK_UNAVAILABLE_INFORMATION ? Kind::unavailable : Kind::list);
    EXPECT_EQ(answer.children.at(0).children.size(), length == CK_UNAVAILABLE_INFORMATION ? 0 : length / 24);
    EXPECT_EQ(answer.children.at(1).data, "behind") << length;
  }
}

TEST(NestedTemplate, one_that_a_failed_call_left_as_long_as_it_was_is_not_followed) {
  const GuardedMemory leftover(std::string_view("of the caller"));
  const Template inner{entry(CKA_LABEL, leftover)};
  const GuardedMemory label(std::size_t{7});
  const Template outer{entry(CKA_WRAP_TEMPLATE, inner), entry(CKA_LABEL, label)};
  for (const CK_RV result : {CKR_OK, CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID, CKR_BUFFER_TOO_SMALL}) {
    Recorder recorder;
    outer.data()[1] = entry(CKA_LABEL, label);
    const Tree answer = answered(recorder, outer, [&] {
      outer.answer(1, "behind");
      return result;
    });
    EXPECT_EQ(answer.children.at(0).kind, result == CKR_OK ? Kind::list : Kind::not_written);
    EXPECT_EQ(recorder.record().find("of the caller") != std::string::npos, result == CKR_OK);
    EXPECT_EQ(answer.children.at(1).data, "behind");
  }
}

TEST(NestedTemplate, an_entry_that_looks_like_a_secret_is_answered_as_what_it_is) {
  const GuardedMemory label(std::size_t{12});
  const GuardedMemory number(std::size_t{8});
  const GuardedMemory small(std::size_t{2});
  const GuardedMemory prime(std::size_t{64});
  for (const CK_ATTRIBUTE_TYPE type : {not_set, CKA_VALUE, CKA_PRIVATE_EXPONENT}) {
    const Template inner{entry(type, label), entry(type, number), entry(type, small), entry(type, prime)};
    const Template outer{entry(CKA_WRAP_TEMPLATE, inner)};
    prime.close();
    Recorder recorder;
    const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
        [&] {
          small.close();
          const CK_ATTRIBUTE_TYPE types[] = {CKA_LABEL, CKA_KEY_TYPE, CKA_ID, CKA_PRIME_1};
          for (std::size_t i = 0; i < 4; i++) inner.answer_type(i, types[i]);
          inner.answer(0, "a label");
          inner.answer(1, bytes_of(CKK_AES));
          inner.answer(2, 5);  // more than there was room for
          inner.answer(3, 33);
          return CKR_OK;
        },
        1, 7, outer.data(), 1);
    small.open();
    const Tree asked = in(call, 2).children.at(0);
    for (const Tree& want : asked.children) EXPECT_EQ(want.kind, Kind::secret) << want;
    const Tree answer = out(call, 2).children.at(0);
    EXPECT_EQ(child(answer, "CKA_LABEL").data, "a label");
    EXPECT_EQ(child(answer, "CKA_KEY_TYPE").number, CKK_AES);
    EXPECT_EQ(child(answer, "CKA_ID").kind, Kind::secret) << "what went in as one, and was not written, stays one";
    EXPECT_EQ(child(answer, "CKA_PRIME_1").kind, Kind::secret);
  }
}

TEST(NestedTemplate, secrets_inside_and_their_twins_outside_keep_to_their_own_rooms) {
  const GuardedMemory certificate(bytes_of(CKO_CERTIFICATE));
  const GuardedMemory first(std::size_t{10});
  const GuardedMemory second(std::size_t{20});
  const GuardedMemory value(std::size_t{30});
  const GuardedMemory other(std::size_t{40});
  // The token answers none, one or both of the entries inside; the value behind them has less room than is answered,
  // or as much.
  for (const CK_ULONG answers : {0u, 1u, 2u}) {
    for (const CK_ULONG length : {30u, 31u}) {
      const Template inner{entry(not_set, first), entry(not_set, second)};
      const Template outer{entry(CKA_CLASS, certificate), entry(CKA_WRAP_TEMPLATE, inner), entry(CKA_VALUE, value),
                           entry(CKA_VALUE, other)};
      if (length > value.size()) value.close();
      Recorder recorder;
      const Tree answer = answered(recorder, outer, [&] {
        inner.answer_type(0, CKA_ID);
        inner.answer_type(1, CKA_ID);
        outer.answer(1, answers * sizeof(CK_ATTRIBUTE));
        outer.answer(2, length);
        return CKR_OK;
      });
      value.open();
      EXPECT_EQ(answer.children.at(1).children.size(), answers);
      EXPECT_EQ(answer.children.at(2).kind, length == 30 ? Kind::bytes : Kind::secret);
      EXPECT_EQ(answer.children.at(3).kind, Kind::bytes);
      EXPECT_EQ(answer.children.at(3).number, 40u);
    }
  }
}

TEST(NestedTemplate, what_is_no_secret_tells_its_room_and_its_size_inside_as_well) {
  const GuardedMemory label(std::size_t{12});
  const GuardedMemory prime(std::size_t{64});
  const Template inner{entry(CKA_LABEL, label), entry(CKA_PRIME_1, prime), size_query(CKA_ID), size_query(CKA_PRIME_2)};
  const Template outer{entry(CKA_WRAP_TEMPLATE, inner)};
  Recorder recorder;
  const call::Call& call = recorder.call<Function::C_GetAttributeValue>(
      [&] {
        for (std::size_t i = 0; i < 4; i++) inner.answer(i, 70 + i);
        return CKR_OK;
      },
      1, 7, outer.data(), 1);
  const Tree asked = in(call, 2).children.at(0);
  EXPECT_EQ(child(asked, "CKA_LABEL").number, 12u);
  EXPECT_EQ(child(asked, "CKA_PRIME_1"), (Tree{.kind = Kind::secret}.named("CKA_PRIME_1", CKA_PRIME_1)));
  EXPECT_EQ(child(asked, "CKA_ID"), (Tree{.kind = Kind::wanted}.named("CKA_ID", CKA_ID)));
  EXPECT_EQ(child(asked, "CKA_PRIME_2"), (Tree{.kind = Kind::wanted}.named("CKA_PRIME_2", CKA_PRIME_2)));
  const Tree answer = out(call, 2).children.at(0);
  EXPECT_EQ(child(answer, "CKA_LABEL"), (Tree{.kind = Kind::wanted, .number = 70}.named("CKA_LABEL", CKA_LABEL)));
  EXPECT_EQ(child(answer, "CKA_PRIME_1"), (Tree{.kind = Kind::secret}.named("CKA_PRIME_1", CKA_PRIME_1)));
  EXPECT_EQ(child(answer, "CKA_ID"), (Tree{.kind = Kind::wanted, .number = 72}.named("CKA_ID", CKA_ID)));
  EXPECT_EQ(child(answer, "CKA_PRIME_2"), (Tree{.kind = Kind::secret}.named("CKA_PRIME_2", CKA_PRIME_2)));
}

TEST(NestedTemplate, a_module_that_takes_the_entries_away_is_not_followed) {
  const Template inner{size_query(not_set)};
  const Template outer{entry(CKA_WRAP_TEMPLATE, inner)};
  Recorder recorder;
  const Tree answer = answered(recorder, outer, [&] {
    outer.data()[0].pValue = nullptr;
    return CKR_OK;
  });
  EXPECT_EQ(answer.children.at(0).kind, Kind::wanted);
}

TEST(NestedTemplate, a_template_inside_one_that_is_asked_for_is_told_by_its_size_only) {
  const Template innermost{size_query(not_set)};
  innermost.memory().close();
  const Template inner{CK_ATTRIBUTE{not_set, innermost.data(), innermost.size()}};
  const Template outer{entry(CKA_WRAP_TEMPLATE, inner)};
  Recorder recorder;
  const Tree answer = answered(recorder, outer, [&] {
    inner.answer_type(0, CKA_DERIVE_TEMPLATE);
    return CKR_OK;
  });
  EXPECT_EQ(child(answer.children.at(0), "CKA_DERIVE_TEMPLATE").kind, Kind::not_shown);
  EXPECT_EQ(child(answer.children.at(0), "CKA_DERIVE_TEMPLATE").number, sizeof(CK_ATTRIBUTE));
}

}  // namespace
}  // namespace p11trace::record
