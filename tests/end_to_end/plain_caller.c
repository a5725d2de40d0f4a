// A library that loads a module for itself, as many do: it is built twice, for plain_callers.c.
#include <dlfcn.h>
#include <stdlib.h>

#include "formatters/pkcs11/pkcs11.h"

static CK_FUNCTION_LIST *functions;
static CK_SESSION_HANDLE session;

CK_RV begin(const char *path) {
  void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (module == NULL) return CKR_GENERAL_ERROR;
  CK_RV (*get)(CK_FUNCTION_LIST **) = NULL;
  *(void **)&get = dlsym(module, "C_GetFunctionList");
  CK_RV result = get(&functions);
  return result == CKR_OK ? functions->C_Initialize(NULL) : result;
}

static CK_RV first_slot(CK_SLOT_ID *slot) {
  CK_SLOT_ID slots[16];
  CK_ULONG count = 16;
  CK_RV result = functions->C_GetSlotList(CK_TRUE, slots, &count);
  *slot = slots[0];
  return result;
}

CK_RV open_session(void) {
  CK_SLOT_ID slot = 0;
  CK_RV result = first_slot(&slot);
  return result == CKR_OK ? functions->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session) : result;
}

CK_RV use_session(void) {
  CK_BYTE random[8];
  return functions->C_GenerateRandom(session, random, sizeof random);
}

CK_RV close_all_sessions(void) {
  CK_SLOT_ID slot = 0;
  CK_RV result = first_slot(&slot);
  return result == CKR_OK ? functions->C_CloseAllSessions(slot) : result;
}

CK_RV end(void) { return functions->C_Finalize(NULL); }
