// The derivations of SP 800-108: what is hashed comes as a list, and more keys than one may be made.
#include <array>
#include <optional>

#include "tests/clients/golden/template.h"
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

// Structures in a row, at the end of a page.
template <class T, std::size_t count>
struct Row {
  explicit Row(const char* type) {
    for (std::size_t i = 0; i < count; ++i) entries[i].emplace(type, memory + i);
  }
  Filled<T>& operator[](std::size_t i) { return *entries[i]; }
  Text text() const {
    std::vector<Text> texts;
    for (const auto& entry : entries) texts.push_back(entry->text());
    return items(texts);
  }
  Text written() const {
    std::vector<Text> texts;
    for (const auto& entry : entries) texts.push_back(entry->written());
    return items(texts);
  }

  T* memory = static_cast<T*>(guarded(count * sizeof(T)));
  std::array<std::optional<Filled<T>>, count> entries;
};

// `inner` is what the type says that stands there: a structure, a key's handle, or bytes. It goes into the hash as data
// do.
template <class T>
void point_to(Filled<CK_PRF_DATA_PARAM>& data, const T& inner) {
  data->pValue = &guarded_value(inner);
  data->ulValueLen = sizeof inner;
}

void fill(Row<CK_PRF_DATA_PARAM, 5>& data) {
  SET_CONSTANT(data[0], type, CK_SP800_108_ITERATION_VARIABLE);
  FILLED(CK_SP800_108_COUNTER_FORMAT, variable);
  SET_BOOLEAN(variable, bLittleEndian, CK_TRUE);
  SET_NUMBER(variable, ulWidthInBits, 24);
  data[0]->pValue = &*variable;
  data[0]->ulValueLen = sizeof *variable;
  SAY(data[0], pValue, variable.text());

  SET_CONSTANT(data[1], type, CK_SP800_108_DKM_LENGTH);
  FILLED(CK_SP800_108_DKM_LENGTH_FORMAT, length);
  SET_CONSTANT(length, dkmLengthMethod, CK_SP800_108_DKM_LENGTH_SUM_OF_SEGMENTS);
  SET_BOOLEAN(length, bLittleEndian, CK_FALSE);
  SET_NUMBER(length, ulWidthInBits, 16);
  data[1]->pValue = &*length;
  data[1]->ulValueLen = sizeof *length;
  SAY(data[1], pValue, length.text());

  SET_CONSTANT(data[2], type, CK_SP800_108_BYTE_ARRAY);
  SET_BYTES(data[2], pValue, ulValueLen, sensitive, "label and context");

  SET_CONSTANT(data[3], type, CK_SP800_108_KEY_HANDLE);
  point_to<CK_OBJECT_HANDLE>(data[3], 91);
  SAY(data[3], pValue, decimal(91));

  SET_CONSTANT(data[4], type, CK_SP800_108_OPTIONAL_COUNTER);
  SET_NULL(data[4], pValue);
  data[4]->ulValueLen = 0;
}

void fill(Row<CK_DERIVED_KEY, 2>& keys) {
  const Template first = {TEXT(CKA_LABEL, "more"), BYTES(CKA_VALUE, "a value", secret)};
  keys[0]->pTemplate = first.attributes;
  keys[0]->ulAttributeCount = first.count;
  SAY(keys[0], pTemplate, first.text());
  keys[0]->phKey = &guarded_value<CK_OBJECT_HANDLE>();
  SAY(keys[0], phKey, unset);
  SAY_WRITTEN(keys[0], phKey, decimal(701));

  SET_NULL(keys[1], pTemplate);
  keys[1]->ulAttributeCount = 0;
  keys[1]->phKey = &guarded_value<CK_OBJECT_HANDLE>();
  SAY(keys[1], phKey, unset);
  SAY_WRITTEN(keys[1], phKey, decimal(702));
}

template <class T>
void set_lists(Filled<T>& parameter, Row<CK_PRF_DATA_PARAM, 5>& data, Row<CK_DERIVED_KEY, 2>& keys) {
  parameter->ulNumberOfDataParams = 5;
  parameter->pDataParams = data.memory;
  SAY(parameter, pDataParams, data.text());
  parameter->ulAdditionalDerivedKeys = 2;
  parameter->pAdditionalDerivedKeys = keys.memory;
  SAY(parameter, pAdditionalDerivedKeys, keys.text());
  parameter.say_written(P11TRACE_PLACE(parameter, pAdditionalDerivedKeys), [keys] { return keys.written(); });
  token_writes_next([at = keys.memory] {
    *at[0].phKey = 701;
    *at[1].phKey = 702;
  });
}

}  // namespace

void pass_sp800_108(const Token& token) {
  Row<CK_PRF_DATA_PARAM, 5> data("CK_PRF_DATA_PARAM");
  fill(data);
  Row<CK_DERIVED_KEY, 2> keys("CK_DERIVED_KEY");
  fill(keys);

  FILLED(CK_SP800_108_KDF_PARAMS, counter);
  SET_CONSTANT(counter, prfType, CKM_SHA256_HMAC);
  set_lists(counter, data, keys);
  derive_key(token, MECHANISM(CKM_SP800_108_COUNTER_KDF, counter));

  FILLED(CK_SP800_108_FEEDBACK_KDF_PARAMS, feedback);
  SET_CONSTANT(feedback, prfType, CKM_AES_CMAC);
  SET_BYTES(feedback, pIV, ulIVLen, shown, "iv of feedback");
  set_lists(feedback, data, keys);
  derive_key(token, MECHANISM(CKM_SP800_108_FEEDBACK_KDF, feedback));

  // One key, and nothing comes back through the parameter.
  FILLED(CK_SP800_108_KDF_PARAMS, alone);
  SET_CONSTANT(alone, prfType, CKM_SHA3_512_HMAC);
  alone->pDataParams = nullptr;
  alone->ulNumberOfDataParams = 3;
  SAY(alone, pDataParams, null(3));
  SET_NULL(alone, pAdditionalDerivedKeys);
  alone->ulAdditionalDerivedKeys = 0;
  derive_key(token, MECHANISM(CKM_SP800_108_DOUBLE_PIPELINE_KDF, alone));
}

}  // namespace p11trace::clients
