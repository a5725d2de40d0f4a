// For libFuzzer: calls of any functions with any arguments are recorded, decoded and written in both forms. Nothing is
// read that is not to be read, no secret gets into a record, and a record that is whole decodes whole.
#include <algorithm>
#include <atomic>
#include <vector>

#include "formatters/json/object.h"
#include "formatters/record/decode.h"
#include "tests/fuzz/engines.h"
#include "tests/fuzz/fuzzed_call.h"
#include "tests/fuzz/sound_forms.h"

using namespace p11trace;
using fuzz::FuzzInput;
using fuzz::require;

namespace {

record::Policy some_policy(FuzzInput& input) {
  record::Policy policy;
  policy.bytes = input.one_of({64, 0, 1, 7, 1000, ~std::uint64_t{0}});
  policy.items = input.one_of({32, 0, 1, 3, 1000, ~std::uint64_t{0}});
  policy.show = static_cast<record::Show>(input.one_of({0, 0, 1, 2}));
  policy.key = {0x0123456789abcdef, 0xfedcba9876543210};
  policy.safe_reads = input.one_in(8);
  return policy;
}

// Sixteen bytes of one: no value that is not a secret has them.
bool has_secret(std::span<const std::byte> record) {
  std::size_t row = 0;
  for (const std::byte byte : record) {
    row = byte == std::byte{FuzzInput::secret_byte} ? row + 1 : 0;
    if (row == 16) return true;
  }
  return false;
}

bool is_whole(const call::Value& value) {
  if (value.kind == call::Kind::missing) return false;
  for (const call::Value* child = value.children; child != nullptr; child = child->next)
    if (!is_whole(*child)) return false;
  return true;
}

bool is_whole(const call::Call& call) {
  for (const call::Argument& argument : call.arguments_of_row())
    if (!is_whole(*argument.in) || (argument.out != nullptr && !is_whole(*argument.out))) return false;
  return true;
}

// What is one word of the call is that word again: a piece before it that was read too long or too short would show.
bool has_words(const call::Call& call, record::Slots slots) {
  for (const call::Argument& argument : call.arguments_of_row()) {
    using enum pkcs11::Role;
    const pkcs11::Role role = argument.row->role;
    const bool is_word =
        role == session || role == slot || role == object || role == number || role == flags || role == constant;
    if (is_word && argument.in->number != *slots) return false;
    slots += pkcs11::parameters_of(role);
  }
  return true;
}

void check(std::span<const std::byte> record, record::Slots slots, const record::Policy& policy, FuzzInput& input) {
  const bool hides = policy.show != record::Show::secrets;
  require(!hides || !has_secret(record));
  // Of its own, so that reading past it is seen.
  const std::vector<std::byte> copy(record.begin(), record.end());
  const bool has_little_room = input.one_in(4);
  // Enough for all that fits into a record.
  static std::vector<std::byte> enough(std::size_t{1} << 20);
  std::vector<std::byte> little(has_little_room ? input.below(8192) : 0);
  const std::span<std::byte> values = has_little_room ? little : enough;
  call::Arena arena(values);
  call::Call call;
  require(record::decode(copy, arena, call));
  require(call.cut || has_little_room || (is_whole(call) && has_words(call, slots)));
  call.module = "fuzzed";
  fuzz::require_sound_forms(call, json::Object::least + (has_little_room ? input.below(8192) : 8192));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  record::ObjectClasses classes;
  record::MessageMechanisms mechanisms;
  std::atomic<std::uint64_t> salt = 0x5a17;
  const record::Policy policy = some_policy(input);
  const bool is_whole = !input.one_in(8);
  constexpr std::size_t most_calls = 16;
  for (std::size_t i = 0; i < most_calls && !input.is_used_up(); i++) {
    const pkcs11::FunctionRow& row = pkcs11::functions[input.below(pkcs11::function_count)];
    const std::size_t room = input.one_in(4) ? sizeof(record::Header) + input.below(2048) : 16384;
    const fuzz::Circumstances circumstances{policy, is_whole, mechanisms, salt.load()};
    fuzz::FuzzedCall call(input, row, circumstances);
    std::vector<std::byte> buffer(room);
    record::Encoder encoder(buffer, policy, {classes, salt, is_whole, &mechanisms});
    fuzz::encode_inputs_of(row.id, encoder, call.slots());
    check(encoder.record(), call.slots(), policy, input);
    const CK_RV result = call.answer();
    fuzz::encode_outputs_of(row.id, encoder, call.slots(), result);
    check(encoder.record(), call.slots(), policy, input);
  }
  return 0;
}
