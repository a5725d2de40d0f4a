// Reads mechanisms and their parameters back. The counterpart of encode_parameter.cpp.
#include <cstddef>

#include "formatters/record/value_decoder.h"

namespace p11trace::record {

using call::Kind;
using call::Value;
using pkcs11::Family;
using pkcs11::ParameterField;
using pkcs11::ParameterLayout;
using pkcs11::ParameterRole;

namespace {

// As Encoder sees it: a mechanism inside a parameter inside a mechanism.
constexpr unsigned most_depth = most_nested_parameters + 1;

}  // namespace

const Value* ValueDecoder::mechanism() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state == State::kept) fill_mechanism(*read.value, 0);
  return read.value;
}

void ValueDecoder::fill_mechanism(Value& value, unsigned depth) noexcept {
  value.kind = Kind::missing;
  Value* const type = make();
  if (type == nullptr) return;
  type->number = take_word();
  if (broken_) return;
  type->name = "mechanism";
  type->kind = Kind::constant;
  type->family = Family::CKM;
  value.kind = Kind::structure;
  value.children = type;
  const Read read = extent();
  if (read.value == nullptr) return;
  // Most mechanisms have none, which need not be said.
  if (read.value->kind == Kind::null && read.value->number == 0) return;
  if (read.piece.state == State::kept) fill_parameter(*read.value, read.piece, false, depth);
  read.value->name = "pParameter";
  type->next = read.value;
}

const Value* ValueDecoder::parameter() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state == State::kept) fill_parameter(*read.value, read.piece, false, 0);
  return read.value;
}

const Value* ValueDecoder::written_parameter() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state == State::null) return nullptr;
  if (read.piece.state == State::kept) fill_parameter(*read.value, read.piece, true, 0);
  return read.value;
}

void ValueDecoder::fill_parameter(Value& value, const Piece& piece, bool written, unsigned depth) noexcept {
  value.kind = Kind::missing;
  const auto simple = [&](Kind kind) {
    value.number = take_word();
    if (!broken_) value.kind = kind;
  };
  switch (static_cast<ParameterCode>(piece.kept)) {
    case ParameterCode::bytes: {
      const Value* const content = bytes(Kind::bytes);
      if (!broken_) value = *content;
      return;
    }
    case ParameterCode::number:
    case ParameterCode::byte:
      return simple(Kind::number);
    case ParameterCode::object:
      return simple(Kind::object);
    case ParameterCode::version:
      fill_version(value, {piece.state, sizeof(CK_VERSION), sizeof(CK_VERSION)});
      return;
    default:
      break;
  }
  const std::uint64_t number = piece.kept - static_cast<std::uint64_t>(ParameterCode::structures);
  if (number < pkcs11::parameters().size()) fill_fields(value, pkcs11::parameters()[number], written, depth);
  else broken_ = true;
}

void ValueDecoder::fill_fields(Value& value, const ParameterLayout& parameter, bool written, unsigned depth) noexcept {
  value.kind = Kind::structure;
  if (depth > most_depth) {
    broken_ = true;
    return;
  }
  const Value** link = &value.children;
  for (const ParameterField& field : parameter.fields) {
    if (written && !pkcs11::is_written(field)) continue;
    Value* const made = parameter_field(field, written, depth);
    if (made == nullptr) return;
    // What was not written into is not among what was written.
    if (written && made->kind == Kind::not_written) continue;
    made->name = field.name;
    *link = made;
    link = &made->next;
    if (broken_) return;
  }
}

Value* ValueDecoder::parameter_field(const ParameterField& field, bool written, unsigned depth) noexcept {
  if (field.role == ParameterRole::structure_within) {
    Value* const value = make();
    if (value != nullptr) fill_fields(*value, *field.nested, written, depth + 1);
    return value;
  }
  if (field.role == ParameterRole::attributes) {
    const Value* const entries = attributes();
    // What could not be made is not ours to name.
    return broken_ ? nullptr : const_cast<Value*>(entries);
  }
  const Read read = extent();
  if (read.value == nullptr) return nullptr;
  Value& value = *read.value;
  const auto simple = [&](Kind kind) {
    value.number = take_word();
    value.kind = broken_ ? Kind::missing : kind;
    value.family = field.family;
  };
  if (field.role == ParameterRole::array && read.piece.state == State::entries) {
    const Value** link = &value.children;
    for (std::uint64_t i = 0; i < read.piece.kept && !broken_; i++) {
      Value* const entry = make();
      if (entry == nullptr) break;
      fill_fields(*entry, *field.nested, written, depth + 1);
      *link = entry;
      link = &entry->next;
    }
    return &value;
  }
  if (read.piece.state != State::kept) return &value;
  switch (field.role) {
    case ParameterRole::number:
      simple(Kind::number);
      break;
    case ParameterRole::boolean:
      simple(Kind::boolean);
      break;
    case ParameterRole::flags:
      simple(Kind::flags);
      break;
    case ParameterRole::constant:
      simple(Kind::constant);
      break;
    case ParameterRole::object:
    case ParameterRole::object_pointer:
      simple(Kind::object);
      break;
    case ParameterRole::unsized:
      simple(Kind::pointer);
      break;
    case ParameterRole::version:
      fill_version(value, read.piece);
      break;
    case ParameterRole::bytes_within:
    case ParameterRole::bytes:
    case ParameterRole::text:
    case ParameterRole::text_z:
      value.data = take_bytes(read.piece.kept);
      value.kind = broken_                                                                    ? Kind::missing
                   : field.role == ParameterRole::text || field.role == ParameterRole::text_z ? Kind::text
                                                                                              : Kind::bytes;
      break;
    case ParameterRole::data_by_type:
      fill_parameter(value, read.piece, written, depth + 1);
      break;
    case ParameterRole::mechanism:
      if (depth < most_depth) fill_mechanism(value, depth + 1);
      else broken_ = true;
      break;
    case ParameterRole::structure:
      fill_fields(value, *field.nested, written, depth + 1);
      break;
    default:
      value.kind = Kind::missing;
      broken_ = true;
  }
  return &value;
}

}  // namespace p11trace::record
