// Makes the value tree of a call from its record.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "formatters/call/arena.h"
#include "formatters/call/call.h"
#include "formatters/record/record.h"

namespace p11trace::record {

// The header at the beginning of `bytes`, or nothing if it is not one of a whole record with a known function.
std::optional<Header> read_header(std::span<const std::byte> bytes) noexcept;

// Decodes one record. Values point into `record` and live in `arena`: both must outlive the call. Whatever the bytes
// are, nothing outside them is read; what is missing, or does not fit into the arena, is a value of Kind::missing.
// Times stay clock ticks; process, thread and module are left for the caller to fill in. False if there is no record.
bool decode(std::span<const std::byte> record, call::Arena& arena, call::Call& call) noexcept;

}  // namespace p11trace::record
