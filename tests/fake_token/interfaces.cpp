// C_GetFunctionList, C_GetInterfaceList, C_GetInterface. All of them work before C_Initialize.
#include <cstring>

#include "tests/fake_token/own.h"
#include "tests/fake_token/tables.h"
#include "tests/fake_token/two_call.h"

namespace fake_token {

namespace {

// Every list begins with its version.
CK_VERSION version_of(const CK_INTERFACE& interface) {
  CK_VERSION version;
  std::memcpy(&version, interface.pFunctionList, sizeof version);
  return version;
}

bool is_wanted(const CK_INTERFACE& interface, CK_UTF8CHAR_PTR name, CK_VERSION_PTR version, CK_FLAGS flags) {
  const auto* const own = reinterpret_cast<const char*>(interface.pInterfaceName);
  if (name != nullptr && std::strcmp(own, reinterpret_cast<const char*>(name)) != 0) return false;
  const CK_VERSION own_version = version_of(interface);
  if (version != nullptr && (version->major != own_version.major || version->minor != own_version.minor)) return false;
  return (flags & ~interface.flags) == 0;
}

}  // namespace

namespace own {

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR ppFunctionList) {
  if (ppFunctionList == nullptr) return CKR_ARGUMENTS_BAD;
  *ppFunctionList = const_cast<CK_FUNCTION_LIST_PTR>(&current_tables().list_2_40);
  return CKR_OK;
}

CK_RV C_GetInterfaceList(CK_INTERFACE_PTR pInterfacesList, CK_ULONG_PTR pulCount) {
  const Tables& tables = current_tables();
  if (tables.interface_count == 0) return CKR_FUNCTION_NOT_SUPPORTED;
  return two_call(std::span(tables.interfaces, tables.interface_count), OutOf<CK_INTERFACE>{pInterfacesList, pulCount});
}

CK_RV C_GetInterface(CK_UTF8CHAR_PTR pInterfaceName, CK_VERSION_PTR pVersion, CK_INTERFACE_PTR_PTR ppInterface,
                     CK_FLAGS flags) {
  const Tables& tables = current_tables();
  if (tables.interface_count == 0) return CKR_FUNCTION_NOT_SUPPORTED;
  if (ppInterface == nullptr) return CKR_ARGUMENTS_BAD;
  for (const CK_INTERFACE& interface : std::span(tables.interfaces, tables.interface_count)) {
    if (!is_wanted(interface, pInterfaceName, pVersion, flags)) continue;
    *ppInterface = const_cast<CK_INTERFACE_PTR>(&interface);
    return CKR_OK;
  }
  return CKR_FUNCTION_FAILED;
}

}  // namespace own

}  // namespace fake_token
