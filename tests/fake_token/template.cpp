// Copying a caller's template, which may be NULL, unaligned, absurdly long or nested in itself.
#include <cstring>

#include "tests/fake_token/object.h"

namespace fake_token {

namespace {

constexpr int deepest_template = 4;

CK_RV read_nested(const CK_ATTRIBUTE* attributes, CK_ULONG count, Template& into, int depth) {
  if (count > 0 && attributes == nullptr) return CKR_ARGUMENTS_BAD;
  if (count > longest_template || depth > deepest_template) return CKR_ARGUMENTS_BAD;
  for (CK_ULONG i = 0; i < count; ++i) {
    CK_ATTRIBUTE attribute;
    std::memcpy(&attribute, attributes + i, sizeof attribute);
    const CK_ULONG length = attribute.ulValueLen;
    if (length > longest_input || (length > 0 && attribute.pValue == nullptr)) return CKR_ATTRIBUTE_VALUE_INVALID;

    Attribute copy{attribute.type, {}, {}};
    if (is_template(attribute.type)) {
      if (length % sizeof(CK_ATTRIBUTE) != 0) return CKR_ATTRIBUTE_VALUE_INVALID;
      const auto* inner = static_cast<const CK_ATTRIBUTE*>(attribute.pValue);
      const CK_RV rv = read_nested(inner, length / sizeof(CK_ATTRIBUTE), copy.nested, depth + 1);
      if (rv != CKR_OK) return rv;
    } else if (length > 0) {
      const auto* bytes = static_cast<const CK_BYTE*>(attribute.pValue);
      copy.bytes.assign(bytes, bytes + length);
    }
    for (const Attribute& earlier : into)
      if (earlier.type == copy.type) return CKR_TEMPLATE_INCONSISTENT;
    into.push_back(std::move(copy));
  }
  return CKR_OK;
}

}  // namespace

// Not by the array bit: CKA_ALLOWED_MECHANISMS has it and holds numbers, two of these have it or not.
bool is_template(CK_ATTRIBUTE_TYPE type) {
  switch (type & ~CKF_ARRAY_ATTRIBUTE) {
    case CKA_WRAP_TEMPLATE & ~CKF_ARRAY_ATTRIBUTE:
    case CKA_UNWRAP_TEMPLATE & ~CKF_ARRAY_ATTRIBUTE:
    case CKA_DERIVE_TEMPLATE & ~CKF_ARRAY_ATTRIBUTE:
      return (type & CKF_ARRAY_ATTRIBUTE) != 0;
    case CKA_ENCAPSULATE_TEMPLATE & ~CKF_ARRAY_ATTRIBUTE:
    case CKA_DECAPSULATE_TEMPLATE & ~CKF_ARRAY_ATTRIBUTE:
      return true;
    default:
      return false;
  }
}

CK_RV read_template(const CK_ATTRIBUTE* attributes, CK_ULONG count, Template& into) {
  return read_nested(attributes, count, into, 0);
}

}  // namespace fake_token
