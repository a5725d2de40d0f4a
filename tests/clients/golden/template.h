// Templates, with what the log must say of each entry.
#pragma once

#include <initializer_list>
#include <vector>

#include "tests/clients/expected_text.h"
#include "tests/clients/guarded_memory.h"

namespace p11trace::clients {

struct Entry {
  CK_ATTRIBUTE attribute;
  Text text;
};

inline Entry entry(CK_ATTRIBUTE_TYPE type, const Text& name, void* value, CK_ULONG size, const Text& text) {
  return {{type, value, size}, attribute(name, text)};
}
inline Entry number_entry(CK_ATTRIBUTE_TYPE type, const Text& name, CK_ULONG value, const Text& text) {
  return entry(type, name, &guarded_value(value), sizeof value, text);
}
inline Entry flag_entry(CK_ATTRIBUTE_TYPE type, const Text& name, CK_BBOOL value) {
  return entry(type, name, &guarded_value(value), sizeof value, boolean(value));
}
inline Entry text_entry(CK_ATTRIBUTE_TYPE type, const Text& name, std::string_view value) {
  return entry(type, name, guarded_text(value), value.size(), text(value));
}
inline Entry bytes_entry(CK_ATTRIBUTE_TYPE type, const Text& name, std::string_view value,
                         Text (*show)(const void*, std::size_t)) {
  return entry(type, name, guarded_text(value), value.size(), show(value.data(), value.size()));
}

// Type and value by their names as they are written here. (Through NAMED the preprocessor would pass their numbers.)
#define CONSTANT(type, value)                                                            \
  p11trace::clients::number_entry(type, p11trace::clients::constant(#type, type), value, \
                                  p11trace::clients::constant(#value, value))
#define NUMBER(type, value)                                                              \
  p11trace::clients::number_entry(type, p11trace::clients::constant(#type, type), value, \
                                  p11trace::clients::decimal(value))
#define FLAG(type, value) p11trace::clients::flag_entry(type, p11trace::clients::constant(#type, type), value)
#define TEXT(type, value) p11trace::clients::text_entry(type, p11trace::clients::constant(#type, type), value)
// `show` is one of shown, sensitive, secret.
#define BYTES(type, value, show) \
  p11trace::clients::bytes_entry(type, p11trace::clients::constant(#type, type), value, p11trace::clients::show)
// Memory with anything in it, and what the log must say of that.
#define ENTRY(type, value, size, text) \
  p11trace::clients::entry(type, p11trace::clients::constant(#type, type), value, size, text)

struct Template {
  Template(std::initializer_list<Entry> entries) : count(entries.size()) {
    attributes = static_cast<CK_ATTRIBUTE*>(guarded(count * sizeof(CK_ATTRIBUTE)));
    for (const Entry& entry : entries) {
      attributes[texts.size()] = entry.attribute;
      texts.push_back(entry.text);
    }
  }
  Text text() const { return items(texts); }

  CK_ATTRIBUTE* attributes;
  CK_ULONG count;
  std::vector<Text> texts;
};

}  // namespace p11trace::clients
