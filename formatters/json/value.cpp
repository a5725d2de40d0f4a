// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Values as JSON.
#include "formatters/json/value.h"

#include "formatters/pkcs11/constants.h"
#include "formatters/text/character.h"
#include "formatters/text/hexadecimal.h"

namespace p11trace::json {

using namespace std::string_view_literals;
using call::Kind;
using call::Value;

namespace {

void add_named_number(std::string_view name, std::uint64_t number, Object& object) noexcept {
  if (name.empty()) object.add("{\"value\":");
  else object.add("{\"name\":\"", name, "\",\"value\":");
  object.add_number(number);
  object.add("}");
}

void add_flags(const Value& value, Object& object) noexcept {
  object.add("{\"names\":[");
  for (std::uint64_t rest = value.number; rest != 0; rest &= rest - 1) {
    const std::string_view name = pkcs11::constant_name(value.family, rest & (~rest + 1));
    if (name.empty()) continue;
    object.add_comma();
    object.add('"', name, '"');
  }
  object.add("],\"value\":");
  object.add_number(value.number);
  object.add("}");
}

// Something that is not there, and why.
void add_kind(std::string_view kind, Object& object) noexcept { object.add("{\"kind\":\"", kind, "\"}"); }

void add_kind(std::string_view kind, std::string_view number_name, std::uint64_t number, Object& object) noexcept {
  object.add("{\"kind\":\"", kind, "\",\"", number_name, "\":");
  object.add_number(number);
  object.add("}");
}

void add_bytes(const Value& value, Object& object) noexcept {
  object.add("{\"length\":");
  object.add_number(value.number);
  object.add(",\"hex\":");
  object.add_bytes(value.data);
  object.add("}");
}

// Whether the bytes can be those of a character that was cut.
bool is_beginning(std::span<const unsigned char> bytes) noexcept {
  const unsigned char first = bytes[0];
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || bytes.size() >= size) return false;
  for (const unsigned char next : bytes.subspan(1))
    if ((next & 0xc0) != 0x80) return false;
  return true;
}

// How many of the bytes are whole characters: all, or all but the last where the text was cut; 0 if it is no UTF-8.
std::size_t well_formed(const Value& value) noexcept {
  const std::span<const unsigned char> bytes(reinterpret_cast<const unsigned char*>(value.data.data()),
                                             value.data.size());
  const bool was_cut = bytes.size() < value.number;
  std::size_t size = 0;
  while (size < bytes.size()) {
    const text::Character found = text::character_at(bytes.subspan(size));
    if (found.size == 0) return was_cut && is_beginning(bytes.subspan(size)) ? size : 0;
    size += found.size;
  }
  return size;
}

void add_text(const Value& value, Object& object) noexcept {
  const std::size_t size = well_formed(value);
  if (size == 0 && !value.data.empty()) return add_bytes(value, object);
  if (size == value.number) return object.add_text(value.data);
  object.add("{\"length\":");
  object.add_number(value.number);
  object.add(",\"text\":");
  object.add_text(value.data.first(size));
  object.add("}");
}

void add_sensitive(const Value& value, Object& object) noexcept {
  object.add("{\"redacted\":\"sensitive\",\"length\":");
  object.add_number(value.number);
  object.add(",\"fingerprint\":\"", std::string_view(text::SixteenDigits(value.fingerprint)), "\"}");
}

bool is_attribute(const Value& value) noexcept { return !value.name.empty() || value.type != 0; }

// Of a template: its type, and the value.
void add_attribute(const Value& value, Side side, Object& object) noexcept {
  object.open('{');
  object.add("\"type\":");
  add_named_number(value.name, value.type, object);
  object.add(",\"value\":");
  add_value(value, side, object);
  object.close();
}

void add_list(const Value& value, Side side, Object& object) noexcept {
  std::uint64_t known = 0;
  for (const Value* child = value.children; child != nullptr; child = child->next) known++;
  const bool was_cut = known < value.number;
  if (was_cut) {
    object.open('{');
    object.add("\"length\":");
    object.add_number(value.number);
    object.add_key("items");
  }
  object.open('[');
  object.keep();
  for (const Value* child = value.children; child != nullptr; child = child->next) {
    object.add_comma();
    if (is_attribute(*child)) add_attribute(*child, side, object);
    else add_value(*child, side, object);
    object.keep();
  }
  object.close();
  if (was_cut) object.close();
}

void add_structure(const Value& value, Side side, Object& object) noexcept {
  object.open('{');
  for (const Value* child = value.children; child != nullptr; child = child->next) {
    object.add_key(child->name);
    add_value(*child, side, object);
  }
  object.close();
}

}  // namespace

void add_value(const Value& value, Side side, Object& object) noexcept {
  switch (value.kind) {
    case Kind::number:
    case Kind::session:
    case Kind::slot:
    case Kind::object:
      return object.add_number(value.number);
    case Kind::sentinel:
      return add_named_number(value.text, value.number, object);
    case Kind::boolean:
      if (value.number > 1) return object.add_number(value.number);
      return object.add(value.number == 1 ? "true"sv : "false"sv);
    case Kind::constant:
      return add_named_number(pkcs11::constant_name(value.family, value.number), value.number, object);
    case Kind::flags:
      return add_flags(value, object);
    case Kind::pointer:
      object.add("{\"pointer\":");
      object.add_address(value.number);
      return object.add("}");
    case Kind::version:
      object.add("{\"major\":");
      object.add_number(value.number >> 8);
      object.add(",\"minor\":");
      object.add_number(value.number & 255);
      return object.add("}");
    case Kind::bytes:
      return add_bytes(value, object);
    case Kind::text:
      return add_text(value, object);
    case Kind::null:
      if (value.number == 0) return object.add("null");
      return add_kind("null", "length", value.number, object);
    case Kind::secret:
      return object.add("{\"redacted\":\"secret\"}");
    case Kind::sensitive:
      return add_sensitive(value, object);
    case Kind::not_shown:
      return add_kind("not_shown", "length", value.number, object);
    case Kind::not_read:
      return add_kind("not_read", "length", value.number, object);
    case Kind::room:
      return add_kind("room", "room", value.number, object);
    case Kind::no_length:
      return add_kind("no_length", object);
    case Kind::wanted:
      if (side == Side::in) return add_kind("size_query", object);
      return add_kind("size", "size", value.number, object);
    case Kind::not_written:
      return add_kind("not_written", object);
    case Kind::unavailable:
      return add_kind("unavailable", object);
    case Kind::unreadable:
      return add_kind("unreadable", "length", value.number, object);
    case Kind::list:
      return add_list(value, side, object);
    case Kind::structure:
      return add_structure(value, side, object);
    case Kind::missing:
      return add_kind("missing", object);
  }
}

}  // namespace p11trace::json
