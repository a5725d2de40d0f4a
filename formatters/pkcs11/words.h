// The words that the rows of functions.h are written in.
#pragma once

#include "formatters/pkcs11/function.h"
#include "formatters/pkcs11/structures.h"

namespace p11trace::pkcs11::words {
using enum Function;
using enum Since;
using enum Secrecy;
inline constexpr Waits waits = Waits::yes;

consteval Argument simple(Role role, std::string_view name) { return {.role = role, .name = name}; }
consteval Argument sized(Role role, std::string_view name, std::string_view length, Secrecy secrecy = Secrecy::open) {
  return {.role = role, .secrecy = secrecy, .name = name, .length_name = length};
}
consteval Argument session() { return simple(Role::session, "hSession"); }
consteval Argument slot() { return simple(Role::slot, "slotID"); }
consteval Argument object(std::string_view name) { return simple(Role::object, name); }
consteval Argument number(std::string_view name) { return simple(Role::number, name); }
consteval Argument boolean(std::string_view name) { return simple(Role::boolean, name); }
consteval Argument opaque(std::string_view name) { return simple(Role::opaque, name); }
consteval Argument callback(std::string_view name) { return simple(Role::callback, name); }
consteval Argument flags(std::string_view name, Family family) {
  return {.role = Role::flags, .family = family, .name = name};
}
consteval Argument constant(std::string_view name, Family family) {
  return {.role = Role::constant, .family = family, .name = name};
}
consteval Argument pin(std::string_view name, std::string_view length) {
  return sized(Role::pin, name, length, Secrecy::secret);
}
consteval Argument bytes_in(std::string_view name, std::string_view length, Secrecy secrecy = open) {
  return sized(Role::bytes_in, name, length, secrecy);
}
consteval Argument text_in(std::string_view name, std::string_view length, Secrecy secrecy = open) {
  return sized(Role::text_in, name, length, secrecy);
}
consteval Argument text_fixed(std::string_view name, std::uint16_t size) {
  return {.role = Role::text_fixed, .size = size, .name = name};
}
consteval Argument text_z(std::string_view name) { return simple(Role::text_z, name); }
consteval Argument bytes_out(std::string_view name, std::string_view length, Secrecy secrecy = open) {
  return sized(Role::bytes_out, name, length, secrecy);
}
consteval Argument bytes_out_exact(std::string_view name, std::string_view length, Secrecy secrecy = open) {
  return sized(Role::bytes_out_exact, name, length, secrecy);
}
consteval Argument bytes_out_later(std::string_view name, std::string_view length, Secrecy secrecy = open) {
  return sized(Role::bytes_out_later, name, length, secrecy);
}
consteval Argument template_in(std::string_view name, std::string_view count) {
  return sized(Role::template_in, name, count);
}
consteval Argument template_out(std::string_view name, std::string_view count) {
  return sized(Role::template_out, name, count);
}
consteval Argument mechanism() { return simple(Role::mechanism, "pMechanism"); }
consteval Argument parameter_in() { return sized(Role::parameter_in, "pParameter", "ulParameterLen"); }
consteval Argument parameter_inout() { return sized(Role::parameter_inout, "pParameter", "ulParameterLen"); }
consteval Argument initialize_args(std::string_view name) { return simple(Role::initialize_args, name); }
consteval Argument version_in(std::string_view name) { return simple(Role::version_in, name); }
template <class T>
consteval Argument structure_out(std::string_view name) {
  return {.role = Role::structure_out, .size = sizeof(T), .name = name, .structure = &structure_of<T>()};
}
consteval Argument numbers_out(std::string_view name, std::string_view count, Family family) {
  return {.role = Role::numbers_out, .family = family, .name = name, .length_name = count};
}
consteval Argument slots_out(std::string_view name, std::string_view count) {
  return sized(Role::slots_out, name, count);
}
consteval Argument objects_out(std::string_view name, std::string_view room, std::string_view count) {
  return {.role = Role::objects_out, .name = name, .length_name = room, .count_name = count};
}
consteval Argument interfaces_out(std::string_view name, std::string_view count) {
  return sized(Role::interfaces_out, name, count);
}
consteval Argument session_out(std::string_view name) { return simple(Role::session_out, name); }
consteval Argument slot_out(std::string_view name) { return simple(Role::slot_out, name); }
consteval Argument object_out(std::string_view name) { return simple(Role::object_out, name); }
consteval Argument number_out(std::string_view name) { return simple(Role::number_out, name); }
// Bits that the token gives their meaning: they have no names.
consteval Argument flags_out(std::string_view name) { return simple(Role::flags_out, name); }
consteval Argument list_out(std::string_view name) { return simple(Role::list_out, name); }
consteval Argument interface_out(std::string_view name) { return simple(Role::interface_out, name); }
}  // namespace p11trace::pkcs11::words
