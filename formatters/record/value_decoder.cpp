// Reads the pieces of a record back, as values.
#include "formatters/record/value_decoder.h"

#include <algorithm>
#include <cstring>

#include "formatters/record/der_text.h"
#include "formatters/record/plain_values.h"

namespace p11trace::record {

using call::Kind;
using call::Value;
using pkcs11::Family;
using pkcs11::ValueType;

namespace {

Kind kind_of(State state) noexcept {
  switch (state) {
    case State::null:
      return Kind::null;
    case State::kept:
      return Kind::bytes;
    case State::entries:
      return Kind::list;
    case State::sensitive:
      return Kind::sensitive;
    case State::secret:
      return Kind::secret;
    case State::not_shown:
      return Kind::not_shown;
    case State::not_read:
      return Kind::not_read;
    case State::room:
      return Kind::room;
    case State::no_length:
      return Kind::no_length;
    case State::not_written:
      return Kind::not_written;
    case State::wanted:
      return Kind::wanted;
    case State::unavailable:
      return Kind::unavailable;
    case State::unreadable:
      return Kind::unreadable;
  }
  return Kind::missing;
}

// Which parameter set a number means the key type says, if it is in the same template.
void name_parameter_set(Value& entries) noexcept {
  const Value* key_type = nullptr;
  const Value* parameter_set = nullptr;
  for (const Value* entry = entries.children; entry != nullptr; entry = entry->next) {
    if (entry->type == CKA_KEY_TYPE && entry->kind == Kind::constant) key_type = entry;
    if (entry->type == CKA_PARAMETER_SET && entry->kind == Kind::number) parameter_set = entry;
  }
  if (key_type == nullptr || parameter_set == nullptr) return;
  const Family family = pkcs11::parameter_set_family(key_type->number);
  if (family == Family::none) return;
  auto* const named = const_cast<Value*>(parameter_set);
  named->kind = Kind::constant;
  named->family = family;
}

}  // namespace

std::uint64_t ValueDecoder::take_word() noexcept {
  if (rest_.size() < 8) [[unlikely]] {
    broken_ = true;
    rest_ = {};
    return 0;
  }
  std::uint64_t word;
  std::memcpy(&word, rest_.data(), sizeof word);
  rest_ = rest_.subspan(8);
  return word;
}

std::span<const std::byte> ValueDecoder::take_bytes(std::uint64_t size) noexcept {
  if (rest_.size() < padded(size)) [[unlikely]] {
    broken_ = true;
    rest_ = {};
    return {};
  }
  const auto bytes = rest_.first(size);
  rest_ = rest_.subspan(padded(size));
  return bytes;
}

Value* ValueDecoder::make() noexcept {
  Value* value = arena_.make<Value>();
  if (value == nullptr) broken_ = true;
  return value;
}

ValueDecoder::Read ValueDecoder::extent() noexcept {
  const Extent extent(take_word());
  std::uint64_t length = extent.length();
  if (length == Extent::most_length) length = take_word();
  const Piece piece{extent.state(), length, extent.kept()};
  Value* value = make();
  if (value == nullptr || broken_) return {{State::not_written, 0, 0}, value};
  value->kind = kind_of(piece.state);
  value->number = piece.length;
  if (piece.state == State::sensitive) value->fingerprint = take_word();
  if (broken_) value->kind = Kind::missing;
  return {piece, value};
}

const Value* ValueDecoder::word(Kind kind, Family family) noexcept {
  Value* value = make();
  if (value == nullptr) return &missing;
  value->number = take_word();
  if (broken_) return value;
  value->kind = kind == Kind::pointer && value->number == 0 ? Kind::null : kind;
  value->family = family;
  return value;
}

const Value* ValueDecoder::one(Kind kind, Family family) noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state != State::kept) return read.value;
  read.value->number = take_word();
  read.value->kind = broken_ ? Kind::missing : kind == Kind::pointer && read.value->number == 0 ? Kind::null : kind;
  read.value->family = family;
  return read.value;
}

const Value* ValueDecoder::bytes(Kind kind) noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state != State::kept) return read.value;
  read.value->data = take_bytes(read.piece.kept);
  read.value->kind = broken_ ? Kind::missing : kind;
  return read.value;
}

const Value* ValueDecoder::padded_text() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state != State::kept) return read.value;
  const auto data = take_bytes(read.piece.kept);
  read.value->kind = broken_ ? Kind::missing : Kind::text;
  read.value->data = without_padding(data);
  if (read.piece.kept == read.piece.length) read.value->number = read.value->data.size();
  return read.value;
}

void ValueDecoder::fill_list(Value& value, std::uint64_t count, Kind kind, Family family) noexcept {
  value.kind = Kind::list;
  const Value** link = &value.children;
  for (; count != 0; count--) {
    Value* item = make();
    if (item == nullptr) return;
    item->number = take_word();
    if (broken_) return;
    item->kind = kind;
    item->family = family;
    *link = item;
    link = &item->next;
  }
}

const Value* ValueDecoder::list(Kind kind, Family family) noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state == State::kept) fill_list(*read.value, read.piece.kept, kind, family);
  return read.value;
}

const Value* ValueDecoder::attributes() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state == State::entries) fill_entries(*read.value, read.piece, 0);
  return read.value;
}

void ValueDecoder::fill_entries(Value& value, const Piece& piece, unsigned depth) noexcept {
  const Value** link = &value.children;
  for (std::uint64_t i = 0; i < piece.kept && !broken_; i++) {
    const std::uint64_t type = take_word();
    if (broken_) return;
    const Read read = extent();
    if (read.value == nullptr) return;
    const pkcs11::Attribute* attribute = pkcs11::find_attribute(type);
    if (read.piece.state == State::entries && depth < most_nested) fill_entries(*read.value, read.piece, depth + 1);
    else if (read.piece.state == State::kept) fill_attribute(*read.value, read.piece, attribute);
    read.value->type = type;
    if (attribute != nullptr) read.value->name = attribute->name;
    *link = read.value;
    link = &read.value->next;
  }
  name_parameter_set(value);
}

// The bytes of an attribute as what they are, if they have the size of that.
void ValueDecoder::fill_attribute(Value& value, const Piece& piece, const pkcs11::Attribute* attribute) noexcept {
  const bool numbers = attribute != nullptr && attribute->value_type == ValueType::numbers;
  const bool constants = attribute != nullptr && attribute->value_type == ValueType::constants;
  if ((numbers || constants) && piece.length % sizeof(CK_ULONG) == 0 && piece.kept % sizeof(CK_ULONG) == 0) {
    value.number = piece.length / sizeof(CK_ULONG);
    return fill_list(value, piece.kept / sizeof(CK_ULONG), numbers ? Kind::number : Kind::constant, attribute->family);
  }
  value.data = take_bytes(piece.kept);
  if (broken_) {
    value.kind = Kind::missing;
    return;
  }
  if (attribute == nullptr) return;
  const auto becomes = [&](Kind kind) {
    const std::size_t size = pkcs11::size_of(attribute->value_type);
    if (value.data.size() != size || piece.length != size) return;
    value.kind = kind;
    value.family = attribute->family;
    value.number = kind == Kind::version ? version_in(value.data) : number_in(value.data);
  };
  switch (attribute->value_type) {
    case ValueType::boolean:
      return becomes(Kind::boolean);
    case ValueType::number:
    case ValueType::by_key_type:
    case ValueType::constant:
      becomes(attribute->value_type == ValueType::constant ? Kind::constant : Kind::number);
      if (value.kind != Kind::bytes && value.number == CK_UNAVAILABLE_INFORMATION) {
        value.kind = Kind::sentinel;
        value.text = "CK_UNAVAILABLE_INFORMATION";
      }
      return;
    case ValueType::flags:
      return becomes(Kind::flags);
    case ValueType::version:
      return becomes(Kind::version);
    case ValueType::text:
    case ValueType::date:
    case ValueType::time:
      value.kind = Kind::text;
      return;
    case ValueType::der_oid:
    case ValueType::der_name:
    case ValueType::der_curve:
      return fill_named(value, attribute->value_type);
    default:
      return;
  }
}

// DER as the text that it stands for, if it is whole and is what it should be.
void ValueDecoder::fill_named(Value& value, ValueType type) noexcept {
  char memory[2 * longest_named];
  const std::string_view text = value.data.size() < value.number ? std::string_view()
                                : type == ValueType::der_name    ? distinguished_name(value.data, memory)
                                : type == ValueType::der_oid     ? object_identifier(value.data, memory)
                                                                 : curve_name(value.data, memory);
  char* const kept = text.empty() ? nullptr : arena_.make_text(text.size());
  if (kept == nullptr) {
    value.data = value.data.first(std::min(value.data.size(), shown_));
    return;
  }
  text.copy(kept, text.size());
  value.kind = Kind::text;
  value.data = std::as_bytes(std::span(kept, text.size()));
  value.number = text.size();
}

}  // namespace p11trace::record
