// Attributes looked at and changed from within the token; read_attributes.cpp has what a caller gets to see.
#include "tests/fake_token/object.h"

#include <cstring>

namespace fake_token {

namespace {

bool equal(const Attribute& one, const Attribute& other) {
  if (one.type != other.type || one.bytes != other.bytes || one.nested.size() != other.nested.size()) return false;
  for (std::size_t i = 0; i < one.nested.size(); ++i)
    if (!equal(one.nested[i], other.nested[i])) return false;
  return true;
}

CK_ULONG size_of(const Attribute& attribute) {
  CK_ULONG size = attribute.bytes.size();
  for (const Attribute& inner : attribute.nested) size += sizeof(CK_ATTRIBUTE) + size_of(inner);
  return size;
}

bool is_true(const Attribute& attribute) { return !attribute.bytes.empty() && attribute.bytes[0] != CK_FALSE; }

}  // namespace

const Attribute* Object::find(CK_ATTRIBUTE_TYPE type) const {
  const auto found = attributes_.find(type);
  return found == attributes_.end() ? nullptr : &found->second;
}

bool Object::flag(CK_ATTRIBUTE_TYPE type, bool otherwise) const {
  const Attribute* attribute = find(type);
  return attribute == nullptr || attribute->bytes.size() != 1 ? otherwise : is_true(*attribute);
}

CK_ULONG Object::number(CK_ATTRIBUTE_TYPE type, CK_ULONG otherwise) const {
  const Attribute* attribute = find(type);
  CK_ULONG value = otherwise;
  if (attribute != nullptr && attribute->bytes.size() == sizeof value)
    std::memcpy(&value, attribute->bytes.data(), sizeof value);
  return value;
}

bool Object::matches(const Template& wanted) const {
  for (const Attribute& attribute : wanted) {
    const Attribute* own = find(attribute.type);
    if (own == nullptr || hides(attribute.type) || !equal(*own, attribute)) return false;
  }
  return true;
}

CK_ULONG Object::size() const {
  CK_ULONG size = 0;
  for (const auto& [type, attribute] : attributes_) size += sizeof(CK_ATTRIBUTE) + size_of(attribute);
  return size;
}

void Object::set_number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
  Bytes bytes(sizeof value);
  std::memcpy(bytes.data(), &value, sizeof value);
  set(type, std::move(bytes));
}

void Object::set_if_absent(CK_ATTRIBUTE_TYPE type, Bytes bytes) {
  if (find(type) == nullptr) set(type, std::move(bytes));
}

void Object::set_flag_if_absent(CK_ATTRIBUTE_TYPE type, bool value) {
  if (find(type) == nullptr) set_flag(type, value);
}

bool Object::is_key() const {
  const CK_ULONG object_class = number(CKA_CLASS);
  return object_class == CKO_SECRET_KEY || object_class == CKO_PRIVATE_KEY || object_class == CKO_OTP_KEY;
}

bool Object::hides(CK_ATTRIBUTE_TYPE type) const {
  if (!is_key() || !(flag(CKA_SENSITIVE) || !flag(CKA_EXTRACTABLE, true))) return false;
  switch (type) {
    case CKA_VALUE:
    case CKA_SEED:
    case CKA_PRIVATE_EXPONENT:
    case CKA_PRIME_1:
    case CKA_PRIME_2:
    case CKA_EXPONENT_1:
    case CKA_EXPONENT_2:
    case CKA_COEFFICIENT:
      return true;
    default:
      return false;
  }
}

CK_RV Object::change(const Template& changes) {
  for (const Attribute& attribute : changes) {
    switch (attribute.type) {
      case CKA_CLASS:
      case CKA_KEY_TYPE:
      case CKA_LOCAL:
      case CKA_ALWAYS_SENSITIVE:
      case CKA_NEVER_EXTRACTABLE:
        return CKR_ATTRIBUTE_READ_ONLY;
      // One way only: towards more secrecy.
      case CKA_SENSITIVE:
        if (flag(CKA_SENSITIVE) && !is_true(attribute)) return CKR_ATTRIBUTE_READ_ONLY;
        break;
      case CKA_EXTRACTABLE:
        if (!flag(CKA_EXTRACTABLE, true) && is_true(attribute)) return CKR_ATTRIBUTE_READ_ONLY;
        break;
      default:
        break;
    }
  }
  for (const Attribute& attribute : changes) set(attribute);
  return CKR_OK;
}

}  // namespace fake_token
