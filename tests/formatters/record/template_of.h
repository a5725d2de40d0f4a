// Templates for tests: entries in guarded memory that can be changed as a module changes them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "formatters/pkcs11/pkcs11.h"
#include "tests/formatters/record/guarded_memory.h"

namespace p11trace::record {

class Template {
 public:
  // Entries with pValue NULL ask for a size, and others give or have room.
  Template(std::initializer_list<CK_ATTRIBUTE> entries) : memory_(joined(entries)), count_(entries.size()) {}

  CK_ATTRIBUTE* data() const noexcept { return memory_.as<CK_ATTRIBUTE>(); }
  CK_ULONG count() const noexcept { return count_; }
  CK_ULONG size() const noexcept { return memory_.size(); }
  const GuardedMemory& memory() const noexcept { return memory_; }

  // What a module does: the length of an entry, and its bytes.
  void answer(std::size_t index, CK_ULONG length) const noexcept { data()[index].ulValueLen = length; }
  void answer(std::size_t index, std::string_view value) const noexcept {
    std::memcpy(data()[index].pValue, value.data(), value.size());
    answer(index, value.size());
  }
  void answer_type(std::size_t index, CK_ATTRIBUTE_TYPE type) const noexcept { data()[index].type = type; }

 private:
  static std::string joined(std::initializer_list<CK_ATTRIBUTE> entries) {
    std::string bytes;
    for (const CK_ATTRIBUTE& entry : entries) bytes += bytes_of(entry);
    return bytes;
  }

  GuardedMemory memory_;
  CK_ULONG count_;
};

inline CK_ATTRIBUTE entry(CK_ATTRIBUTE_TYPE type, const GuardedMemory& value) {
  return {type, value.data(), value.size()};
}
inline CK_ATTRIBUTE entry(CK_ATTRIBUTE_TYPE type, const Template& value) { return {type, value.data(), value.size()}; }
inline CK_ATTRIBUTE size_query(CK_ATTRIBUTE_TYPE type) { return {type, nullptr, 0}; }

}  // namespace p11trace::record
