// A buffer that is too small for a call: what fits is kept, and the record says that it is not all.
#include <gtest/gtest.h>

#include "formatters/record/decode.h"
#include "tests/formatters/record/made_call.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::record {
namespace {

struct Kept {
  std::string record;
  std::vector<Tree> values;
  bool cut = false;

  bool operator==(const Kept&) const = default;
};

Kept kept_in(std::size_t size, const pkcs11::FunctionRow& row, std::size_t bytes = 40) {
  // The buffer begins aligned; where it does not end so, canaries fill the rest of the last word.
  const std::size_t whole = padded(size);
  Recorder recorder(Show::data, whole);
  recorder.policy.bytes = bytes;
  MadeCall made(row, Outcome::ok, recorder.policy);
  recorder.enter_with(size, row.id, made.slots());
  made.answer();
  recorder.leave(made.result());
  EXPECT_TRUE(recorder.is_untouched_behind(size));
  const call::Call& call = recorder.decoded();
  Kept kept{recorder.record(), {}, call.cut};
  EXPECT_LE(kept.record.size(), size);
  for (std::size_t i = 0; i < row.argument_count; i++) {
    kept.values.push_back(in(call, i));
    if (call.arguments[i].out != nullptr) kept.values.push_back(out(call, i));
  }
  EXPECT_EQ(call.return_value, CKR_OK);
  EXPECT_TRUE(call.returned);
  return kept;
}

TEST(SmallBuffer, whatever_its_size_it_holds_the_whole_call_or_says_that_it_was_cut) {
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    SCOPED_TRACE(row.name);
    const Kept whole = kept_in(32768, row);
    EXPECT_FALSE(whole.cut);
    // Every size at first, then some of each remainder.
    const std::size_t enough = 2 * whole.record.size();
    for (std::size_t size = sizeof(Header); size <= enough; size += size < 256 ? 1 : 13) {
      const Kept kept = kept_in(size, row);
      // Pointers are the only difference between two calls.
      const bool same = kept.record.size() == whole.record.size();
      EXPECT_EQ(kept.cut, !same) << "in " << size << " bytes";
      if (testing::Test::HasFailure()) return;
    }
    // What is kept in reserve is a part of the buffer, and so are names of interfaces that might be long.
    EXPECT_FALSE(kept_in(enough + 1024, row).cut);
  }
}

TEST(SmallBuffer, a_header_alone_is_a_call_whose_arguments_are_missing) {
  const Kept kept = kept_in(sizeof(Header), row_of(pkcs11::Function::C_Sign));
  EXPECT_TRUE(kept.cut);
  ASSERT_EQ(kept.values.size(), 4u);
  for (const Tree& value : kept.values) EXPECT_EQ(value, Tree{});
}

TEST(SmallBuffer, a_large_input_leaves_room_for_what_comes_after_it) {
  Recorder recorder(Show::data, 1024);
  recorder.policy.bytes = 1 << 20;
  const GuardedMemory data(std::string(100000, 'd'));
  const GuardedMemory signature(std::string(64, 's'));
  const GuardedMemory length(bytes_of(64UL));
  const call::Call& call = recorder.call<pkcs11::Function::C_Sign>(CKR_OK, 1, data.as<CK_BYTE>(), data.size(),
                                                                   signature.as<CK_BYTE>(), length.as<CK_ULONG>());
  EXPECT_TRUE(call.cut);
  const Tree shown = in(call, 1);
  EXPECT_EQ(shown.number, 100000u);
  EXPECT_GT(shown.data.size(), 512u);
  EXPECT_EQ(out(call, 2), (Tree{.kind = call::Kind::bytes, .number = 64, .data = std::string(64, 's')}));
}

TEST(SmallBuffer, a_large_output_leaves_room_for_what_comes_after_it) {
  Recorder recorder(Show::open, 1024);
  recorder.policy.bytes = 1 << 20;
  const GuardedMemory mechanism(bytes_of(CK_MECHANISM{CKM_ML_KEM, nullptr, 0}));
  const GuardedMemory ciphertext(std::string(100000, 'c'));
  const GuardedMemory length(bytes_of(100000UL));
  const GuardedMemory key(bytes_of(77UL));
  const call::Call& call = recorder.call<pkcs11::Function::C_EncapsulateKey>(CKR_OK, 1, mechanism.as<CK_MECHANISM>(), 5,
                                                                             nullptr, 0, ciphertext.as<CK_BYTE>(),
                                                                             length.as<CK_ULONG>(), key.as<CK_ULONG>());
  EXPECT_TRUE(call.cut);
  EXPECT_GT(out(call, 4).data.size(), 512u);
  EXPECT_EQ(out(call, 5), (Tree{.kind = call::Kind::object, .number = 77}));
}

TEST(SmallBuffer, bytes_and_entries_past_the_limits_are_counted_and_not_kept) {
  Recorder recorder;
  recorder.policy.bytes = 5;
  recorder.policy.items = 2;
  const GuardedMemory label(std::string_view("a long label"));
  std::string content;
  for (int i = 0; i < 3; i++) content += bytes_of(CK_ATTRIBUTE{CKA_LABEL, label.data(), label.size()});
  const GuardedMemory entries(content);
  const call::Call& call = recorder.call<pkcs11::Function::C_FindObjectsInit>(CKR_OK, 1, entries.as<CK_ATTRIBUTE>(), 3);
  const Tree found = in(call, 1);
  EXPECT_EQ(found.number, 3u);
  ASSERT_EQ(found.children.size(), 2u);
  EXPECT_EQ(found.children[1],
            (Tree{.kind = call::Kind::text, .number = 12, .data = "a lon", .name = "CKA_LABEL", .type = CKA_LABEL}));
  EXPECT_FALSE(call.cut) << "this is what was asked for";
}

TEST(SmallBuffer, an_arena_that_is_too_small_leaves_the_rest_missing) {
  Recorder recorder;
  const pkcs11::FunctionRow& row = row_of(pkcs11::Function::C_CreateObject);
  MadeCall made(row, Outcome::ok, recorder.policy);
  recorder.enter(row.id, made.slots());
  made.answer();
  recorder.leave(CKR_OK);
  const std::string record = recorder.record();
  std::size_t values_before = 0;
  for (std::size_t size = 0; size < 4096; size += sizeof(call::Value) / 2) {
    const GuardedMemory memory(std::size_t{size / 16 * 16});
    call::Arena arena({memory.data(), memory.size()});
    call::Call call{};
    ASSERT_TRUE(decode(std::as_bytes(std::span(record)), arena, call));
    std::size_t values = 0;
    const auto count = [&](const auto& self, const Tree& tree) -> void {
      values += tree.kind != call::Kind::missing;
      for (const Tree& one : tree.children) self(self, one);
    };
    for (std::size_t i = 0; i < row.argument_count; i++) {
      ASSERT_NE(call.arguments[i].in, nullptr);
      count(count, in(call, i));
    }
    ASSERT_NE(call.arguments[2].out, nullptr);
    count(count, out(call, 2));
    EXPECT_GE(values, values_before);
    EXPECT_LE(values, size / sizeof(call::Value));
    values_before = values;
  }
  EXPECT_EQ(values_before, 20u) << "session, template of 11 with 3 in one and 2 in another, room, object";
}

}  // namespace
}  // namespace p11trace::record
