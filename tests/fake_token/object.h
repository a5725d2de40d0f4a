// An object of the token: its attributes, and the rules by which they are read and changed.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "formatters/pkcs11/pkcs11.h"

namespace fake_token {

using Bytes = std::vector<CK_BYTE>;

// Longer inputs are answered with an error instead of being read: nobody means them.
inline constexpr CK_ULONG longest_input = CK_ULONG{1} << 30;
inline constexpr CK_ULONG longest_template = 4096;

struct Attribute {
  CK_ATTRIBUTE_TYPE type = 0;
  Bytes bytes;
  std::vector<Attribute> nested;  // instead of bytes, where is_template(type)
};

using Template = std::vector<Attribute>;

bool is_template(CK_ATTRIBUTE_TYPE type);

// Copies a caller's template, nested ones too.
CK_RV read_template(const CK_ATTRIBUTE* attributes, CK_ULONG count, Template& into);

class Object {
 public:
  const Attribute* find(CK_ATTRIBUTE_TYPE type) const;
  bool flag(CK_ATTRIBUTE_TYPE type, bool otherwise = false) const;
  CK_ULONG number(CK_ATTRIBUTE_TYPE type, CK_ULONG otherwise = CK_UNAVAILABLE_INFORMATION) const;
  bool matches(const Template& wanted) const;
  CK_ULONG size() const;

  void set(Attribute attribute) { attributes_[attribute.type] = std::move(attribute); }
  void set(CK_ATTRIBUTE_TYPE type, Bytes bytes) { set(Attribute{type, std::move(bytes), {}}); }
  void set_number(CK_ATTRIBUTE_TYPE type, CK_ULONG value);
  void set_flag(CK_ATTRIBUTE_TYPE type, bool value) { set(type, Bytes{value ? CK_BYTE{1} : CK_BYTE{0}}); }
  void set_text(CK_ATTRIBUTE_TYPE type, std::string_view text) { set(type, Bytes(text.begin(), text.end())); }
  // For defaults: what the caller's template said stays.
  void set_if_absent(CK_ATTRIBUTE_TYPE type, Bytes bytes);
  void set_flag_if_absent(CK_ATTRIBUTE_TYPE type, bool value);

  bool is_key() const;  // secret or private: what has something to hide

  // C_GetAttributeValue, entry by entry as the standard says. Answers with the first entry that failed.
  CK_RV read(CK_ATTRIBUTE* attributes, CK_ULONG count) const;
  // C_SetAttributeValue and C_CopyObject: all or nothing.
  CK_RV change(const Template& changes);

  CK_SESSION_HANDLE owner = CK_INVALID_HANDLE;  // ends with this session; none for objects of the token

 private:
  bool hides(CK_ATTRIBUTE_TYPE type) const;

  std::map<CK_ATTRIBUTE_TYPE, Attribute> attributes_;
};

}  // namespace fake_token
