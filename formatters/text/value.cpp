// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Values as text.
#include "formatters/text/value.h"

#include "formatters/pkcs11/constants.h"
#include "formatters/text/handle.h"
#include "formatters/text/hexadecimal.h"

namespace p11trace::text {

using namespace std::string_view_literals;
using call::Kind;
using call::Value;

namespace {

void add_length(std::uint64_t length, Line& line) noexcept {
  line.add('[');
  line.add_decimal(length);
  line.add(']');
}

void add_flags(pkcs11::Family family, std::uint64_t flags, Line& line) noexcept {
  if (flags == 0) return line.add('0');
  bool first = true;
  const auto add_one = [&](std::string_view name, std::uint64_t bits) {
    if (!first) line.add('|');
    first = false;
    if (name.empty()) line.add_hexadecimal(bits);
    else line.add(name);
  };
  std::uint64_t unknown = 0;
  for (std::uint64_t rest = flags; rest != 0; rest &= rest - 1) {
    const std::uint64_t bit = rest & (~rest + 1);
    const std::string_view name = pkcs11::constant_name(family, bit);
    if (name.empty()) unknown |= bit;
    else add_one(name, bit);
  }
  if (unknown != 0) add_one({}, unknown);
  if (unknown != flags) line.add_number_of_name(flags);
}

void add_constant(const Value& value, Line& line) noexcept {
  const std::string_view name = pkcs11::constant_name(value.family, value.number);
  if (name.empty()) return line.add_hexadecimal(value.number);
  line.add(name);
  line.add_number_of_name(value.number);
}

// An attribute without a name is its number.
void add_name(const Value& value, Line& line) noexcept {
  if (value.name.empty()) line.add_hexadecimal(value.type);
  else line.add(value.name);
  if (line.shows_numbers() && value.name.starts_with("CKA_")) line.add_number_of_name(value.type);
  line.add('=');
}

bool has_name(const Value& value) noexcept { return !value.name.empty() || value.type != 0; }

// "{a, b, ...}", each through `add_one`; the dots where there are more than are known.
template <class AddOne>
void add_children(const Value& value, std::uint64_t count, Line& line, AddOne add_one) noexcept {
  line.add('{');
  std::uint64_t known = 0;
  for (const Value* child = value.children; child != nullptr; child = child->next, known++) {
    if (known != 0) line.add(", ");
    if (has_name(*child)) add_name(*child, line);
    add_one(*child);
  }
  if (known < count) line.add(known == 0 ? "..."sv : ", ..."sv);
  line.add('}');
}

void add_size_query(std::uint64_t size, Line& line) noexcept {
  line.add("NULL (size query: ");
  line.add_decimal(size);
  line.add(')');
}

// Room for one thing is what a pointer to it is.
void add_room(std::uint64_t room, Line& line) noexcept {
  if (room == 1) return line.add("(unset)");
  line.add("(room ");
  line.add_decimal(room);
  line.add(')');
}

bool is_attribute_list(const Value& in, const Value& out) noexcept {
  return in.kind == Kind::list && out.kind == Kind::list;
}

}  // namespace

void add_value(const Value& value, Line& line) noexcept {
  switch (value.kind) {
    case Kind::number:
      return line.add_decimal(value.number);
    case Kind::session:
    case Kind::slot:
    case Kind::object:
      line.add_decimal(value.number);
      return add_handle_name(value, line);
    case Kind::sentinel:
      line.add(value.text);
      return line.add_number_of_name(value.number);
    case Kind::boolean:
      if (value.number > 1) return line.add_decimal(value.number);
      line.add(value.number == 1 ? "CK_TRUE"sv : "CK_FALSE"sv);
      return line.add_number_of_name(value.number);
    case Kind::constant:
      return add_constant(value, line);
    case Kind::flags:
      return add_flags(value.family, value.number, line);
    case Kind::pointer:
      return line.add_hexadecimal(value.number);
    case Kind::version:
      line.add_decimal(value.number >> 8);
      line.add('.');
      return line.add_decimal(value.number & 255);
    case Kind::bytes:
      add_length(value.number, line);
      line.add_bytes(value.data);
      if (value.data.size() < value.number) line.add("...");
      return;
    case Kind::text:
      if (value.data.size() < value.number) add_length(value.number, line);
      line.add_quoted(value.data);
      if (value.data.size() < value.number) line.add("...");
      return;
    case Kind::null:
      line.add("NULL");
      if (value.number != 0) add_length(value.number, line);
      return;
    case Kind::secret:
      return line.add("<secret>");
    case Kind::sensitive:
      add_length(value.number, line);
      return line.add("<sensitive ", std::string_view(SixteenDigits(value.fingerprint)), '>');
    case Kind::not_shown:
      add_length(value.number, line);
      return line.add("<not shown>");
    case Kind::not_read:
      add_length(value.number, line);
      return line.add("<not read>");
    case Kind::room:
      return add_room(value.number, line);
    case Kind::no_length:
      return line.add("(no length)");
    case Kind::wanted:
      return line.add("NULL (size query)");
    case Kind::not_written:
      return line.add("(unset)");
    case Kind::unavailable:
      return line.add("(unavailable)");
    case Kind::unreadable:
      if (value.number > 1) add_length(value.number, line);
      return line.add("<unreadable>");
    case Kind::list:
      add_length(value.number, line);
      return add_children(value, value.number, line, [&](const Value& child) { add_value(child, line); });
    case Kind::structure:
      return add_children(value, 0, line, [&](const Value& child) { add_value(child, line); });
    case Kind::missing:
      return line.add("(missing)");
  }
}

void add_answer(const Value& in, const Value& out, bool too_small, Line& line) noexcept {
  switch (out.kind) {
    case Kind::not_written:
      // NULL, or the room that stayed empty.
      return add_value(in, line);
    case Kind::wanted:
      if (in.kind == Kind::wanted) return add_size_query(out.number, line);
      line.add(too_small ? "(too small: room "sv : "(not written: room "sv);
      line.add_decimal(in.number);
      line.add(", size ");
      line.add_decimal(out.number);
      return line.add(')');
    case Kind::list:
      if (is_attribute_list(in, out)) {
        // What was asked for and what came stand in the same order.
        add_length(out.number, line);
        const Value* asked = in.children;
        return add_children(out, out.number, line, [&](const Value& answer) {
          if (asked == nullptr) return add_value(answer, line);
          add_answer(*asked, answer, too_small, line);
          asked = asked->next;
        });
      }
      return add_value(out, line);
    case Kind::secret:
      return line.add(in.kind == Kind::wanted ? "NULL (size query: <secret>)"sv : "<secret>"sv);
    default:
      return add_value(out, line);
  }
}

}  // namespace p11trace::text
