// Values of attributes, with what the log must say of each, both when they go in and when they come out.
#pragma once

#include <initializer_list>
#include <vector>

#include "tests/clients/golden_values/mechanism_calls.h"

namespace p11trace::clients {

struct AttributeValue {
  CK_ATTRIBUTE_TYPE type;
  const char* name;
  void* bytes;
  CK_ULONG size;
  Text text;
  bool is_secret = false;  // then not even a length is told
};

using AttributeValues = std::vector<AttributeValue>;

AttributeValue number_value(CK_ATTRIBUTE_TYPE type, const char* name, CK_ULONG number, const Text& text);
AttributeValue numbers_value(CK_ATTRIBUTE_TYPE type, const char* name, std::initializer_list<CK_ULONG> numbers,
                             const std::vector<Text>& texts);
AttributeValue bytes_value(CK_ATTRIBUTE_TYPE type, const char* name, std::string_view bytes, const Text& text,
                           bool is_secret = false);

// Makes an object of these, asks it for the size of each and then for each, and asks one that has none of them. All
// values must be of one object: its class is the first.
void pass_attributes(const Token& token, const AttributeValues& values);

// Looks for objects that have these.
void look_for(const Token& token, const AttributeValues& values);

#define A_NUMBER(type, number) p11trace::clients::number_value(type, #type, number, p11trace::clients::decimal(number))
#define A_CONSTANT(type, name) \
  p11trace::clients::number_value(type, #type, name, p11trace::clients::constant(#name, name))
#define A_BOOLEAN(type, truth)                                                                     \
  p11trace::clients::bytes_value(type, #type, std::string_view(truth == CK_TRUE ? "\1" : "\0", 1), \
                                 p11trace::clients::boolean(truth))
#define A_TEXT(type, words) p11trace::clients::bytes_value(type, #type, words, p11trace::clients::text(words))
#define A_SENSITIVE_TEXT(type, words) \
  p11trace::clients::bytes_value(type, #type, words, p11trace::clients::sensitive_text(words))
// `how` is shown or sensitive.
#define A_BYTES(type, how, bytes) \
  p11trace::clients::bytes_value( \
      type, #type, bytes, p11trace::clients::how(std::string_view(bytes).data(), std::string_view(bytes).size()))
#define A_SECRET(type, bytes)                                                                                        \
  p11trace::clients::bytes_value(                                                                                    \
      type, #type, bytes, p11trace::clients::secret(std::string_view(bytes).data(), std::string_view(bytes).size()), \
      true)
// DER, and what it means.
#define A_MEANING(type, der, words) \
  p11trace::clients::bytes_value(type, #type, der, p11trace::clients::whole_text(words))

}  // namespace p11trace::clients
