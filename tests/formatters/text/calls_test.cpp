// Calls from the program's memory to their text: what a user reads, written by hand.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "formatters/text/text.h"
#include "tests/formatters/record/recorder.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::text {
namespace {

using record::bytes_of;
using record::entry;
using record::GuardedMemory;
using record::Recorder;
using record::Show;
using record::size_query;
using record::Template;
using enum pkcs11::Function;

// The text of a call, without time and caller.
template <pkcs11::Function F, class Module, class... Arguments>
std::string text_of(Recorder& recorder, Module module, Arguments... arguments) {
  std::vector<char> memory(4096);
  Line line(memory);
  render_call(recorder.call<F>(module, arguments...), line);
  return std::string(line.text());
}

template <pkcs11::Function F, class... Arguments>
std::string text_before_return(Arguments... arguments) {
  Recorder recorder;
  std::vector<char> memory(4096);
  Line line(memory);
  recorder.enter(F, {static_cast<std::uint64_t>(arguments)...});
  render_call(recorder.decoded(), line);
  return std::string(line.text());
}

class CallText : public testing::Test {
 protected:
  CallText() {
    // The key of the published vectors of SipHash.
    recorder_.policy.key = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
  }

  Recorder recorder_;
};

template <std::size_t size>
void pad(CK_UTF8CHAR (&field)[size], std::string_view text) {
  std::memset(field, ' ', size);
  std::memcpy(field, text.data(), text.size());
}

TEST_F(CallText, initialize) {
  EXPECT_EQ(text_of<C_Initialize>(recorder_, CKR_OK, nullptr), "C_Initialize(pInitArgs=NULL) = CKR_OK");
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  EXPECT_EQ(text_of<C_Initialize>(recorder_, CKR_CRYPTOKI_ALREADY_INITIALIZED, &arguments),
            "C_Initialize(pInitArgs={CreateMutex=NULL, DestroyMutex=NULL, LockMutex=NULL, UnlockMutex=NULL, "
            "flags=CKF_OS_LOCKING_OK, pReserved=NULL}) = CKR_CRYPTOKI_ALREADY_INITIALIZED");
  arguments.LockMutex = reinterpret_cast<CK_LOCKMUTEX>(std::uintptr_t{0x401000});
  arguments.flags = 0;
  EXPECT_EQ(text_of<C_Initialize>(recorder_, CKR_ARGUMENTS_BAD, &arguments),
            "C_Initialize(pInitArgs={CreateMutex=NULL, DestroyMutex=NULL, LockMutex=0x401000, UnlockMutex=NULL, "
            "flags=0, pReserved=NULL}) = CKR_ARGUMENTS_BAD");
}

TEST_F(CallText, get_info) {
  CK_INFO info{};
  info.cryptokiVersion = {2, 40};
  pad(info.manufacturerID, "Example \"Ltd\"");
  pad(info.libraryDescription, "Library\x1b[1m");
  info.libraryVersion = {1, 9};
  EXPECT_EQ(text_of<C_GetInfo>(recorder_, CKR_OK, &info),
            R"(C_GetInfo(pInfo={cryptokiVersion=2.40, manufacturerID="Example \"Ltd\"", flags=0, )"
            R"(libraryDescription="Library\x1b[1m", libraryVersion=1.9}) = CKR_OK)");
  EXPECT_EQ(text_of<C_GetInfo>(recorder_, CKR_CRYPTOKI_NOT_INITIALIZED, &info),
            "C_GetInfo(pInfo=(unset)) = CKR_CRYPTOKI_NOT_INITIALIZED");
  EXPECT_EQ(text_of<C_GetInfo>(recorder_, CKR_ARGUMENTS_BAD, nullptr), "C_GetInfo(pInfo=NULL) = CKR_ARGUMENTS_BAD");
}

TEST_F(CallText, get_slot_list) {
  CK_SLOT_ID slots[] = {0, 1839281437};
  CK_ULONG count = 0;
  const auto says = [&](CK_ULONG number, CK_RV result) {
    return [&count, number, result] {
      count = number;
      return result;
    };
  };
  EXPECT_EQ(text_of<C_GetSlotList>(recorder_, says(2, CKR_OK), CK_FALSE, nullptr, &count),
            "C_GetSlotList(tokenPresent=CK_FALSE, pSlotList=NULL (size query: 2)) = CKR_OK");
  count = 1;
  EXPECT_EQ(text_of<C_GetSlotList>(recorder_, says(2, CKR_BUFFER_TOO_SMALL), CK_TRUE, slots, &count),
            "C_GetSlotList(tokenPresent=CK_TRUE, pSlotList=(too small: room 1, size 2)) = CKR_BUFFER_TOO_SMALL");
  EXPECT_EQ(text_of<C_GetSlotList>(recorder_, says(2, CKR_OK), CK_TRUE, slots, &count),
            "C_GetSlotList(tokenPresent=CK_TRUE, pSlotList=[2]{0, 1839281437}) = CKR_OK");
  EXPECT_EQ(text_of<C_GetSlotList>(recorder_, says(0, CKR_OK), CK_TRUE, slots, &count),
            "C_GetSlotList(tokenPresent=CK_TRUE, pSlotList=[0]{}) = CKR_OK");
  EXPECT_EQ(text_of<C_GetSlotList>(recorder_, CKR_ARGUMENTS_BAD, 7, slots, nullptr),
            "C_GetSlotList(tokenPresent=7, pSlotList=(no length)) = CKR_ARGUMENTS_BAD");
  count = 2;
  EXPECT_EQ(text_of<C_GetSlotList>(recorder_, says(3, CKR_OK), CK_TRUE, slots, &count),
            "C_GetSlotList(tokenPresent=CK_TRUE, pSlotList=(not written: room 2, size 3)) = CKR_OK");
}

TEST_F(CallText, get_token_info) {
  CK_TOKEN_INFO info{};
  pad(info.label, "caf\xc3\xa9 token");
  pad(info.manufacturerID, "maker");
  pad(info.model, "model");
  std::memset(info.serialNumber, '0', sizeof info.serialNumber);
  info.flags = CKF_RNG | CKF_LOGIN_REQUIRED | CKF_TOKEN_INITIALIZED | 0x40000000;
  info.ulMaxSessionCount = CK_EFFECTIVELY_INFINITE;
  info.ulSessionCount = CK_UNAVAILABLE_INFORMATION;
  info.ulMaxRwSessionCount = 10;
  info.ulMaxPinLen = 255;
  info.ulMinPinLen = 4;
  info.ulTotalPublicMemory = CK_UNAVAILABLE_INFORMATION;
  info.hardwareVersion = {2, 6};
  info.firmwareVersion = {2, 10};
  std::memcpy(info.utcTime, "2024022913590000", 16);
  EXPECT_EQ(
      text_of<C_GetTokenInfo>(recorder_, CKR_OK, 3, &info),
      "C_GetTokenInfo(slotID=3, pInfo={label=\"caf\xc3\xa9 token\", manufacturerID=\"maker\", model=\"model\", "
      "serialNumber=\"0000000000000000\", flags=CKF_RNG|CKF_LOGIN_REQUIRED|CKF_TOKEN_INITIALIZED|0x40000000, "
      "ulMaxSessionCount=CK_EFFECTIVELY_INFINITE, ulSessionCount=CK_UNAVAILABLE_INFORMATION, "
      "ulMaxRwSessionCount=10, ulRwSessionCount=0, ulMaxPinLen=255, ulMinPinLen=4, "
      "ulTotalPublicMemory=CK_UNAVAILABLE_INFORMATION, ulFreePublicMemory=0, ulTotalPrivateMemory=0, "
      "ulFreePrivateMemory=0, hardwareVersion=2.6, firmwareVersion=2.10, utcTime=\"2024022913590000\"}) = CKR_OK");
}

TEST_F(CallText, get_mechanism_list_and_info) {
  CK_MECHANISM_TYPE mechanisms[] = {CKM_RSA_PKCS, 0x80000abc, CKM_AES_CBC};
  CK_ULONG count = 3;
  recorder_.policy.items = 2;
  EXPECT_EQ(text_of<C_GetMechanismList>(recorder_, CKR_OK, 3, mechanisms, &count),
            "C_GetMechanismList(slotID=3, pMechanismList=[3]{CKM_RSA_PKCS, 0x80000abc, ...}) = CKR_OK");
  CK_MECHANISM_INFO info{1024, 4096, CKF_HW | CKF_SIGN};
  EXPECT_EQ(text_of<C_GetMechanismInfo>(recorder_, CKR_OK, 3, CKM_RSA_PKCS, &info),
            "C_GetMechanismInfo(slotID=3, type=CKM_RSA_PKCS, pInfo={ulMinKeySize=1024, ulMaxKeySize=4096, "
            "flags=CKF_HW|CKF_SIGN}) = CKR_OK");
}

TEST_F(CallText, sessions) {
  CK_SESSION_HANDLE session = 1;
  CK_SESSION_INFO info{3, CKS_RW_USER_FUNCTIONS, CKF_RW_SESSION | CKF_SERIAL_SESSION, 0};
  EXPECT_EQ(text_of<C_OpenSession>(recorder_, CKR_OK, 3, CKF_SERIAL_SESSION, nullptr, nullptr, &session),
            "C_OpenSession(slotID=3, flags=CKF_SERIAL_SESSION, pApplication=NULL, Notify=NULL, phSession=1) = CKR_OK");
  EXPECT_EQ(text_of<C_OpenSession>(recorder_, CKR_SESSION_PARALLEL_NOT_SUPPORTED, 3, 0, nullptr, nullptr, &session),
            "C_OpenSession(slotID=3, flags=0, pApplication=NULL, Notify=NULL, phSession=(unset)) = "
            "CKR_SESSION_PARALLEL_NOT_SUPPORTED");
  EXPECT_EQ(text_of<C_GetSessionInfo>(recorder_, CKR_OK, 1, &info),
            "C_GetSessionInfo(hSession=1, pInfo={slotID=3, state=CKS_RW_USER_FUNCTIONS, "
            "flags=CKF_RW_SESSION|CKF_SERIAL_SESSION, ulDeviceError=0}) = CKR_OK");
  EXPECT_EQ(text_of<C_SessionCancel>(recorder_, CKR_OK, 1, CKF_SIGN | CKF_FIND_OBJECTS),
            "C_SessionCancel(hSession=1, flags=CKF_FIND_OBJECTS|CKF_SIGN) = CKR_OK");
  CK_FLAGS flags = 5;
  EXPECT_EQ(text_of<C_GetSessionValidationFlags>(recorder_, CKR_OK, 1, CKS_LAST_VALIDATION_OK, &flags),
            "C_GetSessionValidationFlags(hSession=1, type=CKS_LAST_VALIDATION_OK, pFlags=0x5) = CKR_OK");
}

TEST_F(CallText, logins) {
  CK_UTF8CHAR pin[] = "1234";
  CK_UTF8CHAR name[] = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e";
  EXPECT_EQ(text_of<C_Login>(recorder_, CKR_PIN_INCORRECT, 1, CKU_USER, pin, 4),
            "C_Login(hSession=1, userType=CKU_USER, pPin=<secret>) = CKR_PIN_INCORRECT");
  EXPECT_EQ(text_of<C_Login>(recorder_, CKR_OK, 1, CKU_SO, nullptr, 4),
            "C_Login(hSession=1, userType=CKU_SO, pPin=NULL) = CKR_OK");
  EXPECT_EQ(
      text_of<C_LoginUser>(recorder_, CKR_OK, 1, CKU_USER, pin, 4, name, 15),
      "C_LoginUser(hSession=1, userType=CKU_USER, pPin=<secret>, pUsername=[15]<sensitive a129ca6149be45e5>) = CKR_OK");
  EXPECT_EQ(text_of<C_SetPIN>(recorder_, CKR_OK, 1, pin, 4, pin, 4),
            "C_SetPIN(hSession=1, pOldPin=<secret>, pNewPin=<secret>) = CKR_OK");
  CK_UTF8CHAR label[33] = "a new token                     ";
  EXPECT_EQ(text_of<C_InitToken>(recorder_, CKR_OK, 0, pin, 4, label),
            "C_InitToken(slotID=0, pPin=<secret>, pLabel=\"a new token\") = CKR_OK");
  recorder_.policy.show = Show::data;
  EXPECT_EQ(text_of<C_LoginUser>(recorder_, CKR_OK, 1, CKU_USER, pin, 4, pin, 4),
            "C_LoginUser(hSession=1, userType=CKU_USER, pPin=<secret>, pUsername=\"1234\") = CKR_OK");
  recorder_.policy.show = Show::secrets;
  EXPECT_EQ(text_of<C_Login>(recorder_, CKR_OK, 1, CKU_USER, pin, 4),
            "C_Login(hSession=1, userType=CKU_USER, pPin=\"1234\") = CKR_OK");
}

TEST_F(CallText, signatures) {
  CK_BYTE data[15];
  for (std::size_t i = 0; i < sizeof data; i++) data[i] = static_cast<CK_BYTE>(i);
  CK_BYTE signature[80] = {0xca, 0xfe};
  CK_ULONG size = 0;
  const auto says = [&](CK_ULONG number, CK_RV result) {
    return [&size, number, result] {
      size = number;
      return result;
    };
  };
  EXPECT_EQ(text_of<C_Sign>(recorder_, says(64, CKR_OK), 1, data, 15, nullptr, &size),
            "C_Sign(hSession=1, pData=[15]<sensitive a129ca6149be45e5>, pSignature=NULL (size query: 64)) = CKR_OK");
  size = 10;
  EXPECT_EQ(text_of<C_Sign>(recorder_, says(64, CKR_BUFFER_TOO_SMALL), 1, data, 15, signature, &size),
            "C_Sign(hSession=1, pData=[15]<sensitive a129ca6149be45e5>, pSignature=(too small: room 10, size 64)) = "
            "CKR_BUFFER_TOO_SMALL");
  size = 80;
  EXPECT_EQ(text_of<C_Sign>(recorder_, CKR_DEVICE_ERROR, 1, data, 15, signature, &size),
            "C_Sign(hSession=1, pData=[15]<sensitive a129ca6149be45e5>, pSignature=(room 80)) = CKR_DEVICE_ERROR");
  EXPECT_EQ(text_of<C_Sign>(recorder_, says(2, CKR_OK), 1, data, 15, signature, &size),
            "C_Sign(hSession=1, pData=[15]<sensitive a129ca6149be45e5>, pSignature=[2]cafe) = CKR_OK");
  size = 80;
  recorder_.policy.show = Show::data;
  recorder_.policy.bytes = 4;
  EXPECT_EQ(text_of<C_Sign>(recorder_, CKR_OK, 1, data, 15, signature, &size),
            "C_Sign(hSession=1, pData=[15]00010203..., pSignature=[80]cafe0000...) = CKR_OK");
  EXPECT_EQ(text_of<C_VerifyFinal>(recorder_, CKR_SIGNATURE_INVALID, 1, signature, std::uint64_t{1} << 40),
            "C_VerifyFinal(hSession=1, pSignature=[1099511627776]<not read>) = CKR_SIGNATURE_INVALID");
  CK_MECHANISM mechanism{CKM_RSA_PKCS_PSS, data, 15};
  recorder_.policy.show = Show::open;
  EXPECT_EQ(text_of<C_SignInit>(recorder_, CKR_OK, 1, &mechanism, 7),
            "C_SignInit(hSession=1, pMechanism={mechanism=CKM_RSA_PKCS_PSS, "
            "pParameter=[15]<not shown>}, hKey=7) = CKR_OK");
  CK_RSA_PKCS_PSS_PARAMS pss{CKM_SHA256, CKG_MGF1_SHA256, 32};
  mechanism = {CKM_RSA_PKCS_PSS, &pss, sizeof pss};
  EXPECT_EQ(text_of<C_SignInit>(recorder_, CKR_OK, 1, &mechanism, 7),
            "C_SignInit(hSession=1, pMechanism={mechanism=CKM_RSA_PKCS_PSS, pParameter={hashAlg=CKM_SHA256, "
            "mgf=CKG_MGF1_SHA256, sLen=32}}, hKey=7) = CKR_OK");
  EXPECT_EQ(text_of<C_SignInit>(recorder_, CKR_OK, 1, nullptr, 0),
            "C_SignInit(hSession=1, pMechanism=NULL, hKey=0) = CKR_OK");
}

TEST_F(CallText, searches) {
  const GuardedMemory object_class(bytes_of(CKO_PRIVATE_KEY));
  const GuardedMemory token(std::string_view("\x01"));
  const GuardedMemory label(std::string_view("two\nlines"));
  const GuardedMemory vendor(std::string_view("unknown"));
  const Template wanted{entry(CKA_CLASS, object_class), entry(CKA_TOKEN, token), entry(CKA_LABEL, label),
                        entry(0x80005555, vendor), size_query(CKA_ID)};
  EXPECT_EQ(text_of<C_FindObjectsInit>(recorder_, CKR_OK, 1, wanted.data(), wanted.count()),
            R"(C_FindObjectsInit(hSession=1, pTemplate=[5]{CKA_CLASS=CKO_PRIVATE_KEY, CKA_TOKEN=CK_TRUE, )"
            R"(CKA_LABEL="two\nlines", 0x80005555=<secret>, CKA_ID=NULL}) = CKR_OK)");
  EXPECT_EQ(text_of<C_FindObjectsInit>(recorder_, CKR_OK, 1, nullptr, 0),
            "C_FindObjectsInit(hSession=1, pTemplate=NULL) = CKR_OK");
  CK_OBJECT_HANDLE found[] = {12, 13, 14};
  CK_ULONG count = 2;
  EXPECT_EQ(text_of<C_FindObjects>(recorder_, CKR_OK, 1, found, 3, &count),
            "C_FindObjects(hSession=1, phObject=[2]{12, 13}) = CKR_OK");
  count = 0;
  EXPECT_EQ(text_of<C_FindObjects>(recorder_, CKR_OK, 1, found, 3, &count),
            "C_FindObjects(hSession=1, phObject=[0]{}) = CKR_OK");
  EXPECT_EQ(text_of<C_FindObjects>(recorder_, CKR_OPERATION_NOT_INITIALIZED, 1, found, 3, &count),
            "C_FindObjects(hSession=1, phObject=(room 3)) = CKR_OPERATION_NOT_INITIALIZED");
}

TEST_F(CallText, attributes) {
  const GuardedMemory label(std::size_t{32});
  const GuardedMemory exponent(std::size_t{256});
  const GuardedMemory modulus(std::size_t{2});
  const GuardedMemory made_by(bytes_of(CK_UNAVAILABLE_INFORMATION));
  const GuardedMemory mechanisms(std::size_t{24});
  const Template wanted{
      entry(CKA_LABEL, label), entry(CKA_PRIVATE_EXPONENT, exponent), entry(CKA_MODULUS, modulus),
      size_query(CKA_ID),      entry(CKA_KEY_GEN_MECHANISM, made_by), entry(CKA_ALLOWED_MECHANISMS, mechanisms)};
  EXPECT_EQ(text_of<C_GetAttributeValue>(
                recorder_,
                [&] {
                  wanted.answer(0, "a key");
                  wanted.answer(1, CK_UNAVAILABLE_INFORMATION);
                  wanted.answer(2, 256);
                  wanted.answer(3, 20);
                  wanted.answer(5, bytes_of(CKM_RSA_PKCS) + bytes_of(CKM_SHA256_RSA_PKCS));
                  return CKR_ATTRIBUTE_SENSITIVE;
                },
                1, 12, wanted.data(), wanted.count()),
            R"(C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[6]{CKA_LABEL="a key", )"
            R"(CKA_PRIVATE_EXPONENT=(unavailable), CKA_MODULUS=(not written: room 2, size 256), )"
            R"(CKA_ID=NULL (size query: 20), CKA_KEY_GEN_MECHANISM=CK_UNAVAILABLE_INFORMATION, )"
            R"(CKA_ALLOWED_MECHANISMS=[2]{CKM_RSA_PKCS, CKM_SHA256_RSA_PKCS}}) = CKR_ATTRIBUTE_SENSITIVE)");
  const Template refused{entry(CKA_LABEL, label), size_query(CKA_ID)};
  EXPECT_EQ(
      text_of<C_GetAttributeValue>(recorder_, CKR_OBJECT_HANDLE_INVALID, 1, 99, refused.data(), 2),
      "C_GetAttributeValue(hSession=1, hObject=99, pTemplate=[2]{CKA_LABEL=(room 32), CKA_ID=NULL (size query)}) = "
      "CKR_OBJECT_HANDLE_INVALID");
}

TEST_F(CallText, secrets_that_are_asked_for) {
  const GuardedMemory label(std::string_view("left there before"));
  const GuardedMemory value(std::size_t{16});
  const Template wanted{entry(CKA_LABEL, label), entry(CKA_VALUE, value), size_query(CKA_LABEL), size_query(CKA_VALUE)};
  const auto as_at_first = [&] {
    wanted.data()[0] = entry(CKA_LABEL, label);
    wanted.data()[1] = entry(CKA_VALUE, value);
    wanted.data()[2] = size_query(CKA_LABEL);
    wanted.data()[3] = size_query(CKA_VALUE);
  };
  const auto text = [&](CK_ULONG length, CK_RV result) {
    as_at_first();
    return text_of<C_GetAttributeValue>(
        recorder_,
        [&] {
          for (std::size_t i = 0; i < 4; i++) wanted.answer(i, length);
          return result;
        },
        1, 12, wanted.data(), wanted.count());
  };
  EXPECT_EQ(text(4, CKR_OK),
            R"(C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[4]{CKA_LABEL="left", CKA_VALUE=<secret>, )"
            R"(CKA_LABEL=NULL (size query: 4), CKA_VALUE=NULL (size query: <secret>)}) = CKR_OK)");
  EXPECT_EQ(text(32, CKR_BUFFER_TOO_SMALL),
            "C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[4]{CKA_LABEL=(too small: room 17, size 32), "
            "CKA_VALUE=<secret>, CKA_LABEL=NULL (size query: 32), CKA_VALUE=NULL (size query: <secret>)}) = "
            "CKR_BUFFER_TOO_SMALL");
  as_at_first();
  EXPECT_EQ(text_of<C_GetAttributeValue>(recorder_, CKR_DEVICE_ERROR, 1, 12, wanted.data(), wanted.count()),
            "C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[4]{CKA_LABEL=(room 17), CKA_VALUE=<secret>, "
            "CKA_LABEL=NULL (size query), CKA_VALUE=NULL (size query)}) = CKR_DEVICE_ERROR");
  // The module stopped before it came to any of them.
  EXPECT_EQ(text_of<C_GetAttributeValue>(recorder_, CKR_ATTRIBUTE_SENSITIVE, 1, 12, wanted.data(), 2),
            "C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[2]{CKA_LABEL=(room 17), CKA_VALUE=<secret>}) = "
            "CKR_ATTRIBUTE_SENSITIVE");
  EXPECT_EQ(text_before_return<C_GetAttributeValue>(1, 12, reinterpret_cast<std::uintptr_t>(wanted.data()), 4),
            "C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[4]{CKA_LABEL=(room 17), CKA_VALUE=<secret>, "
            "CKA_LABEL=NULL (size query), CKA_VALUE=NULL (size query)}) ...");
  recorder_.policy.show = Show::secrets;
  EXPECT_EQ(text(32, CKR_BUFFER_TOO_SMALL),
            "C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[4]{CKA_LABEL=(too small: room 17, size 32), "
            "CKA_VALUE=(too small: room 16, size 32), CKA_LABEL=NULL (size query: 32), CKA_VALUE=NULL (size query: "
            "32)}) = CKR_BUFFER_TOO_SMALL");
}

TEST_F(CallText, states_of_operations) {
  CK_BYTE state[80] = {1, 2};
  CK_ULONG size = 80;
  const auto says = [&](CK_ULONG number, CK_RV result) {
    return [&size, number, result] {
      size = number;
      return result;
    };
  };
  EXPECT_EQ(text_of<C_GetOperationState>(recorder_, says(64, CKR_OK), 1, nullptr, &size),
            "C_GetOperationState(hSession=1, pOperationState=NULL (size query: <secret>)) = CKR_OK");
  size = 10;
  EXPECT_EQ(text_of<C_GetOperationState>(recorder_, says(64, CKR_BUFFER_TOO_SMALL), 1, state, &size),
            "C_GetOperationState(hSession=1, pOperationState=<secret>) = CKR_BUFFER_TOO_SMALL");
  EXPECT_EQ(text_of<C_GetOperationState>(recorder_, CKR_DEVICE_ERROR, 1, state, &size),
            "C_GetOperationState(hSession=1, pOperationState=<secret>) = CKR_DEVICE_ERROR");
  EXPECT_EQ(text_of<C_GetOperationState>(recorder_, CKR_DEVICE_ERROR, 1, nullptr, &size),
            "C_GetOperationState(hSession=1, pOperationState=NULL (size query)) = CKR_DEVICE_ERROR");
  EXPECT_EQ(text_of<C_GetOperationState>(recorder_, says(2, CKR_OK), 1, state, &size),
            "C_GetOperationState(hSession=1, pOperationState=<secret>) = CKR_OK");
  size = 80;
  recorder_.policy.show = Show::secrets;
  EXPECT_EQ(text_of<C_GetOperationState>(recorder_, says(2, CKR_OK), 1, state, &size),
            "C_GetOperationState(hSession=1, pOperationState=[2]0102) = CKR_OK");
}

TEST_F(CallText, digests) {
  CK_BYTE bytes[15];
  for (std::size_t i = 0; i < sizeof bytes; i++) bytes[i] = static_cast<CK_BYTE>(i);
  CK_ULONG size = 15;
  EXPECT_EQ(text_of<C_Digest>(recorder_, CKR_OK, 1, nullptr, 0, bytes, &size),
            "C_Digest(hSession=1, pData=NULL, pDigest=[15]<sensitive a129ca6149be45e5>) = CKR_OK");
  EXPECT_EQ(text_of<C_DigestFinal>(recorder_, CKR_OK, 1, bytes, &size),
            "C_DigestFinal(hSession=1, pDigest=[15]<sensitive a129ca6149be45e5>) = CKR_OK");
  EXPECT_EQ(text_of<C_DigestFinal>(recorder_, CKR_BUFFER_TOO_SMALL, 1, bytes, &size),
            "C_DigestFinal(hSession=1, pDigest=(too small: room 15, size 15)) = CKR_BUFFER_TOO_SMALL");
  recorder_.policy.show = Show::data;
  recorder_.policy.bytes = 4;
  EXPECT_EQ(text_of<C_DigestFinal>(recorder_, CKR_OK, 1, bytes, &size),
            "C_DigestFinal(hSession=1, pDigest=[15]00010203...) = CKR_OK");
}

TEST_F(CallText, attributes_where_few_bytes_are_shown) {
  const GuardedMemory type(bytes_of(CKK_EC));
  const GuardedMemory bits(bytes_of(4096UL));
  const GuardedMemory mechanisms(bytes_of(CKM_ECDSA) + bytes_of(CKM_ECDSA_SHA256) + bytes_of(CKM_ECDH1_DERIVE) +
                                 bytes_of(0x80001111UL));
  const GuardedMemory label(std::string_view("a label"));
  const GuardedMemory id(std::string_view("\1\2\3\4\5"));
  const Template given{entry(CKA_ALLOWED_MECHANISMS, mechanisms), entry(CKA_LABEL, label), entry(CKA_ID, id)};
  recorder_.policy.bytes = 4;
  recorder_.policy.items = 3;
  EXPECT_EQ(text_of<C_FindObjectsInit>(recorder_, CKR_OK, 1, given.data(), given.count()),
            R"(C_FindObjectsInit(hSession=1, pTemplate=[3]{CKA_ALLOWED_MECHANISMS=[4]{CKM_ECDSA, CKM_ECDSA_SHA256, )"
            R"(CKM_ECDH1_DERIVE, ...}, CKA_LABEL=[7]"a la"..., CKA_ID=[5]01020304...}) = CKR_OK)");
  const Template numbers{entry(CKA_KEY_TYPE, type), entry(CKA_MODULUS_BITS, bits)};
  EXPECT_EQ(text_of<C_GetAttributeValue>(recorder_, CKR_OK, 1, 12, numbers.data(), numbers.count()),
            "C_GetAttributeValue(hSession=1, hObject=12, pTemplate=[2]{CKA_KEY_TYPE=CKK_EC, CKA_MODULUS_BITS=4096}) = "
            "CKR_OK");
}

TEST_F(CallText, key_pairs_with_templates_inside_templates) {
  const GuardedMemory bits(bytes_of(2048UL));
  const GuardedMemory exponent(std::string_view("\x01\x00\x01", 3));
  const GuardedMemory yes(std::string_view("\x01"));
  const Template inner{entry(CKA_EXTRACTABLE, yes)};
  const Template template_of_public{entry(CKA_MODULUS_BITS, bits), entry(CKA_PUBLIC_EXPONENT, exponent)};
  const Template template_of_private{entry(CKA_SENSITIVE, yes), entry(CKA_UNWRAP_TEMPLATE, inner)};
  CK_MECHANISM mechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
  CK_OBJECT_HANDLE public_key = 20;
  CK_OBJECT_HANDLE private_key = 21;
  EXPECT_EQ(text_of<C_GenerateKeyPair>(recorder_, CKR_OK, 1, &mechanism, template_of_public.data(), 2,
                                       template_of_private.data(), 2, &public_key, &private_key),
            "C_GenerateKeyPair(hSession=1, pMechanism={mechanism=CKM_RSA_PKCS_KEY_PAIR_GEN}, "
            "pPublicKeyTemplate=[2]{CKA_MODULUS_BITS=2048, CKA_PUBLIC_EXPONENT=[3]010001}, "
            "pPrivateKeyTemplate=[2]{CKA_SENSITIVE=CK_TRUE, CKA_UNWRAP_TEMPLATE=[1]{CKA_EXTRACTABLE=CK_TRUE}}, "
            "phPublicKey=20, phPrivateKey=21) = CKR_OK");
}

TEST_F(CallText, interfaces) {
  CK_UTF8CHAR name[] = "PKCS 11";
  CK_INTERFACE list[] = {{name, reinterpret_cast<void*>(std::uintptr_t{0x1000}), CKF_INTERFACE_FORK_SAFE},
                         {nullptr, nullptr, 0}};
  CK_ULONG count = 2;
  EXPECT_EQ(text_of<C_GetInterfaceList>(recorder_, CKR_OK, list, &count),
            R"(C_GetInterfaceList(pInterfacesList=[2]{{pInterfaceName="PKCS 11", pFunctionList=0x1000, )"
            R"(flags=CKF_INTERFACE_FORK_SAFE}, {pInterfaceName=NULL, pFunctionList=NULL, flags=0}}) = CKR_OK)");
  CK_INTERFACE* found = list;
  CK_VERSION version{3, 2};
  EXPECT_EQ(text_of<C_GetInterface>(recorder_, CKR_OK, name, &version, &found, 0),
            R"(C_GetInterface(pInterfaceName="PKCS 11", pVersion=3.2, ppInterface={pInterfaceName="PKCS 11", )"
            R"(pFunctionList=0x1000, flags=CKF_INTERFACE_FORK_SAFE}, flags=0) = CKR_OK)");
  EXPECT_EQ(text_of<C_GetInterface>(recorder_, CKR_FUNCTION_FAILED, nullptr, nullptr, &found, CKF_INTERFACE_FORK_SAFE),
            "C_GetInterface(pInterfaceName=NULL, pVersion=NULL, ppInterface=(unset), flags=CKF_INTERFACE_FORK_SAFE) = "
            "CKR_FUNCTION_FAILED");
  auto* functions = reinterpret_cast<CK_FUNCTION_LIST*>(std::uintptr_t{0x7f0012340000});
  EXPECT_EQ(text_of<C_GetFunctionList>(recorder_, CKR_OK, &functions),
            "C_GetFunctionList(ppFunctionList=0x7f0012340000) = CKR_OK");
}

TEST_F(CallText, messages_and_asynchronous_calls) {
  CK_BYTE bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  CK_BYTE parameter[48] = {};
  CK_ULONG size = 8;
  EXPECT_EQ(text_of<C_DecryptMessage>(recorder_, CKR_ENCRYPTED_DATA_INVALID, 1, parameter, 48, nullptr, 0, bytes, 8,
                                      bytes, &size),
            "C_DecryptMessage(hSession=1, pParameter=[48]<not shown>, pAssociatedData=NULL, "
            "pCiphertext=[8]0102030405060708, pPlaintext=(room 8)) = CKR_ENCRYPTED_DATA_INVALID");
  EXPECT_EQ(
      text_of<C_DecryptMessageNext>(recorder_, CKR_OK, 1, nullptr, 0, bytes, 8, nullptr, nullptr, CKF_END_OF_MESSAGE),
      "C_DecryptMessageNext(hSession=1, pParameter=NULL, pCiphertextPart=[8]0102030405060708, pPlaintextPart=NULL, "
      "flags=CKF_END_OF_MESSAGE) = CKR_OK");
  CK_UTF8CHAR name[] = "C_Sign";
  EXPECT_EQ(text_of<C_AsyncJoin>(recorder_, CKR_OK, 1, name, 5, bytes, 8),
            R"(C_AsyncJoin(hSession=1, pFunctionName="C_Sign", ulID=5, pData=(room 8)) = CKR_OK)");
  CK_ASYNC_DATA data{0, nullptr, 64, 0, 0};
  EXPECT_EQ(text_of<C_AsyncComplete>(recorder_, CKR_OK, 1, name, &data),
            R"(C_AsyncComplete(hSession=1, pFunctionName="C_Sign", pResult={ulVersion=0, pValue=NULL, ulValue=64, )"
            R"(hObject=0, hAdditionalObject=0}) = CKR_OK)");
  EXPECT_EQ(text_of<C_AsyncComplete>(recorder_, CKR_PENDING, 1, name, nullptr),
            R"(C_AsyncComplete(hSession=1, pFunctionName="C_Sign", pResult=NULL) = CKR_PENDING)");
}

TEST_F(CallText, random_numbers_and_events) {
  CK_BYTE random[15];
  for (std::size_t i = 0; i < sizeof random; i++) random[i] = static_cast<CK_BYTE>(i);
  EXPECT_EQ(text_of<C_GenerateRandom>(recorder_, CKR_OK, 1, random, 15),
            "C_GenerateRandom(hSession=1, RandomData=[15]<sensitive a129ca6149be45e5>) = CKR_OK");
  EXPECT_EQ(text_of<C_GenerateRandom>(recorder_, CKR_RANDOM_NO_RNG, 1, random, 15),
            "C_GenerateRandom(hSession=1, RandomData=(room 15)) = CKR_RANDOM_NO_RNG");
  EXPECT_EQ(text_of<C_SeedRandom>(recorder_, CKR_OK, 1, random, 15),
            "C_SeedRandom(hSession=1, pSeed=<secret>) = CKR_OK");
  CK_SLOT_ID slot = 99;
  EXPECT_EQ(text_of<C_WaitForSlotEvent>(recorder_, CKR_NO_EVENT, CKF_DONT_BLOCK, &slot, nullptr),
            "C_WaitForSlotEvent(flags=CKF_DONT_BLOCK, pSlot=(unset), pReserved=NULL) = CKR_NO_EVENT");
}

TEST_F(CallText, calls_that_have_not_returned) {
  CK_UTF8CHAR pin[] = "1234";
  CK_ULONG length = 64;
  EXPECT_EQ(text_before_return<C_Login>(1, CKU_USER, reinterpret_cast<std::uintptr_t>(pin), 4),
            "C_Login(hSession=1, userType=CKU_USER, pPin=<secret>) ...");
  EXPECT_EQ(text_before_return<C_SignFinal>(1, 0, reinterpret_cast<std::uintptr_t>(&length)),
            "C_SignFinal(hSession=1, pSignature=NULL (size query)) ...");
  EXPECT_EQ(text_before_return<C_SignFinal>(1, reinterpret_cast<std::uintptr_t>(pin),
                                            reinterpret_cast<std::uintptr_t>(&length)),
            "C_SignFinal(hSession=1, pSignature=(room 64)) ...");
  EXPECT_EQ(text_before_return<C_OpenSession>(0, CKF_SERIAL_SESSION, 0, 0, reinterpret_cast<std::uintptr_t>(&length)),
            "C_OpenSession(slotID=0, flags=CKF_SERIAL_SESSION, pApplication=NULL, Notify=NULL, phSession=(unset)) ...");
  EXPECT_EQ(text_before_return<C_WaitForSlotEvent>(0, reinterpret_cast<std::uintptr_t>(&length), 0),
            "C_WaitForSlotEvent(flags=0, pSlot=(unset), pReserved=NULL) ...");
}

TEST_F(CallText, what_did_not_fit_into_the_record_is_missing) {
  Recorder small(Show::data, sizeof(record::Header) + 8);
  CK_BYTE data[15] = {};
  EXPECT_EQ(text_of<C_DigestUpdate>(small, CKR_OK, 1, data, 15),
            "C_DigestUpdate(hSession=1, pPart=(missing)) = CKR_OK");
}

}  // namespace
}  // namespace p11trace::text
