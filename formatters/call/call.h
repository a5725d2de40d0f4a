// A call as a tree of values: what decode makes of a record, and all that a formatter ever sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "formatters/pkcs11/family.h"
#include "formatters/pkcs11/functions.h"

namespace p11trace::call {

enum class Kind : std::uint8_t {
  number,    // `number`
  sentinel,  // a number that `text` names (CK_UNAVAILABLE_INFORMATION, CK_EFFECTIVELY_INFINITE)
  boolean,   // a CK_BBOOL: `number`, of which only 0 and 1 have names
  constant,  // `number`, named by `family`
  flags,     // bits of `number`, named by `family`
  session,   // handles: `number`; `children` say what is known of it (names/handle_names.h)
  slot,
  object,
  pointer,      // an address: `number`
  version,      // `number` is major * 256 + minor
  bytes,        // `data`, the first bytes of `number`
  text,         // the same, as characters
  null,         // NULL; `number` is the length that stood beside it
  secret,       // hidden, with its length
  sensitive,    // hidden: `number` bytes with this `fingerprint`
  not_shown,    // `number` bytes that no formatter can read
  not_read,     // a length that nobody would follow: `number`
  room,         // space for `number` bytes, or entries of a list
  no_length,    // space, and a NULL pointer to its length
  wanted,       // a size: in the inputs a query for it, in the outputs the answer, `number`
  not_written,  // the call left it alone
  unavailable,  // an attribute that the token did not give
  unreadable,   // behind the pointer there is no memory for `number` bytes, entries or things
  list,         // `children`, the first of `number`
  structure,    // `children`, each with a name
  missing,      // was lost because a buffer was too small
};

struct Value {
  Kind kind = Kind::missing;
  pkcs11::Family family = pkcs11::Family::none;
  std::string_view name{};  // of a field or attribute; empty for an attribute that has none, and in lists
  std::uint64_t type = 0;   // of an attribute: its number
  std::uint64_t number = 0;
  std::uint64_t fingerprint = 0;
  std::span<const std::byte> data{};
  std::string_view text{};
  const Value* children = nullptr;
  const Value* next = nullptr;  // the sibling after this one
};

// One argument of the row. `in` is what the caller passed, `out` what came back; `out` is NULL for an argument that
// goes in only, and while the call runs.
struct Argument {
  const pkcs11::Argument* row;
  const Value* in;
  const Value* out;
};

struct Call {
  const pkcs11::FunctionRow* function = nullptr;
  Argument arguments[pkcs11::FunctionRow::most_arguments];  // of which the function has some
  bool returned = false;  // if not, return_value, duration and every `out` are still to come
  bool cut = false;       // the record was too small for all that should be here
  CK_RV return_value = 0;
  std::uint64_t time = 0;      // of entry: nanoseconds since 1970 UTC
  std::uint64_t duration = 0;  // nanoseconds
  std::uint64_t caller = 0;    // address that the call returns to
  std::uint64_t sequence = 0;  // number of the call among those of its process that are logged, from 1; 0 if not known
  std::uint32_t process = 0;
  std::uint32_t thread = 0;
  std::string_view module{};  // its label

  std::span<const Argument> arguments_of_row() const noexcept {
    return {arguments, function == nullptr ? std::size_t{0} : function->argument_count};
  }
};

}  // namespace p11trace::call
