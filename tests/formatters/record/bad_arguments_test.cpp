// Arguments that a module would refuse, and answers that no module should give: nothing of them is followed too far.
#include <gtest/gtest.h>

#include "tests/formatters/record/recorder.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::record {
namespace {

using call::Kind;
using enum pkcs11::Function;

constexpr CK_ULONG absurd[] = {absurd_length + 1, std::uint64_t{1} << 36, (std::uint64_t{1} << 36) - 1,
                               std::uint64_t{1} << 63, ~std::uint64_t{0}};

// Memory that nobody may read.
class Forbidden : public GuardedMemory {
 public:
  Forbidden() : GuardedMemory(std::size_t{64}) { close(); }
};

TEST(BadArguments, one_buffer_may_be_input_and_output) {
  const GuardedMemory buffer(std::string_view("plaintext bytes!"));
  const GuardedMemory length(bytes_of(16UL));
  Recorder recorder(Show::data);
  const call::Call& call = recorder.call<C_Encrypt>(
      [&] {
        buffer.write("ciphertext bytes");
        return CKR_OK;
      },
      1, buffer.as<CK_BYTE>(), 16, buffer.as<CK_BYTE>(), length.as<CK_ULONG>());
  EXPECT_EQ(in(call, 1).data, "plaintext bytes!");
  EXPECT_EQ(out(call, 2).data, "ciphertext bytes");
}

TEST(BadArguments, an_absurd_length_is_told_and_not_followed) {
  const Forbidden bytes;
  for (const CK_ULONG length : absurd) {
    for (const Show show : {Show::open, Show::secrets}) {
      Recorder recorder(show);
      const Tree expected{.kind = Kind::not_read, .number = length};
      EXPECT_EQ(in(recorder.call<C_DigestUpdate>(CKR_OK, 1, bytes.as<CK_BYTE>(), length), 1), expected);
      EXPECT_EQ(in(recorder.call<C_VerifyFinal>(CKR_OK, 1, bytes.as<CK_BYTE>(), length), 1), expected);
      const Tree pin = in(recorder.call<C_Login>(CKR_OK, 1, CKU_USER, bytes.as<CK_BYTE>(), length), 2);
      EXPECT_EQ(pin, show == Show::open ? Tree{.kind = Kind::secret} : expected);
    }
  }
}

TEST(BadArguments, an_absurd_count_of_attributes_is_told_and_not_followed) {
  const Forbidden entries;
  for (const CK_ULONG count : {CK_ULONG{absurd_count} + 1, ~CK_ULONG{0}, ~CK_ULONG{0} / sizeof(CK_ATTRIBUTE) + 1}) {
    Recorder recorder;
    const Tree expected{.kind = Kind::not_read, .number = count};
    EXPECT_EQ(in(recorder.call<C_FindObjectsInit>(CKR_OK, 1, entries.as<CK_ATTRIBUTE>(), count), 1), expected);
    const call::Call& call = recorder.call<C_GetAttributeValue>(CKR_OK, 1, 7, entries.as<CK_ATTRIBUTE>(), count);
    EXPECT_EQ(in(call, 2), expected);
    EXPECT_EQ(out(call, 2), (Tree{.kind = Kind::not_written}));
  }
}

TEST(BadArguments, an_attribute_of_absurd_length_is_told_and_not_followed) {
  const Forbidden bytes;
  for (const CK_ULONG length : absurd) {
    const Template entries{CK_ATTRIBUTE{CKA_LABEL, bytes.data(), length}};
    Recorder recorder;
    const Tree expected = Tree{.kind = Kind::not_read, .number = length}.named("CKA_LABEL", CKA_LABEL);
    EXPECT_EQ(in(recorder.call<C_FindObjectsInit>(CKR_OK, 1, entries.data(), 1), 1).children.at(0), expected);
    // Nor if the module says that it wrote as much.
    const Tree answer = out(recorder.call<C_GetAttributeValue>(CKR_OK, 1, 7, entries.data(), 1), 2).children.at(0);
    EXPECT_EQ(answer.kind, length == CK_UNAVAILABLE_INFORMATION ? Kind::unavailable : Kind::not_read);
  }
}

TEST(BadArguments, room_of_absurd_length_is_read_no_further_than_was_written) {
  const GuardedMemory signature(std::string_view("signature"));
  for (const CK_ULONG room : absurd) {
    const GuardedMemory length(bytes_of(room));
    Recorder recorder;
    const call::Call& call = recorder.call<C_SignFinal>(
        [&] {
          *length.as<CK_ULONG>() = 9;
          return CKR_OK;
        },
        1, signature.as<CK_BYTE>(), length.as<CK_ULONG>());
    EXPECT_EQ(in(call, 1), (Tree{.kind = Kind::room, .number = room}));
    EXPECT_EQ(out(call, 1), (Tree{.kind = Kind::bytes, .number = 9, .data = "signature"}));
  }
}

TEST(BadArguments, a_module_that_says_it_wrote_absurdly_much_is_not_believed) {
  const Forbidden bytes;
  const GuardedMemory length(bytes_of(~CK_ULONG{0}));
  Recorder recorder;
  const call::Call& call = recorder.call<C_SignFinal>(CKR_OK, 1, bytes.as<CK_BYTE>(), length.as<CK_ULONG>());
  EXPECT_EQ(out(call, 1), (Tree{.kind = Kind::not_read, .number = ~CK_ULONG{0}}));
  const call::Call& list = recorder.call<C_GetMechanismList>(CKR_OK, 1, bytes.as<CK_ULONG>(), length.as<CK_ULONG>());
  EXPECT_EQ(out(list, 1), (Tree{.kind = Kind::not_read, .number = ~CK_ULONG{0}}));
  const call::Call& interfaces =
      recorder.call<C_GetInterfaceList>(CKR_OK, bytes.as<CK_INTERFACE>(), length.as<CK_ULONG>());
  EXPECT_EQ(out(interfaces, 0), (Tree{.kind = Kind::not_read, .number = ~CK_ULONG{0}}));
  const call::Call& objects =
      recorder.call<C_FindObjects>(CKR_OK, 1, bytes.as<CK_ULONG>(), ~CK_ULONG{0}, length.as<CK_ULONG>());
  EXPECT_EQ(out(objects, 1), (Tree{.kind = Kind::not_read, .number = ~CK_ULONG{0}}));
  const call::Call& random = recorder.call<C_GenerateRandom>(CKR_OK, 1, bytes.as<CK_BYTE>(), ~CK_ULONG{0});
  EXPECT_EQ(out(random, 1), (Tree{.kind = Kind::not_read, .number = ~CK_ULONG{0}}));
}

TEST(BadArguments, ok_with_more_than_there_was_room_for_is_not_read) {
  const Forbidden bytes;
  const Forbidden handles;
  Recorder recorder;
  const GuardedMemory length(bytes_of(64UL));
  const auto answers = [&](CK_ULONG size) {
    return [&length, size] {
      *length.as<CK_ULONG>() = size;
      return CKR_OK;
    };
  };
  const Tree expected{.kind = Kind::wanted, .number = 65};
  EXPECT_EQ(out(recorder.call<C_SignFinal>(answers(65), 1, bytes.as<CK_BYTE>(), length.as<CK_ULONG>()), 1), expected);
  *length.as<CK_ULONG>() = 64;
  EXPECT_EQ(out(recorder.call<C_GetSlotList>(answers(65), CK_TRUE, handles.as<CK_ULONG>(), length.as<CK_ULONG>()), 1),
            expected);
  EXPECT_EQ(out(recorder.call<C_FindObjects>(answers(65), 1, handles.as<CK_ULONG>(), 64, length.as<CK_ULONG>()), 1),
            expected);
}

TEST(BadArguments, a_length_pointer_that_is_null_leaves_the_buffer_unread) {
  const Forbidden bytes;
  for (const CK_RV result : {CKR_OK, CKR_BUFFER_TOO_SMALL, CKR_ARGUMENTS_BAD}) {
    Recorder recorder;
    const Tree no_length{.kind = Kind::no_length};
    const Tree not_written{.kind = Kind::not_written};
    const call::Call& sign = recorder.call<C_SignFinal>(result, 1, bytes.as<CK_BYTE>(), nullptr);
    EXPECT_EQ(in(sign, 1), no_length);
    EXPECT_EQ(out(sign, 1), not_written);
    const call::Call& find = recorder.call<C_FindObjects>(result, 1, bytes.as<CK_ULONG>(), 5, nullptr);
    EXPECT_EQ(in(find, 1), (Tree{.kind = Kind::no_length, .number = 5}));
    EXPECT_EQ(out(find, 1), not_written);
    // "More data follows", in the message functions.
    const GuardedMemory data(std::string_view("data"));
    const call::Call& next =
        recorder.call<C_SignMessageNext>(result, 1, nullptr, 0, data.as<CK_BYTE>(), 4, nullptr, nullptr);
    EXPECT_EQ(in(next, 3), (Tree{.kind = Kind::null}));
    EXPECT_EQ(out(next, 3), not_written);
  }
}

TEST(BadArguments, encapsulating_as_a_size_query_makes_no_key) {
  const GuardedMemory mechanism(bytes_of(CK_MECHANISM{CKM_ML_KEM, nullptr, 0}));
  const GuardedMemory length(bytes_of(0UL));
  const Forbidden key;
  Recorder recorder;
  const call::Call& call = recorder.call<C_EncapsulateKey>(
      [&] {
        *length.as<CK_ULONG>() = 1088;
        return CKR_OK;
      },
      1, mechanism.as<CK_MECHANISM>(), 5, nullptr, 0, nullptr, length.as<CK_ULONG>(), key.as<CK_ULONG>());
  EXPECT_EQ(in(call, 4).kind, Kind::wanted);
  EXPECT_EQ(out(call, 4), (Tree{.kind = Kind::wanted, .number = 1088}));
  EXPECT_EQ(in(call, 5), (Tree{.kind = Kind::room, .number = 1}));
  EXPECT_EQ(out(call, 5), (Tree{.kind = Kind::not_written}));
}

TEST(BadArguments, encapsulating_makes_a_key) {
  const GuardedMemory mechanism(bytes_of(CK_MECHANISM{CKM_ML_KEM, nullptr, 0}));
  const GuardedMemory ciphertext(std::string(32, 'c'));
  const GuardedMemory length(bytes_of(32UL));
  const GuardedMemory key(bytes_of(77UL));
  Recorder recorder;
  const call::Call& call =
      recorder.call<C_EncapsulateKey>(CKR_OK, 1, mechanism.as<CK_MECHANISM>(), 5, nullptr, 0, ciphertext.as<CK_BYTE>(),
                                      length.as<CK_ULONG>(), key.as<CK_ULONG>());
  EXPECT_EQ(out(call, 5), (Tree{.kind = Kind::object, .number = 77}));
}

TEST(BadArguments, a_mechanism_without_parameter_is_only_its_type) {
  const GuardedMemory mechanism(bytes_of(CK_MECHANISM{CKM_SHA256, nullptr, 0}));
  Recorder recorder;
  const Tree tree = in(recorder.call<C_DigestInit>(CKR_OK, 1, mechanism.as<CK_MECHANISM>()), 1);
  ASSERT_EQ(tree.children.size(), 1u);
  EXPECT_EQ(tree.children[0].number, CKM_SHA256);
  // A length beside NULL is worth telling.
  mechanism.as<CK_MECHANISM>()->ulParameterLen = 12;
  const Tree odd = in(recorder.call<C_DigestInit>(CKR_OK, 1, mechanism.as<CK_MECHANISM>()), 1);
  EXPECT_EQ(child(odd, "pParameter"), (Tree{.kind = Kind::null, .number = 12, .name = "pParameter"}));
}

TEST(BadArguments, structures_may_lie_at_any_address) {
  for (std::size_t gap = 1; gap < 8; gap++) {
    SCOPED_TRACE(gap);
    Recorder recorder;
    const GuardedMemory label(std::string_view("label"));
    const GuardedMemory entries(bytes_of(CK_ATTRIBUTE{CKA_LABEL, label.data(), 5}), gap);
    EXPECT_EQ(in(recorder.call<C_FindObjectsInit>(CKR_OK, 1, entries.as<CK_ATTRIBUTE>(), 1), 1).children.at(0).data,
              "label");
    EXPECT_EQ(
        out(recorder.call<C_GetAttributeValue>(CKR_OK, 1, 2, entries.as<CK_ATTRIBUTE>(), 1), 2).children.at(0).data,
        "label");
    const GuardedMemory mechanism(bytes_of(CK_MECHANISM{CKM_SHA256, nullptr, 0}), gap);
    EXPECT_EQ(child(in(recorder.call<C_DigestInit>(CKR_OK, 1, mechanism.as<CK_MECHANISM>()), 1), "mechanism").number,
              CKM_SHA256);
    const GuardedMemory handles(bytes_of(8UL) + bytes_of(9UL), gap);
    const GuardedMemory count(bytes_of(2UL), gap);
    EXPECT_EQ(out(recorder.call<C_FindObjects>(CKR_OK, 1, handles.as<CK_ULONG>(), 2, count.as<CK_ULONG>()), 1)
                  .children.at(1)
                  .number,
              9u);
    const GuardedMemory info(bytes_of(CK_SESSION_INFO{7, 1, 2, 3}), gap);
    EXPECT_EQ(child(out(recorder.call<C_GetSessionInfo>(CKR_OK, 1, info.as<CK_SESSION_INFO>()), 1), "slotID").number,
              7u);
    const GuardedMemory handle(bytes_of(99UL), gap);
    EXPECT_EQ(out(recorder.call<C_OpenSession>(CKR_OK, 1, 4, nullptr, nullptr, handle.as<CK_ULONG>()), 4).number, 99u);
    CK_UTF8CHAR name[] = "PKCS 11";
    const GuardedMemory interfaces(bytes_of(CK_INTERFACE{name, nullptr, 0}), gap);
    const GuardedMemory one(bytes_of(1UL), gap);
    const Tree list =
        out(recorder.call<C_GetInterfaceList>(CKR_OK, interfaces.as<CK_INTERFACE>(), one.as<CK_ULONG>()), 0);
    EXPECT_EQ(child(list.children.at(0), "pInterfaceName").data, "PKCS 11");
  }
}

TEST(BadArguments, text_with_a_length_needs_no_nul_behind_it) {
  const GuardedMemory label(std::string(32, 'x'));
  const GuardedMemory name(std::string_view("user"));
  Recorder recorder(Show::data);
  EXPECT_EQ(in(recorder.call<C_InitToken>(CKR_OK, 1, nullptr, 0, label.as<CK_UTF8CHAR>()), 2).number, 32u);
  EXPECT_EQ(in(recorder.call<C_LoginUser>(CKR_OK, 1, CKU_USER, nullptr, 0, name.as<CK_UTF8CHAR>(), 4), 3).data, "user");
}

TEST(BadArguments, text_that_ends_at_its_nul_is_read_no_further) {
  const GuardedMemory name(std::string_view("C_Sign\0", 7));
  Recorder recorder;
  const call::Call& call = recorder.call<C_AsyncGetID>(CKR_FUNCTION_FAILED, 1, name.as<CK_UTF8CHAR>(), nullptr);
  EXPECT_EQ(in(call, 1), (Tree{.kind = Kind::text, .number = 6, .data = "C_Sign"}));
}

TEST(BadArguments, text_without_a_nul_is_read_as_far_as_the_longest_name) {
  const GuardedMemory name(std::string(256, 'n'));
  Recorder recorder;
  recorder.policy.bytes = 300;
  const call::Call& call = recorder.call<C_AsyncGetID>(CKR_FUNCTION_FAILED, 1, name.as<CK_UTF8CHAR>(), nullptr);
  EXPECT_EQ(in(call, 1).data, std::string(256, 'n'));
}

TEST(BadArguments, text_of_blanks_is_empty) {
  const GuardedMemory label(std::string(32, ' '));
  Recorder recorder;
  EXPECT_EQ(in(recorder.call<C_InitToken>(CKR_OK, 1, nullptr, 0, label.as<CK_UTF8CHAR>()), 2),
            (Tree{.kind = Kind::text}));
}

TEST(BadArguments, lengths_too_large_for_an_extent_come_back_whole) {
  const Forbidden bytes;
  for (const CK_ULONG length : {Extent::most_length - 1, Extent::most_length, Extent::most_length + 1, ~CK_ULONG{0}}) {
    Recorder recorder;
    const call::Call& call = recorder.call<C_GenerateRandom>(CKR_DEVICE_ERROR, 1, bytes.as<CK_BYTE>(), length);
    EXPECT_EQ(in(call, 1), (Tree{.kind = Kind::room, .number = length}));
  }
}

TEST(BadArguments, get_interface_answers_null_where_there_is_no_interface) {
  const GuardedMemory place(bytes_of(static_cast<void*>(nullptr)));
  Recorder recorder;
  const call::Call& call = recorder.call<C_GetInterface>(CKR_OK, nullptr, nullptr, place.as<CK_INTERFACE*>(), 0);
  EXPECT_EQ(in(call, 0), (Tree{.kind = Kind::null}));
  EXPECT_EQ(in(call, 1), (Tree{.kind = Kind::null}));
  EXPECT_EQ(out(call, 2), (Tree{.kind = Kind::null}));
}

TEST(BadArguments, find_objects_that_finds_none_is_an_empty_list) {
  const Forbidden handles;
  const GuardedMemory count(bytes_of(0UL));
  Recorder recorder;
  const call::Call& call = recorder.call<C_FindObjects>(CKR_OK, 1, handles.as<CK_ULONG>(), 10, count.as<CK_ULONG>());
  EXPECT_EQ(out(call, 1), (Tree{.kind = Kind::list}));
}

}  // namespace
}  // namespace p11trace::record
