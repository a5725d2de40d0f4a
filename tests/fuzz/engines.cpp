// The templates of encode.h for each function, in a table.
#include "tests/fuzz/engines.h"

#include <array>
#include <utility>

#include "formatters/record/encode.h"

namespace p11trace::fuzz {

namespace {

struct Engine {
  void (*inputs)(record::Encoder&, record::Slots, std::uint16_t, std::uint64_t, std::uint64_t) noexcept;
  void (*outputs)(record::Encoder&, record::Slots, CK_RV, std::uint64_t) noexcept;
};

template <std::size_t... I>
constexpr std::array<Engine, sizeof...(I)> all_engines(std::index_sequence<I...>) {
  return {Engine{record::encode_inputs<pkcs11::Function{I}>, record::encode_outputs<pkcs11::Function{I}>}...};
}
constexpr auto engines = all_engines(std::make_index_sequence<pkcs11::function_count>());

}  // namespace

void encode_inputs_of(pkcs11::Function function, record::Encoder& encoder, record::Slots slots) {
  engines[pkcs11::index_of(function)].inputs(encoder, slots, 1, 0x7f0012345678, 1'000'000'000);
}

void encode_outputs_of(pkcs11::Function function, record::Encoder& encoder, record::Slots slots, CK_RV result) {
  engines[pkcs11::index_of(function)].outputs(encoder, slots, result, 4321);
}

}  // namespace p11trace::fuzz
