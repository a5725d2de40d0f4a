// The calls; what they are given besides the mechanism is the same each time.
#include "tests/clients/golden_values/mechanism_calls.h"

#include "tests/clients/golden/template.h"

namespace p11trace::clients {

namespace {

Template some_template() { return {CONSTANT(CKA_CLASS, CKO_SECRET_KEY)}; }

// Of the fake token's secret key.
constexpr CK_ULONG wrapped_size = 32;

}  // namespace

GivenMechanism::GivenMechanism(CK_MECHANISM_TYPE type, const Text& name, const Described& parameter)
    : GivenMechanism(type, name, parameter.memory(), parameter.size(), parameter.text()) {
  if (parameter.is_written()) written_ = [parameter] { return parameter.written(); };
}

GivenMechanism::GivenMechanism(CK_MECHANISM_TYPE type, const Text& name, void* parameter, CK_ULONG size,
                               const Text& text)
    : mechanism_(&guarded_value<CK_MECHANISM>({type, parameter, size})), text_(clients::mechanism(name, text)) {}

Text GivenMechanism::text_around_call() const { return written_ ? out(text_, with_output(text_, written_())) : text_; }

#define BEGIN_AND_END(function, key)                                                                                   \
  const auto& list = token.list;                                                                                       \
  CALL(function, (token.session, given.pointer(), key), CKR_OK, "hSession", token.session, "pMechanism", given.text(), \
       "hKey", key);                                                                                                   \
  CALL(function, (token.session, nullptr, 0), CKR_OK, "hSession", token.session, "pMechanism", null(), "hKey", 0)

void begin_encryption(const Token& token, const GivenMechanism& given) { BEGIN_AND_END(C_EncryptInit, secret_key); }
void begin_decryption(const Token& token, const GivenMechanism& given) { BEGIN_AND_END(C_DecryptInit, secret_key); }
void begin_signature(const Token& token, const GivenMechanism& given) { BEGIN_AND_END(C_SignInit, private_key); }
void begin_verification(const Token& token, const GivenMechanism& given) { BEGIN_AND_END(C_VerifyInit, public_key); }

void begin_digest(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  CALL(C_DigestInit, (token.session, given.pointer()), CKR_OK, "hSession", token.session, "pMechanism", given.text());
  CALL(C_DigestInit, (token.session, nullptr), CKR_OK, "hSession", token.session, "pMechanism", null());
}

void generate_key(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  CALL(C_GenerateKey, (token.session, given.pointer(), nullptr, 0, &key), CKR_OK, "hSession", token.session,
       "pMechanism", given.text_around_call(), "pTemplate", null(), "phKey", made(decimal(key)));
}

void generate_key_pair(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  auto& public_half = guarded_value<CK_OBJECT_HANDLE>();
  auto& private_half = guarded_value<CK_OBJECT_HANDLE>();
  CALL(C_GenerateKeyPair, (token.session, given.pointer(), nullptr, 0, nullptr, 0, &public_half, &private_half), CKR_OK,
       "hSession", token.session, "pMechanism", given.text_around_call(), "pPublicKeyTemplate", null(),
       "pPrivateKeyTemplate", null(), "phPublicKey", made(decimal(public_half)), "phPrivateKey",
       made(decimal(private_half)));
}

void encapsulate_key(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  auto& length = guarded_value<CK_ULONG>(48);
  CK_BYTE* ciphertext = guarded_room(length);
  CALL(C_EncapsulateKey, (token.session, given.pointer(), public_key, nullptr, 0, ciphertext, &length, &key), CKR_OK,
       "hSession", token.session, "pMechanism", given.text_around_call(), "hPublicKey", public_key, "pTemplate", null(),
       "pCiphertext", out(room(48), shown(ciphertext, 48)), "phKey", made(decimal(key)));
}

void derive_key(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  const Template attributes = some_template();
  CALL(C_DeriveKey, (token.session, given.pointer(), secret_key, attributes.attributes, attributes.count, &key), CKR_OK,
       "hSession", token.session, "pMechanism", given.text_around_call(), "hBaseKey", secret_key, "pTemplate",
       attributes.text(), "phKey", made(decimal(key)));
}

void derive_through_parameter(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  CALL(C_DeriveKey, (token.session, given.pointer(), secret_key, nullptr, 0, nullptr), CKR_OK, "hSession",
       token.session, "pMechanism", given.text_around_call(), "hBaseKey", secret_key, "pTemplate", null(), "phKey",
       unwritten(null()));
}

void wrap_key(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  auto& length = guarded_value<CK_ULONG>(wrapped_size);
  CK_BYTE* wrapped = guarded_room(wrapped_size);
  CALL(C_WrapKey, (token.session, given.pointer(), public_key, secret_key, wrapped, &length), CKR_OK, "hSession",
       token.session, "pMechanism", given.text_around_call(), "hWrappingKey", public_key, "hKey", secret_key,
       "pWrappedKey", out(room(wrapped_size), sensitive(wrapped, wrapped_size)));
}

void unwrap_key(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  auto& key = guarded_value<CK_OBJECT_HANDLE>();
  const Template attributes = some_template();
  CK_BYTE* wrapped = guarded_text("the bytes of a wrapped key");
  CALL(C_UnwrapKey,
       (token.session, given.pointer(), private_key, wrapped, 26, attributes.attributes, attributes.count, &key),
       CKR_OK, "hSession", token.session, "pMechanism", given.text_around_call(), "hUnwrappingKey", private_key,
       "pWrappedKey", sensitive(wrapped, 26), "pTemplate", attributes.text(), "phKey", made(decimal(key)));
}

}  // namespace p11trace::clients
