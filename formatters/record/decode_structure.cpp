// Reads structures back: CK_VERSION, CK_INTERFACE, and those of pkcs11::structures, member by member.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "formatters/record/plain_values.h"
#include "formatters/record/value_decoder.h"

namespace p11trace::record {

using call::Kind;
using call::Value;
using pkcs11::Family;
using pkcs11::FieldKind;

const Value* ValueDecoder::version() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state != State::kept) return read.value;
  fill_version(*read.value, read.piece);
  return read.value;
}

void ValueDecoder::fill_version(Value& value, const Piece& piece) noexcept {
  const auto bytes = take_bytes(piece.kept);
  value.kind = bytes.size() == 2 ? Kind::version : Kind::missing;
  if (bytes.size() == 2) value.number = version_in(bytes);
}

// Into a value that is new.
void ValueDecoder::fill_field(Value& value, const pkcs11::Field& field, std::span<const std::byte> bytes) noexcept {
  value.name = field.name;
  value.family = field.family;
  value.number = field.kind == FieldKind::version ? version_in(bytes) : number_in(bytes);
  const auto named = [&](std::uint64_t number, std::string_view name) {
    if (value.number != number) return;
    value.kind = Kind::sentinel;
    value.text = name;
  };
  switch (field.kind) {
    case FieldKind::number:
      value.kind = Kind::number;
      break;
    case FieldKind::count_or_sentinel:
      value.kind = Kind::number;
      named(CK_UNAVAILABLE_INFORMATION, "CK_UNAVAILABLE_INFORMATION");
      named(CK_EFFECTIVELY_INFINITE, "CK_EFFECTIVELY_INFINITE");
      break;
    case FieldKind::count_or_unavailable:
      value.kind = Kind::number;
      named(CK_UNAVAILABLE_INFORMATION, "CK_UNAVAILABLE_INFORMATION");
      break;
    case FieldKind::flags:
      value.kind = Kind::flags;
      break;
    case FieldKind::constant:
      value.kind = Kind::constant;
      break;
    case FieldKind::version:
      value.kind = Kind::version;
      break;
    case FieldKind::padded_text:
    case FieldKind::digits:
      value.kind = Kind::text;
      value.data = without_padding(bytes);
      value.number = value.data.size();
      break;
    case FieldKind::session:
      value.kind = Kind::session;
      break;
    case FieldKind::slot:
      value.kind = Kind::slot;
      break;
    case FieldKind::object:
      value.kind = Kind::object;
      break;
    case FieldKind::pointer:
    case FieldKind::callback:
    case FieldKind::text_pointer:
      value.kind = value.number == 0 ? Kind::null : Kind::pointer;
      break;
  }
}

const Value* ValueDecoder::structure(const pkcs11::Structure& layout) noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state != State::kept) return read.value;
  const auto bytes = take_bytes(read.piece.kept);
  if (bytes.size() != layout.size) {
    read.value->kind = Kind::missing;
    return read.value;
  }
  read.value->kind = Kind::structure;
  const Value** link = &read.value->children;
  for (const pkcs11::Field& member : layout.fields) {
    Value* value = make();
    if (value == nullptr) break;
    fill_field(*value, member, bytes.subspan(member.offset, member.size));
    *link = value;
    link = &value->next;
  }
  return read.value;
}

// The text behind pReserved takes the place of its address.
const Value* ValueDecoder::initialize_args() noexcept {
  const Value* const arguments = structure(pkcs11::structure_of<CK_C_INITIALIZE_ARGS>());
  if (arguments->kind != Kind::structure) return arguments;
  const Value* const text = bytes(Kind::text);
  // What leads to no text is an address, or NULL.
  if (text->kind == Kind::unreadable || text->kind == Kind::null) return arguments;
  for (const Value* member = arguments->children; member != nullptr; member = member->next) {
    if (member->next != nullptr) continue;
    // It was made by this decoder, in its arena.
    auto* const reserved = const_cast<Value*>(member);
    if (reserved->name != "pReserved") break;
    reserved->kind = text->kind;
    reserved->number = text->number;
    reserved->data = text->data;
    reserved->fingerprint = text->fingerprint;
  }
  return arguments;
}

void ValueDecoder::fill_interface(Value& value) noexcept {
  value.kind = Kind::missing;
  const Value* name = bytes(Kind::text);
  const Value* list = word(Kind::pointer);
  const Value* flags = word(Kind::flags, Family::CKF_interface);
  if (broken_) return;
  // All three were made by this decoder, in its arena.
  const auto named = [](const Value* made, std::string_view field_name, const Value* next) {
    auto* member = const_cast<Value*>(made);
    member->name = field_name;
    member->next = next;
  };
  named(name, "pInterfaceName", list);
  named(list, "pFunctionList", flags);
  named(flags, "flags", nullptr);
  value.kind = Kind::structure;
  value.children = name;
}

const Value* ValueDecoder::interface() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state == State::kept) fill_interface(*read.value);
  return read.value;
}

const Value* ValueDecoder::interfaces() noexcept {
  const Read read = extent();
  if (read.value == nullptr) return &missing;
  if (read.piece.state != State::kept) return read.value;
  read.value->kind = Kind::list;
  const Value** link = &read.value->children;
  for (std::uint64_t i = 0; i < read.piece.kept && !broken_; i++) {
    Value* entry = make();
    if (entry == nullptr) break;
    fill_interface(*entry);
    *link = entry;
    link = &entry->next;
  }
  return read.value;
}

}  // namespace p11trace::record
