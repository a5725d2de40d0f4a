// Every function of PKCS#11 3.2, one row each, in the order of CK_FUNCTION_LIST_3_2: what each argument means.
// Thunks, records, renderings, selectors and statistics all read these rows; there is no other list.
#pragma once

#include "formatters/pkcs11/prototype.h"
#include "formatters/pkcs11/words.h"

namespace p11trace::pkcs11 {

namespace words {
// clang-format off
inline constexpr FunctionRow rows[] = {
    // General purpose (PKCS#11 5.4)
    {C_Initialize, v2_40, Group::general, {initialize_args("pInitArgs")}},
    {C_Finalize, v2_40, Group::general, {opaque("pReserved")}},
    {C_GetInfo, v2_40, Group::general, {structure_out<CK_INFO>("pInfo")}},
    {C_GetFunctionList, v2_40, Group::general, {list_out("ppFunctionList")}},
    // Slots and tokens (5.5)
    {C_GetSlotList, v2_40, Group::slot_token, {boolean("tokenPresent"), slots_out("pSlotList", "pulCount")}},
    {C_GetSlotInfo, v2_40, Group::slot_token, {slot(), structure_out<CK_SLOT_INFO>("pInfo")}},
    {C_GetTokenInfo, v2_40, Group::slot_token, {slot(), structure_out<CK_TOKEN_INFO>("pInfo")}},
    {C_GetMechanismList, v2_40, Group::slot_token,
      {slot(), numbers_out("pMechanismList", "pulCount", Family::CKM)}},
    {C_GetMechanismInfo, v2_40, Group::slot_token,
      {slot(), constant("type", Family::CKM), structure_out<CK_MECHANISM_INFO>("pInfo")}},
    {C_InitToken, v2_40, Group::slot_token, {slot(), pin("pPin", "ulPinLen"), text_fixed("pLabel", 32)}},
    {C_InitPIN, v2_40, Group::slot_token, {session(), pin("pPin", "ulPinLen")}},
    {C_SetPIN, v2_40, Group::slot_token, {session(), pin("pOldPin", "ulOldLen"), pin("pNewPin", "ulNewLen")}},
    // Sessions (5.6)
    {C_OpenSession, v2_40, Group::session,
      {slot(), flags("flags", Family::CKF_session), opaque("pApplication"), callback("Notify"),
       session_out("phSession")}},
    {C_CloseSession, v2_40, Group::session, {session()}},
    {C_CloseAllSessions, v2_40, Group::session, {slot()}},
    {C_GetSessionInfo, v2_40, Group::session, {session(), structure_out<CK_SESSION_INFO>("pInfo")}},
    {C_GetOperationState, v2_40, Group::session,
      {session(), bytes_out("pOperationState", "pulOperationStateLen", secret)}},
    {C_SetOperationState, v2_40, Group::session,
      {session(), bytes_in("pOperationState", "ulOperationStateLen", secret), object("hEncryptionKey"),
       object("hAuthenticationKey")}},
    {C_Login, v2_40, Group::session, {session(), constant("userType", Family::CKU), pin("pPin", "ulPinLen")}},
    {C_Logout, v2_40, Group::session, {session()}},
    // Objects (5.7)
    {C_CreateObject, v2_40, Group::object,
      {session(), template_in("pTemplate", "ulCount"), object_out("phObject")}},
    {C_CopyObject, v2_40, Group::object,
      {session(), object("hObject"), template_in("pTemplate", "ulCount"), object_out("phNewObject")}},
    {C_DestroyObject, v2_40, Group::object, {session(), object("hObject")}},
    {C_GetObjectSize, v2_40, Group::object, {session(), object("hObject"), number_out("pulSize")}},
    {C_GetAttributeValue, v2_40, Group::object,
      {session(), object("hObject"), template_out("pTemplate", "ulCount")}},
    {C_SetAttributeValue, v2_40, Group::object,
      {session(), object("hObject"), template_in("pTemplate", "ulCount")}},
    {C_FindObjectsInit, v2_40, Group::object, {session(), template_in("pTemplate", "ulCount")}},
    {C_FindObjects, v2_40, Group::object,
      {session(), objects_out("phObject", "ulMaxObjectCount", "pulObjectCount")}},
    {C_FindObjectsFinal, v2_40, Group::object, {session()}},
    // Encryption (5.8)
    {C_EncryptInit, v2_40, Group::encrypt, {session(), mechanism(), object("hKey")}},
    {C_Encrypt, v2_40, Group::encrypt,
      {session(), bytes_in("pData", "ulDataLen", sensitive),
       bytes_out("pEncryptedData", "pulEncryptedDataLen")}},
    {C_EncryptUpdate, v2_40, Group::encrypt,
      {session(), bytes_in("pPart", "ulPartLen", sensitive),
       bytes_out("pEncryptedPart", "pulEncryptedPartLen")}},
    {C_EncryptFinal, v2_40, Group::encrypt,
      {session(), bytes_out("pLastEncryptedPart", "pulLastEncryptedPartLen")}},
    // Decryption (5.10)
    {C_DecryptInit, v2_40, Group::decrypt, {session(), mechanism(), object("hKey")}},
    {C_Decrypt, v2_40, Group::decrypt,
      {session(), bytes_in("pEncryptedData", "ulEncryptedDataLen"),
       bytes_out("pData", "pulDataLen", sensitive)}},
    {C_DecryptUpdate, v2_40, Group::decrypt,
      {session(), bytes_in("pEncryptedPart", "ulEncryptedPartLen"),
       bytes_out("pPart", "pulPartLen", sensitive)}},
    {C_DecryptFinal, v2_40, Group::decrypt, {session(), bytes_out("pLastPart", "pulLastPartLen", sensitive)}},
    // Message digests (5.12)
    {C_DigestInit, v2_40, Group::digest, {session(), mechanism()}},
    {C_Digest, v2_40, Group::digest,
      {session(), bytes_in("pData", "ulDataLen", sensitive), bytes_out("pDigest", "pulDigestLen", sensitive)}},
    {C_DigestUpdate, v2_40, Group::digest, {session(), bytes_in("pPart", "ulPartLen", sensitive)}},
    {C_DigestKey, v2_40, Group::digest, {session(), object("hKey")}},
    {C_DigestFinal, v2_40, Group::digest, {session(), bytes_out("pDigest", "pulDigestLen", sensitive)}},
    // Signing (5.13)
    {C_SignInit, v2_40, Group::sign, {session(), mechanism(), object("hKey")}},
    {C_Sign, v2_40, Group::sign,
      {session(), bytes_in("pData", "ulDataLen", sensitive), bytes_out("pSignature", "pulSignatureLen")}},
    {C_SignUpdate, v2_40, Group::sign, {session(), bytes_in("pPart", "ulPartLen", sensitive)}},
    {C_SignFinal, v2_40, Group::sign, {session(), bytes_out("pSignature", "pulSignatureLen")}},
    {C_SignRecoverInit, v2_40, Group::sign, {session(), mechanism(), object("hKey")}},
    {C_SignRecover, v2_40, Group::sign,
      {session(), bytes_in("pData", "ulDataLen", sensitive), bytes_out("pSignature", "pulSignatureLen")}},
    // Verification (5.15)
    {C_VerifyInit, v2_40, Group::verify, {session(), mechanism(), object("hKey")}},
    {C_Verify, v2_40, Group::verify,
      {session(), bytes_in("pData", "ulDataLen", sensitive), bytes_in("pSignature", "ulSignatureLen")}},
    {C_VerifyUpdate, v2_40, Group::verify, {session(), bytes_in("pPart", "ulPartLen", sensitive)}},
    {C_VerifyFinal, v2_40, Group::verify, {session(), bytes_in("pSignature", "ulSignatureLen")}},
    {C_VerifyRecoverInit, v2_40, Group::verify, {session(), mechanism(), object("hKey")}},
    {C_VerifyRecover, v2_40, Group::verify,
      {session(), bytes_in("pSignature", "ulSignatureLen"), bytes_out("pData", "pulDataLen", sensitive)}},
    // Two operations at once (5.17)
    {C_DigestEncryptUpdate, v2_40, Group::dual,
      {session(), bytes_in("pPart", "ulPartLen", sensitive),
       bytes_out("pEncryptedPart", "pulEncryptedPartLen")}},
    {C_DecryptDigestUpdate, v2_40, Group::dual,
      {session(), bytes_in("pEncryptedPart", "ulEncryptedPartLen"),
       bytes_out("pPart", "pulPartLen", sensitive)}},
    {C_SignEncryptUpdate, v2_40, Group::dual,
      {session(), bytes_in("pPart", "ulPartLen", sensitive),
       bytes_out("pEncryptedPart", "pulEncryptedPartLen")}},
    {C_DecryptVerifyUpdate, v2_40, Group::dual,
      {session(), bytes_in("pEncryptedPart", "ulEncryptedPartLen"),
       bytes_out("pPart", "pulPartLen", sensitive)}},
    // Keys (5.18)
    {C_GenerateKey, v2_40, Group::key,
      {session(), mechanism(), template_in("pTemplate", "ulCount"), object_out("phKey")}},
    {C_GenerateKeyPair, v2_40, Group::key,
      {session(), mechanism(), template_in("pPublicKeyTemplate", "ulPublicKeyAttributeCount"),
       template_in("pPrivateKeyTemplate", "ulPrivateKeyAttributeCount"), object_out("phPublicKey"),
       object_out("phPrivateKey")}},
    {C_WrapKey, v2_40, Group::key,
      {session(), mechanism(), object("hWrappingKey"), object("hKey"),
       bytes_out("pWrappedKey", "pulWrappedKeyLen", sensitive)}},
    {C_UnwrapKey, v2_40, Group::key,
      {session(), mechanism(), object("hUnwrappingKey"),
       bytes_in("pWrappedKey", "ulWrappedKeyLen", sensitive), template_in("pTemplate", "ulAttributeCount"),
       object_out("phKey")}},
    {C_DeriveKey, v2_40, Group::key,
      {session(), mechanism(), object("hBaseKey"), template_in("pTemplate", "ulAttributeCount"),
       object_out("phKey")}},
    // Random numbers (5.19)
    {C_SeedRandom, v2_40, Group::random, {session(), bytes_in("pSeed", "ulSeedLen", secret)}},
    {C_GenerateRandom, v2_40, Group::random,
      {session(), bytes_out_exact("RandomData", "ulRandomLen", sensitive)}},
    // Left over from parallel functions (5.20)
    {C_GetFunctionStatus, v2_40, Group::parallel, {session()}},
    {C_CancelFunction, v2_40, Group::parallel, {session()}},
    // Slot events (5.5)
    {C_WaitForSlotEvent, v2_40, Group::slot_token,
      {flags("flags", Family::CKF_wait_for_slot_event), slot_out("pSlot"), opaque("pReserved")}, waits},
    // Since 3.0: interfaces (5.4)
    {C_GetInterfaceList, v3_0, Group::general, {interfaces_out("pInterfacesList", "pulCount")}},
    {C_GetInterface, v3_0, Group::general,
      {text_z("pInterfaceName"), version_in("pVersion"), interface_out("ppInterface"),
       flags("flags", Family::CKF_interface)}},
    // Since 3.0: sessions (5.6)
    {C_LoginUser, v3_0, Group::session,
      {session(), constant("userType", Family::CKU), pin("pPin", "ulPinLen"),
       text_in("pUsername", "ulUsernameLen", sensitive)}},
    {C_SessionCancel, v3_0, Group::session, {session(), flags("flags", Family::CKF_mechanism_info)}},
    // Since 3.0: messages (5.9, 5.11, 5.14, 5.16)
    {C_MessageEncryptInit, v3_0, Group::message_encrypt, {session(), mechanism(), object("hKey")}},
    {C_EncryptMessage, v3_0, Group::message_encrypt,
      {session(), parameter_inout(), bytes_in("pAssociatedData", "ulAssociatedDataLen", sensitive),
       bytes_in("pPlaintext", "ulPlaintextLen", sensitive), bytes_out("pCiphertext", "pulCiphertextLen")}},
    {C_EncryptMessageBegin, v3_0, Group::message_encrypt,
      {session(), parameter_inout(), bytes_in("pAssociatedData", "ulAssociatedDataLen", sensitive)}},
    {C_EncryptMessageNext, v3_0, Group::message_encrypt,
      {session(), parameter_inout(), bytes_in("pPlaintextPart", "ulPlaintextPartLen", sensitive),
       bytes_out("pCiphertextPart", "pulCiphertextPartLen"), flags("flags", Family::CKF_message)}},
    {C_MessageEncryptFinal, v3_0, Group::message_encrypt, {session()}},
    {C_MessageDecryptInit, v3_0, Group::message_decrypt, {session(), mechanism(), object("hKey")}},
    {C_DecryptMessage, v3_0, Group::message_decrypt,
      {session(), parameter_in(), bytes_in("pAssociatedData", "ulAssociatedDataLen", sensitive),
       bytes_in("pCiphertext", "ulCiphertextLen"), bytes_out("pPlaintext", "pulPlaintextLen", sensitive)}},
    {C_DecryptMessageBegin, v3_0, Group::message_decrypt,
      {session(), parameter_in(), bytes_in("pAssociatedData", "ulAssociatedDataLen", sensitive)}},
    {C_DecryptMessageNext, v3_0, Group::message_decrypt,
      {session(), parameter_in(), bytes_in("pCiphertextPart", "ulCiphertextPartLen"),
       bytes_out("pPlaintextPart", "pulPlaintextPartLen", sensitive), flags("flags", Family::CKF_message)}},
    {C_MessageDecryptFinal, v3_0, Group::message_decrypt, {session()}},
    {C_MessageSignInit, v3_0, Group::message_sign, {session(), mechanism(), object("hKey")}},
    {C_SignMessage, v3_0, Group::message_sign,
      {session(), parameter_inout(), bytes_in("pData", "ulDataLen", sensitive),
       bytes_out("pSignature", "pulSignatureLen")}},
    {C_SignMessageBegin, v3_0, Group::message_sign, {session(), parameter_inout()}},
    {C_SignMessageNext, v3_0, Group::message_sign,
      {session(), parameter_inout(), bytes_in("pData", "ulDataLen", sensitive),
       bytes_out("pSignature", "pulSignatureLen")}},
    {C_MessageSignFinal, v3_0, Group::message_sign, {session()}},
    {C_MessageVerifyInit, v3_0, Group::message_verify, {session(), mechanism(), object("hKey")}},
    {C_VerifyMessage, v3_0, Group::message_verify,
      {session(), parameter_in(), bytes_in("pData", "ulDataLen", sensitive),
       bytes_in("pSignature", "ulSignatureLen")}},
    {C_VerifyMessageBegin, v3_0, Group::message_verify, {session(), parameter_in()}},
    {C_VerifyMessageNext, v3_0, Group::message_verify,
      {session(), parameter_in(), bytes_in("pData", "ulDataLen", sensitive),
       bytes_in("pSignature", "ulSignatureLen")}},
    {C_MessageVerifyFinal, v3_0, Group::message_verify, {session()}},
    // Since 3.2
    {C_EncapsulateKey, v3_2, Group::key,
      {session(), mechanism(), object("hPublicKey"), template_in("pTemplate", "ulAttributeCount"),
       bytes_out("pCiphertext", "pulCiphertextLen"), object_out("phKey")}},
    {C_DecapsulateKey, v3_2, Group::key,
      {session(), mechanism(), object("hPrivateKey"), template_in("pTemplate", "ulAttributeCount"),
       bytes_in("pCiphertext", "ulCiphertextLen"), object_out("phKey")}},
    {C_VerifySignatureInit, v3_2, Group::verify,
      {session(), mechanism(), object("hKey"), bytes_in("pSignature", "ulSignatureLen")}},
    {C_VerifySignature, v3_2, Group::verify, {session(), bytes_in("pData", "ulDataLen", sensitive)}},
    {C_VerifySignatureUpdate, v3_2, Group::verify, {session(), bytes_in("pPart", "ulPartLen", sensitive)}},
    {C_VerifySignatureFinal, v3_2, Group::verify, {session()}},
    {C_GetSessionValidationFlags, v3_2, Group::session,
      {session(), constant("type", Family::CKS_validation), flags_out("pFlags")}},
    {C_AsyncComplete, v3_2, Group::async,
      {session(), text_z("pFunctionName"), structure_out<CK_ASYNC_DATA>("pResult")}},
    {C_AsyncGetID, v3_2, Group::async, {session(), text_z("pFunctionName"), number_out("pulID")}},
    {C_AsyncJoin, v3_2, Group::async,
      {session(), text_z("pFunctionName"), number("ulID"), bytes_out_later("pData", "ulData", sensitive)}},
    {C_WrapKeyAuthenticated, v3_2, Group::key,
      {session(), mechanism(), object("hWrappingKey"), object("hKey"),
       bytes_in("pAssociatedData", "ulAssociatedDataLen", sensitive),
       bytes_out("pWrappedKey", "pulWrappedKeyLen", sensitive)}},
    {C_UnwrapKeyAuthenticated, v3_2, Group::key,
      {session(), mechanism(), object("hUnwrappingKey"),
       bytes_in("pWrappedKey", "ulWrappedKeyLen", sensitive), template_in("pTemplate", "ulAttributeCount"),
       bytes_in("pAssociatedData", "ulAssociatedDataLen", sensitive), object_out("phKey")}},
};
// clang-format on
}  // namespace words

inline constexpr const FunctionRow (&functions)[function_count] = words::rows;

// The rows checked against the C prototypes: a row that is missing, out of order or of another shape does not compile,
// and the compiler's message names its function.
template <Function F>
struct RowAgreesWithPrototype {
  static_assert(functions[index_of(F)].id == F, "this function's row is not at its place in the function list");
  static_assert(agrees<F>(functions[index_of(F)]), "this function's row disagrees with its C prototype");
  static constexpr bool value = true;
};

#define P11TRACE_CHECK_ROW(name, parameters) static_assert(RowAgreesWithPrototype<Function::name>::value);
CK_FUNCTIONS(P11TRACE_CHECK_ROW)
#undef P11TRACE_CHECK_ROW

constexpr const FunctionRow& row_of(Function function) noexcept { return functions[index_of(function)]; }

}  // namespace p11trace::pkcs11
