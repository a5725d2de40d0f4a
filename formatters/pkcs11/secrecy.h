// How closely a value is to be kept.
#pragma once

#include <cstdint>

namespace p11trace::pkcs11 {

enum class Secrecy : std::uint8_t {
  open,       // shown: ciphertext, signatures, certificates, labels, public keys
  sensitive,  // length and fingerprint only: plaintext, data to be signed, wrapped keys
  secret,     // never leaves the caller's memory: PINs, secret and private key values, seeds
  by_class,   // CKA_VALUE: the class of its object decides (value_secrecy); where it is not known, secret
};

}  // namespace p11trace::pkcs11
