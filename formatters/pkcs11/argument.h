// What one argument of a PKCS#11 function means: the words that the rows of functions.h are written in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "formatters/pkcs11/family.h"
#include "formatters/pkcs11/secrecy.h"

namespace p11trace::pkcs11 {

// An argument of a row is one thing that the caller means: a buffer and its length are one argument, though two C
// parameters. The comment gives the parameters that each role covers, in C order.
enum class Role : std::uint8_t {
  session,          // CK_SESSION_HANDLE
  slot,             // CK_SLOT_ID
  object,           // CK_OBJECT_HANDLE
  number,           // CK_ULONG
  boolean,          // CK_BBOOL
  flags,            // CK_FLAGS; family names the bits
  constant,         // a CK_ULONG that family names
  opaque,           // a pointer that only its owner may follow
  callback,         // CK_NOTIFY
  pin,              // bytes, length; NULL bytes mean the protected authentication path, whatever the length says
  bytes_in,         // bytes, length
  text_in,          // characters, length
  text_fixed,       // `size` characters, padded with blanks
  text_z,           // characters up to a NUL
  bytes_out,        // bytes, pointer to a length that goes in and comes out; NULL bytes ask for the length
  bytes_out_exact,  // bytes, length; all of them are written
  bytes_out_later,  // bytes, length; written after the call has returned
  template_in,      // CK_ATTRIBUTE array, count
  template_out,     // CK_ATTRIBUTE array, count; each entry is asked for and answered
  mechanism,        // CK_MECHANISM pointer
  parameter_in,     // mechanism parameter of a message function, length
  parameter_inout,  // the same, written by the call
  initialize_args,  // CK_C_INITIALIZE_ARGS pointer, as void *
  version_in,       // CK_VERSION pointer
  structure_out,    // a structure of `size` bytes
  numbers_out,  // CK_ULONG array, pointer to a count that goes in and comes out; family (or session, slot, object) names them
  slots_out,       // CK_SLOT_ID array, pointer to a count that goes in and comes out
  objects_out,     // CK_OBJECT_HANDLE array, its room, pointer to the count that came out
  interfaces_out,  // CK_INTERFACE array, pointer to a count that goes in and comes out
  session_out,     // CK_SESSION_HANDLE pointer
  slot_out,        // CK_SLOT_ID pointer
  object_out,      // CK_OBJECT_HANDLE pointer
  number_out,      // CK_ULONG pointer
  flags_out,       // CK_FLAGS pointer
  list_out,        // pointer to a CK_FUNCTION_LIST pointer
  interface_out,   // pointer to a CK_INTERFACE pointer
};

// How many C parameters a role covers.
constexpr std::size_t parameters_of(Role role) noexcept {
  switch (role) {
    case Role::pin:
    case Role::bytes_in:
    case Role::text_in:
    case Role::bytes_out:
    case Role::bytes_out_exact:
    case Role::bytes_out_later:
    case Role::template_in:
    case Role::template_out:
    case Role::parameter_in:
    case Role::parameter_inout:
    case Role::numbers_out:
    case Role::slots_out:
    case Role::interfaces_out:
      return 2;
    case Role::objects_out:
      return 3;
    default:
      return 1;
  }
}

struct Structure;

struct Argument {
  Role role{};
  Secrecy secrecy = Secrecy::open;
  Family family = Family::none;
  std::uint16_t size = 0;                // of text_fixed and structure_out, in bytes
  std::string_view name{};               // the standard's name of the first parameter
  std::string_view length_name{};        // of the length, count or room that goes with it
  std::string_view count_name{};         // of the third parameter of objects_out
  const Structure* structure = nullptr;  // of structure_out
};

}  // namespace p11trace::pkcs11
