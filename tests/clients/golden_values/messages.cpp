// Parameters of the functions for messages: what the token makes for each message comes back through them.
#include "tests/clients/golden_values/golden_values.h"

namespace p11trace::clients {

namespace {

constexpr CK_ULONG text_size = 21;

struct Message {
  const Token& token;
  CK_BYTE* associated = guarded_text("beside it");
  CK_BYTE* text = guarded_text("the text of a message");
  CK_BYTE* room = guarded_room(text_size);
  CK_ULONG& length = guarded_value<CK_ULONG>(text_size);
};

// The operation begins with what its messages have, and nothing is written yet.
void begin_messages(const Token& token, const GivenMechanism& given) {
  const auto& list = token.list;
  CALL(C_MessageEncryptInit, (token.session, given.pointer(), secret_key), CKR_OK, "hSession", token.session,
       "pMechanism", given.text(), "hKey", secret_key);
}

void end_messages(const Token& token) {
  const auto& list = token.list;
  CALL(C_MessageEncryptFinal, (token.session), CKR_OK, "hSession", token.session);
}

void encrypt(const Token& token, const Described& parameter) {
  const auto& list = token.list;
  const Message it{token};
  const Text given = parameter.text();
  CALL(C_EncryptMessage,
       (token.session, parameter.memory(), parameter.size(), it.associated, 9, it.text, text_size, it.room, &it.length),
       CKR_OK, "hSession", token.session, "pParameter", out(given, with_output(given, parameter.written())),
       "pAssociatedData", sensitive(it.associated, 9), "pPlaintext", sensitive(it.text, text_size), "pCiphertext",
       out(room(text_size), shown(it.room, text_size)));
}

// An IV comes at the beginning, and the tag at the end.
void encrypt_in_parts(const Token& token, const Described& parameter, const std::function<Text()>& iv,
                      const std::function<Text()>& tag) {
  const auto& list = token.list;
  const Message it{token};
  const Text given = parameter.text();
  CALL(C_EncryptMessageBegin, (token.session, parameter.memory(), parameter.size(), it.associated, 9), CKR_OK,
       "hSession", token.session, "pParameter", iv ? out(given, with_output(given, iv())) : given, "pAssociatedData",
       sensitive(it.associated, 9));
  CALL(C_EncryptMessageNext,
       (token.session, parameter.memory(), parameter.size(), it.text, text_size, it.room, &it.length, 0), CKR_OK,
       "hSession", token.session, "pParameter", given, "pPlaintextPart", sensitive(it.text, text_size),
       "pCiphertextPart", out(room(text_size), shown(it.room, text_size)), "flags", flag_names({}));
  CALL(C_EncryptMessageNext,
       (token.session, parameter.memory(), parameter.size(), it.text, text_size, it.room, &it.length,
        CKF_END_OF_MESSAGE),
       CKR_OK, "hSession", token.session, "pParameter", out(given, with_output(given, tag())), "pPlaintextPart",
       sensitive(it.text, text_size), "pCiphertextPart", out(room(text_size), shown(it.room, text_size)), "flags",
       flag_names({NAMED_FLAG(CKF_END_OF_MESSAGE)}));
}

// What goes in where messages are decrypted: the tag, too.
void decrypt(const Token& token, const GivenMechanism& given, const Described& parameter, CK_RV expected,
             const char* expected_name) {
  const auto& list = token.list;
  const Message it{token};
  CALL(C_MessageDecryptInit, (token.session, given.pointer(), secret_key), CKR_OK, "hSession", token.session,
       "pMechanism", given.text(), "hKey", secret_key);
  const CK_RV answer = list.C_DecryptMessage(token.session, parameter.memory(), parameter.size(), it.associated, 9,
                                             it.text, text_size, it.room, &it.length);
  expect_call(__FILE__, "C_DecryptMessage",
              {"hSession", token.session, "pParameter", parameter.text(), "pAssociatedData",
               sensitive(it.associated, 9), "pCiphertext", shown(it.text, text_size), "pPlaintext",
               expected == CKR_OK ? out(room(text_size), sensitive(it.room, text_size)) : room(text_size)},
              answer, expected, expected_name);
  CALL(C_MessageDecryptFinal, (token.session), CKR_OK, "hSession", token.session);
}

void pass_gcm(const Token& token) {
  FILLED(CK_GCM_MESSAGE_PARAMS, gcm);
  SET_ROOM(gcm, pIv, shown, 12);
  gcm->ulIvLen = 12;
  SET_NUMBER(gcm, ulIvFixedBits, 27);
  SET_CONSTANT(gcm, ivGenerator, CKG_GENERATE_RANDOM);
  SET_ROOM(gcm, pTag, shown, 14);
  gcm->ulTagBits = 109;  // the last byte in part
  begin_messages(token, MECHANISM(CKM_AES_GCM, gcm));
  encrypt(token, gcm);
  encrypt_in_parts(
      token, gcm,
      [&] {
        return structure({"pIv", shown(gcm->pIv, 12)});
      },
      [&] {
        return structure({"pTag", shown(gcm->pTag, 14)});
      });
  end_messages(token);

  FILLED(CK_GCM_MESSAGE_PARAMS, in);
  SET_BYTES(in, pIv, ulIvLen, shown, "iv of another");
  SET_NUMBER(in, ulIvFixedBits, 26);
  SET_CONSTANT(in, ivGenerator, CKG_NO_GENERATE);
  SET_POINTED(in, pTag, shown, "this is the tag.");
  in->ulTagBits = 128;
  decrypt(token, MECHANISM(CKM_AES_GCM, in), in, CKR_AEAD_DECRYPT_FAILED, "CKR_AEAD_DECRYPT_FAILED");
}

void pass_ccm(const Token& token) {
  FILLED(CK_CCM_MESSAGE_PARAMS, ccm);
  SET_NUMBER(ccm, ulDataLen, text_size);
  SET_ROOM(ccm, pNonce, shown, 11);
  ccm->ulNonceLen = 11;
  SET_NUMBER(ccm, ulNonceFixedBits, 25);
  SET_CONSTANT(ccm, nonceGenerator, CKG_GENERATE);
  SET_ROOM(ccm, pMAC, shown, 10);
  ccm->ulMACLen = 10;
  begin_messages(token, MECHANISM(CKM_AES_CCM, ccm));
  encrypt(token, ccm);
  encrypt_in_parts(
      token, ccm,
      [&] {
        return structure({"pNonce", shown(ccm->pNonce, 11)});
      },
      [&] {
        return structure({"pMAC", shown(ccm->pMAC, 10)});
      });
  end_messages(token);

  FILLED(CK_CCM_MESSAGE_PARAMS, in);
  SET_NUMBER(in, ulDataLen, text_size);
  SET_BYTES(in, pNonce, ulNonceLen, shown, "own nonce");
  SET_NUMBER(in, ulNonceFixedBits, 24);
  SET_CONSTANT(in, nonceGenerator, CKG_NO_GENERATE);
  SET_BYTES(in, pMAC, ulMACLen, shown, "MAC of it");
  decrypt(token, MECHANISM(CKM_AES_CCM, in), in, CKR_AEAD_DECRYPT_FAILED, "CKR_AEAD_DECRYPT_FAILED");
}

void pass_poly1305(const Token& token) {
  FILLED(CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS, poly);
  SET_POINTED(poly, pNonce, shown, "8 bytes!");
  poly->ulNonceLen = 64;  // bits
  SET_ROOM(poly, pTag, shown, 16);
  begin_messages(token, MECHANISM(CKM_CHACHA20_POLY1305, poly));
  token_writes_next([&] { std::memcpy(poly->pTag, "tag by the token", 16); });
  encrypt(token, poly);
  encrypt_in_parts(token, poly, {}, [&] { return structure({"pTag", shown(poly->pTag, 16)}); });
  end_messages(token);

  FILLED(CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS, in);
  SET_BYTES(in, pNonce, ulNonceLen, shown, "twelve of it");
  SET_POINTED(in, pTag, shown, "a tag that came.");
  decrypt(token, MECHANISM(CKM_SALSA20_POLY1305, in), in, CKR_OK, "CKR_OK");
}

}  // namespace

void pass_messages(const Token& token) {
  pass_gcm(token);
  pass_ccm(token);
  pass_poly1305(token);
}

}  // namespace p11trace::clients
