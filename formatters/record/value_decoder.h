// Reads the pieces of a record back, as values. The counterpart of encoder.h.
#pragma once

#include <cstddef>
#include <span>

#include "formatters/call/arena.h"
#include "formatters/call/call.h"
#include "formatters/pkcs11/attributes.h"
#include "formatters/pkcs11/parameters.h"
#include "formatters/pkcs11/structures.h"
#include "formatters/record/record.h"

namespace p11trace::record {

// Every function reads the next piece and answers its value, never NULL. Past the end of the bytes, or of the arena,
// the answer is a value of Kind::missing.
class ValueDecoder {
 public:
  // `shown` is how many bytes of a byte string are, where the record has more.
  ValueDecoder(std::span<const std::byte> bytes, call::Arena& arena, std::size_t shown) noexcept
      : rest_(bytes), arena_(arena), shown_(shown) {}

  const call::Value* word(call::Kind kind, pkcs11::Family family = pkcs11::Family::none) noexcept;
  // A single word behind an extent, as the call wrote it through a pointer.
  const call::Value* one(call::Kind kind, pkcs11::Family family = pkcs11::Family::none) noexcept;
  const call::Value* bytes(call::Kind kind) noexcept;
  const call::Value* padded_text() noexcept;
  const call::Value* list(call::Kind kind, pkcs11::Family family = pkcs11::Family::none) noexcept;
  // A template: a list of values with the names and numbers of attributes.
  const call::Value* attributes() noexcept;
  const call::Value* mechanism() noexcept;
  // A mechanism's parameter. `written`: what a call wrote into it; NULL if that is nothing.
  const call::Value* parameter() noexcept;
  const call::Value* written_parameter() noexcept;
  const call::Value* version() noexcept;
  const call::Value* structure(const pkcs11::Structure& layout) noexcept;
  const call::Value* initialize_args() noexcept;
  const call::Value* interface() noexcept;
  const call::Value* interfaces() noexcept;

 private:
  // Answered where the arena is used up.
  static constexpr call::Value missing{};

  struct Read {
    Piece piece;
    call::Value* value;  // of the kind that the piece's state says, unless that is State::kept
  };

  std::uint64_t take_word() noexcept;
  std::span<const std::byte> take_bytes(std::uint64_t size) noexcept;
  call::Value* make() noexcept;
  Read extent() noexcept;
  void fill_entries(call::Value& value, const Piece& piece, unsigned depth) noexcept;
  void fill_attribute(call::Value& value, const Piece& piece, const pkcs11::Attribute* attribute) noexcept;
  void fill_mechanism(call::Value& value, unsigned depth) noexcept;
  void fill_parameter(call::Value& value, const Piece& piece, bool written, unsigned depth) noexcept;
  void fill_fields(call::Value& value, const pkcs11::ParameterLayout& parameter, bool written, unsigned depth) noexcept;
  call::Value* parameter_field(const pkcs11::ParameterField& field, bool written, unsigned depth) noexcept;
  void fill_named(call::Value& value, pkcs11::ValueType type) noexcept;
  void fill_list(call::Value& value, std::uint64_t count, call::Kind kind, pkcs11::Family family) noexcept;
  void fill_version(call::Value& value, const Piece& piece) noexcept;
  void fill_interface(call::Value& value) noexcept;
  static void fill_field(call::Value& value, const pkcs11::Field& field, std::span<const std::byte> bytes) noexcept;

  std::span<const std::byte> rest_;
  call::Arena& arena_;
  std::size_t shown_;
  bool broken_ = false;  // the bytes ended in the middle: all that follows is missing, and `rest_` is empty
};

}  // namespace p11trace::record
