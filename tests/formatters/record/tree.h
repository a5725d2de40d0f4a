// A value tree that owns what it holds, can be written down, compared and printed.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "formatters/call/call.h"

namespace p11trace::record {

struct Tree {
  call::Kind kind = call::Kind::missing;
  std::uint64_t number = 0;
  std::string data{};  // of bytes and texts, and the name of a sentinel
  pkcs11::Family family = pkcs11::Family::none;
  std::uint64_t fingerprint = 0;
  std::string name{};
  std::uint64_t type = 0;
  std::vector<Tree> children{};

  bool operator==(const Tree&) const = default;

  // The same, as a field or attribute.
  Tree named(std::string_view as, std::uint64_t attribute_type = 0) && {
    name = as;
    type = attribute_type;
    return std::move(*this);
  }
};

Tree tree_of(const call::Value& value);

// The child with this name. A test fails, and gets an empty one, where there is none.
const Tree& child(const Tree& tree, std::string_view name);

std::ostream& operator<<(std::ostream& out, const Tree& tree);

}  // namespace p11trace::record
