// What the value of each attribute is, and whether it may be shown.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "formatters/pkcs11/constants.h"
#include "formatters/pkcs11/family.h"
#include "formatters/pkcs11/secrecy.h"

namespace p11trace::pkcs11 {

// What the table claims, not what the caller wrote: a value whose length does not fit is just bytes.
enum class ValueType : std::uint8_t {
  bytes,               // anything
  boolean,             // CK_BBOOL
  number,              // CK_ULONG; all bits set is CK_UNAVAILABLE_INFORMATION here and in `constant`
  numbers,             // CK_ULONG array
  constant,            // CK_ULONG; family names it
  constants,           // CK_ULONG array; family names each
  by_key_type,         // CK_ULONG; parameter_set_family of the object's CKA_KEY_TYPE names it
  flags,               // CK_FLAGS; the bits have no names (family is none)
  text,                // UTF-8, not padded, no NUL
  date,                // CK_DATE, or nothing
  version,             // CK_VERSION
  time,                // NSS: CK_FALSE, or a UTCTime in ASCII (YYMMDDhhmmssZ)
  big_integer,         // unsigned, most significant byte first
  der,                 // DER, often but not always: it has to parse
  der_oid,             // DER of an object identifier
  der_name,            // DER of a distinguished name
  der_curve,           // DER of the parameters of an elliptic curve
  attribute_template,  // CK_ATTRIBUTE array; its length is in bytes
};

// The size of all values of a type, in bytes; 0 where they differ.
constexpr std::size_t size_of(ValueType type) noexcept {
  switch (type) {
    case ValueType::boolean:
      return sizeof(CK_BBOOL);
    case ValueType::number:
    case ValueType::constant:
    case ValueType::by_key_type:
    case ValueType::flags:
      return sizeof(CK_ULONG);
    case ValueType::version:
      return sizeof(CK_VERSION);
    default:
      return 0;
  }
}

// Whether values of the type are shown as the text that they stand for, where they are whole.
constexpr bool has_name_of_its_own(ValueType type) noexcept {
  return type == ValueType::der_oid || type == ValueType::der_name || type == ValueType::der_curve;
}

struct Attribute {
  CK_ATTRIBUTE_TYPE type;
  std::string_view name;
  ValueType value_type;
  Family family;
  Secrecy secrecy;
};

// nullptr for an unknown attribute, whose value is bytes and secret. CKA_ENCAPSULATE_TEMPLATE and
// CKA_DECAPSULATE_TEMPLATE are found with and without the array bit.
const Attribute* find_attribute(CK_ATTRIBUTE_TYPE type) noexcept;

// Whether CKA_VALUE of an object of this class is a secret; an unknown class has secrets. A key that a
// mechanism put into a CKO_DATA object (CKM_HKDF_DATA) is not seen here.
Secrecy value_secrecy(CK_OBJECT_CLASS object_class) noexcept;

// The family of CKA_PARAMETER_SET, none where the sets of a key type have no names.
Family parameter_set_family(CK_KEY_TYPE key_type) noexcept;

// The whole table.
std::span<const Attribute> attributes_by_number() noexcept;

// For constant_name and its kin.
std::span<const Constant> attribute_names() noexcept;
std::span<const Constant> other_attribute_names() noexcept;

}  // namespace p11trace::pkcs11
