// The parameter of the message functions for GCM and CCM: where the initialization vector and the tag are.
#pragma once

#include "tests/fake_token/object.h"

namespace fake_token {

// Pointers into the caller's memory; NULL where there is none, and for parameters of other mechanisms.
struct MessageParameter {
  CK_BYTE_PTR iv = nullptr;
  CK_ULONG iv_length = 0;
  bool generates_iv = false;
  CK_BYTE_PTR tag = nullptr;
  CK_ULONG tag_length = 0;
};

CK_RV read_message_parameter(CK_MECHANISM_TYPE mechanism, CK_VOID_PTR parameter, CK_ULONG length,
                             MessageParameter& into);

// Both are outputs of encryption, and inputs of decryption.
void write_iv(const MessageParameter& parameter, std::uint64_t& random);
void write_tag(const MessageParameter& parameter, const Bytes& authenticated);
bool tag_is_right(const MessageParameter& parameter, const Bytes& authenticated);

}  // namespace fake_token
