// C_GetSlotList ... C_GetMechanismInfo, and C_InitToken.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

namespace {

// A label of 32 characters, which the log shows without its padding.
constexpr char label[] = "golden label                    ";
static_assert(sizeof label == 32 + 1);

Text label_text() {
  if (log_settings.bytes >= 32) return whole_text("golden label");
  return text_of(label, 32);
}

}  // namespace

void call_slots(const Functions_2_40& list) {
  auto& count = guarded_value<CK_ULONG>();
  CK_SLOT_ID* slots = guarded_array<CK_SLOT_ID>({0, 0});
  CALL(C_GetSlotList, (CK_FALSE, nullptr, &count), CKR_OK, "tokenPresent", boolean(CK_FALSE), "pSlotList",
       size_query(2));
  CALL(C_GetSlotList, (CK_FALSE, slots, &count), CKR_OK, "tokenPresent", boolean(CK_FALSE), "pSlotList",
       out(room(2), items({decimal(1), decimal(2)})));
  CALL(C_GetSlotList, (CK_TRUE, slots, &count), CKR_OK, "tokenPresent", boolean(CK_TRUE), "pSlotList",
       out(room(2), items({decimal(1)})));
  CALL(C_GetSlotList, (CK_FALSE, slots, &count), CKR_BUFFER_TOO_SMALL, "tokenPresent", boolean(CK_FALSE), "pSlotList",
       too_small(1, 2));
  CALL(C_GetSlotList, (2, slots, nullptr), CKR_ARGUMENTS_BAD, "tokenPresent", boolean(2), "pSlotList", no_length);
  CALL(C_GetSlotList, (CK_TRUE, nullptr, nullptr), CKR_ARGUMENTS_BAD, "tokenPresent", boolean(CK_TRUE), "pSlotList",
       unwritten(null()));

  auto& slot_info = guarded_value<CK_SLOT_INFO>();
  CALL(C_GetSlotInfo, (1, &slot_info), CKR_OK, "slotID", 1, "pInfo",
       made(structure({"slotDescription", whole_text("slot with the fake token"), "manufacturerID",
                       whole_text("p11trace"), "flags",
                       flag_names({NAMED_FLAG(CKF_TOKEN_PRESENT), NAMED_FLAG(CKF_REMOVABLE_DEVICE)}), "hardwareVersion",
                       version({1, 0}), "firmwareVersion", version({1, 0})})));
  CALL(C_GetSlotInfo, (CK_UNAVAILABLE_INFORMATION, &slot_info), CKR_SLOT_ID_INVALID, "slotID",
       CK_UNAVAILABLE_INFORMATION, "pInfo", unset);
  CALL(C_GetSlotInfo, (1, nullptr), CKR_ARGUMENTS_BAD, "slotID", 1, "pInfo", unwritten(null()));

  auto& token_info = guarded_value<CK_TOKEN_INFO>();
  // clang-format off
  CALL(C_GetTokenInfo, (1, &token_info), CKR_OK, "slotID", 1, "pInfo",
       made(structure({"label", whole_text("fake token"),
                       "manufacturerID", whole_text("p11trace"),
                       "model", whole_text("fake"),
                       "serialNumber", whole_text("0001"),
                       "flags", flag_names({NAMED_FLAG(CKF_RNG), NAMED_FLAG(CKF_LOGIN_REQUIRED),
                                            NAMED_FLAG(CKF_USER_PIN_INITIALIZED), NAMED_FLAG(CKF_DUAL_CRYPTO_OPERATIONS),
                                            NAMED_FLAG(CKF_TOKEN_INITIALIZED), NAMED_FLAG(CKF_ASYNC_SESSION_SUPPORTED)}),
                       "ulMaxSessionCount", NAMED(CK_EFFECTIVELY_INFINITE),
                       "ulSessionCount", 0,
                       "ulMaxRwSessionCount", NAMED(CK_EFFECTIVELY_INFINITE),
                       "ulRwSessionCount", 0,
                       "ulMaxPinLen", 32,
                       "ulMinPinLen", 4,
                       "ulTotalPublicMemory", NAMED(CK_UNAVAILABLE_INFORMATION),
                       "ulFreePublicMemory", NAMED(CK_UNAVAILABLE_INFORMATION),
                       "ulTotalPrivateMemory", NAMED(CK_UNAVAILABLE_INFORMATION),
                       "ulFreePrivateMemory", NAMED(CK_UNAVAILABLE_INFORMATION),
                       "hardwareVersion", version({1, 0}),
                       "firmwareVersion", version({1, 0}),
                       "utcTime", whole_text("")})));
  // clang-format on
  CALL(C_GetTokenInfo, (2, &token_info), CKR_TOKEN_NOT_PRESENT, "slotID", 2, "pInfo", unset);

  CALL(C_GetMechanismList, (1, nullptr, &count), CKR_OK, "slotID", 1, "pMechanismList", size_query(19));
  CK_MECHANISM_TYPE* types =
      guarded_array<CK_MECHANISM_TYPE>({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  CALL(C_GetMechanismList, (1, types, &count), CKR_OK, "slotID", 1, "pMechanismList",
       out(room(19),
           items({NAMED(CKM_RSA_PKCS_KEY_PAIR_GEN), NAMED(CKM_RSA_PKCS), NAMED(CKM_RSA_PKCS_PSS),
                  NAMED(CKM_SHA256_RSA_PKCS), NAMED(CKM_EC_KEY_PAIR_GEN), NAMED(CKM_ECDSA), NAMED(CKM_ECDH1_DERIVE),
                  NAMED(CKM_ML_KEM_KEY_PAIR_GEN), NAMED(CKM_ML_KEM), NAMED(CKM_ML_DSA_KEY_PAIR_GEN), NAMED(CKM_ML_DSA),
                  NAMED(CKM_GENERIC_SECRET_KEY_GEN), NAMED(CKM_AES_KEY_GEN), NAMED(CKM_AES_CBC_PAD), NAMED(CKM_AES_GCM),
                  NAMED(CKM_AES_CCM), NAMED(CKM_AES_KEY_WRAP), NAMED(CKM_SHA256_HMAC), NAMED(CKM_SHA256)})));
  count = 1;
  CALL(C_GetMechanismList, (1, types + 18, &count), CKR_BUFFER_TOO_SMALL, "slotID", 1, "pMechanismList",
       too_small(1, 19));

  auto& mechanism_info = guarded_value<CK_MECHANISM_INFO>();
  CALL(C_GetMechanismInfo, (1, CKM_AES_GCM, &mechanism_info), CKR_OK, "slotID", 1, "type", NAMED(CKM_AES_GCM), "pInfo",
       made(structure(
           {"ulMinKeySize", 16, "ulMaxKeySize", 32, "flags",
            flag_names({NAMED_FLAG(CKF_MESSAGE_ENCRYPT), NAMED_FLAG(CKF_MESSAGE_DECRYPT), NAMED_FLAG(CKF_ENCRYPT),
                        NAMED_FLAG(CKF_DECRYPT), NAMED_FLAG(CKF_WRAP), NAMED_FLAG(CKF_UNWRAP)})})));
  CALL(C_GetMechanismInfo, (1, 0x80001111, &mechanism_info), CKR_MECHANISM_INVALID, "slotID", 1, "type",
       unnamed(0x80001111), "pInfo", unset);
}

void call_token_initialization(const Functions_2_40& list) {
  CK_UTF8CHAR* given_label = guarded_text({label, 32});
  CALL(C_InitToken, (1, guarded_text("87654321"), 8, given_label), CKR_PIN_INCORRECT, "slotID", 1, "pPin",
       pin("87654321"), "pLabel", label_text());
  CALL(C_InitToken, (1, nullptr, 8, given_label), CKR_ARGUMENTS_BAD, "slotID", 1, "pPin", secret_null(8), "pLabel",
       label_text());
  CALL(C_InitToken, (7, guarded_text("12345678"), 8, nullptr), CKR_SLOT_ID_INVALID, "slotID", 7, "pPin",
       pin("12345678"), "pLabel", null());
  CALL(C_InitToken, (1, guarded_text("12345678"), 8, given_label), CKR_OK, "slotID", 1, "pPin", pin("12345678"),
       "pLabel", label_text());
}

}  // namespace p11trace::clients
