// Objects are made, asked and looked for.
#include "tests/clients/golden_values/attribute_values.h"

#include <algorithm>
#include <iterator>

namespace p11trace::clients {

namespace {

CK_ATTRIBUTE* template_of(const AttributeValues& values) {
  auto* entries = static_cast<CK_ATTRIBUTE*>(guarded(values.size() * sizeof(CK_ATTRIBUTE)));
  for (std::size_t i = 0; i < values.size(); ++i) {
    entries[i] = {values[i].type, values[i].bytes, values[i].size};
    count_as_passed(values[i].name);
  }
  return entries;
}

Text type_of(const AttributeValue& value) { return constant(value.name, value.type); }

Text text_of_template(const AttributeValues& values) {
  std::vector<Text> texts;
  for (const AttributeValue& value : values) texts.push_back(attribute(type_of(value), value.text));
  return items(texts);
}

CK_OBJECT_HANDLE create(const Token& token, const AttributeValues& values) {
  const auto& list = token.list;
  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  CALL(C_CreateObject, (token.session, template_of(values), values.size(), &object), CKR_OK, "hSession", token.session,
       "pTemplate", text_of_template(values), "phObject", made(decimal(object)));
  return object;
}

void ask_for_sizes(const Token& token, CK_OBJECT_HANDLE object, const AttributeValues& values) {
  const auto& list = token.list;
  auto* entries = static_cast<CK_ATTRIBUTE*>(guarded(values.size() * sizeof(CK_ATTRIBUTE)));
  std::vector<Text> texts;
  for (std::size_t i = 0; i < values.size(); ++i) {
    entries[i] = {values[i].type, nullptr, 0};
    const Text size = values[i].is_secret ? secret_size_query(values[i].size) : size_query(values[i].size);
    texts.push_back(attribute(type_of(values[i]), size));
  }
  CALL(C_GetAttributeValue, (token.session, object, entries, values.size()), CKR_OK, "hSession", token.session,
       "hObject", object, "pTemplate", items(texts));
}

// Room for one byte more than is needed: what is longer than its room may be what stood there.
Text room_for(const AttributeValue& value) {
  return value.is_secret ? secret_room(value.size + 1) : room(value.size + 1);
}

CK_ATTRIBUTE* wanted(const AttributeValues& values) {
  auto* entries = static_cast<CK_ATTRIBUTE*>(guarded(values.size() * sizeof(CK_ATTRIBUTE)));
  for (std::size_t i = 0; i < values.size(); ++i)
    entries[i] = {values[i].type, guarded_room(values[i].size + 1), values[i].size + 1};
  return entries;
}

void ask_for_values(const Token& token, CK_OBJECT_HANDLE object, const AttributeValues& values) {
  const auto& list = token.list;
  std::vector<Text> texts;
  for (const AttributeValue& value : values)
    texts.push_back(attribute(type_of(value), out(room_for(value), value.text)));
  CALL(C_GetAttributeValue, (token.session, object, wanted(values), values.size()), CKR_OK, "hSession", token.session,
       "hObject", object, "pTemplate", items(texts));
}

// What the fake token puts into every object.
bool has_every_object(const AttributeValue& value) {
  switch (value.type) {
    case CKA_CLASS:
    case CKA_TOKEN:
    case CKA_PRIVATE:
    case CKA_LABEL:
    case CKA_MODIFIABLE:
    case CKA_COPYABLE:
    case CKA_DESTROYABLE:
      return true;
    default:
      return false;
  }
}

// Here the class is that of another object.
void ask_in_vain(const Token& token, const AttributeValues& values) {
  AttributeValues absent;
  std::remove_copy_if(values.begin(), values.end(), std::back_inserter(absent), has_every_object);
  if (absent.empty()) return;
  const auto& list = token.list;
  const CK_OBJECT_HANDLE bare = create(token, {A_CONSTANT(CKA_CLASS, CKO_CERTIFICATE)});
  std::vector<Text> texts;
  for (const AttributeValue& value : absent) {
    // A certificate's value is public.
    const Text before = value.type == CKA_VALUE ? room(value.size + 1) : room_for(value);
    texts.push_back(attribute(type_of(value), out(before, unavailable)));
  }
  CALL(C_GetAttributeValue, (token.session, bare, wanted(absent), absent.size()), CKR_ATTRIBUTE_TYPE_INVALID,
       "hSession", token.session, "hObject", bare, "pTemplate", items(texts));
}

}  // namespace

AttributeValue number_value(CK_ATTRIBUTE_TYPE type, const char* name, CK_ULONG number, const Text& text) {
  return {type, name, &guarded_value(number), sizeof number, text};
}

AttributeValue numbers_value(CK_ATTRIBUTE_TYPE type, const char* name, std::initializer_list<CK_ULONG> numbers,
                             const std::vector<Text>& texts) {
  return {type, name, guarded_array(numbers), numbers.size() * sizeof(CK_ULONG), items(texts)};
}

AttributeValue bytes_value(CK_ATTRIBUTE_TYPE type, const char* name, std::string_view bytes, const Text& text,
                           bool is_secret) {
  return {type, name, guarded_text(bytes), bytes.size(), text, is_secret};
}

void pass_attributes(const Token& token, const AttributeValues& values) {
  const CK_OBJECT_HANDLE object = create(token, values);
  ask_for_sizes(token, object, values);
  ask_for_values(token, object, values);
  ask_in_vain(token, values);
}

void look_for(const Token& token, const AttributeValues& values) {
  const auto& list = token.list;
  CALL(C_FindObjectsInit, (token.session, template_of(values), values.size()), CKR_OK, "hSession", token.session,
       "pTemplate", text_of_template(values));
  CALL(C_FindObjectsFinal, (token.session), CKR_OK, "hSession", token.session);
}

}  // namespace p11trace::clients
