// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Puts what is known of handles into the tree of a call.
#include <cstring>

#include "formatters/names/handle_names.h"

namespace p11trace::names {

using call::Arena;
using call::Kind;
using call::Value;
using pkcs11::Family;
using pkcs11::Role;

namespace {

// Adds children to a value, at the end.
class Children {
 public:
  Children(Value& parent, Arena& arena) noexcept : link_(&parent.children), arena_(arena) {}

  // NULL where the arena is used up.
  Value* add(std::string_view name, Kind kind) noexcept {
    Value* const child = arena_.make<Value>();
    if (child == nullptr) return nullptr;
    child->name = name;
    child->kind = kind;
    *link_ = child;
    link_ = &child->next;
    return child;
  }
  void add_constant(std::string_view name, Family family, std::uint64_t number) noexcept {
    Value* const child = add(name, Kind::constant);
    if (child == nullptr) return;
    child->family = family;
    child->number = number;
  }
  // `size` bytes of a value that has `length`.
  void add_bytes(std::string_view name, Kind kind, const void* bytes, std::size_t size, std::uint64_t length) noexcept {
    // A copy: what is known is forgotten before the line is written.
    char* const kept = arena_.make_text(size);
    Value* const child = kept == nullptr ? nullptr : add(name, kind);
    if (child == nullptr) return;
    std::memcpy(kept, bytes, size);
    child->data = std::as_bytes(std::span(kept, size));
    child->number = length;
  }

 private:
  const Value** link_;
  Arena& arena_;
};

std::string_view state_of(Access access, Login login) noexcept {
  constexpr std::string_view states[3][4] = {
      {"", "public", "user", "SO"}, {"RO", "RO public", "RO user", "RO SO"}, {"RW", "RW public", "RW user", "RW SO"}};
  return states[static_cast<std::size_t>(access)][static_cast<std::size_t>(login)];
}

void add_label(Value& slot, const KnownToken& token, Arena& arena) noexcept {
  if (token.label_size != 0)
    Children(slot, arena).add_bytes("label", Kind::text, token.label, token.label_size, token.label_size);
}

void name_object(Value& object, const KnownObject& known, Arena& arena) noexcept {
  Children children(object, arena);
  if (known.label_size != 0)
    children.add_bytes("CKA_LABEL", Kind::text, known.label, known.label_size, known.label_length);
  else if (known.id_size != 0) children.add_bytes("CKA_ID", Kind::bytes, known.id, known.id_size, known.id_length);
  if (known.has_class) children.add_constant("CKA_CLASS", Family::CKO, known.object_class);
  if (known.has_key_type) children.add_constant("CKA_KEY_TYPE", Family::CKK, known.key_type);
}

bool has_parts(const Value& value) noexcept { return value.kind == Kind::list || value.kind == Kind::structure; }

// Arguments that are handles or have some in them. Attributes have none.
constexpr bool can_hold_handles(Role role) noexcept {
  using enum Role;
  for (const Role each : {session, slot, object, mechanism, parameter_in, parameter_inout, structure_out, slots_out,
                          objects_out, session_out, slot_out, object_out})
    if (each == role) return true;
  return false;
}

// Calls each(value) for all values of a call that may be handles.
template <class Each>
void for_each_value(const Value* value, Each each) noexcept {
  for (; value != nullptr; value = value->next) {
    if (has_parts(*value)) for_each_value(value->children, each);
    else each(*value);
  }
}

}  // namespace

void HandleNames::name_slot(Value& slot, Party party, Arena& arena) const noexcept {
  if (KnownToken token; tokens_.find({party.module, slot.number}, token)) add_label(slot, token, arena);
}

void HandleNames::name_session(Value& session, Party party, Arena& arena) const noexcept {
  KnownSession known;
  if (!sessions_.find({party.module, session.number}, known)) return;
  Children children(session, arena);
  KnownToken token;
  const bool has_token = tokens_.find({party.module, known.slot}, token);
  if (Value* const slot = children.add("slotID", Kind::slot); slot != nullptr) {
    slot->number = known.slot;
    if (has_token) add_label(*slot, token, arena);
  }
  const std::string_view state = state_of(known.access, has_token ? token.login : Login::unknown);
  if (Value* const text = state.empty() ? nullptr : children.add("state", Kind::text); text != nullptr) {
    text->data = std::as_bytes(std::span(state));
    text->number = state.size();
  }
}

void HandleNames::name(const call::Call& call, Party party, Arena& arena) const noexcept {
  const auto name_one = [&](const Value& made) noexcept {
    // All values of a call are made in its arena, by those who read its record.
    auto& value = const_cast<Value&>(made);
    if (value.kind == Kind::session) return name_session(value, party, arena);
    if (value.kind == Kind::slot) return name_slot(value, party, arena);
    if (value.kind != Kind::object) return;
    if (KnownObject object; objects_.find({party.module, value.number}, object)) name_object(value, object, arena);
  };
  for (const call::Argument& argument : call.arguments_of_row()) {
    if (!can_hold_handles(argument.row->role)) continue;
    for_each_value(argument.in, name_one);
    for_each_value(argument.out, name_one);
  }
}

}  // namespace p11trace::names
