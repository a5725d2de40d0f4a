// C_GetSlotList ... C_GetMechanismInfo.
#include "tests/fake_token/mechanisms.h"
#include "tests/fake_token/own.h"
#include "tests/fake_token/padded.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/two_call.h"

namespace fake_token::own {

CK_RV C_GetSlotList(CK_BBOOL tokenPresent, CK_SLOT_ID_PTR pSlotList, CK_ULONG_PTR pulCount) {
  return with_token([&](Token&) {
    std::vector<CK_SLOT_ID> slots = {token_slot};
    if (tokenPresent == CK_FALSE) slots.push_back(empty_slot);
    return two_call(slots, OutOf<CK_SLOT_ID>{pSlotList, pulCount});
  });
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slotID, CK_SLOT_INFO_PTR pInfo) {
  return with_token([&](Token&) -> CK_RV {
    if (slotID != token_slot && slotID != empty_slot) return CKR_SLOT_ID_INVALID;
    if (pInfo == nullptr) return CKR_ARGUMENTS_BAD;
    *pInfo = {};
    pad(pInfo->slotDescription, slotID == token_slot ? "slot with the fake token" : "empty slot");
    pad(pInfo->manufacturerID, "p11trace");
    pInfo->flags = CKF_REMOVABLE_DEVICE | (slotID == token_slot ? CKF_TOKEN_PRESENT : 0);
    pInfo->hardwareVersion = {1, 0};
    pInfo->firmwareVersion = {1, 0};
    return CKR_OK;
  });
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slotID, CK_TOKEN_INFO_PTR pInfo) {
  return with_slot(slotID, [&](Token& token) -> CK_RV {
    if (pInfo == nullptr) return CKR_ARGUMENTS_BAD;
    *pInfo = {};
    pad(pInfo->label, token.label);
    pad(pInfo->manufacturerID, "p11trace");
    pad(pInfo->model, "fake");
    pad(pInfo->serialNumber, "0001");
    pInfo->flags = CKF_RNG | CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED | CKF_TOKEN_INITIALIZED |
                   CKF_DUAL_CRYPTO_OPERATIONS | CKF_ASYNC_SESSION_SUPPORTED;
    pInfo->ulMaxSessionCount = CK_EFFECTIVELY_INFINITE;
    pInfo->ulMaxRwSessionCount = CK_EFFECTIVELY_INFINITE;
    pInfo->ulSessionCount = token.sessions.size();
    for (const auto& [handle, session] : token.sessions) pInfo->ulRwSessionCount += session.can_write() ? 1 : 0;
    pInfo->ulMaxPinLen = longest_pin;
    pInfo->ulMinPinLen = shortest_pin;
    pInfo->ulTotalPublicMemory = pInfo->ulFreePublicMemory = CK_UNAVAILABLE_INFORMATION;
    pInfo->ulTotalPrivateMemory = pInfo->ulFreePrivateMemory = CK_UNAVAILABLE_INFORMATION;
    pInfo->hardwareVersion = {1, 0};
    pInfo->firmwareVersion = {1, 0};
    pad(pInfo->utcTime, "");
    return CKR_OK;
  });
}

CK_RV C_GetMechanismList(CK_SLOT_ID slotID, CK_MECHANISM_TYPE_PTR pMechanismList, CK_ULONG_PTR pulCount) {
  return with_slot(slotID, [&](Token&) {
    std::vector<CK_MECHANISM_TYPE> types;
    for (const Mechanism& mechanism : mechanisms) types.push_back(mechanism.type);
    return two_call(types, OutOf<CK_MECHANISM_TYPE>{pMechanismList, pulCount});
  });
}

CK_RV C_GetMechanismInfo(CK_SLOT_ID slotID, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR pInfo) {
  return with_slot(slotID, [&](Token&) -> CK_RV {
    if (pInfo == nullptr) return CKR_ARGUMENTS_BAD;
    for (const Mechanism& mechanism : mechanisms) {
      if (mechanism.type != type) continue;
      *pInfo = mechanism.info;
      return CKR_OK;
    }
    return CKR_MECHANISM_INVALID;
  });
}

}  // namespace fake_token::own
