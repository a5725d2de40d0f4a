// Walks the row of a record's function over its bytes.
#include "formatters/record/decode.h"

#include "formatters/pkcs11/functions.h"
#include "formatters/record/value_decoder.h"

namespace p11trace::record {

using call::Kind;
using call::Value;
using enum pkcs11::Role;

namespace {

const Value* input(ValueDecoder& from, const pkcs11::Argument& argument) noexcept {
  switch (argument.role) {
    case session:
      return from.word(Kind::session);
    case slot:
      return from.word(Kind::slot);
    case object:
      return from.word(Kind::object);
    case number:
      return from.word(Kind::number);
    case boolean:
      return from.word(Kind::boolean);
    case flags:
      return from.word(Kind::flags, argument.family);
    case constant:
      return from.word(Kind::constant, argument.family);
    case opaque:
    case callback:
      return from.word(Kind::pointer);
    case pin:
    case text_in:
    case text_z:
      return from.bytes(Kind::text);
    case text_fixed:
      return from.padded_text();
    case template_in:
    case template_out:
      return from.attributes();
    case mechanism:
      return from.mechanism();
    case parameter_in:
    case parameter_inout:
      return from.parameter();
    case initialize_args:
      return from.initialize_args();
    case version_in:
      return from.version();
    default:  // byte strings, parameters, and the extents of everything that will be written
      return from.bytes(Kind::bytes);
  }
}

const Value* output(ValueDecoder& from, const pkcs11::Argument& argument) noexcept {
  switch (argument.role) {
    case bytes_out:
    case bytes_out_exact:
      return from.bytes(Kind::bytes);
    case template_out:
      return from.attributes();
    case pkcs11::Role::mechanism:
    case parameter_inout:
      return from.written_parameter();
    case numbers_out:
      return from.list(Kind::constant, argument.family);
    case slots_out:
      return from.list(Kind::slot);
    case objects_out:
      return from.list(Kind::object);
    case interfaces_out:
      return from.interfaces();
    case interface_out:
      return from.interface();
    case structure_out:
      return from.structure(*argument.structure);
    case session_out:
      return from.one(Kind::session);
    case slot_out:
      return from.one(Kind::slot);
    case object_out:
      return from.one(Kind::object);
    case number_out:
      return from.one(Kind::number);
    case flags_out:
      return from.one(Kind::flags, argument.family);
    case list_out:
      return from.one(Kind::pointer);
    default:  // goes in only
      return nullptr;
  }
}

}  // namespace

std::optional<Header> read_header(std::span<const std::byte> bytes) noexcept {
  Header header;
  if (bytes.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof header);
  const bool sound = header.size >= sizeof header && header.size <= bytes.size() && header.size % 8 == 0 &&
                     header.function < pkcs11::function_count &&
                     (header.outputs_at == 0 || (header.outputs_at >= sizeof header &&
                                                 header.outputs_at <= header.size && header.outputs_at % 8 == 0));
  return sound ? std::optional<Header>(header) : std::nullopt;
}

bool decode(std::span<const std::byte> record, call::Arena& arena, call::Call& call) noexcept {
  const std::optional<Header> header = read_header(record);
  if (!header) return false;
  const pkcs11::FunctionRow& row = pkcs11::functions[header->function];
  call.function = &row;
  call.returned = header->outputs_at != 0;
  call.cut = header->cut != 0;
  call.return_value = header->return_value;
  call.time = header->start;
  call.duration = header->duration;
  call.caller = header->caller;
  const std::size_t inputs_end = call.returned ? header->outputs_at : header->size;
  ValueDecoder inputs(record.subspan(sizeof *header, inputs_end - sizeof *header), arena, header->bytes);
  for (std::size_t i = 0; i < row.argument_count; i++) {
    call.arguments[i] = {&row.arguments[i], input(inputs, row.arguments[i]), nullptr};
  }
  if (!call.returned) return true;
  ValueDecoder outputs(record.subspan(header->outputs_at, header->size - header->outputs_at), arena, header->bytes);
  for (std::size_t i = 0; i < row.argument_count; i++) call.arguments[i].out = output(outputs, row.arguments[i]);
  return true;
}

}  // namespace p11trace::record
