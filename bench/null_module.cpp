// A module whose functions do next to nothing: what is left of a call's time is ours.
#include <cstring>

#include "formatters/pkcs11/pkcs11.h"

namespace {

CK_RV initialize(void*) { return CKR_OK; }
CK_RV finalize(void*) { return CKR_OK; }

CK_RV get_info(CK_INFO* info) {
  *info = {};
  info->cryptokiVersion = {2, 40};
  return CKR_OK;
}

CK_RV open_session(CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE* session) {
  *session = 1;
  return CKR_OK;
}
CK_RV close_session(CK_SESSION_HANDLE) { return CKR_OK; }

CK_RV get_session_info(CK_SESSION_HANDLE, CK_SESSION_INFO* info) {
  *info = {1, CKS_RW_USER_FUNCTIONS, CKF_SERIAL_SESSION | CKF_RW_SESSION, 0};
  return CKR_OK;
}

CK_RV generate_random(CK_SESSION_HANDLE, CK_BYTE* bytes, CK_ULONG size) {
  std::memset(bytes, 0x5a, size);
  return CKR_OK;
}

CK_RV sign(CK_SESSION_HANDLE, CK_BYTE*, CK_ULONG, CK_BYTE* signature, CK_ULONG* size) {
  std::memset(signature, 0xa5, 64);
  *size = 64;
  return CKR_OK;
}

CK_RV get_attribute_value(CK_SESSION_HANDLE, CK_OBJECT_HANDLE, CK_ATTRIBUTE* entries, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    std::memset(entries[i].pValue, 0, 8);
    entries[i].ulValueLen = 8;
  }
  return CKR_OK;
}

constinit CK_FUNCTION_LIST list = {};

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** out) {
  list.version = {2, 40};
  list.C_GetFunctionList = &C_GetFunctionList;
  list.C_Initialize = &initialize;
  list.C_Finalize = &finalize;
  list.C_GetInfo = &get_info;
  list.C_OpenSession = &open_session;
  list.C_CloseSession = &close_session;
  list.C_GetSessionInfo = &get_session_info;
  list.C_GenerateRandom = &generate_random;
  list.C_Sign = &sign;
  list.C_GetAttributeValue = &get_attribute_value;
  *out = &list;
  return CKR_OK;
}
