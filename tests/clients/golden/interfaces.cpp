// C_GetInterfaceList, C_GetInterface: what the log says of them is what the caller got, which is ours.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

Text interface_text(const CK_INTERFACE& interface, const char* name) {
  return structure(
      {"pInterfaceName", text(name), "pFunctionList", address(interface.pFunctionList), "flags", flag_names({})});
}

}  // namespace

void call_interfaces(const Functions_3_2& list) {
  auto& count = guarded_value<CK_ULONG>();
  CALL(C_GetInterfaceList, (nullptr, &count), CKR_OK, "pInterfacesList", size_query(4));
  CK_INTERFACE* interfaces = guarded_array<CK_INTERFACE>({{}, {}, {}, {}});
  CALL(C_GetInterfaceList, (interfaces, &count), CKR_OK, "pInterfacesList",
       out(room(4),
           items({interface_text(interfaces[0], "PKCS 11"), interface_text(interfaces[1], "PKCS 11"),
                  interface_text(interfaces[2], "PKCS 11"), interface_text(interfaces[3], "Vendor fake Interface")})));
  count = 1;
  CALL(C_GetInterfaceList, (interfaces + 3, &count), CKR_BUFFER_TOO_SMALL, "pInterfacesList", too_small(1, 4));
  CALL(C_GetInterfaceList, (nullptr, nullptr), CKR_ARGUMENTS_BAD, "pInterfacesList", unwritten(null()));
  CALL(C_GetInterfaceList, (interfaces, nullptr), CKR_ARGUMENTS_BAD, "pInterfacesList", no_length);

  CK_INTERFACE*& interface = guarded_value<CK_INTERFACE*>();
  auto& version_2_40 = guarded_value<CK_VERSION>({2, 40});
  auto& version_9_9 = guarded_value<CK_VERSION>({9, 9});
  CALL(C_GetInterface, (guarded_text_z("PKCS 11"), &version_2_40, &interface, 0), CKR_OK, "pInterfaceName",
       text("PKCS 11"), "pVersion", version({2, 40}), "ppInterface", made(interface_text(*interface, "PKCS 11")),
       "flags", flag_names({}));
  CALL(C_GetInterface, (guarded_text_z("PKCS 11"), &version_9_9, &interface, 0), CKR_FUNCTION_FAILED, "pInterfaceName",
       text("PKCS 11"), "pVersion", version({9, 9}), "ppInterface", unset, "flags", flag_names({}));
  CALL(C_GetInterface, (guarded_text_z("Vendor fake Interface"), nullptr, &interface, 0), CKR_OK, "pInterfaceName",
       text("Vendor fake Interface"), "pVersion", null(), "ppInterface",
       made(interface_text(*interface, "Vendor fake Interface")), "flags", flag_names({}));
  CALL(C_GetInterface, (guarded_text_z(""), nullptr, &interface, CKF_INTERFACE_FORK_SAFE | 2), CKR_FUNCTION_FAILED,
       "pInterfaceName", text(""), "pVersion", null(), "ppInterface", unset, "flags",
       flag_names({NAMED_FLAG(CKF_INTERFACE_FORK_SAFE)}, 0x2));
  CALL(C_GetInterface, (nullptr, nullptr, nullptr, 0), CKR_ARGUMENTS_BAD, "pInterfaceName", null(), "pVersion", null(),
       "ppInterface", unwritten(null()), "flags", flag_names({}));
}

}  // namespace p11trace::clients
