// The list that most calls are made through.
#include "tests/clients/newest_list.h"

#include "tests/clients/expected_text.h"
#include "tests/clients/guarded_memory.h"

namespace p11trace::clients {

const CK_FUNCTION_LIST_3_2& newest_list(const TokenModule& token) {
  const struct { CK_C_GetInterface C_GetInterface; } list = {TOKEN(token, C_GetInterface)};
  CK_INTERFACE*& answer = guarded_value<CK_INTERFACE*>();
  CALL(C_GetInterface, (nullptr, nullptr, &answer, 0), CKR_OK, "pInterfaceName", null(), "pVersion", null(),
       "ppInterface",
       made(structure({"pInterfaceName", text("PKCS 11"), "pFunctionList", address(answer->pFunctionList), "flags",
                       flag_names({})})),
       "flags", flag_names({}));
  return *static_cast<const CK_FUNCTION_LIST_3_2*>(answer->pFunctionList);
}

}  // namespace p11trace::clients
