// C_GetAttributeValue: the five cases of the standard for each entry, and templates within a template.
#include <cstring>

#include "tests/fake_token/object.h"

namespace fake_token {

namespace {

CK_RV give(const Attribute& own, CK_ATTRIBUTE& wanted);

// The inner entries come with pValue and ulValueLen, or NULL to learn the length. Their types are for us to
// set.
CK_RV give_template(const Template& own, CK_VOID_PTR inner_entries) {
  CK_RV answer = CKR_OK;
  auto* entries = static_cast<CK_ATTRIBUTE*>(inner_entries);
  for (std::size_t i = 0; i < own.size(); ++i) {
    CK_ATTRIBUTE inner;
    std::memcpy(&inner, entries + i, sizeof inner);
    inner.type = own[i].type;
    const CK_RV rv = give(own[i], inner);
    std::memcpy(static_cast<void*>(entries + i), &inner, sizeof inner);
    if (answer == CKR_OK) answer = rv;
  }
  return answer;
}

CK_RV give(const Attribute& own, CK_ATTRIBUTE& wanted) {
  const bool nested = is_template(own.type);
  const CK_ULONG needed = nested ? own.nested.size() * sizeof(CK_ATTRIBUTE) : own.bytes.size();
  if (wanted.pValue == nullptr) {
    wanted.ulValueLen = needed;
    return CKR_OK;
  }
  if (wanted.ulValueLen < needed || wanted.ulValueLen == CK_UNAVAILABLE_INFORMATION) {
    wanted.ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_BUFFER_TOO_SMALL;
  }
  wanted.ulValueLen = needed;
  if (nested) return give_template(own.nested, wanted.pValue);
  if (needed > 0) std::memcpy(wanted.pValue, own.bytes.data(), needed);
  return CKR_OK;
}

}  // namespace

CK_RV Object::read(CK_ATTRIBUTE* attributes, CK_ULONG count) const {
  CK_RV answer = CKR_OK;
  for (CK_ULONG i = 0; i < count; ++i) {
    CK_ATTRIBUTE wanted;
    std::memcpy(&wanted, attributes + i, sizeof wanted);
    const Attribute* own = find(wanted.type);
    CK_RV rv = CKR_OK;
    if (hides(wanted.type)) {
      wanted.ulValueLen = CK_UNAVAILABLE_INFORMATION;
      rv = CKR_ATTRIBUTE_SENSITIVE;
    } else if (own == nullptr) {
      wanted.ulValueLen = CK_UNAVAILABLE_INFORMATION;
      rv = CKR_ATTRIBUTE_TYPE_INVALID;
    } else {
      rv = give(*own, wanted);
    }
    std::memcpy(static_cast<void*>(attributes + i), &wanted, sizeof wanted);
    if (answer == CKR_OK) answer = rv;
  }
  return answer;
}

}  // namespace fake_token
