// Records that were cut off or changed: decoding and rendering them stays inside their bytes, whatever they say.
#include <gtest/gtest.h>

#include <random>

#include "formatters/record/decode.h"
#include "formatters/text/text.h"
#include "tests/formatters/record/made_call.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::record {
namespace {

std::string made_record(const pkcs11::FunctionRow& row, Outcome outcome = Outcome::ok) {
  Recorder recorder(Show::data);
  recorder.policy.bytes = 16;
  MadeCall made(row, outcome, recorder.policy);
  recorder.enter(row.id, made.slots());
  made.answer();
  if (outcome != Outcome::running) recorder.leave(made.result());
  return recorder.record();
}

// Decodes and renders what lies at the end of a page, with the memory that one call has.
class Reader {
 public:
  // False if it is no record.
  bool read(const std::string& bytes) {
    const std::size_t size = bytes.size();
    std::memcpy(end() - size, bytes.data(), size);
    return read_last(size);
  }

  // The last `size` bytes as they stand.
  bool read_last(std::size_t size) {
    const std::span<const std::byte> record(end() - size, size);
    call::Arena arena({values_.data(), values_.size()});
    call::Call call{};
    if (!decode(record, arena, call)) return false;
    for (const call::Argument& argument : call.arguments_of_row()) {
      EXPECT_NE(argument.in, nullptr);
      expect_inside(argument.in, record);
      expect_inside(argument.out, record);
    }
    text::Line line({line_.as<char>(), line_.size()});
    text::render(call, 0, line);
    line.finish();
    return true;
  }

  std::byte* end() const noexcept { return memory_.data() + memory_.size(); }

 private:
  void expect_inside(const call::Value* value, std::span<const std::byte> record) {
    for (; value != nullptr; value = value->next) {
      if (!value->data.empty()) {
        EXPECT_GE(value->data.data(), record.data());
        EXPECT_LE(value->data.data() + value->data.size(), record.data() + record.size());
      }
      expect_inside(value->children, record);
    }
  }

  GuardedMemory memory_{std::size_t{4096}};
  GuardedMemory values_{std::size_t{16384}};
  GuardedMemory line_{std::size_t{8192}};
};

void set_size(std::string& record, std::size_t size) {
  const auto word = static_cast<std::uint32_t>(size);
  std::memcpy(record.data() + offsetof(Header, size), &word, sizeof word);
}

TEST(DamagedRecord, the_beginning_of_a_record_is_no_record) {
  Reader reader;
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    const std::string whole = made_record(row);
    for (std::size_t size = 0; size < whole.size(); size++)
      EXPECT_FALSE(reader.read(whole.substr(0, size))) << row.name << ' ' << size;
    EXPECT_TRUE(reader.read(whole)) << row.name;
  }
}

TEST(DamagedRecord, a_record_that_claims_to_end_early_is_read_to_where_it_ends) {
  Reader reader;
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    for (const Outcome outcome : {Outcome::ok, Outcome::running}) {
      const std::string whole = made_record(row, outcome);
      for (std::size_t size = 0; size < whole.size(); size++) {
        std::string part = whole.substr(0, size);
        if (size < sizeof(Header)) continue;
        set_size(part, size);
        const bool sound = reader.read(part);
        // Of a call that returned, the outputs may begin past the end now.
        const bool may_be = size % 8 == 0;
        EXPECT_TRUE(sound == may_be || (may_be && outcome == Outcome::ok)) << row.name << ' ' << size;
      }
    }
  }
}

TEST(DamagedRecord, every_single_bit_may_be_wrong) {
  Reader reader;
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    const std::string whole = made_record(row);
    reader.read(whole);
    std::byte* const begin = reader.end() - whole.size();
    for (std::size_t i = 0; i < whole.size(); i++) {
      for (unsigned bit = 0; bit < 8; bit++) {
        begin[i] ^= std::byte{1} << bit;
        reader.read_last(whole.size());
        begin[i] ^= std::byte{1} << bit;
      }
    }
    if (HasFailure()) FAIL() << row.name;
  }
}

TEST(DamagedRecord, many_bytes_may_be_wrong) {
  Reader reader;
  std::mt19937_64 random(20240607);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    const std::string whole = made_record(row);
    for (int round = 0; round < 400; round++) {
      std::string record = whole;
      for (std::size_t changes = 1 + below(8); changes != 0; changes--) {
        const std::size_t at = sizeof(Header) + below(record.size() - sizeof(Header));
        constexpr char interesting[] = {'\0', '\1', '\2', '\x12', '\x7f', '\xff'};
        record[at] = below(2) == 0 ? interesting[below(sizeof interesting)] : static_cast<char>(random());
      }
      reader.read(record);
      // As a record of another function.
      record[offsetof(Header, function)] = static_cast<char>(below(pkcs11::function_count));
      reader.read(record);
    }
    if (HasFailure()) FAIL() << row.name;
  }
}

TEST(DamagedRecord, a_header_that_makes_no_sense_is_refused) {
  const std::string whole = made_record(row_of(pkcs11::Function::C_Sign));
  Header header;
  std::memcpy(&header, whole.data(), sizeof header);
  const auto refuses = [&](auto change) {
    Header changed = header;
    change(changed);
    std::string record = whole;
    std::memcpy(record.data(), &changed, sizeof changed);
    return !Reader().read(record);
  };
  EXPECT_FALSE(refuses([](Header&) {}));
  EXPECT_TRUE(refuses([](Header& h) { h.size = 0; }));
  EXPECT_TRUE(refuses([](Header& h) { h.size = sizeof(Header) - 8; }));
  EXPECT_TRUE(refuses([](Header& h) { h.size += 8; }));
  EXPECT_TRUE(refuses([](Header& h) { h.size = 0xfffffff8; }));
  EXPECT_TRUE(refuses([](Header& h) { h.size -= 4; }));
  EXPECT_TRUE(refuses([](Header& h) { h.function = 104; }));
  EXPECT_TRUE(refuses([](Header& h) { h.function = 255; }));
  EXPECT_TRUE(refuses([](Header& h) { h.outputs_at = 8; }));
  EXPECT_TRUE(refuses([](Header& h) { h.outputs_at = h.size + 8; }));
  EXPECT_TRUE(refuses([](Header& h) { h.outputs_at += 4; }));
}

TEST(DamagedRecord, what_is_missing_says_so) {
  std::string record = made_record(row_of(pkcs11::Function::C_EncryptInit), Outcome::running);
  // The session, and nothing of the mechanism.
  const auto decoded_to = [&](std::size_t size) {
    set_size(record, size);
    std::vector<std::byte> values(16384);
    call::Arena arena(values);
    call::Call call{};
    EXPECT_TRUE(decode(std::as_bytes(std::span(record)), arena, call));
    return std::vector<Tree>{in(call, 0), in(call, 1), in(call, 2)};
  };
  const Tree session{.kind = call::Kind::session, .number = 0x5e55};
  EXPECT_EQ(decoded_to(sizeof(Header)), (std::vector<Tree>{{}, {}, {}}));
  EXPECT_EQ(decoded_to(sizeof(Header) + 8), (std::vector<Tree>{session, {}, {}}));
  const std::vector<Tree> half = decoded_to(sizeof(Header) + 16);
  EXPECT_EQ(half[1].kind, call::Kind::missing) << half[1];
  const std::vector<Tree> type_only = decoded_to(sizeof(Header) + 24);
  EXPECT_EQ(child(type_only[1], "mechanism").number, CKM_AES_GMAC);
  EXPECT_EQ(child(type_only[1], "pParameter").kind, call::Kind::missing);
  EXPECT_EQ(type_only[2], Tree{});
}

TEST(DamagedRecord, an_attribute_whose_type_is_missing_is_not_taken_for_another) {
  const GuardedMemory label(std::string_view("label"));
  std::string content;
  for (int i = 0; i < 2; i++) content += bytes_of(CK_ATTRIBUTE{CKA_LABEL, label.data(), label.size()});
  const GuardedMemory entries(content);
  Recorder recorder;
  recorder.enter(pkcs11::Function::C_FindObjectsInit, {1, reinterpret_cast<std::uintptr_t>(entries.data()), 2});
  std::string record = recorder.record();
  // Header, session, extent, first entry of type, extent and five bytes; the second is gone.
  const std::size_t first = sizeof(Header) + 8 + 8 + 24;
  ASSERT_EQ(record.size(), first + 24);
  set_size(record, first);
  std::vector<std::byte> values(16384);
  call::Arena arena(values);
  call::Call call{};
  ASSERT_TRUE(decode(std::as_bytes(std::span(record)), arena, call));
  const Tree found = in(call, 1);
  EXPECT_EQ(found.number, 2u);
  ASSERT_EQ(found.children.size(), 1u);
  EXPECT_EQ(found.children[0].name, "CKA_LABEL");
}

}  // namespace
}  // namespace p11trace::record
