// Calls that take a mechanism, each with what the log must say of it.
#pragma once

#include <functional>

#include "tests/clients/expected_text.h"
#include "tests/clients/golden_values/filled.h"
#include "tests/clients/token_module.h"

namespace p11trace::clients {

struct Token {
  const TokenModule& module;
  const CK_FUNCTION_LIST_3_2& list;
  CK_SESSION_HANDLE session;
};

// Of the token as delivered.
inline constexpr CK_OBJECT_HANDLE secret_key = 1;
inline constexpr CK_OBJECT_HANDLE public_key = 2;
inline constexpr CK_OBJECT_HANDLE private_key = 3;

// A mechanism as it is given, and its text before the call and after it.
class GivenMechanism {
 public:
  GivenMechanism(CK_MECHANISM_TYPE type, const Text& name, const Described& parameter);
  GivenMechanism(CK_MECHANISM_TYPE type, const Text& name, void* parameter, CK_ULONG size, const Text& text);

  CK_MECHANISM* pointer() const { return mechanism_; }
  // Where the call writes nothing: an operation only begins, or the call fails.
  const Text& text() const { return text_; }
  // Where the call writes what there is to write.
  Text text_around_call() const;

 private:
  CK_MECHANISM* mechanism_;
  Text text_;
  std::function<Text()> written_;
};

// MECHANISM(CKM_AES_GCM, parameter), MECHANISM(CKM_AES_CBC, memory, size, text).
#define MECHANISM(type, ...) \
  p11trace::clients::GivenMechanism(type, p11trace::clients::constant(#type, type), __VA_ARGS__)

// Each begins an operation, and ends it.
void begin_encryption(const Token& token, const GivenMechanism& given);
void begin_decryption(const Token& token, const GivenMechanism& given);
void begin_digest(const Token& token, const GivenMechanism& given);
void begin_signature(const Token& token, const GivenMechanism& given);
void begin_verification(const Token& token, const GivenMechanism& given);

void generate_key(const Token& token, const GivenMechanism& given);
void generate_key_pair(const Token& token, const GivenMechanism& given);
void encapsulate_key(const Token& token, const GivenMechanism& given);
void derive_key(const Token& token, const GivenMechanism& given);
// Where keys come back through the parameter alone.
void derive_through_parameter(const Token& token, const GivenMechanism& given);
void wrap_key(const Token& token, const GivenMechanism& given);
void unwrap_key(const Token& token, const GivenMechanism& given);

}  // namespace p11trace::clients
