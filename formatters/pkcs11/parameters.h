// Parameters of mechanisms: what each field of a parameter means, and which parameter goes with which mechanism.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "formatters/pkcs11/family.h"
#include "formatters/pkcs11/function.h"
#include "formatters/pkcs11/secrecy.h"

namespace p11trace::pkcs11 {

enum class ParameterRole : std::uint8_t {
  number,            // unsigned, of the field's size
  boolean,           // CK_BBOOL
  flags,             // CK_ULONG; family names the bits
  constant,          // CK_ULONG; family names it
  object,            // CK_OBJECT_HANDLE
  object_pointer,    // CK_OBJECT_HANDLE pointer
  version,           // CK_VERSION pointer
  bytes_within,      // bytes in the structure itself
  bytes,             // pointer to bytes, with a length
  text,              // pointer to characters, with a length
  text_z,            // pointer to characters up to a NUL
  data_by_type,      // pointer to what the CK_PRF_DATA_TYPE at the structure's beginning says (form_of_data)
  unsized,           // pointer to bytes of a number that the structure does not tell: never followed
  mechanism,         // CK_MECHANISM pointer
  structure_within,  // a structure in the structure itself
  structure,         // pointer to a structure
  array,             // pointer to structures, with a count
  attributes,        // CK_ATTRIBUTE pointer, with a count
};

// What stands in the field that holds the length of another.
enum class LengthUnit : std::uint8_t {
  bytes,
  bits,           // rounded up to bytes
  bits_or_bytes,  // bits by the standard, which some callers take for bytes: 8, 12 and 24 are bytes
  by_pointer,     // a pointer to the number of bytes
  fixed,          // the length itself: there is no field for it
};

enum class Direction : std::uint8_t {
  in,
  out,
  in_and_out,
  out_when_protecting,  // out where something is encrypted or wrapped, else in
};

// That a CK_ULONG or CK_BBOOL of the structure has a value.
struct FieldIs {
  std::uint16_t offset = 0;
  std::uint16_t size = 0;  // 0: no condition
  CK_ULONG value = 0;
};

struct ParameterLayout;

struct ParameterField {
  // Whether a field of the structure holds its length or count.
  constexpr bool has_length() const noexcept {
    return ((role == ParameterRole::bytes || role == ParameterRole::text) && unit != LengthUnit::fixed) ||
           role == ParameterRole::data_by_type || role == ParameterRole::array || role == ParameterRole::attributes;
  }

  // Whether `nested` is its structure. (g++ with its sanitizer cannot compare the pointer when it compiles.)
  constexpr bool is_nested() const noexcept {
    return role == ParameterRole::structure || role == ParameterRole::structure_within || role == ParameterRole::array;
  }

  std::string_view name;
  std::uint16_t offset;
  std::uint16_t size;
  ParameterRole role;
  Secrecy secrecy = Secrecy::open;
  Family family = Family::none;
  LengthUnit unit = LengthUnit::bytes;
  std::uint16_t length = 0;  // where the length or count stands in the structure; with `fixed` the number of bytes
  const ParameterLayout* nested = nullptr;
  Direction direction = Direction::in;
  FieldIs only{};   // nothing is there unless this holds
  FieldIs holds{};  // written by the call where this holds (or does not, if `unless`), else read by it
  bool unless = false;

  consteval ParameterField out() const { return with(Direction::out); }
  consteval ParameterField in_and_out() const { return with(Direction::in_and_out); }
  consteval ParameterField out_when_protecting() const { return with(Direction::out_when_protecting); }
  consteval ParameterField only_where(FieldIs condition) const {
    ParameterField field = *this;
    field.only = condition;
    return field;
  }
  consteval ParameterField out_where(FieldIs condition) const {
    ParameterField field = *this;
    field.holds = condition;
    return field;
  }
  consteval ParameterField out_unless(FieldIs condition) const {
    ParameterField field = out_where(condition);
    field.unless = true;
    return field;
  }

 private:
  consteval ParameterField with(Direction direction_) const {
    ParameterField field = *this;
    field.direction = direction_;
    return field;
  }
};

// A structure that a mechanism's parameter points to, or a part of one.
struct ParameterLayout {
  std::string_view name;
  std::uint16_t size;
  std::uint16_t number;  // its place in parameters()
  std::span<const ParameterField> fields;
  bool writes;  // some of its fields are written by the call
};

// Whether a call can write the field, or something in it.
constexpr bool is_written(const ParameterField& field) noexcept {
  return field.direction != Direction::in || field.holds.size != 0 || (field.is_nested() && field.nested->writes);
}

// All of them.
std::span<const ParameterLayout> parameters() noexcept;

// What a mechanism's parameter is.
enum class Form : std::uint8_t {
  unknown,
  structure,      // `parameter`
  raw_bytes,      // an IV, a public value and the like: shown
  number,         // a CK_ULONG
  byte,           // a CK_BYTE
  version,        // a CK_VERSION
  object_handle,  // a CK_OBJECT_HANDLE
};

struct ParameterForm {
  Form form = Form::unknown;
  const ParameterLayout* parameter = nullptr;
};

// Which form the parameter of `size` bytes has that a call of `function` gives for the mechanism. Structures of one size
// are told apart by the function; two forms of CKM_PKCS5_PBKD2 by what stands in their last word, `last_word`.
ParameterForm parameter_form(CK_ULONG mechanism, Function function, CK_ULONG size, CK_ULONG last_word) noexcept;

// Which form the `size` bytes have that a CK_PRF_DATA_PARAM of that type points to; unknown where they are just bytes.
ParameterForm form_of_data(CK_ULONG type, CK_ULONG size) noexcept;

// Whether what the function does is to encrypt or wrap.
bool protects(Function function) noexcept;

}  // namespace p11trace::pkcs11
