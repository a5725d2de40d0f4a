// pkcs11.h as a C program sees it: that this file compiles is half of the test, header_test.cpp asks for the
// rest.
#include "formatters/pkcs11/pkcs11.h"

unsigned long size_in_c(const char* what);
CK_RV call_in_c(CK_FUNCTION_LIST_PTR list);

unsigned long size_in_c(const char* what) {
  switch (what[0]) {
    case 'u':
      return sizeof(CK_ULONG);
    case 'l':
      return sizeof(CK_FUNCTION_LIST);
    case '0':
      return sizeof(CK_FUNCTION_LIST_3_0);
    case '2':
      return sizeof(CK_FUNCTION_LIST_3_2);
    default:
      return 0;
  }
}

// Each entry has the type of its prototype.
CK_RV call_in_c(CK_FUNCTION_LIST_PTR list) {
  CK_C_INITIALIZE_ARGS args = {NULL_PTR, NULL_PTR, NULL_PTR, NULL_PTR, CKF_OS_LOCKING_OK, NULL_PTR};
  CK_C_Initialize initialize = list->C_Initialize;
  const CK_RV result = initialize(&args);
  return result == CKR_OK ? list->C_Finalize(NULL_PTR) : result;
}
