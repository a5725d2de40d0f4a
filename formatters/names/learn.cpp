// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What a call that has returned tells of handles.
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "formatters/names/arguments.h"
#include "formatters/names/handle_names.h"
#include "formatters/pkcs11/constants.h"

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

// The class that the function makes, if there is just one.
std::optional<std::uint64_t> class_made(const Call& call, unsigned which) noexcept {
  if (call.function->id == C_GenerateKeyPair) return which == 0 ? CKO_PUBLIC_KEY : CKO_PRIVATE_KEY;
  if (call.function->id != C_GenerateKey) return std::nullopt;
  const call::Argument* const mechanism = argument_of(call, Role::mechanism);
  const Value* const type = mechanism == nullptr ? nullptr : member_of(mechanism->in, "mechanism");
  if (type == nullptr) return std::nullopt;
  // CKM_DSA_PARAMETER_GEN and the like make domain parameters.
  const std::string_view name = pkcs11::constant_name(pkcs11::Family::CKM, type->number);
  if (name.empty() || !name.ends_with("_KEY_GEN")) return std::nullopt;
  return CKO_SECRET_KEY;
}

// Whether all entries of a template are seen.
bool is_whole(const Value* entries) noexcept {
  if (entries == nullptr) return false;
  if (entries->kind != Kind::list) return entries->kind == Kind::null;
  std::uint64_t count = 0;
  for (const Value* entry = entries->children; entry != nullptr; entry = entry->next) count++;
  return count == entries->number;
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
  if (other.has_label) {
    has_label = true;
    label_length = other.label_length;
    label_size = other.label_size;
    std::memcpy(label, other.label, sizeof label);
  }
  if (other.has_id) {
    has_id = true;
    id_length = other.id_length;
    id_size = other.id_size;
    std::memcpy(id, other.id, sizeof id);
  }
  is_private = is_private || other.is_private;
  if (!other.is_tokens) return;
  is_tokens = true;
  session = 0;
}

void HandleNames::learn_template(const Value* entries, KnownObject& object) noexcept {
  if (entries == nullptr || entries->kind != Kind::list) return;
  const auto take = [](const Value& value, bool& has, auto& to, std::uint8_t& size, std::uint32_t& length) {
    has = true;
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
    } else if (entry->type == CKA_PRIVATE && entry->kind == Kind::boolean && entry->number == CK_TRUE) {
      object.is_private = true;
    } else if (entry->type == CKA_LABEL && entry->kind == Kind::text) {
      take(*entry, object.has_label, object.label, object.label_size, object.label_length);
    } else if (entry->type == CKA_ID && entry->kind == Kind::bytes) {
      take(*entry, object.has_id, object.id, object.id_size, object.id_length);
    }
  }
  if (object.is_tokens) object.session = 0;
}

void HandleNames::learn_structure(const Call& call, const call::Argument& argument, Party party) noexcept {
  if (argument.row->structure == &pkcs11::structure_of<CK_TOKEN_INFO>()) {
    const Value* const label = member_of(argument.out, "label");
    if (label == nullptr) return;
    tokens_.learn({party.module, number_in(call, Role::slot)}, end_of(call), [&](KnownToken& token, bool) {
      const KnownToken before = token;
      set_label(token, label->data);
      // Another one: nobody is logged in there, as far as is known.
      if (std::memcmp(before.label, token.label, sizeof token.label) != 0 && before.label_size != 0)
        token.login = Login::unknown;
    });
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
      session.slot = slot->number;
      session.access = access_of(flags->number);
      if (party.caller != 0) session.caller = party.caller;
    });
    tokens_.learn({party.module, slot->number}, end_of(call),
                  [&](KnownToken& token, bool) { token.login = login_of(state->number); });
  }
}

// An object made from template number `which`; what the template leaves out the function says.
void HandleNames::learn_made(const Call& call, Party party, std::uint64_t handle, unsigned which) noexcept {
  const call::Argument* const given = argument_of(call, Role::template_in, which);
  const Value* const entries = given == nullptr ? nullptr : given->in;
  KnownObject made;
  // What is not seen of the template may be what the copy differs in.
  if (call.function->id == C_CopyObject && is_whole(entries))
    objects_.find({party.module, number_in(call, Role::object)}, made);
  made.session = number_in(call, Role::session);
  made.caller = party.caller;
  made.is_tokens = false;
  if (const auto object_class = class_made(call, which)) {
    made.has_class = true;
    made.object_class = *object_class;
  }
  learn_template(entries, made);
  objects_.begin({party.module, handle}, end_of(call), made);
  if (made.session != 0) learn_of_session(call, party, handle);
}

// The object ends with the session of the call, as far as is known.
void HandleNames::learn_of_session(const Call& call, Party party, std::uint64_t handle) noexcept {
  of_sessions_.learn({party.module, number_in(call, Role::session)}, end_of(call), [&](KnownOfSession& known, bool) {
    known.caller = party.caller;
    if (known.count > KnownOfSession::most) return;
    if (std::find(known.objects, known.objects + known.count, handle) != known.objects + known.count) return;
    if (known.count < KnownOfSession::most) known.objects[known.count] = handle;
    known.count++;
  });
}

// Of an object that may be known already.
void HandleNames::learn_more(const Call& call, Party party, std::uint64_t handle, const KnownObject& told) noexcept {
  bool is_sessions = false;
  objects_.learn({party.module, handle}, end_of(call), [&](KnownObject& object, bool is_new) {
    if (is_new) object.session = number_in(call, Role::session);
    if (party.caller != 0) object.caller = party.caller;
    object.add(told);
    is_sessions = is_new && object.session != 0;
  });
  if (is_sessions) learn_of_session(call, party, handle);
}

// All that a search answers is as its template says.
void HandleNames::learn_found(const Call& call, Party party, const Value& handles) noexcept {
  KnownObject search;
  if (!searches_.find({party.module, number_in(call, Role::session)}, search)) return;
  for (const Value* handle = handles.children; handle != nullptr; handle = handle->next)
    learn_more(call, party, handle->number, search);
}

// Of an object whose attributes were read or set.
void HandleNames::learn_attributes(const Call& call, Party party, const Value* entries) noexcept {
  KnownObject told;
  learn_template(entries, told);
  // A value of fixed size may be what stood in the program's memory before, where the module stopped in front of it.
  if (call.return_value != CKR_OK) told.has_class = told.has_key_type = told.is_tokens = told.is_private = false;
  if (!told.says_something()) return;
  learn_more(call, party, number_in(call, Role::object), told);
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
    if (given == nullptr) return;
    if (!is_whole(given->in)) objects_.forget({party.module, number_in(call, Role::object)}, call.time);
    return learn_attributes(call, party, given->in);
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
        sessions_.begin({party.module, argument.out->number}, end_of(call),
                        {number_in(call, Role::slot), party.caller, access_of(number_in(call, Role::flags))});
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
