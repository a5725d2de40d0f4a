// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What a call that has returned tells of handles.
#include <algorithm>
#include <array>
#include <cstring>

#include "formatters/names/arguments.h"
#include "formatters/names/handle_names.h"

namespace p11trace::names {

using call::Call;
using call::Kind;
using call::Value;
using pkcs11::Role;
using enum pkcs11::Function;

namespace {

std::uint64_t end_of(const Call& call) noexcept { return call.time + call.duration; }

Access access_of(std::uint64_t flags) noexcept {
  return (flags & CKF_RW_SESSION) != 0 ? Access::read_write : Access::read_only;
}

// CK_SESSION_INFO::state (PKCS#11 5.6.4).
Login login_of(std::uint64_t state) noexcept {
  switch (state) {
    case CKS_RO_PUBLIC_SESSION:
    case CKS_RW_PUBLIC_SESSION:
      return Login::nobody;
    case CKS_RO_USER_FUNCTIONS:
    case CKS_RW_USER_FUNCTIONS:
      return Login::user;
    case CKS_RW_SO_FUNCTIONS:
      return Login::security_officer;
    default:
      return Login::unknown;
  }
}

void set_label(KnownToken& token, std::span<const std::byte> label) noexcept {
  token.label_size = std::min(label.size(), sizeof token.label);
  std::memset(token.label, 0, sizeof token.label);
  if (token.label_size != 0) std::memcpy(token.label, label.data(), token.label_size);
}

// Whether the function can tell of handles at all: most calls cannot.
constexpr auto teaches = [] {
  std::array<bool, pkcs11::function_count> any{};
  for (const pkcs11::FunctionRow& row : pkcs11::functions) {
    bool& it_does = any[pkcs11::index_of(row.id)];
    it_does = row.id == C_SetAttributeValue || row.id == C_FindObjectsInit || row.id == C_InitToken;
    for (std::size_t i = 0; i < row.argument_count; i++) {
      const Role role = row.arguments[i].role;
      it_does = it_does || role == Role::template_out || role == Role::session_out || role == Role::object_out ||
                role == Role::objects_out || role == Role::structure_out;
    }
  }
  return any;
}();

}  // namespace

void KnownObject::add(const KnownObject& other) noexcept {
  if (other.has_class) {
    has_class = true;
    object_class = other.object_class;
  }
  if (other.has_key_type) {
    has_key_type = true;
    key_type = other.key_type;
  }
  if (other.label_size != 0) {
    label_length = other.label_length;
    label_size = other.label_size;
    std::memcpy(label, other.label, sizeof label);
  }
  if (other.id_size != 0) {
    id_length = other.id_length;
    id_size = other.id_size;
    std::memcpy(id, other.id, sizeof id);
  }
  if (!other.is_tokens) return;
  is_tokens = true;
  session = 0;
}

void HandleNames::learn_template(const Value* entries, KnownObject& object) noexcept {
  if (entries == nullptr || entries->kind != Kind::list) return;
  const auto take = [](const Value& value, auto& to, std::uint8_t& size, std::uint32_t& length) {
    length = static_cast<std::uint32_t>(std::min<std::uint64_t>(value.number, UINT32_MAX));
    size = static_cast<std::uint8_t>(std::min(value.data.size(), sizeof to));
    std::memset(to, 0, sizeof to);
    if (size != 0) std::memcpy(to, value.data.data(), size);
  };
  for (const Value* entry = entries->children; entry != nullptr; entry = entry->next) {
    if (entry->type == CKA_CLASS && entry->kind == Kind::constant) {
      object.has_class = true;
      object.object_class = entry->number;
    } else if (entry->type == CKA_KEY_TYPE && entry->kind == Kind::constant) {
      object.has_key_type = true;
      object.key_type = entry->number;
    } else if (entry->type == CKA_TOKEN && entry->kind == Kind::boolean && entry->number == CK_TRUE) {
      object.is_tokens = true;
    } else if (entry->type == CKA_LABEL && entry->kind == Kind::text) {
      take(*entry, object.label, object.label_size, object.label_length);
    } else if (entry->type == CKA_ID && entry->kind == Kind::bytes) {
      take(*entry, object.id, object.id_size, object.id_length);
    }
  }
  if (object.is_tokens) object.session = 0;
}

void HandleNames::learn_structure(const Call& call, const call::Argument& argument, Party party) noexcept {
  if (argument.row->structure == &pkcs11::structure_of<CK_TOKEN_INFO>()) {
    const Value* const label = member_of(argument.out, "label");
    if (label == nullptr) return;
    tokens_.learn({party.module, number_in(call, Role::slot)}, end_of(call),
                  [&](KnownToken& token, bool) { set_label(token, label->data); });
  } else if (argument.row->structure == &pkcs11::structure_of<CK_SESSION_INFO>()) {
    // A server may ask for it before every use of a session: by what its members are, not by their names.
    if (argument.out->kind != Kind::structure) return;
    const Value* slot = nullptr;
    const Value* state = nullptr;
    const Value* flags = nullptr;
    for (const Value* member = argument.out->children; member != nullptr; member = member->next) {
      if (member->kind == Kind::slot) slot = member;
      if (member->kind == Kind::constant) state = member;
      if (member->kind == Kind::flags) flags = member;
    }
    if (slot == nullptr || state == nullptr || flags == nullptr) return;
    sessions_.learn({party.module, number_in(call, Role::session)}, end_of(call), [&](KnownSession& session, bool) {
      session = {slot->number, party.caller, access_of(flags->number)};
    });
    tokens_.learn({party.module, slot->number}, end_of(call),
                  [&](KnownToken& token, bool) { token.login = login_of(state->number); });
  }
}

// An object made from template number `which`; what the template leaves out the function says.
void HandleNames::learn_made(const Call& call, Party party, std::uint64_t handle, unsigned which) noexcept {
  KnownObject made;
  KnownObject copied;
  const bool is_copy = call.function->id == C_CopyObject;
  if (is_copy && objects_.find({party.module, number_in(call, Role::object)}, copied)) made = copied;
  made.session = number_in(call, Role::session);
  made.caller = party.caller;
  made.is_tokens = false;
  const auto is_class = [&](std::uint64_t object_class) {
    made.has_class = true;
    made.object_class = object_class;
  };
  if (call.function->id == C_GenerateKey) is_class(CKO_SECRET_KEY);
  if (call.function->id == C_GenerateKeyPair) is_class(which == 0 ? CKO_PUBLIC_KEY : CKO_PRIVATE_KEY);
  const call::Argument* const given = argument_of(call, Role::template_in, which);
  learn_template(given == nullptr ? nullptr : given->in, made);
  objects_.learn({party.module, handle}, end_of(call), [&](KnownObject& object, bool) { object = made; });
}

// All that a search answers is as its template says.
void HandleNames::learn_found(const Call& call, Party party, const Value& handles) noexcept {
  const std::uint64_t session = number_in(call, Role::session);
  KnownObject search;
  if (!searches_.find({party.module, session}, search)) return;
  for (const Value* handle = handles.children; handle != nullptr; handle = handle->next)
    objects_.learn({party.module, handle->number}, end_of(call), [&](KnownObject& object, bool is_new) {
      if (is_new) object = {.session = session, .caller = party.caller};
      object.add(search);
    });
}

// Of an object whose attributes were read or set.
void HandleNames::learn_attributes(const Call& call, Party party, const Value* entries) noexcept {
  KnownObject told;
  learn_template(entries, told);
  if (!told.says_something()) return;
  objects_.learn({party.module, number_in(call, Role::object)}, end_of(call), [&](KnownObject& object, bool is_new) {
    if (is_new) object = {.session = number_in(call, Role::session), .caller = party.caller};
    object.add(told);
  });
}

void HandleNames::learn(const Call& call, Party party) noexcept {
  const pkcs11::Function function = call.function->id;
  if (!call.returned || !teaches[pkcs11::index_of(function)]) return;
  // It answers some attributes even where it fails.
  if (function == C_GetAttributeValue) {
    const call::Argument* const asked = argument_of(call, Role::template_out);
    return learn_attributes(call, party, asked == nullptr ? nullptr : asked->out);
  }
  if (call.return_value != CKR_OK) return;
  if (function == C_SetAttributeValue) {
    const call::Argument* const given = argument_of(call, Role::template_in);
    return learn_attributes(call, party, given == nullptr ? nullptr : given->in);
  }
  if (function == C_FindObjectsInit) {
    const call::Argument* const wanted = argument_of(call, Role::template_in);
    searches_.learn({party.module, number_in(call, Role::session)}, end_of(call), [&](KnownObject& search, bool) {
      search = {};
      search.caller = party.caller;
      learn_template(wanted == nullptr ? nullptr : wanted->in, search);
    });
    return;
  }
  if (function == C_InitToken) {
    const call::Argument* const label = argument_of(call, Role::text_fixed);
    if (label == nullptr || label->in->kind != Kind::text) return;
    tokens_.learn({party.module, number_in(call, Role::slot)}, end_of(call), [&](KnownToken& token, bool) {
      token = {};
      set_label(token, label->in->data);
    });
    return;
  }
  unsigned made = 0;
  for (const call::Argument& argument : call.arguments_of_row()) {
    if (argument.out == nullptr) continue;
    switch (argument.row->role) {
      case Role::session_out:
        if (argument.out->kind != Kind::session) break;
        sessions_.learn({party.module, argument.out->number}, end_of(call), [&](KnownSession& session, bool) {
          session = {number_in(call, Role::slot), party.caller, access_of(number_in(call, Role::flags))};
        });
        break;
      case Role::object_out:
        if (argument.out->kind == Kind::object) learn_made(call, party, argument.out->number, made);
        made++;
        break;
      case Role::objects_out:
        if (argument.out->kind == Kind::list) learn_found(call, party, *argument.out);
        break;
      case Role::structure_out:
        learn_structure(call, argument, party);
        break;
      default:
        break;
    }
  }
}

}  // namespace p11trace::names
