// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Makes the record of a call by walking the row of its function: inputs before the call, outputs after it.
#pragma once

#include <cstdint>
#include <utility>

#include "formatters/pkcs11/functions.h"
#include "formatters/record/encoder.h"

namespace p11trace::record {

namespace detail {

inline void* pointer(std::uint64_t slot) noexcept { return reinterpret_cast<void*>(slot); }

// The first C parameter of argument I of F.
template <pkcs11::Function F, std::size_t I>
inline constexpr std::size_t first_slot = [] {
  std::size_t slot = 0;
  for (std::size_t i = 0; i < I; i++) slot += pkcs11::parameters_of(pkcs11::row_of(F).arguments[i].role);
  return slot;
}();

}  // namespace detail

// Reads the arguments of a call of F that is about to be made. `caller` is where it returns to, `start` the ticks now.
template <pkcs11::Function F>
void encode_inputs(Encoder& encoder, Slots slots, std::uint16_t module, std::uint64_t caller,
                   std::uint64_t start) noexcept {
  encoder.header() = {.size = 0,
                      .outputs_at = 0,
                      .function = static_cast<std::uint8_t>(F),
                      .cut = 0,
                      .module = module,
                      .bytes = encoder.shown_bytes(),
                      .start = start,
                      .duration = 0,
                      .caller = caller,
                      .return_value = 0};
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (encoder.input<pkcs11::row_of(F).arguments[I].role>(pkcs11::row_of(F).arguments[I], I,
                                                        slots + detail::first_slot<F, I>),
     ...);
  }
  (std::make_index_sequence<pkcs11::row_of(F).argument_count>());
  encoder.close();
}

// Reads what the call wrote. Must be the encoder, and the slots, of encode_inputs.
template <pkcs11::Function F>
void encode_outputs(Encoder& encoder, Slots slots, CK_RV result, std::uint64_t duration) noexcept {
  encoder.begin_outputs(result);
  encoder.header().duration = duration;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (encoder.output<pkcs11::row_of(F).arguments[I].role>(pkcs11::row_of(F).arguments[I], I,
                                                         slots + detail::first_slot<F, I>),
     ...);
  }
  (std::make_index_sequence<pkcs11::row_of(F).argument_count>());
  encoder.remember(F);
  encoder.close();
}

template <pkcs11::Role R>
void Encoder::input(const pkcs11::Argument& argument, std::size_t index, Slots slots) noexcept {
  using enum pkcs11::Role;
  void* const first = detail::pointer(slots[0]);
  if constexpr (R == session || R == slot || R == object || R == number || R == boolean || R == flags ||
                R == constant || R == opaque || R == callback) {
    if constexpr (R == session) session_ = slots[0];
    if constexpr (R == object) object_ = slots[0];
    if constexpr (R == flags) ends_message_ = (slots[0] & CKF_END_OF_MESSAGE) != 0;
    put(slots[0]);
  } else if constexpr (R == pin || R == bytes_in || R == text_in) {
    put_bytes(argument.secrecy, first, slots[1]);
  } else if constexpr (R == text_fixed) {
    put_bytes(argument.secrecy, first, first == nullptr ? 0 : argument.size);
  } else if constexpr (R == text_z) {
    put_text_z(first);
  } else if constexpr (R == bytes_out || R == numbers_out || R == slots_out || R == interfaces_out) {
    // The buffer's address, and the room that stands in *length now and is gone after the call.
    const void* const length = detail::pointer(slots[1]);
    const bool query = first == nullptr;
    if constexpr (R == bytes_out) size_query_ = query;
    if (length == nullptr) return put_extent(query ? State::null : State::no_length, 0);
    if (!can_read(length, sizeof(CK_ULONG))) return put_extent(State::unreadable, 1);
    rooms_[index] = load<CK_ULONG>(length);
    if (R == bytes_out && is_secret(argument.secrecy)) return put_extent(query ? State::wanted : State::secret, 0);
    put_extent(query ? State::wanted : State::room, rooms_[index]);
  } else if constexpr (R == bytes_out_exact || R == bytes_out_later || R == objects_out) {
    rooms_[index] = slots[1];
    if (R == objects_out && slots[2] == 0)
      return put_extent(first == nullptr ? State::null : State::no_length, slots[1]);
    put_extent(first == nullptr ? State::null : State::room, slots[1]);
  } else if constexpr (R == template_in) {
    put_template(first, slots[1], 0);
  } else if constexpr (R == template_out) {
    asked_ = at_;
    put_wanted_template(first, slots[1], 0);
  } else if constexpr (R == mechanism) {
    put_mechanism(first, 0);
  } else if constexpr (R == parameter_in || R == parameter_inout) {
    put_message_parameter(first, slots[1]);
  } else if constexpr (R == initialize_args) {
    put_initialize_args(first);
  } else if constexpr (R == version_in) {
    put_structure(first, sizeof(CK_VERSION));
  } else {
    put_extent(first == nullptr ? State::null : State::room, first == nullptr ? 0 : 1);
  }
}

template <pkcs11::Role R>
void Encoder::output(const pkcs11::Argument& argument, std::size_t index, Slots slots) noexcept {
  using enum pkcs11::Role;
  const void* const first = detail::pointer(slots[0]);
  if constexpr (R == bytes_out || R == numbers_out || R == slots_out || R == interfaces_out) {
    const void* const length = detail::pointer(slots[1]);
    if (length == nullptr || (!ok() && result_ != CKR_BUFFER_TOO_SMALL) || !can_read(length, sizeof(CK_ULONG)))
      return put_extent(State::not_written, 0);
    const auto written = load<CK_ULONG>(length);
    // More than there was room for: the module asks for it, or is broken. The buffer ends where it ended.
    if (first == nullptr || !ok() || written > rooms_[index]) {
      if (R == bytes_out && is_secret(argument.secrecy)) return put_extent(State::secret, 0);
      return put_extent(State::wanted, written);
    }
    if constexpr (R == bytes_out) put_bytes(argument.secrecy, first, written);
    else if constexpr (R == interfaces_out) put_interfaces(first, written);
    else put_numbers(first, written);
  } else if constexpr (R == bytes_out_exact) {
    if (ok()) put_bytes(argument.secrecy, first, slots[1]);
    else put_extent(State::not_written, 0);
  } else if constexpr (R == objects_out) {
    const void* const count = detail::pointer(slots[2]);
    if (!ok() || first == nullptr || count == nullptr || !can_read(count, sizeof(CK_ULONG)))
      return put_extent(State::not_written, 0);
    const auto found = load<CK_ULONG>(count);
    if (found > rooms_[index]) return put_extent(State::wanted, found);
    put_numbers(first, found);
    if (can_read(first, found * sizeof(CK_OBJECT_HANDLE))) remember_found(first, found);
  } else if constexpr (R == mechanism || R == parameter_inout) {
    put_written_parameter();
  } else if constexpr (R == template_out) {
    put_answered_template(first, object_);
  } else if constexpr (R == structure_out) {
    if (!ok() || first == nullptr) return put_extent(State::not_written, 0);
    put_structure(first, argument.size);
    if (argument.structure == &pkcs11::structure_of<CK_ASYNC_DATA>() && can_read(first, argument.size))
      remember_completed(first);
  } else if constexpr (R == session_out || R == slot_out || R == object_out || R == number_out || R == flags_out ||
                       R == list_out) {
    // A size query makes no key, so that there is no handle either (PKCS#11 5.18.8).
    const bool written =
        ok() && first != nullptr && !(R == object_out && size_query_) && can_read(first, sizeof(std::uint64_t));
    const std::uint64_t value = written ? load<std::uint64_t>(first) : 0;
    if constexpr (R == object_out) remember_made(value);
    if (!written) return put_extent(State::not_written, 0);
    put_extent(State::kept, 1, 1);
    put(value);
  } else if constexpr (R == interface_out) {
    if (!ok() || first == nullptr || !can_read(first, sizeof(void*))) return put_extent(State::not_written, 0);
    const void* const interface = load<void*>(first);
    if (interface == nullptr) return put_extent(State::null, 0);
    if (!can_read(interface, sizeof(CK_INTERFACE))) return put_extent(State::unreadable, 1);
    put_extent(State::kept, 1, 1);
    put_interface(interface);
  }
}

}  // namespace p11trace::record
