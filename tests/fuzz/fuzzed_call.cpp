// Arguments of each role, but for templates (fuzzed_template.cpp) and mechanisms (fuzzed_parameter.cpp).
#include "tests/fuzz/fuzzed_call.h"

#include <algorithm>
#include <cstring>

#include "formatters/record/record.h"

namespace p11trace::fuzz {

using pkcs11::Argument;
using pkcs11::Secrecy;
using enum pkcs11::Role;

FuzzedCall::FuzzedCall(FuzzInput& input, const pkcs11::FunctionRow& row, const Circumstances& circumstances)
    : input_(input), row_(row), circumstances_(circumstances) {
  static constexpr CK_RV results[] = {
      CKR_BUFFER_TOO_SMALL, CKR_ATTRIBUTE_SENSITIVE,    CKR_ATTRIBUTE_TYPE_INVALID, CKR_DEVICE_ERROR,
      CKR_PENDING,          CKR_SESSION_HANDLE_INVALID, CKR_DEVICE_REMOVED};
  result_ = input.one_in(2) ? results[input.below(std::size(results))] : CKR_OK;
  for (std::size_t i = 0; i < row.argument_count; i++) make(row.arguments[i]);
}

CK_RV FuzzedCall::answer() {
  for (const auto& does : answers_) does();
  return result_;
}

std::uint64_t FuzzedCall::absurd() noexcept {
  return input_.one_of({record::absurd_length + 1, ~std::uint64_t{0}, std::uint64_t{1} << 36});
}

// Leaves it open.
void FuzzedCall::fill(const Memory& memory, Secrecy secrecy) {
  const std::span<std::byte> bytes = memory.opened();
  const bool is_marked = secrecy == Secrecy::secret || secrecy == Secrecy::by_class;
  if (is_marked) std::fill(bytes.begin(), bytes.end(), std::byte{FuzzInput::secret_byte});
  else input_.fill(bytes);
}

const ClosedMemory& FuzzedCall::given(Secrecy secrecy, std::size_t size) {
  const Memory& memory = closed(size);
  fill(memory, secrecy);
  if (!is_readable(secrecy)) memory.close();
  on_answer([&memory] { memory.close(); });
  return memory;
}

const ClosedMemory& FuzzedCall::given_words(std::initializer_list<std::uint64_t> words) {
  const Memory& memory = closed(words.size() * sizeof(std::uint64_t));
  std::memcpy(memory.opened().data(), words.begin(), memory.size());
  on_answer([&memory] { memory.close(); });
  return memory;
}

// A text that is read up to its NUL; or one without, so long that nobody is to look for it behind the end.
const ClosedMemory& FuzzedCall::text_z(Secrecy secrecy, std::size_t long_size) {
  const bool has_end = !input_.one_in(8);
  const Memory& memory = given(secrecy, has_end ? input_.size() + 1 : long_size);
  if (has_end) memory.data()[memory.size() - 1] = std::byte{0};
  return memory;
}

FuzzedCall::Span FuzzedCall::some_bytes(Secrecy secrecy, std::size_t size) {
  switch (input_.below(16)) {
    case 1:
      return {nullptr, input_.number()};
    case 2:
      return {closed(8).data(), absurd()};
    default:
      if (is_wild()) return {nowhere(), input_.number()};
      const Memory& memory = given(secrecy, size);
      return {memory.data(), size, &memory};
  }
}

void FuzzedCall::make(const Argument& argument) {
  switch (argument.role) {
    case session:
    case object:
    case slot:
      return put(input_.one_in(16) ? input_.number() : input_.below(8));
    case number:
    case flags:
    case constant:
      return put(input_.number());
    case boolean:
      return put(input_.byte());
    case opaque:
    case callback:
      return put(input_.one_in(2) ? closed(8).data() : nullptr);
    case pin:
    case bytes_in:
    case text_in:
      return put(some_bytes(argument.secrecy, input_.size()));
    case text_fixed:
      if (is_wild()) return put(nowhere());
      return put(input_.one_in(8) ? nullptr : given(argument.secrecy, argument.size).data());
    case pkcs11::Role::text_z:
      if (is_wild()) return put(nowhere());
      return put(input_.one_in(8) ? nullptr : text_z().data());
    case bytes_out:
      return make_two_call(argument, 1);
    case numbers_out:
    case slots_out:
      return make_two_call(argument, sizeof(CK_ULONG));
    case interfaces_out:
      return make_two_call(argument, sizeof(CK_INTERFACE));
    case bytes_out_exact:
    case bytes_out_later:
      return make_exact(argument);
    case objects_out:
      return make_objects();
    case pkcs11::Role::template_in:
      return put(template_in(0));
    case pkcs11::Role::template_out:
      return make_template_out();
    case pkcs11::Role::mechanism:
      return put(mechanism(0));
    case parameter_in:
    case parameter_inout:
      return make_message_parameter(argument.role == parameter_inout);
    case initialize_args:
      return make_initialize_args();
    case version_in:
      if (is_wild()) return put(nowhere());
      return put(input_.one_in(8) ? nullptr : given(Secrecy::open, sizeof(CK_VERSION)).data());
    case structure_out:
      return make_pointer_out(argument, argument.size);
    case session_out:
    case slot_out:
    case object_out:
    case number_out:
    case flags_out:
    case list_out:
    case interface_out:
      return make_pointer_out(argument, sizeof(std::uint64_t));
  }
}

// A buffer of so many units, and a pointer to their number, which comes back.
void FuzzedCall::make_two_call(const Argument& argument, std::size_t unit) {
  const std::size_t units = input_.size();
  const Memory* const buffer = input_.one_in(4) || is_wild() ? nullptr : &closed(units * unit);
  const bool is_null = buffer == nullptr && !is_wild();
  if (argument.role == bytes_out) is_size_query_ = is_null;
  if (buffer != nullptr) put(buffer->data());
  else put(is_null ? nullptr : nowhere());
  const std::uint64_t room = input_.one_in(8) ? units + input_.number() % (~std::uint64_t{0} - units) : units;
  if (input_.one_in(16)) return put(nullptr);
  if (is_wild()) return put(nowhere());
  const Memory& length = given_words({room});
  put(length.data());
  on_answer([this, &argument, &length, buffer, units, unit, room] {
    if (!is_ok() && result_ != CKR_BUFFER_TOO_SMALL) return;
    // As many as there are; more than there was room for, which is the module's wish or its fault; or what nobody has.
    std::uint64_t written = input_.one_in(2) ? units : input_.below(units + 1);
    if (input_.one_in(4)) written = room == ~std::uint64_t{0} ? absurd() : room + 1 + input_.below(100) % (~room);
    if (input_.one_in(16)) written = std::uint64_t{1} << 31;
    if (buffer == nullptr) written = input_.number();
    std::memcpy(length.opened().data(), &written, sizeof written);
    if (!is_ok() || buffer == nullptr || written > units) return;
    fill(*buffer, argument.secrecy);
    if (argument.role == interfaces_out) {
      for (std::size_t i = 0; i < written; i++) {
        const CK_INTERFACE made = interface();
        std::memcpy(buffer->data() + i * unit, &made, sizeof made);
      }
    }
    buffer->open(is_readable(argument.secrecy) ? written * unit : 0);
  });
}

void FuzzedCall::make_objects() {
  const std::size_t units = input_.size();
  const Memory* const handles = input_.one_in(8) ? nullptr : &closed(units * sizeof(CK_OBJECT_HANDLE));
  const bool has_safe_place = handles == nullptr && is_wild();
  const std::uint64_t room = input_.one_in(8) && !has_safe_place ? units + input_.below(100) : units;
  put(has_safe_place ? nowhere() : handles == nullptr ? nullptr : handles->data());
  put(room);
  if (input_.one_in(16)) return put(nullptr);
  if (is_wild()) return put(nowhere());
  const Memory& count = closed(sizeof(CK_ULONG));
  put(count.data());
  on_answer([this, handles, &count, units, room] {
    if (!is_ok()) return;
    const std::uint64_t found = input_.one_in(8) ? room + 1 + input_.below(100) : input_.below(units + 1);
    std::memcpy(count.opened().data(), &found, sizeof found);
    if (handles == nullptr || found > units) return;
    for (std::byte& byte : handles->opened()) byte = std::byte{0};
    for (std::size_t i = 0; i < found; i++)
      handles->data()[i * sizeof(CK_OBJECT_HANDLE)] = std::byte{static_cast<std::uint8_t>(input_.below(8))};
    handles->open(found * sizeof(CK_OBJECT_HANDLE));
  });
}

// A buffer that the call fills, or one that it fills later, when nobody looks.
void FuzzedCall::make_exact(const Argument& argument) {
  const std::size_t size = input_.size();
  if (input_.one_in(8)) return put(Span{nullptr, input_.number()});
  if (is_wild()) return put(Span{nowhere(), input_.number()});
  const Memory& memory = closed(size);
  put(Span{memory.data(), input_.one_in(16) ? absurd() : size});
  if (argument.role == bytes_out_later) return;
  on_answer([this, &argument, &memory] {
    if (!is_ok()) return;
    fill(memory, argument.secrecy);
    if (!is_readable(argument.secrecy)) memory.close();
  });
}

CK_INTERFACE FuzzedCall::interface() {
  if (is_wild()) return {reinterpret_cast<CK_UTF8CHAR_PTR>(nowhere()), nullptr, input_.number()};
  // It is the module's: open after the answer.
  const Memory& name = text_z();
  name.open(name.size());
  return {reinterpret_cast<CK_UTF8CHAR_PTR>(name.data()), closed(8).data(), input_.number()};
}

void FuzzedCall::make_pointer_out(const Argument& argument, std::size_t size) {
  if (input_.one_in(8)) return put(nullptr);
  if (is_wild()) return put(nowhere());
  const Memory& memory = closed(size);
  put(memory.data());
  on_answer([this, &argument, &memory] {
    if (!is_ok() || (argument.role == object_out && is_size_query_)) return;
    fill(memory, Secrecy::open);
    const auto write = [&](auto value) { std::memcpy(memory.data(), &value, sizeof value); };
    if (argument.role == object_out || argument.role == session_out) write(std::uint64_t{input_.below(8)});
    if (argument.role != interface_out) return;
    if (input_.one_in(8)) return write(static_cast<const void*>(nullptr));
    if (is_wild()) return write(nowhere());
    const CK_INTERFACE made = interface();
    const Memory& inner = closed(sizeof made);
    std::memcpy(inner.opened().data(), &made, sizeof made);
    write(inner.data());
  });
}

// What stands in the reserved pointer may be anything: programs pass strings there, and a module need not look.
void FuzzedCall::make_initialize_args() {
  if (is_wild()) return put(nowhere());
  if (input_.one_in(8)) return put(nullptr);
  const auto somewhere = [&]() -> std::uint64_t { return input_.one_in(2) ? 0x1000 + input_.below(65536) : 0; };
  std::uint64_t reserved = 0;
  switch (input_.below(4)) {
    case 0:
      reserved = reinterpret_cast<std::uintptr_t>(text_z(Secrecy::sensitive, record::longest_parameters + 1).data());
      break;
    case 1:
      reserved = reinterpret_cast<std::uintptr_t>(nowhere() + input_.below(65536));
      break;
    case 2:
      reserved = input_.one_of({1, 0xfff, 0xdead0000dead0000, ~std::uint64_t{0}});
      break;
    default:
      break;
  }
  put(given_words({somewhere(), somewhere(), somewhere(), somewhere(), input_.number(), reserved}).data());
}

}  // namespace p11trace::fuzz
