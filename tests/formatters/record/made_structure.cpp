// Structures, mechanisms and interfaces of a made-up call.
#include <algorithm>

#include "formatters/pkcs11/structures.h"
#include "tests/formatters/record/made_call.h"

namespace p11trace::record {

using call::Kind;
using pkcs11::Argument;
using pkcs11::FieldKind;
using pkcs11::Secrecy;

std::string MadeCall::interface_content(Tree& tree) {
  const std::string name = letters(17);
  const CK_INTERFACE interface { static_cast<CK_UTF8CHAR_PTR>(module_memory(name + '\0')), untouchable(), 1 };
  tree.kind = Kind::structure;
  tree.children.push_back(shown(Secrecy::open, Kind::text, name).named("pInterfaceName"));
  tree.children.push_back(
      Tree{.kind = Kind::pointer, .number = reinterpret_cast<std::uintptr_t>(interface.pFunctionList)}.named(
          "pFunctionList"));
  tree.children.push_back(
      Tree{.kind = Kind::flags, .number = 1, .family = pkcs11::Family::CKF_interface}.named("flags"));
  return bytes_of(interface);
}

void MadeCall::make_interfaces(const Argument& argument) {
  Tree answer{.kind = Kind::list, .number = 3};
  std::string content;
  for (int i = 0; i < 3; i++) content += interface_content(answer.children.emplace_back());
  make_two_call(argument, 3, 3, content, answer);
}

void MadeCall::make_mechanism() {
  if (is(Outcome::nulls)) {
    in_.back() = {.kind = Kind::null};
    return put(nullptr);
  }
  const std::string iv = random(12);
  const std::string associated = random(20);
  CK_GCM_PARAMS parameter{};
  parameter.pIv = static_cast<CK_BYTE*>(given(iv));
  parameter.ulIvLen = iv.size();
  parameter.ulIvBits = iv.size() * 8;
  parameter.pAAD = static_cast<CK_BYTE*>(given(associated));
  parameter.ulAADLen = associated.size();
  parameter.ulTagBits = 128;
  const CK_MECHANISM mechanism{CKM_AES_GMAC, given(bytes_of(parameter)), sizeof parameter};
  put(given(bytes_of(mechanism)));
  Tree tree{.kind = Kind::structure, .number = 1};
  tree.children.push_back(
      Tree{.kind = Kind::constant, .number = CKM_AES_GMAC, .family = pkcs11::Family::CKM}.named("mechanism"));
  Tree fields{.kind = Kind::structure, .number = sizeof parameter};
  fields.children.push_back(shown(pkcs11::Secrecy::open, Kind::bytes, iv).named("pIv"));
  fields.children.push_back(Tree{.kind = Kind::number, .number = iv.size() * 8}.named("ulIvBits"));
  fields.children.push_back(shown(pkcs11::Secrecy::sensitive, Kind::bytes, associated).named("pAAD"));
  fields.children.push_back(Tree{.kind = Kind::number, .number = 128}.named("ulTagBits"));
  tree.children.push_back(std::move(fields).named("pParameter"));
  in_.back() = std::move(tree);
}

void MadeCall::make_structure_in(const pkcs11::Structure& structure) {
  if (is(Outcome::nulls)) {
    in_.back() = {.kind = Kind::null};
    return put(nullptr);
  }
  put(given(structure_content(structure, in_.back())));
}

std::string MadeCall::structure_content(const pkcs11::Structure& structure, Tree& tree) {
  tree = {.kind = Kind::structure, .number = structure.size};
  std::string content(structure.size, '\0');
  for (const pkcs11::Field& field : structure.fields) {
    Tree value{.kind = Kind::number, .family = field.family};
    std::string bytes = random(field.size);
    std::memcpy(&value.number, bytes.data(), std::min<std::size_t>(field.size, 8));
    switch (field.kind) {
      case FieldKind::number:
        break;
      case FieldKind::count_or_sentinel:
      case FieldKind::count_or_unavailable:
        bytes = bytes_of(CK_UNAVAILABLE_INFORMATION);
        value = {.kind = Kind::sentinel, .number = CK_UNAVAILABLE_INFORMATION, .data = "CK_UNAVAILABLE_INFORMATION"};
        break;
      case FieldKind::flags:
        value.kind = Kind::flags;
        break;
      case FieldKind::constant:
        value.kind = Kind::constant;
        break;
      case FieldKind::version:
        bytes = "\x03\x02";
        value = {.kind = Kind::version, .number = 0x302};
        break;
      case FieldKind::padded_text:
      case FieldKind::digits: {
        std::string text = letters(field.size / 2u);
        value = {.kind = Kind::text, .number = text.size(), .data = text};
        note(Secrecy::open, text, field.name);
        bytes = text.append(field.size - text.size(), ' ');
        break;
      }
      case FieldKind::session:
        value.kind = Kind::session;
        break;
      case FieldKind::slot:
        value.kind = Kind::slot;
        break;
      case FieldKind::object:
        value.kind = Kind::object;
        break;
      case FieldKind::callback:
        bytes.assign(field.size, '\0');
        value = {.kind = Kind::null};
        break;
      case FieldKind::pointer:
      case FieldKind::text_pointer:
        bytes = bytes_of(untouchable());
        value = {.kind = Kind::pointer, .number = reinterpret_cast<std::uintptr_t>(memory_.back().data())};
        break;
    }
    content.replace(field.offset, field.size, bytes);
    tree.children.push_back(std::move(value).named(field.name));
  }
  return content;
}

}  // namespace p11trace::record
