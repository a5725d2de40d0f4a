// C_Initialize, C_Finalize, C_GetInfo, C_GetFunctionList, the functions of long ago, and C_WaitForSlotEvent.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

CK_RV create_mutex(void** mutex) {
  *mutex = nullptr;
  return CKR_OK;
}
CK_RV use_mutex(void*) { return CKR_OK; }

template <class Function>
Text address_of(Function* function) {
  return address(reinterpret_cast<const void*>(function));
}

CK_RV wait_and_find_a_slot(CK_FLAGS, CK_SLOT_ID* slot, void*) {
  *slot = 7;
  return CKR_OK;
}

}  // namespace

void call_before_and_at_initialization(const TokenModule& token, const Functions_2_40& list) {
  auto& info = guarded_value<CK_INFO>();
  CALL(C_GetInfo, (&info), CKR_CRYPTOKI_NOT_INITIALIZED, "pInfo", unset);
  CALL(C_Finalize, (nullptr), CKR_CRYPTOKI_NOT_INITIALIZED, "pReserved", null());

  char reserved[] = "configdir='/nowhere'";
  auto& half = guarded_value<CK_C_INITIALIZE_ARGS>(
      {create_mutex, nullptr, nullptr, nullptr, CKF_OS_LOCKING_OK | 0x100, reserved});
  CALL(C_Initialize, (&half), CKR_ARGUMENTS_BAD, "pInitArgs",
       structure({"CreateMutex", address_of(create_mutex), "DestroyMutex", null(), "LockMutex", null(), "UnlockMutex",
                  null(), "flags", flag_names({NAMED_FLAG(CKF_OS_LOCKING_OK)}, 0x100), "pReserved",
                  sensitive_text(reserved)}));
  auto& all = guarded_value<CK_C_INITIALIZE_ARGS>({create_mutex, use_mutex, use_mutex, use_mutex, 0, nullptr});
  CALL(C_Initialize, (&all), CKR_OK, "pInitArgs",
       structure({"CreateMutex", address_of(create_mutex), "DestroyMutex", address_of(use_mutex), "LockMutex",
                  address_of(use_mutex), "UnlockMutex", address_of(use_mutex), "flags", flag_names({}), "pReserved",
                  null()}));
  CALL(C_Initialize, (nullptr), CKR_CRYPTOKI_ALREADY_INITIALIZED, "pInitArgs", null());

  CALL(C_GetInfo, (&info), CKR_OK, "pInfo",
       made(structure({"cryptokiVersion", version(info.cryptokiVersion), "manufacturerID", whole_text("p11trace"),
                       "flags", flag_names({}), "libraryDescription", whole_text("fake token for tests"),
                       "libraryVersion", version({1, 0})})));
  CALL(C_GetInfo, (nullptr), CKR_ARGUMENTS_BAD, "pInfo", unwritten(null()));
  TOKEN(token, fake_token_answer_next)("C_GetInfo", 0x80000123, 1);
  CALL(C_GetInfo, (&info), 0x80000123, "pInfo", unset);

  CK_FUNCTION_LIST*& function_list = guarded_value<CK_FUNCTION_LIST*>();
  CALL(C_GetFunctionList, (&function_list), CKR_OK, "ppFunctionList", made(address(function_list)));
  CALL(C_GetFunctionList, (nullptr), CKR_ARGUMENTS_BAD, "ppFunctionList", unwritten(null()));
}

void call_old_and_waiting(const TokenModule& token, const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  CALL(C_GetFunctionStatus, (session), CKR_FUNCTION_NOT_PARALLEL, "hSession", session);
  CALL(C_GetFunctionStatus, (nobody), CKR_SESSION_HANDLE_INVALID, "hSession", nobody);
  CALL(C_CancelFunction, (session), CKR_FUNCTION_NOT_PARALLEL, "hSession", session);
  close_session(list, session);

  auto& slot = guarded_value<CK_SLOT_ID>();
  CALL(C_WaitForSlotEvent, (CKF_DONT_BLOCK, &slot, nullptr), CKR_NO_EVENT, "flags",
       flag_names({NAMED_FLAG(CKF_DONT_BLOCK)}), "pSlot", unset, "pReserved", null());
  CALL(C_WaitForSlotEvent, (CKF_DONT_BLOCK, &slot, &slot), CKR_ARGUMENTS_BAD, "flags",
       flag_names({NAMED_FLAG(CKF_DONT_BLOCK)}), "pSlot", unset, "pReserved", address(&slot));
  CALL(C_WaitForSlotEvent, (0x10, nullptr, nullptr), CKR_ARGUMENTS_BAD, "flags", flag_names({}, 0x10), "pSlot",
       unwritten(null()), "pReserved", null());
  TOKEN(token, fake_token_call_instead)("C_WaitForSlotEvent", reinterpret_cast<void*>(wait_and_find_a_slot));
  CALL(C_WaitForSlotEvent, (0, &slot, nullptr), CKR_OK, "flags", flag_names({}), "pSlot", made(decimal(7)), "pReserved",
       null());
}

void call_finalization(const Functions_2_40& list) {
  int something = 0;
  CALL(C_Finalize, (&something), CKR_ARGUMENTS_BAD, "pReserved", address(&something));
  CALL(C_Finalize, (nullptr), CKR_OK, "pReserved", null());
}

}  // namespace p11trace::clients
