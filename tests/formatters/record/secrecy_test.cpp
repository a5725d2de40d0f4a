// What of the caller's memory is found in a record: for every argument of every function, and each level of showing.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/formatters/record/made_call.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::record {
namespace {

using enum pkcs11::Function;
using pkcs11::Secrecy;

constexpr std::size_t limit = 40;

// Whether any eight bytes in a row of `content` (all of it, if it is shorter) stand in `record`.
bool holds_a_part(const std::string& record, const std::string& content) {
  const std::size_t part = std::min<std::size_t>(content.size(), 8);
  for (std::size_t i = 0; i + part <= content.size(); i++)
    if (record.find(content.substr(i, part)) != std::string::npos) return true;
  return false;
}

struct Counts {
  int open = 0;
  int sensitive = 0;
  int secret = 0;
};

Counts expect_kept(Show show, Secrecy most) {
  Counts counts;
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    Recorder recorder(show);
    recorder.policy.bytes = limit;
    MadeCall made(row, Outcome::ok, recorder.policy);
    recorder.enter(row.id, made.slots());
    made.answer();
    recorder.leave(CKR_OK);
    const std::string record = recorder.record();
    for (const MadeCall::Content& content : made.contents()) {
      if (content.bytes.size() < 8) continue;
      (content.secrecy == Secrecy::open        ? counts.open
       : content.secrecy == Secrecy::sensitive ? counts.sensitive
                                               : counts.secret)++;
      const bool whole = record.find(content.bytes.substr(0, limit)) != std::string::npos;
      EXPECT_EQ(whole, content.secrecy <= most) << content.where;
      EXPECT_EQ(holds_a_part(record, content.bytes), content.secrecy <= most) << content.where;
    }
  }
  return counts;
}

TEST(Secrecy, at_first_only_what_is_open_is_found_in_any_record) {
  const Counts counts = expect_kept(Show::open, Secrecy::open);
  // Both sides have been looked at.
  EXPECT_GT(counts.open, 100);
  EXPECT_GT(counts.sensitive, 40);
  EXPECT_GT(counts.secret, 30);
}

TEST(Secrecy, showing_data_adds_what_is_sensitive) { expect_kept(Show::data, Secrecy::sensitive); }

TEST(Secrecy, showing_secrets_adds_everything) { expect_kept(Show::secrets, Secrecy::secret); }

TEST(Secrecy, nothing_in_a_record_tells_how_long_a_pin_is) {
  const auto record_of = [](std::size_t size) {
    Recorder recorder;
    const GuardedMemory pin(std::string(size, '7'));
    recorder.call<C_Login>(CKR_PIN_INCORRECT, 1, CKU_USER, pin.as<CK_UTF8CHAR>(), size);
    return recorder.record();
  };
  EXPECT_EQ(record_of(4), record_of(200));
  EXPECT_EQ(record_of(4), record_of(0));
}

TEST(Secrecy, a_pin_that_is_null_has_no_length_whatever_stands_there) {
  Recorder recorder;
  const call::Call& call = recorder.call<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 1234567);
  EXPECT_EQ(in(call, 2), (Tree{.kind = call::Kind::null}));
}

TEST(Secrecy, the_state_of_an_operation_has_no_length_either) {
  const auto record_of = [](std::size_t size) {
    Recorder recorder;
    const GuardedMemory state(std::string(size, 's'));
    recorder.call<C_SetOperationState>(CKR_OK, 1, state.as<CK_BYTE>(), size, 0, 0);
    return recorder.record();
  };
  EXPECT_EQ(record_of(16), record_of(900));
}

TEST(Secrecy, the_state_of_an_operation_that_is_asked_for_has_neither_room_nor_size_and_a_signature_has_both) {
  const GuardedMemory bytes(std::size_t{64});
  const auto expect = [](const Tree& secret, Tree secret_expected, const Tree& open, Tree open_expected) {
    EXPECT_EQ(secret, secret_expected);
    EXPECT_EQ(open, open_expected);
  };
  const Tree secret{.kind = call::Kind::secret};
  const Tree asked{.kind = call::Kind::wanted};
  const auto tree = [](call::Kind kind, std::uint64_t number) { return Tree{.kind = kind, .number = number}; };
  struct Case {
    CK_ULONG room;
    CK_ULONG size;
    CK_RV result;
    bool query;
  };
  for (const Case& one :
       {Case{64, 5, CKR_OK, false}, Case{64, 65, CKR_OK, false}, Case{64, 65, CKR_BUFFER_TOO_SMALL, false},
        Case{64, 65, CKR_DEVICE_ERROR, false}, Case{64, 65, CKR_OK, true}, Case{64, 65, CKR_DEVICE_ERROR, true}}) {
    SCOPED_TRACE(testing::Message() << one.size << " with result " << one.result << (one.query ? " to a query" : ""));
    CK_BYTE* const buffer = one.query ? nullptr : bytes.as<CK_BYTE>();
    CK_ULONG length = one.room;
    const auto answers = [&] {
      length = one.size;
      return one.result;
    };
    Recorder recorder;
    const call::Call& state = recorder.call<C_GetOperationState>(answers, 1, buffer, &length);
    const Tree state_in = in(state, 1);
    const Tree state_out = out(state, 1);
    length = one.room;
    const call::Call& signature = recorder.call<C_SignFinal>(answers, 1, buffer, &length);
    expect(state_in, one.query ? asked : secret, in(signature, 1),
           tree(one.query ? call::Kind::wanted : call::Kind::room, one.room));
    if (one.result == CKR_DEVICE_ERROR)
      expect(state_out, tree(call::Kind::not_written, 0), out(signature, 1), tree(call::Kind::not_written, 0));
    else if (one.size < one.room) EXPECT_EQ(state_out, secret);
    else expect(state_out, secret, out(signature, 1), tree(call::Kind::wanted, one.size));
  }
}

TEST(Secrecy, nothing_in_a_record_tells_how_long_the_state_of_an_operation_is) {
  const auto record_of = [](CK_ULONG room, CK_ULONG size, CK_RV result) {
    Recorder recorder;
    const GuardedMemory state(room);
    CK_ULONG length = room;
    recorder.call<C_GetOperationState>(
        [&] {
          length = size;
          return result;
        },
        1, state.as<CK_BYTE>(), &length);
    return recorder.record();
  };
  for (const CK_RV result : {CKR_OK, CKR_BUFFER_TOO_SMALL, CKR_DEVICE_ERROR})
    EXPECT_EQ(record_of(100, 40, result), record_of(64, 700, result)) << result;
}

TEST(Secrecy, a_digest_has_a_length_and_a_fingerprint_and_a_ciphertext_is_shown) {
  const GuardedMemory data(std::string_view("data"));
  const GuardedMemory answer(std::string_view("thirty-two bytes of some digest!"));
  const GuardedMemory length(bytes_of(32UL));
  auto* bytes = answer.as<CK_BYTE>();
  auto* size = length.as<CK_ULONG>();
  Recorder recorder;
  const Tree at_once = out(recorder.call<C_Digest>(CKR_OK, 1, data.as<CK_BYTE>(), 4, bytes, size), 2);
  EXPECT_EQ(at_once.kind, call::Kind::sensitive);
  EXPECT_EQ(at_once.number, 32u);
  EXPECT_EQ(recorder.record().find("some digest"), std::string::npos);
  const Tree in_parts = out(recorder.call<C_DigestFinal>(CKR_OK, 1, bytes, size), 1);
  EXPECT_EQ(in_parts, at_once);
  EXPECT_EQ(recorder.record().find("some digest"), std::string::npos);
  EXPECT_EQ(out(recorder.call<C_EncryptFinal>(CKR_OK, 1, bytes, size), 1).data, "thirty-two bytes of some digest!");
  // What is signed later is seen to be this digest.
  EXPECT_EQ(in(recorder.call<C_SignUpdate>(CKR_OK, 1, bytes, 32), 1), at_once);
  // Of its room and size there is no secret.
  EXPECT_EQ(in(recorder.call<C_DigestFinal>(CKR_OK, 1, bytes, size), 1),
            (Tree{.kind = call::Kind::room, .number = 32}));
  EXPECT_EQ(out(recorder.call<C_DigestFinal>(CKR_OK, 1, nullptr, size), 1),
            (Tree{.kind = call::Kind::wanted, .number = 32}));
  recorder.policy.show = Show::data;
  EXPECT_EQ(out(recorder.call<C_Digest>(CKR_OK, 1, data.as<CK_BYTE>(), 4, bytes, size), 2).data,
            "thirty-two bytes of some digest!");
  EXPECT_EQ(out(recorder.call<C_DigestFinal>(CKR_OK, 1, bytes, size), 1).data, "thirty-two bytes of some digest!");
}

Tree data_of(Recorder& recorder, const std::string& data) {
  const GuardedMemory memory(data);
  return in(recorder.call<C_DigestUpdate>(CKR_OK, 1, memory.as<CK_BYTE>(), data.size()), 1);
}

TEST(Secrecy, data_has_a_length_and_a_fingerprint_that_is_equal_for_equal_data) {
  Recorder recorder;
  const Tree data = data_of(recorder, "to be digested");
  EXPECT_EQ(data.kind, call::Kind::sensitive);
  EXPECT_EQ(data.number, 14u);
  EXPECT_NE(data.fingerprint, 0u);
  EXPECT_EQ(data_of(recorder, "to be digested"), data);
  EXPECT_NE(data_of(recorder, "to be digesteD").fingerprint, data.fingerprint);
}

TEST(Secrecy, a_fingerprint_is_of_the_whole_value_and_not_of_what_would_be_shown) {
  Recorder recorder;
  recorder.policy.bytes = 8;
  const Tree data = data_of(recorder, std::string(100000, 'x') + "y");
  EXPECT_EQ(data.number, 100001u);
  EXPECT_NE(data.fingerprint, data_of(recorder, std::string(100000, 'x') + "z").fingerprint);
}

TEST(Secrecy, another_key_gives_other_fingerprints) {
  Recorder recorder;
  const Tree data = data_of(recorder, "to be digested");
  recorder.policy.key.high++;
  EXPECT_NE(data_of(recorder, "to be digested").fingerprint, data.fingerprint);
}

TEST(Secrecy, what_went_in_has_the_fingerprint_of_the_same_data_coming_out) {
  Recorder recorder;
  const Tree data = data_of(recorder, "a plaintext of bytes");
  const GuardedMemory ciphertext(std::string(20, 'c'));
  const GuardedMemory plaintext(std::string_view("a plaintext of bytes"));
  const GuardedMemory length(bytes_of(20UL));
  const call::Call& call =
      recorder.call<C_Decrypt>(CKR_OK, 1, ciphertext.as<CK_BYTE>(), 20, plaintext.as<CK_BYTE>(), length.as<CK_ULONG>());
  EXPECT_EQ(out(call, 2), data);
  EXPECT_EQ(in(call, 1).data, std::string(20, 'c')) << "a ciphertext is open";
}

TEST(Secrecy, a_parameter_that_nobody_describes_is_read_only_if_data_are_to_be_shown) {
  const GuardedMemory parameter(std::string(40, 'p'));
  parameter.close();
  const GuardedMemory mechanism(bytes_of(CK_MECHANISM{CKM_PKCS5_PBKD2, parameter.data(), 40}));
  const auto shown = [&](Show show) {
    Recorder recorder(show);
    return child(in(recorder.call<C_DigestInit>(CKR_OK, 1, mechanism.as<CK_MECHANISM>()), 1), "pParameter");
  };
  EXPECT_EQ(shown(Show::open).kind, call::Kind::not_shown);
  EXPECT_EQ(shown(Show::open).number, 40u);
  parameter.open();
  EXPECT_EQ(shown(Show::data).data, std::string(40, 'p'));
}

}  // namespace
}  // namespace p11trace::record
