// Records calls as the logging filter does.
#include "tests/formatters/record/recorder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "formatters/record/decode.h"
#include "formatters/record/encode.h"

namespace p11trace::record {

namespace {

struct Engine {
  void (*inputs)(Encoder&, Slots, std::uint16_t, std::uint64_t, std::uint64_t) noexcept;
  void (*outputs)(Encoder&, Slots, CK_RV, std::uint64_t) noexcept;
};

#define P11TRACE_ENGINE(name, parameters) \
  {encode_inputs<pkcs11::Function::name>, encode_outputs<pkcs11::Function::name>},
constexpr Engine engines[] = {CK_FUNCTIONS(P11TRACE_ENGINE)};
#undef P11TRACE_ENGINE

constexpr std::size_t values_size = std::size_t{64} << 10;

}  // namespace

void encode_inputs_of(pkcs11::Function function, Encoder& encoder, Slots slots) {
  engines[pkcs11::index_of(function)].inputs(encoder, slots, recorded_module, recorded_caller, recorded_start);
}

void encode_outputs_of(pkcs11::Function function, Encoder& encoder, Slots slots, CK_RV result) {
  engines[pkcs11::index_of(function)].outputs(encoder, slots, result, recorded_duration);
}

Recorder::Recorder(Show show, std::size_t record_size) : buffer_(record_size), values_(values_size) {
  policy.show = show;
}

void Recorder::enter_with(std::size_t size, pkcs11::Function function, std::vector<std::uint64_t> slots) {
  function_ = function;
  slots_ = std::move(slots);
  encoder_.emplace(std::span(buffer_.data(), size), policy,
                   ModuleMemory{*classes_, salt_, sees_objects, mechanisms_.get()});
  encode_inputs_of(function, *encoder_, slots_.data());
}

void Recorder::leave(CK_RV result) { encode_outputs_of(function_, *encoder_, slots_.data(), result); }

bool Recorder::is_untouched_behind(std::size_t size) const {
  return std::all_of(buffer_.data() + size, buffer_.data() + buffer_.size(),
                     [](std::byte byte) { return byte == GuardedMemory::untouched; });
}

std::string Recorder::record() const {
  const std::span<const std::byte> bytes = encoder_->record();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const call::Call& Recorder::decoded() {
  copy_.emplace(record());
  call::Arena arena(values_);
  if (!decode({copy_->data(), copy_->size()}, arena, call_)) ADD_FAILURE() << "the record cannot be decoded";
  return call_;
}

}  // namespace p11trace::record
