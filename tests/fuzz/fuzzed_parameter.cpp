// Mechanisms of a fuzzed call, and their parameters as pkcs11::parameters() describes them.
#include <algorithm>
#include <cstring>
#include <optional>

#include "formatters/pkcs11/constants.h"
#include "formatters/record/record.h"
#include "tests/fuzz/fuzzed_call.h"

namespace p11trace::fuzz {

using pkcs11::Direction;
using pkcs11::FieldIs;
using pkcs11::Form;
using pkcs11::Function;
using pkcs11::LengthUnit;
using pkcs11::ParameterField;
using pkcs11::ParameterForm;
using pkcs11::ParameterLayout;
using pkcs11::ParameterRole;
using pkcs11::Secrecy;

namespace {

// Those whose parameter is a structure, for some function.
const std::vector<CK_MECHANISM_TYPE>& mechanisms_with_structures() {
  static const std::vector<CK_MECHANISM_TYPE> found = [] {
    std::vector<CK_MECHANISM_TYPE> mechanisms;
    for (const pkcs11::Constant& constant : pkcs11::constants(pkcs11::Family::CKM)) {
      for (const Function function : {Function::C_EncryptInit, Function::C_WrapKey, Function::C_EncryptMessage}) {
        const auto takes = [&](const ParameterLayout& layout) {
          return pkcs11::parameter_form(constant.value, function, layout.size, 0).form == Form::structure;
        };
        if (!std::any_of(pkcs11::parameters().begin(), pkcs11::parameters().end(), takes)) continue;
        mechanisms.push_back(constant.value);
        break;
      }
    }
    return mechanisms;
  }();
  return found;
}

template <class T>
T read(const std::byte* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <class T>
void write(std::byte* at, T value) noexcept {
  std::memcpy(at, &value, sizeof value);
}

bool holds(const FieldIs& condition, const std::byte* base) noexcept {
  return condition.size == 1 ? read<CK_BYTE>(base + condition.offset) == condition.value
                             : read<CK_ULONG>(base + condition.offset) == condition.value;
}

std::uint64_t in_bytes(std::uint64_t value, LengthUnit unit) noexcept {
  const bool is_already = unit == LengthUnit::bits_or_bytes && (value == 8 || value == 12 || value == 24);
  if (is_already || (unit != LengthUnit::bits && unit != LengthUnit::bits_or_bytes)) return value;
  return value / 8 + (value % 8 == 0 ? 0 : 1);
}

std::optional<record::MessageMechanisms::Operation> operation_of(pkcs11::Group group) noexcept {
  using enum record::MessageMechanisms::Operation;
  switch (group) {
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

CK_MECHANISM_TYPE FuzzedCall::mechanism_type() {
  const auto all = pkcs11::constants(pkcs11::Family::CKM);
  switch (input_.below(8)) {
    case 1:
      return all[input_.below(all.size())].value;
    case 2:
      return input_.number();
    case 3:
      return CKM_AES_GCM;
    default:
      return mechanisms_with_structures()[input_.below(mechanisms_with_structures().size())];
  }
}

const void* FuzzedCall::mechanism(unsigned depth) {
  if (input_.one_in(16)) return nullptr;
  if (is_wild()) return nowhere();
  const CK_MECHANISM_TYPE type = mechanism_type();
  const Span value = parameter(type, depth, depth == 0);
  return given_words({type, reinterpret_cast<std::uintptr_t>(value.at), value.length}).data();
}

void FuzzedCall::make_message_parameter(bool comes_back) {
  const auto operation = operation_of(row_.group);
  std::optional<std::uint32_t> known;
  if (operation && circumstances_.is_whole)
    known = circumstances_.mechanisms.find(circumstances_.salt, slots_[0], *operation);
  put(parameter(known ? *known : CK_UNAVAILABLE_INFORMATION, 0, comes_back));
}

FuzzedCall::Span FuzzedCall::parameter(CK_MECHANISM_TYPE mechanism, unsigned depth, bool comes_back) {
  const unsigned choice = static_cast<unsigned>(input_.below(16));
  if (choice == 1) return {nullptr, input_.number()};
  if (choice == 2) return {closed(8).data(), absurd()};
  // Its last word tells forms of one mechanism apart, and is an address or not.
  const CK_ULONG last_word = input_.one_in(2) ? ~CK_ULONG{0} : 0;
  const auto form_of = [&](CK_ULONG size, CK_ULONG last) {
    return pkcs11::parameter_form(mechanism, row_.id, size, last);
  };
  std::vector<const ParameterLayout*> fitting;
  for (const ParameterLayout& layout : pkcs11::parameters())
    if (form_of(layout.size, last_word).parameter == &layout) fitting.push_back(&layout);
  const std::size_t other = input_.one_in(2) ? sizeof(CK_ULONG) : input_.size();
  const std::size_t size = fitting.empty() || choice == 3 ? other : fitting[input_.below(fitting.size())]->size;
  // Of unknown sizes, too, some are not to be read.
  if (is_wild()) return {nowhere(), size};
  const ParameterForm form = form_of(size, last_word);
  if (form.form == Form::structure) {
    const Span made = structure(*form.parameter, depth, comes_back);
    const auto made_last = read<CK_ULONG>(made.at + size - sizeof(CK_ULONG));
    // A length that would be taken for an address makes another form of it.
    return form_of(size, made_last).parameter == form.parameter ? made : Span{};
  }
  if (mechanism == CKM_PKCS5_PBKD2 && size == sizeof(CK_PKCS5_PBKD2_PARAMS2)) return {};
  const Memory& memory = given(form.form == Form::unknown ? Secrecy::sensitive : Secrecy::open, size);
  // Nobody knows what is in it.
  if (form.form == Form::unknown && !circumstances_.policy.shows(Secrecy::sensitive)) memory.close();
  return {memory.data(), size, &memory};
}

void FuzzedCall::open_with_parameter(const Memory& memory, bool comes_back) {
  memory.open(memory.size());
  on_answer([this, &memory, comes_back] {
    if (!comes_back || !is_ok() || is_size_query_) memory.close();
  });
}

FuzzedCall::Span FuzzedCall::structure(const ParameterLayout& layout, unsigned depth, bool comes_back) {
  const Memory& memory = closed(layout.size);
  open_with_parameter(memory, comes_back && layout.writes);
  std::memset(memory.data(), 0, memory.size());
  set_scalars(layout, memory.data());
  set_pointers(layout, memory.data(), depth, comes_back);
  return {memory.data(), layout.size, &memory};
}

void FuzzedCall::set_scalars(const ParameterLayout& layout, std::byte* base) {
  for (const ParameterField& field : layout.fields) {
    switch (field.role) {
      case ParameterRole::number:
      case ParameterRole::boolean:
      case ParameterRole::flags:
      case ParameterRole::constant:
      case ParameterRole::object: {
        const std::uint64_t value = input_.one_in(4) ? input_.number() : input_.below(4);
        std::memcpy(base + field.offset, &value, std::min<std::size_t>(field.size, sizeof value));
        break;
      }
      case ParameterRole::bytes_within:
        input_.fill({base + field.offset, field.size});
        break;
      default:
        break;
    }
  }
}

// Of the field or of another that shares its length: in bytes or items. Sets it in the structure.
std::uint64_t FuzzedCall::length_of(const ParameterField& field, std::byte* base, Lengths& lengths, bool comes_back) {
  if (field.unit == LengthUnit::fixed) return field.length;
  const auto found =
      std::find_if(lengths.begin(), lengths.end(), [&](const auto& each) { return each.first == field.length; });
  if (found != lengths.end()) return in_bytes(found->second, field.unit);
  std::uint64_t value = field.role == ParameterRole::bytes || field.role == ParameterRole::text
                            ? input_.one_in(16) ? absurd() : input_.size()
                        : input_.one_in(16) ? absurd()
                                            : input_.below(4);
  if (field.unit == LengthUnit::bits && value < 4096) value = value * 8 + input_.below(8);
  if (field.unit == LengthUnit::bits_or_bytes) value = input_.one_of({8, 12, 24, 64, 96, 192, 63, value});
  lengths.emplace_back(field.length, value);
  if (field.unit != LengthUnit::by_pointer) {
    write(base + field.length, value);
  } else if (is_wild()) {
    write(base + field.length, nowhere());
  } else {
    const Memory& pointed = closed(sizeof value);
    open_with_parameter(pointed, comes_back);
    write(pointed.data(), value);
    write(base + field.length, pointed.data());
  }
  return in_bytes(value, field.unit);
}

std::byte* FuzzedCall::pointed(const ParameterField& field, std::byte* base, std::uint64_t length, bool comes_back) {
  if (input_.one_in(8)) return nullptr;
  if (is_wild()) return nowhere();
  if (length > record::absurd_length || (field.only.size != 0 && !holds(field.only, base))) return closed(8).data();
  const bool is_written_here = field.holds.size != 0 ? holds(field.holds, base) != field.unless
                               : field.direction == Direction::out_when_protecting ? pkcs11::protects(row_.id)
                                                                                   : field.direction == Direction::out;
  const Memory& memory = is_written_here ? closed(length) : given(field.secrecy, length);
  if (comes_back && (is_written_here || field.direction == Direction::in_and_out)) {
    on_answer([this, &field, &memory] {
      if (!is_ok() || is_size_query_) return;
      fill(memory, field.secrecy);
      if (!is_readable(field.secrecy)) memory.close();
    });
  }
  return memory.data();
}

void FuzzedCall::set_pointers(const ParameterLayout& layout, std::byte* base, unsigned depth, bool comes_back) {
  Lengths lengths;
  for (const ParameterField& field : layout.fields) {
    const auto set = [&](const void* pointer) { write(base + field.offset, pointer); };
    const bool is_deep = depth >= record::most_nested_parameters;
    switch (field.role) {
      case ParameterRole::bytes:
      case ParameterRole::text: {
        const std::uint64_t length = length_of(field, base, lengths, comes_back);
        set(pointed(field, base, length, comes_back));
        break;
      }
      case ParameterRole::object_pointer:
      case ParameterRole::version: {
        if (input_.one_in(4)) break;
        const Memory& memory = closed(field.role == ParameterRole::version ? sizeof(CK_VERSION) : sizeof(CK_ULONG));
        set(memory.data());
        if (!comes_back) break;
        on_answer([this, &memory] {
          if (is_ok() && !is_size_query_) fill(memory, Secrecy::open);
        });
        break;
      }
      case ParameterRole::text_z:
        if (!input_.one_in(4)) set(text_z().data());
        break;
      case ParameterRole::unsized:
        if (!input_.one_in(4)) set(closed(8).data());
        break;
      case ParameterRole::mechanism:
        set(is_deep ? closed(sizeof(CK_MECHANISM)).data() : mechanism(depth + 1));
        break;
      case ParameterRole::structure_within:
        set_scalars(*field.nested, base + field.offset);
        set_pointers(*field.nested, base + field.offset, depth, comes_back);
        break;
      case ParameterRole::structure:
        if (input_.one_in(8)) break;
        if (is_wild()) set(nowhere());
        else set(is_deep ? closed(field.nested->size).data() : structure(*field.nested, depth + 1, comes_back).at);
        break;
      case ParameterRole::array: {
        const std::uint64_t count = length_of(field, base, lengths, comes_back);
        if (input_.one_in(8)) break;
        if (is_wild()) set(nowhere());
        else if (is_deep || count > record::absurd_count) set(closed(8).data());
        if (is_deep || count > record::absurd_count || read<const void*>(base + field.offset) != nullptr) break;
        const Memory& memory = closed(count * field.nested->size);
        open_with_parameter(memory, comes_back && field.nested->writes);
        std::memset(memory.data(), 0, memory.size());
        for (std::size_t i = 0; i < count; i++) {
          set_scalars(*field.nested, memory.data() + i * field.nested->size);
          set_pointers(*field.nested, memory.data() + i * field.nested->size, depth + 1, comes_back);
        }
        set(memory.data());
        break;
      }
      case ParameterRole::attributes: {
        const Span entries = template_in(1);
        write(base + field.length, entries.length);
        set(entries.at);
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace p11trace::fuzz
