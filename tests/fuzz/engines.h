// encode_inputs and encode_outputs of a function that is known when running only.
#pragma once

#include <cstdint>

#include "formatters/record/encoder.h"

namespace p11trace::fuzz {

void encode_inputs_of(pkcs11::Function function, record::Encoder& encoder, record::Slots slots);
void encode_outputs_of(pkcs11::Function function, record::Encoder& encoder, record::Slots slots, CK_RV result);

}  // namespace p11trace::fuzz
