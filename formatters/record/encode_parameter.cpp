// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Parameters of mechanisms, field by field as pkcs11::parameters() describes them.
#include <algorithm>
#include <optional>

#include "formatters/pkcs11/functions.h"
#include "formatters/record/encoder.h"

namespace p11trace::record {

using pkcs11::Direction;
using pkcs11::Form;
using pkcs11::Function;
using pkcs11::LengthUnit;
using pkcs11::ParameterField;
using pkcs11::ParameterForm;
using pkcs11::ParameterLayout;
using pkcs11::ParameterRole;
using pkcs11::Secrecy;

namespace {

const void* pointer_in(const ParameterField& field, const std::byte* base) noexcept {
  return load<const void*>(base + field.offset);
}

bool is_pointer(const ParameterField& field) noexcept {
  switch (field.role) {
    case ParameterRole::object_pointer:
    case ParameterRole::version:
    case ParameterRole::bytes:
    case ParameterRole::text:
    case ParameterRole::structure:
    case ParameterRole::array:
      return true;
    default:
      return false;
  }
}

bool holds(const pkcs11::FieldIs& condition, const std::byte* base) noexcept {
  if (condition.size == 1) return load<CK_BYTE>(base + condition.offset) == condition.value;
  return load<CK_ULONG>(base + condition.offset) == condition.value;
}

std::uint64_t number_in(const ParameterField& field, const std::byte* base) noexcept {
  if (field.size == 1) return load<CK_BYTE>(base + field.offset);
  return load<CK_ULONG>(base + field.offset);
}

// In bytes.
std::uint64_t length_of(const ParameterField& field, const std::byte* base) noexcept {
  if (field.unit == LengthUnit::fixed) return field.length;
  const auto value = load<CK_ULONG>(base + field.length);
  switch (field.unit) {
    case LengthUnit::bits:
      return value / 8 + (value % 8 != 0 ? 1 : 0);
    case LengthUnit::bits_or_bytes:
      return value == 8 || value == 12 || value == 24 ? value : value / 8 + (value % 8 != 0 ? 1 : 0);
    case LengthUnit::by_pointer: {
      const auto* const at = load<const void*>(base + field.length);
      return at == nullptr ? 0 : load<CK_ULONG>(at);
    }
    default:
      return value;
  }
}

constexpr std::uint64_t code(ParameterCode which) noexcept { return static_cast<std::uint64_t>(which); }
constexpr std::uint64_t code(const ParameterLayout& parameter) noexcept {
  return code(ParameterCode::structures) + parameter.number;
}

std::optional<MessageMechanisms::Operation> operation_of(Function function) noexcept {
  using enum MessageMechanisms::Operation;
  switch (pkcs11::functions[pkcs11::index_of(function)].group) {
    case pkcs11::Group::message_encrypt:
      return encrypt;
    case pkcs11::Group::message_decrypt:
      return decrypt;
    case pkcs11::Group::message_sign:
      return sign;
    case pkcs11::Group::message_verify:
      return verify;
    default:
      return std::nullopt;
  }
}

}  // namespace

// Whether the call is what fills the field in, so that before it anything may stand there.
bool Encoder::is_written_here(const ParameterField& field, const std::byte* base) const noexcept {
  if (field.holds.size != 0) return holds(field.holds, base) != field.unless;
  if (field.direction == Direction::out_when_protecting) return pkcs11::protects(function());
  return field.direction == Direction::out;
}

// Beginning an operation writes nothing yet, and a message's tag comes with its last part. Through NULL nothing comes.
bool Encoder::has_been_written(const ParameterField& field, const std::byte* base) const noexcept {
  if (is_pointer(field) && pointer_in(field, base) == nullptr) return false;
  if (field.is_nested()) return true;
  if (field.direction != Direction::in_and_out && !is_written_here(field, base)) return false;
  switch (function()) {
    case Function::C_MessageEncryptInit:
    case Function::C_MessageDecryptInit:
    case Function::C_EncryptInit:
    case Function::C_DecryptInit:
      return field.direction == Direction::out;
    case Function::C_EncryptMessageBegin:
      return field.holds.size != 0;
    case Function::C_EncryptMessageNext:
      return field.direction == Direction::out_when_protecting && ends_message_;
    default:
      return true;
  }
}

void Encoder::put_pointed(const ParameterField& field, const std::byte* base, bool written) noexcept {
  const void* const at = pointer_in(field, base);
  if (field.only.size != 0 && !holds(field.only, base)) return put_extent(State::not_written, 0);
  if (field.unit == LengthUnit::by_pointer && !can_read(load<const void*>(base + field.length), sizeof(CK_ULONG)))
    return put_extent(is_secret(field.secrecy) ? State::secret : State::unreadable, 0);
  // Beside NULL stands no length where it is always the same.
  if (at == nullptr && field.unit == LengthUnit::fixed) return put_extent(State::null, 0);
  if (!written && is_written_here(field, base)) {
    if (at == nullptr) return put_extent(State::null, 0);
    if (is_secret(field.secrecy)) return put_extent(State::secret, 0);
    return put_extent(State::room, length_of(field, base));
  }
  put_bytes(field.secrecy, at, length_of(field, base));
}

void Encoder::put_data(const ParameterField& field, const std::byte* base, unsigned depth) noexcept {
  const void* const at = pointer_in(field, base);
  const std::uint64_t length = length_of(field, base);
  const ParameterForm form = pkcs11::form_of_data(load<CK_PRF_DATA_TYPE>(base), length);
  if (at == nullptr || (form.form == Form::unknown && !policy_.shows(field.secrecy)))
    return put_bytes(field.secrecy, at, length);
  if (depth >= most_nested_parameters) return put_extent(State::not_read, length);
  if (form.form != Form::unknown && !can_read(at, length)) return put_extent(State::unreadable, length);
  switch (form.form) {
    case Form::structure:
      put_extent(State::kept, length, code(*form.parameter));
      return put_fields(*form.parameter, static_cast<const std::byte*>(at), false, depth + 1);
    case Form::object_handle:
      put_extent(State::kept, length, code(ParameterCode::object));
      return put(load<CK_ULONG>(at));
    default:
      put_extent(State::kept, length, code(ParameterCode::bytes));
      return put_bytes(field.secrecy, at, length);
  }
}

void Encoder::put_array(const ParameterField& field, const std::byte* base, bool written, unsigned depth) noexcept {
  const auto* const at = static_cast<const std::byte*>(pointer_in(field, base));
  const auto count = load<CK_ULONG>(base + field.length);
  if (at == nullptr) return put_extent(State::null, count);
  if (!written && field.direction == Direction::out) return put_extent(State::room, count);
  if (count > absurd_count || depth >= most_nested_parameters) return put_extent(State::not_read, count);
  if (!can_read(at, count * field.nested->size)) return put_extent(State::unreadable, count);
  // The largest that an entry takes without what it points to.
  const std::uint64_t size = std::uint64_t{field.nested->fields.size()} * 16;
  const std::uint64_t kept = room_for(std::min<std::uint64_t>(count, policy_.items) * size) / size;
  put_extent(State::entries, count, kept);
  for (std::uint64_t i = 0; i < kept; i++) put_fields(*field.nested, at + i * field.nested->size, written, depth + 1);
}

void Encoder::put_field(const ParameterField& field, const std::byte* base, bool written, unsigned depth) noexcept {
  switch (field.role) {
    case ParameterRole::number:
    case ParameterRole::boolean:
    case ParameterRole::flags:
    case ParameterRole::constant:
    case ParameterRole::object:
      // A handle that the call makes is no handle before it.
      if (!written && is_written_here(field, base)) return put_extent(State::room, 1);
      put_extent(State::kept, 1, 1);
      return put(number_in(field, base));
    case ParameterRole::object_pointer:
    case ParameterRole::version: {
      const void* const at = pointer_in(field, base);
      if (at == nullptr) return put_extent(State::null, 0);
      if (!written) return put_extent(State::room, 1);
      const std::uint64_t size = field.role == ParameterRole::version ? sizeof(CK_VERSION) : sizeof(CK_ULONG);
      if (room_for(8) < 8 || !can_read(at, size)) return put_extent(State::not_written, 0);
      put_extent(State::kept, size, size);
      return put_copy(at, size);
    }
    case ParameterRole::bytes_within:
      return put_bytes(field.secrecy, base + field.offset, field.size);
    case ParameterRole::bytes:
    case ParameterRole::text:
      return put_pointed(field, base, written);
    case ParameterRole::data_by_type:
      return put_data(field, base, depth);
    case ParameterRole::text_z:
      return put_text_z(pointer_in(field, base));
    case ParameterRole::unsized:
      if (pointer_in(field, base) == nullptr) return put_extent(State::null, 0);
      if (field.secrecy == Secrecy::secret) return put_extent(State::secret, 0);
      put_extent(State::kept, 1, 1);
      return put(reinterpret_cast<std::uintptr_t>(pointer_in(field, base)));
    case ParameterRole::mechanism:
      if (depth < most_nested_parameters) return put_mechanism(pointer_in(field, base), depth + 1);
      return put_extent(State::not_read, 1);
    case ParameterRole::structure_within:
      return put_fields(*field.nested, base + field.offset, written, depth);
    case ParameterRole::structure: {
      const auto* const at = static_cast<const std::byte*>(pointer_in(field, base));
      if (at == nullptr) return put_extent(State::null, 0);
      if (depth >= most_nested_parameters) return put_extent(State::not_read, 1);
      if (!can_read(at, field.nested->size)) return put_extent(State::unreadable, 1);
      put_extent(State::kept, 1, 1);
      return put_fields(*field.nested, at, written, depth + 1);
    }
    case ParameterRole::array:
      return put_array(field, base, written, depth);
    case ParameterRole::attributes:
      return put_template(pointer_in(field, base), load<CK_ULONG>(base + field.length), 1);
  }
}

// Of those that were written, if `written`, and else of all.
void Encoder::put_fields(const ParameterLayout& parameter, const std::byte* base, bool written,
                         unsigned depth) noexcept {
  for (const ParameterField& field : parameter.fields) {
    if (!written) {
      put_field(field, base, false, depth);
    } else if (pkcs11::is_written(field)) {
      if (has_been_written(field, base)) put_field(field, base, true, depth);
      else put_extent(State::not_written, 0);
    }
  }
}

void Encoder::put_parameter(CK_ULONG mechanism, const void* parameter, std::uint64_t length, unsigned depth) noexcept {
  if (parameter == nullptr) return put_extent(State::null, length);
  if (length > absurd_length) return put_extent(State::not_read, length);
  // Of the one mechanism whose two forms only their content tells apart.
  const bool is_told_by_content = mechanism == CKM_PKCS5_PBKD2 && length == sizeof(CK_PKCS5_PBKD2_PARAMS2);
  if (is_told_by_content && !can_read(parameter, length)) return put_extent(State::unreadable, length);
  const CK_ULONG last_word =
      is_told_by_content ? load<CK_ULONG>(static_cast<const std::byte*>(parameter) + length - sizeof(CK_ULONG)) : 0;
  const ParameterForm form = pkcs11::parameter_form(mechanism, function(), length, last_word);
  if (form.form != Form::unknown && !can_read(parameter, length)) return put_extent(State::unreadable, length);
  const auto* const base = static_cast<const std::byte*>(parameter);
  switch (form.form) {
    case Form::structure:
      if (depth == 0 && form.parameter->writes) {
        written_layout_ = form.parameter;
        written_parameter_ = base;
        written_length_ = length;
      }
      put_extent(State::kept, length, code(*form.parameter));
      return put_fields(*form.parameter, base, false, depth);
    case Form::number:
      put_extent(State::kept, length, code(ParameterCode::number));
      return put(load<CK_ULONG>(base));
    case Form::byte:
      put_extent(State::kept, length, code(ParameterCode::byte));
      return put(load<CK_BYTE>(base));
    case Form::version:
      if (room_for(8) < 8) return put_extent(State::not_shown, length);
      put_extent(State::kept, length, code(ParameterCode::version));
      return put_copy(base, sizeof(CK_VERSION));
    case Form::object_handle:
      put_extent(State::kept, length, code(ParameterCode::object));
      return put(load<CK_ULONG>(base));
    case Form::raw_bytes:
      put_extent(State::kept, length, code(ParameterCode::bytes));
      return put_bytes(Secrecy::open, parameter, length);
    case Form::unknown:
      // Anything may stand in it, a password too; and where a mechanism takes none, the pointer may lead anywhere.
      if (!policy_.shows(Secrecy::sensitive)) return put_extent(State::not_shown, length);
      put_extent(State::kept, length, code(ParameterCode::bytes));
      return put_bytes(Secrecy::sensitive, parameter, length);
  }
}

void Encoder::put_mechanism(const void* mechanism, unsigned depth) noexcept {
  if (mechanism == nullptr) return put_extent(State::null, 0);
  if (!can_read(mechanism, sizeof(CK_MECHANISM))) return put_extent(State::unreadable, 1);
  const auto value = load<CK_MECHANISM>(mechanism);
  if (depth == 0) {
    mechanism_ = value.mechanism;
    has_mechanism_ = true;
  }
  put_extent(State::kept, 1, 1);
  put(value.mechanism);
  put_parameter(value.mechanism, value.pParameter, value.ulParameterLen, depth);
}

void Encoder::put_message_parameter(const void* parameter, std::uint64_t length) noexcept {
  const auto operation = operation_of(function());
  if (operation && memory_.mechanisms != nullptr && memory_.is_whole) {
    if (const auto found = memory_.mechanisms->find(salt(), session_, *operation)) {
      mechanism_ = *found;
      has_mechanism_ = true;
      return put_parameter(mechanism_, parameter, length, 0);
    }
  }
  put_parameter(CK_UNAVAILABLE_INFORMATION, parameter, length, 0);
}

// What the call returned through the parameter; null if nothing can have been. Memory that only went in may be gone.
void Encoder::put_written_parameter() noexcept {
  if (!ok() || size_query_ || written_layout_ == nullptr) return put_extent(State::null, 0);
  const bool any =
      std::any_of(written_layout_->fields.begin(), written_layout_->fields.end(), [&](const ParameterField& field) {
        return pkcs11::is_written(field) && has_been_written(field, written_parameter_);
      });
  if (!any) return put_extent(State::null, 0);
  put_extent(State::kept, written_length_, code(*written_layout_));
  put_fields(*written_layout_, written_parameter_, true, 0);
}

// After the beginning of a message operation: what its calls' parameters are.
void Encoder::remember_mechanism() noexcept {
  const auto operation = operation_of(function());
  const pkcs11::FunctionRow& row = pkcs11::functions[header_->function];
  const bool begins = operation && row.argument_count > 1 && row.arguments[1].role == pkcs11::Role::mechanism;
  if (!begins || memory_.mechanisms == nullptr) return;
  // Without a mechanism it ends one.
  if (has_mechanism_ && mechanism_ <= UINT32_MAX)
    memory_.mechanisms->remember(salt(), session_, *operation, static_cast<std::uint32_t>(mechanism_));
  else memory_.mechanisms->forget(salt(), session_, *operation);
}

}  // namespace p11trace::record
