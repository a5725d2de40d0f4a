// A value tree that owns what it holds.
#include "tests/formatters/record/tree.h"

#include <gtest/gtest.h>

#include <ostream>

namespace p11trace::record {

using call::Kind;

namespace {

constexpr const char* kind_names[] = {
    "number",      "sentinel",   "boolean",  "constant",  "flags",     "session", "slot",
    "object",      "pointer",    "version",  "bytes",     "text",      "null",    "secret",
    "sensitive",   "not_shown",  "not_read", "room",      "no_length", "wanted",  "not_written",
    "unavailable", "unreadable", "list",     "structure", "missing",
};
static_assert(std::size(kind_names) == static_cast<std::size_t>(Kind::missing) + 1);

}  // namespace

Tree tree_of(const call::Value& value) {
  Tree tree{.kind = value.kind,
            .number = value.number,
            .data = std::string(reinterpret_cast<const char*>(value.data.data()), value.data.size()),
            .family = value.family,
            .fingerprint = value.fingerprint,
            .name = std::string(value.name),
            .type = value.type};
  if (value.kind == Kind::sentinel) tree.data = value.text;
  // Their bytes are read out already.
  if (value.kind == Kind::boolean || value.kind == Kind::number || value.kind == Kind::constant ||
      value.kind == Kind::flags || value.kind == Kind::version)
    tree.data.clear();
  for (const call::Value* next = value.children; next != nullptr; next = next->next)
    tree.children.push_back(tree_of(*next));
  return tree;
}

const Tree& child(const Tree& tree, std::string_view name) {
  for (const Tree& one : tree.children)
    if (one.name == name) return one;
  static const Tree none;
  ADD_FAILURE() << name << " is not in " << tree;
  return none;
}

std::ostream& operator<<(std::ostream& out, const Tree& tree) {
  if (!tree.name.empty() || tree.type != 0) out << tree.name << '/' << std::hex << tree.type << std::dec << '=';
  out << kind_names[static_cast<std::size_t>(tree.kind)] << ' ' << tree.number;
  if (tree.family != pkcs11::Family::none) out << " family " << static_cast<int>(tree.family);
  if (tree.fingerprint != 0) out << " fingerprint " << std::hex << tree.fingerprint << std::dec;
  if (!tree.data.empty()) out << ' ' << testing::PrintToString(tree.data);
  if (!tree.children.empty()) {
    out << " {";
    for (const Tree& one : tree.children) out << one << ", ";
    out << '}';
  }
  return out;
}

}  // namespace p11trace::record
