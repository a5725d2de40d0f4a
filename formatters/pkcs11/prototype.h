// Whether a row of functions.h says the same as the C prototype of its function.
#pragma once

#include <type_traits>

#include "formatters/pkcs11/function.h"

namespace p11trace::pkcs11 {

// A C parameter as far as a role can tell it from others: what it is, and for a pointer to a structure the size of that.
struct Parameter {
  enum class Shape : std::uint8_t {
    none,
    number,
    boolean,
    bytes,
    untyped,
    numbers,
    notify,
    attributes,
    mechanism,
    version,
    interface,
    structure,
    list_pointer,
    interface_pointer,
  };
  Shape shape = Shape::none;
  std::size_t size = 0;
};

template <class T>
constexpr Parameter parameter_of() {
  using Shape = Parameter::Shape;
  if constexpr (std::is_same_v<T, CK_ULONG>) return {Shape::number};
  else if constexpr (std::is_same_v<T, CK_BBOOL>) return {Shape::boolean};
  else if constexpr (std::is_same_v<T, CK_BYTE*>) return {Shape::bytes};
  else if constexpr (std::is_same_v<T, void*>) return {Shape::untyped};
  else if constexpr (std::is_same_v<T, CK_ULONG*>) return {Shape::numbers};
  else if constexpr (std::is_same_v<T, CK_NOTIFY>) return {Shape::notify};
  else if constexpr (std::is_same_v<T, CK_ATTRIBUTE*>) return {Shape::attributes};
  else if constexpr (std::is_same_v<T, CK_MECHANISM*>) return {Shape::mechanism};
  else if constexpr (std::is_same_v<T, CK_VERSION*>) return {Shape::version};
  else if constexpr (std::is_same_v<T, CK_INTERFACE*>) return {Shape::interface};
  else if constexpr (std::is_same_v<T, CK_FUNCTION_LIST**>) return {Shape::list_pointer};
  else if constexpr (std::is_same_v<T, CK_INTERFACE**>) return {Shape::interface_pointer};
  else if constexpr (std::is_pointer_v<T> && std::is_class_v<std::remove_pointer_t<T>>)
    return {Shape::structure, sizeof(std::remove_pointer_t<T>)};
  else return {};
}

// The C parameters that an argument of a row stands for.
struct Parameters {
  Parameter at[3];
};

constexpr Parameters parameters_wanted(const Argument& argument) {
  using Shape = Parameter::Shape;
  switch (argument.role) {
    case Role::session:
    case Role::slot:
    case Role::object:
    case Role::number:
    case Role::flags:
    case Role::constant:
      return {{{Shape::number}}};
    case Role::boolean:
      return {{{Shape::boolean}}};
    case Role::opaque:
    case Role::initialize_args:
      return {{{Shape::untyped}}};
    case Role::callback:
      return {{{Shape::notify}}};
    case Role::text_fixed:
    case Role::text_z:
      return {{{Shape::bytes}}};
    case Role::pin:
    case Role::bytes_in:
    case Role::text_in:
    case Role::bytes_out_exact:
    case Role::bytes_out_later:
      return {{{Shape::bytes}, {Shape::number}}};
    case Role::bytes_out:
      return {{{Shape::bytes}, {Shape::numbers}}};
    case Role::template_in:
    case Role::template_out:
      return {{{Shape::attributes}, {Shape::number}}};
    case Role::mechanism:
      return {{{Shape::mechanism}}};
    case Role::parameter_in:
    case Role::parameter_inout:
      return {{{Shape::untyped}, {Shape::number}}};
    case Role::version_in:
      return {{{Shape::version}}};
    case Role::structure_out:
      return {{{Shape::structure, argument.size}}};
    case Role::numbers_out:
    case Role::slots_out:
      return {{{Shape::numbers}, {Shape::numbers}}};
    case Role::objects_out:
      return {{{Shape::numbers}, {Shape::number}, {Shape::numbers}}};
    case Role::interfaces_out:
      return {{{Shape::interface}, {Shape::numbers}}};
    case Role::session_out:
    case Role::slot_out:
    case Role::object_out:
    case Role::number_out:
    case Role::flags_out:
      return {{{Shape::numbers}}};
    case Role::list_out:
      return {{{Shape::list_pointer}}};
    case Role::interface_out:
      return {{{Shape::interface_pointer}}};
  }
  return {};
}

template <class... Types>
constexpr bool same_parameters(const FunctionRow& row, CK_RV (*)(Types...)) {
  constexpr Parameter have[] = {parameter_of<Types>()...};
  std::size_t next = 0;
  for (std::size_t i = 0; i < row.argument_count; i++) {
    const Parameters wanted = parameters_wanted(row.arguments[i]);
    for (std::size_t k = 0; k < parameters_of(row.arguments[i].role); k++, next++) {
      if (next == sizeof...(Types) || have[next].shape != wanted.at[k].shape || have[next].size != wanted.at[k].size)
        return false;
    }
  }
  return next == sizeof...(Types);
}

template <Function F>
constexpr bool agrees(const FunctionRow& row) {
  return same_parameters(row, static_cast<Prototype<F>*>(nullptr));
}

}  // namespace p11trace::pkcs11
