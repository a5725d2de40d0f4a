// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// DER that stands for something with a name of its own: distinguished names, object identifiers, elliptic curves.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace p11trace::record {

// Each writes text into `room` and answers it; an empty text where the bytes are not whole DER of that kind, or where
// there is no room. Nothing outside the bytes is read, whatever they are.

// A Name of X.501 as RFC 4514 writes it: "CN=Alice,O=Acme".
std::string_view distinguished_name(std::span<const std::byte> der, std::span<char> room) noexcept;

// An OBJECT IDENTIFIER with dots.
std::string_view object_identifier(std::span<const std::byte> der, std::span<char> room) noexcept;

// CKA_EC_PARAMS: the name of a named curve, or its object identifier, or "implicitlyCA".
std::string_view curve_name(std::span<const std::byte> der, std::span<char> room) noexcept;

}  // namespace p11trace::record
