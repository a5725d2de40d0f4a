// Pointers to nowhere, when the kernel is asked before memory is read.
#include <gtest/gtest.h>

#include "formatters/pkcs11/functions.h"
#include "formatters/record/readable.h"
#include "tests/formatters/record/recorder.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::record {
namespace {

using call::Kind;
using enum pkcs11::Function;
using enum pkcs11::Role;

class SafeRecorder : public Recorder {
 public:
  explicit SafeRecorder(Show show = Show::open) : Recorder(show) { policy.safe_reads = true; }
};

TEST(Readable, is_what_is_mapped_and_may_be_read) {
  const GuardedMemory memory(std::size_t{10000});
  EXPECT_TRUE(is_readable(memory.data(), 10000));
  EXPECT_FALSE(is_readable(memory.data(), 10001)) << "the page behind it";
  EXPECT_TRUE(is_readable(nullptr, 0));
  EXPECT_FALSE(is_readable(nullptr, 1));
  EXPECT_FALSE(is_readable(memory.data(), ~std::size_t{0}));
  EXPECT_FALSE(is_readable(reinterpret_cast<void*>(std::uintptr_t{0xdead0000dead0000}), 8));
  memory.close();
  EXPECT_FALSE(is_readable(memory.data(), 1));
  const GuardedMemory large(std::size_t{1} << 20);
  EXPECT_TRUE(is_readable(large.data(), large.size()));
  EXPECT_FALSE(is_readable(large.data(), large.size() + 1));
}

TEST(SafeReads, no_pointer_of_any_function_makes_it_crash) {
  const GuardedMemory nowhere(std::size_t{4096});
  nowhere.close();
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    for (const Show show : {Show::open, Show::secrets}) {
      for (const CK_RV result : {CKR_OK, CKR_BUFFER_TOO_SMALL, CKR_DEVICE_ERROR}) {
        const auto address = reinterpret_cast<std::uintptr_t>(nowhere.data());
        std::vector<std::uint64_t> slots;
        for (std::size_t i = 0; i < row.argument_count; i++) {
          const pkcs11::Role role = row.arguments[i].role;
          const bool has_length_pointer =
              role == bytes_out || role == numbers_out || role == slots_out || role == interfaces_out;
          const std::uint64_t words[] = {address, has_length_pointer ? address : 3, address};
          slots.insert(slots.end(), words, words + pkcs11::parameters_of(role));
        }
        SafeRecorder recorder(show);
        recorder.enter(row.id, slots);
        recorder.leave(result);
        const call::Call& call = recorder.decoded();
        EXPECT_EQ(call.function, &row);
        EXPECT_EQ(call.return_value, result);
      }
    }
  }
}

TEST(SafeReads, a_template_that_is_nowhere_is_unreadable) {
  const GuardedMemory nowhere(std::size_t{64});
  nowhere.close();
  SafeRecorder recorder;
  const call::Call& call = recorder.call<C_FindObjectsInit>(CKR_ARGUMENTS_BAD, 1, nowhere.as<CK_ATTRIBUTE>(), 2);
  EXPECT_EQ(in(call, 1), (Tree{.kind = Kind::unreadable, .number = 2}));
}

TEST(SafeReads, a_length_past_the_end_of_a_mapping_is_unreadable_and_its_neighbours_are_shown) {
  const GuardedMemory id(std::string_view("id"));
  const GuardedMemory label(std::string_view("label"));
  const GuardedMemory entries(bytes_of(CK_ATTRIBUTE{CKA_ID, id.data(), 3}) +
                              bytes_of(CK_ATTRIBUTE{CKA_LABEL, label.data(), 5}));
  SafeRecorder recorder;
  const call::Call& call = recorder.call<C_FindObjectsInit>(CKR_OK, 1, entries.as<CK_ATTRIBUTE>(), 2);
  EXPECT_EQ(child(in(call, 1), "CKA_ID").kind, Kind::unreadable);
  EXPECT_EQ(child(in(call, 1), "CKA_LABEL").data, "label");
}

TEST(SafeReads, data_to_be_signed_that_is_nowhere_has_no_fingerprint) {
  const GuardedMemory data(std::string_view("data"));
  CK_BYTE signature[8];
  CK_ULONG size = 8;
  SafeRecorder recorder;
  EXPECT_EQ(in(recorder.call<C_Sign>(CKR_OK, 1, data.as<CK_BYTE>(), 5, signature, &size), 1),
            (Tree{.kind = Kind::unreadable, .number = 5}));
  EXPECT_EQ(in(recorder.call<C_Sign>(CKR_OK, 1, data.as<CK_BYTE>(), 4, signature, &size), 1).kind, Kind::sensitive);
}

TEST(SafeReads, interfaces_that_a_module_puts_nowhere_are_unreadable) {
  const GuardedMemory nowhere(std::size_t{64});
  nowhere.close();
  CK_ULONG count = 2;
  SafeRecorder recorder;
  EXPECT_EQ(out(recorder.call<C_GetInterfaceList>(CKR_OK, nowhere.as<CK_INTERFACE>(), &count), 0),
            (Tree{.kind = Kind::unreadable, .number = 2}));
  CK_INTERFACE* interface = nowhere.as<CK_INTERFACE>();
  EXPECT_EQ(out(recorder.call<C_GetInterface>(CKR_OK, nullptr, nullptr, &interface, 0), 2),
            (Tree{.kind = Kind::unreadable, .number = 1}));
}

TEST(SafeReads, a_parameter_and_what_it_points_to_may_be_nowhere) {
  const GuardedMemory nowhere(std::size_t{64});
  nowhere.close();
  CK_GCM_PARAMS parameter{nowhere.as<CK_BYTE>(), 12, 96, nullptr, 0, 128};
  CK_MECHANISM mechanism{CKM_AES_GCM, &parameter, sizeof parameter};
  SafeRecorder recorder;
  Tree tree = in(recorder.call<C_EncryptInit>(CKR_OK, 1, &mechanism, 5), 1);
  EXPECT_EQ(child(child(tree, "pParameter"), "pIv").kind, Kind::unreadable);
  EXPECT_EQ(child(child(tree, "pParameter"), "ulTagBits").number, 128u);
  mechanism.pParameter = nowhere.data();
  tree = in(recorder.call<C_EncryptInit>(CKR_OK, 1, &mechanism, 5), 1);
  EXPECT_EQ(child(tree, "pParameter").kind, Kind::unreadable);
}

}  // namespace
}  // namespace p11trace::record
