// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Names of handles: (slot 0 "token", RW user) for a session, "label" RSA private for an object.
#include "formatters/text/handle.h"

#include "formatters/pkcs11/constants.h"
#include "formatters/text/value.h"

namespace p11trace::text {

using call::Kind;
using call::Value;
using pkcs11::Family;

namespace {

// "CKO_PRIVATE_KEY" as "private key"; of a key whose type stands before it as "private".
void add_class(std::uint64_t number, bool has_type, Line& line) noexcept {
  constexpr std::string_view prefix = "CKO_";
  constexpr std::string_view key = "_KEY";
  std::string_view name = pkcs11::constant_name(Family::CKO, number);
  if (!name.starts_with(prefix)) {
    line.add("class ");
    return line.add_hexadecimal(number);
  }
  name.remove_prefix(prefix.size());
  if (has_type && name.ends_with(key)) name.remove_suffix(key.size());
  for (const char character : name)
    line.add(character == '_'                       ? ' '
             : character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32)
                                                    : character);
}

void add_key_type(std::uint64_t number, Line& line) noexcept {
  constexpr std::string_view prefix = "CKK_";
  const std::string_view name = pkcs11::constant_name(Family::CKK, number);
  if (name.starts_with(prefix)) return line.add(name.substr(prefix.size()));
  line.add("key type ");
  line.add_hexadecimal(number);
}

void add_object_name(const Value& object, Line& line) noexcept {
  const Value* object_class = nullptr;
  const Value* key_type = nullptr;
  for (const Value* known = object.children; known != nullptr; known = known->next) {
    if (known->kind == Kind::constant) {
      (known->family == Family::CKO ? object_class : key_type) = known;
    } else if (known->kind == Kind::bytes) {
      line.add(" id ");
      line.add_bytes(known->data);
      if (known->data.size() < known->number) line.add("...");
    } else {
      line.add(' ');
      add_value(*known, line);
    }
  }
  if (key_type != nullptr) {
    line.add(' ');
    add_key_type(key_type->number, line);
  }
  if (object_class != nullptr) {
    line.add(' ');
    add_class(object_class->number, key_type != nullptr, line);
  }
}

void add_session_name(const Value& session, Line& line) noexcept {
  line.add(" (");
  for (const Value* known = session.children; known != nullptr; known = known->next) {
    if (known != session.children) line.add(", ");
    if (known->kind == Kind::slot) {
      line.add("slot ");
      add_value(*known, line);
    } else {
      line.add(std::string_view(reinterpret_cast<const char*>(known->data.data()), known->data.size()));
    }
  }
  line.add(')');
}

}  // namespace

void add_handle_name(const Value& handle, Line& line) noexcept {
  if (handle.children == nullptr) return;
  if (handle.kind == Kind::object) return add_object_name(handle, line);
  if (handle.kind == Kind::session) return add_session_name(handle, line);
  line.add(' ');
  add_value(*handle.children, line);
}

}  // namespace p11trace::text
