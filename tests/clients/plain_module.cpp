// A PKCS#11 module without any lock or memory: its functions may be called from signal handlers, and look at nothing but
// their arguments. Its entry points have the names that NSS gives them, beside the standard's.
#include "formatters/pkcs11/pkcs11.h"

namespace {

constexpr CK_SLOT_ID slot_count = 1000000000;

CK_RV initialize(void*) { return CKR_OK; }

CK_RV get_info(CK_INFO* info) {
  if (info == nullptr) return CKR_ARGUMENTS_BAD;
  *info = {};
  info->cryptokiVersion = {2, 40};
  return CKR_OK;
}

CK_RV get_slot_info(CK_SLOT_ID slot, CK_SLOT_INFO* info) {
  if (slot >= slot_count) return CKR_SLOT_ID_INVALID;
  if (info != nullptr) *info = {};
  return CKR_OK;
}

// Every byte follows from the call: the seed is hSession.
CK_RV generate_random(CK_SESSION_HANDLE session, CK_BYTE* random, CK_ULONG size) {
  for (CK_ULONG i = 0; i < size; ++i) random[i] = static_cast<CK_BYTE>(session + i);
  return CKR_OK;
}

CK_RV close_session(CK_SESSION_HANDLE) { return CKR_OK; }

CK_RV get_function_list(CK_FUNCTION_LIST** list);

const CK_FUNCTION_LIST functions = [] {
  CK_FUNCTION_LIST list{};
  list.version = {2, 40};
  list.C_Initialize = initialize;
  list.C_Finalize = initialize;
  list.C_GetInfo = get_info;
  list.C_GetFunctionList = get_function_list;
  list.C_GetSlotInfo = get_slot_info;
  list.C_GenerateRandom = generate_random;
  list.C_CloseSession = close_session;
  return list;
}();

CK_RV get_function_list(CK_FUNCTION_LIST** list) {
  if (list == nullptr) return CKR_ARGUMENTS_BAD;
  *list = const_cast<CK_FUNCTION_LIST*>(&functions);
  return CKR_OK;
}

CK_RV get_interface_list(CK_INTERFACE* interfaces, CK_ULONG* count) {
  static const CK_UTF8CHAR name[] = "PKCS 11";
  if (count == nullptr) return CKR_ARGUMENTS_BAD;
  const bool room = interfaces != nullptr && *count >= 1;
  *count = 1;
  if (interfaces == nullptr) return CKR_OK;
  if (!room) return CKR_BUFFER_TOO_SMALL;
  interfaces[0] = {const_cast<CK_UTF8CHAR*>(name), const_cast<CK_FUNCTION_LIST*>(&functions), CKF_INTERFACE_FORK_SAFE};
  return CKR_OK;
}

CK_RV get_interface(CK_UTF8CHAR*, CK_VERSION*, CK_INTERFACE** interface, CK_FLAGS) {
  static CK_INTERFACE only{};
  if (interface == nullptr) return CKR_ARGUMENTS_BAD;
  CK_ULONG count = 1;
  get_interface_list(&only, &count);
  *interface = &only;
  return CKR_OK;
}

}  // namespace

#define P11TRACE_EXPORTED extern "C" [[gnu::visibility("default")]]

P11TRACE_EXPORTED CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) { return get_function_list(list); }
P11TRACE_EXPORTED CK_RV NSC_GetFunctionList(CK_FUNCTION_LIST** list) { return get_function_list(list); }
P11TRACE_EXPORTED CK_RV FC_GetFunctionList(CK_FUNCTION_LIST** list) { return get_function_list(list); }
P11TRACE_EXPORTED CK_RV NSC_GetInterface(CK_UTF8CHAR* name, CK_VERSION* version, CK_INTERFACE** interface,
                                         CK_FLAGS flags) {
  return get_interface(name, version, interface, flags);
}
P11TRACE_EXPORTED CK_RV FC_GetInterfaceList(CK_INTERFACE* interfaces, CK_ULONG* count) {
  return get_interface_list(interfaces, count);
}
P11TRACE_EXPORTED CK_RV NSC_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO* info) { return get_slot_info(slot, info); }

// Not of the standard, and so nobody's business.
P11TRACE_EXPORTED CK_RV NSC_ModuleDBFunc(CK_ULONG function) { return function == 42 ? CKR_OK : CKR_ARGUMENTS_BAD; }
