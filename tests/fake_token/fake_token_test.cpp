// The little token itself: that it keeps to the standard where clients and tracers depend on it.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>

#include "tests/fake_token/loaded.h"

namespace fake_token {

namespace {

using Bytes = std::vector<CK_BYTE>;
using FakeToken = LoadedToken;

TEST_F(FakeToken, is_initialized_once_and_finalized_once) {
  EXPECT_EQ(list->C_Initialize(nullptr), CKR_CRYPTOKI_ALREADY_INITIALIZED);
  EXPECT_EQ(list->C_Finalize(&mechanism), CKR_ARGUMENTS_BAD);
  EXPECT_EQ(list->C_Finalize(nullptr), CKR_OK);
  EXPECT_EQ(list->C_Finalize(nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
  EXPECT_EQ(list->C_CloseSession(session), CKR_CRYPTOKI_NOT_INITIALIZED);
}

TEST_F(FakeToken, only_one_of_many_threads_initializes_it) {
  list->C_Finalize(nullptr);
  std::atomic<int> successes = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { successes += list->C_Initialize(nullptr) == CKR_OK ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(successes, 1);
}

TEST_F(FakeToken, mutex_callbacks_are_all_or_none) {
  list->C_Finalize(nullptr);
  CK_C_INITIALIZE_ARGS args = {};
  args.CreateMutex = [](CK_VOID_PTR_PTR) -> CK_RV { return CKR_OK; };
  EXPECT_EQ(list->C_Initialize(&args), CKR_ARGUMENTS_BAD);
  args.DestroyMutex = args.LockMutex = args.UnlockMutex = [](CK_VOID_PTR) -> CK_RV { return CKR_OK; };
  EXPECT_EQ(list->C_Initialize(&args), CKR_OK);
}

TEST_F(FakeToken, has_a_token_in_slot_1_and_none_in_slot_2) {
  CK_SLOT_ID slots[2] = {};
  CK_ULONG count = 1;
  EXPECT_EQ(list->C_GetSlotList(CK_FALSE, slots, &count), CKR_BUFFER_TOO_SMALL);
  EXPECT_EQ(count, 2U);
  EXPECT_EQ(list->C_GetSlotList(CK_TRUE, slots, &count), CKR_OK);
  EXPECT_EQ(count, 1U);
  EXPECT_EQ(slots[0], 1U);
  CK_SESSION_HANDLE handle = 0;
  EXPECT_EQ(list->C_OpenSession(2, CKF_SERIAL_SESSION, nullptr, nullptr, &handle), CKR_TOKEN_NOT_PRESENT);
  EXPECT_EQ(list->C_OpenSession(3, CKF_SERIAL_SESSION, nullptr, nullptr, &handle), CKR_SLOT_ID_INVALID);
  EXPECT_EQ(list->C_OpenSession(1, 0, nullptr, nullptr, &handle), CKR_SESSION_PARALLEL_NOT_SUPPORTED);
}

TEST_F(FakeToken, never_gives_a_session_handle_twice) {
  list->C_CloseSession(session);
  list->C_Finalize(nullptr);
  list->C_Initialize(nullptr);
  CK_SESSION_HANDLE next = 0;
  EXPECT_EQ(list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &next), CKR_OK);
  EXPECT_EQ(session, 1U);
  EXPECT_EQ(next, 2U);
}

TEST_F(FakeToken, answers_each_attribute_by_the_five_cases_of_the_standard) {
  log_in();
  CK_BYTE small[1];
  CK_OBJECT_CLASS object_class = 0;
  CK_BYTE label[32];
  CK_ATTRIBUTE attributes[] = {
      {CKA_PRIVATE_EXPONENT, label, sizeof label},  // sensitive
      {CKA_OWNER, label, sizeof label},             // not there
      {CKA_MODULUS, nullptr, 0},                    // a question for the length
      {CKA_CLASS, &object_class, sizeof object_class},
      {CKA_LABEL, small, sizeof small},  // too small
  };
  EXPECT_EQ(list->C_GetAttributeValue(session, 3, attributes, 5), CKR_ATTRIBUTE_SENSITIVE);
  EXPECT_EQ(attributes[0].ulValueLen, CK_UNAVAILABLE_INFORMATION);
  EXPECT_EQ(attributes[1].ulValueLen, CK_UNAVAILABLE_INFORMATION);
  EXPECT_EQ(attributes[2].ulValueLen, 64U);
  EXPECT_EQ(attributes[3].ulValueLen, sizeof object_class);
  EXPECT_EQ(object_class, CKO_PRIVATE_KEY);
  EXPECT_EQ(attributes[4].ulValueLen, CK_UNAVAILABLE_INFORMATION);
  EXPECT_EQ(list->C_GetAttributeValue(session, 3, attributes + 1, 1), CKR_ATTRIBUTE_TYPE_INVALID);
  attributes[4].ulValueLen = sizeof small;
  EXPECT_EQ(list->C_GetAttributeValue(session, 3, attributes + 4, 1), CKR_BUFFER_TOO_SMALL);
}

TEST_F(FakeToken, gives_back_a_template_within_a_template) {
  CK_BBOOL yes = CK_TRUE;
  CK_ULONG length = 16;
  CK_ATTRIBUTE inner[] = {{CKA_EXTRACTABLE, &yes, sizeof yes}, {CKA_VALUE_LEN, &length, sizeof length}};
  CK_OBJECT_CLASS object_class = CKO_SECRET_KEY;
  CK_ATTRIBUTE outer[] = {{CKA_CLASS, &object_class, sizeof object_class}, {CKA_WRAP_TEMPLATE, inner, sizeof inner}};
  CK_OBJECT_HANDLE object = 0;
  ASSERT_EQ(list->C_CreateObject(session, outer, 2, &object), CKR_OK);

  CK_ATTRIBUTE asked = {CKA_WRAP_TEMPLATE, nullptr, 0};
  ASSERT_EQ(list->C_GetAttributeValue(session, object, &asked, 1), CKR_OK);
  ASSERT_EQ(asked.ulValueLen, sizeof inner);
  CK_ULONG value = 0;
  CK_ATTRIBUTE answer[] = {{CK_UNAVAILABLE_INFORMATION, nullptr, 0},
                           {CK_UNAVAILABLE_INFORMATION, &value, sizeof value}};
  asked.pValue = answer;
  EXPECT_EQ(list->C_GetAttributeValue(session, object, &asked, 1), CKR_OK);
  EXPECT_EQ(answer[0].type, CKA_EXTRACTABLE);
  EXPECT_EQ(answer[0].ulValueLen, 1U);
  EXPECT_EQ(answer[1].type, CKA_VALUE_LEN);
  EXPECT_EQ(value, 16U);
}

TEST_F(FakeToken, finds_objects_by_their_attributes) {
  CK_ATTRIBUTE wanted = {CKA_LABEL, utf8("fake key pair"), 13};
  log_in();
  ASSERT_EQ(list->C_FindObjectsInit(session, &wanted, 1), CKR_OK);
  EXPECT_EQ(list->C_FindObjectsInit(session, &wanted, 1), CKR_OPERATION_ACTIVE);
  CK_OBJECT_HANDLE found = 0;
  CK_ULONG count = 0;
  EXPECT_EQ(list->C_FindObjects(session, &found, 1, &count), CKR_OK);
  EXPECT_EQ(found, 2U);
  EXPECT_EQ(list->C_FindObjects(session, &found, 1, &count), CKR_OK);
  EXPECT_EQ(found, 3U);
  EXPECT_EQ(list->C_FindObjects(session, &found, 1, &count), CKR_OK);
  EXPECT_EQ(count, 0U);
  EXPECT_EQ(list->C_FindObjectsFinal(session), CKR_OK);
}

TEST_F(FakeToken, session_objects_end_with_their_session) {
  CK_OBJECT_CLASS object_class = CKO_DATA;
  CK_ATTRIBUTE data = {CKA_CLASS, &object_class, sizeof object_class};
  CK_OBJECT_HANDLE object = 0;
  CK_SESSION_HANDLE other = 0;
  CK_ULONG size = 0;
  list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &other);
  ASSERT_EQ(list->C_CreateObject(session, &data, 1, &object), CKR_OK);
  EXPECT_EQ(list->C_GetObjectSize(other, object, &size), CKR_OK);
  list->C_CloseSession(session);
  EXPECT_EQ(list->C_GetObjectSize(other, object, &size), CKR_OBJECT_HANDLE_INVALID);
}

TEST_F(FakeToken, signs_after_a_size_query_and_a_small_buffer_and_then_is_done) {
  CK_BYTE data[] = {1, 2, 3};
  CK_BYTE signature[100];
  CK_ULONG length = 0;
  ASSERT_EQ(list->C_SignInit(session, &mechanism, 1), CKR_OK);
  EXPECT_EQ(list->C_Sign(session, data, 3, nullptr, &length), CKR_OK);
  EXPECT_EQ(length, 64U);
  length = 63;
  EXPECT_EQ(list->C_Sign(session, data, 3, signature, &length), CKR_BUFFER_TOO_SMALL);
  EXPECT_EQ(length, 64U);
  EXPECT_EQ(list->C_Sign(session, data, 3, signature, &length), CKR_OK);
  EXPECT_EQ(list->C_Sign(session, data, 3, signature, &length), CKR_OPERATION_NOT_INITIALIZED);

  ASSERT_EQ(list->C_VerifyInit(session, &mechanism, 2), CKR_OK);
  EXPECT_EQ(list->C_VerifyUpdate(session, data, 1), CKR_OK);
  EXPECT_EQ(list->C_VerifyUpdate(session, data + 1, 2), CKR_OK);
  EXPECT_EQ(list->C_VerifyFinal(session, signature, length), CKR_OK);
  ASSERT_EQ(list->C_VerifySignatureInit(session, &mechanism, 2, signature, length), CKR_OK);
  EXPECT_EQ(list->C_VerifySignature(session, data, 2), CKR_SIGNATURE_INVALID);
}

TEST_F(FakeToken, encrypts_in_parts_and_in_place_to_the_same_bytes_as_at_once) {
  Bytes plain(20, 7);
  Bytes whole(20);
  CK_ULONG length = whole.size();
  ASSERT_EQ(list->C_EncryptInit(session, &mechanism, 1), CKR_OK);
  ASSERT_EQ(list->C_Encrypt(session, plain.data(), 20, whole.data(), &length), CKR_OK);
  EXPECT_NE(whole, plain);

  Bytes parts = plain;
  ASSERT_EQ(list->C_EncryptInit(session, &mechanism, 1), CKR_OK);
  length = 20;
  ASSERT_EQ(list->C_EncryptUpdate(session, parts.data(), 20, parts.data(), &length), CKR_OK);
  EXPECT_EQ(length, 16U) << "whole blocks only";
  length = 4;
  ASSERT_EQ(list->C_EncryptFinal(session, parts.data() + 16, &length), CKR_OK);
  EXPECT_EQ(parts, whole);

  ASSERT_EQ(list->C_DecryptInit(session, &mechanism, 1), CKR_OK);
  length = 20;
  ASSERT_EQ(list->C_Decrypt(session, whole.data(), 20, whole.data(), &length), CKR_OK);
  EXPECT_EQ(whole, plain);
}

TEST_F(FakeToken, writes_vector_and_tag_of_a_message_and_checks_the_tag) {
  CK_BYTE vector[12] = {};
  CK_BYTE tag[16] = {};
  CK_GCM_MESSAGE_PARAMS gcm = {vector, sizeof vector, 0, CKG_GENERATE, tag, 128};
  mechanism.mechanism = CKM_AES_GCM;
  CK_BYTE text[] = {1, 2, 3, 4};
  CK_ULONG length = sizeof text;
  ASSERT_EQ(list->C_MessageEncryptInit(session, &mechanism, 1), CKR_OK);
  ASSERT_EQ(list->C_EncryptMessage(session, &gcm, sizeof gcm, nullptr, 0, text, 4, text, &length), CKR_OK);
  EXPECT_NE(Bytes(vector, vector + 12), Bytes(12));
  EXPECT_NE(Bytes(tag, tag + 16), Bytes(16));
  ASSERT_EQ(list->C_MessageDecryptInit(session, &mechanism, 1), CKR_OK);
  tag[0] = static_cast<CK_BYTE>(tag[0] ^ 1);
  EXPECT_EQ(list->C_DecryptMessage(session, &gcm, sizeof gcm, nullptr, 0, text, 4, text, &length),
            CKR_AEAD_DECRYPT_FAILED);
  tag[0] = static_cast<CK_BYTE>(tag[0] ^ 1);
  EXPECT_EQ(list->C_DecryptMessage(session, &gcm, sizeof gcm, nullptr, 0, text, 4, text, &length), CKR_OK);
  EXPECT_EQ(text[3], 4);
}

TEST_F(FakeToken, fills_the_buffer_of_an_asynchronous_call_at_its_completion) {
  CK_SESSION_HANDLE async = 0;
  list->C_OpenSession(1, CKF_SERIAL_SESSION | CKF_ASYNC_SESSION, nullptr, nullptr, &async);
  CK_BYTE digest[32] = {};
  CK_ULONG length = sizeof digest;
  ASSERT_EQ(list->C_DigestInit(async, &mechanism), CKR_OK);
  ASSERT_EQ(list->C_Digest(async, digest, 1, digest, &length), CKR_PENDING);
  EXPECT_EQ(Bytes(digest, digest + 32), Bytes(32));
  CK_ASYNC_DATA result = {};
  EXPECT_EQ(list->C_AsyncComplete(async, utf8("C_Digest"), &result), CKR_OK);
  EXPECT_EQ(result.pValue, digest);
  EXPECT_EQ(result.ulValue, 32U);
  EXPECT_NE(Bytes(digest, digest + 32), Bytes(32));
}

TEST_F(FakeToken, gives_a_detached_result_to_the_session_that_joins_it) {
  CK_SESSION_HANDLE async[2] = {};
  for (CK_SESSION_HANDLE& one : async)
    list->C_OpenSession(1, CKF_SERIAL_SESSION | CKF_ASYNC_SESSION, nullptr, nullptr, &one);
  CK_BYTE gone[32] = {};
  CK_BYTE digest[32] = {};
  CK_ULONG length = sizeof gone;
  CK_ULONG id = 0;
  ASSERT_EQ(list->C_DigestInit(async[0], &mechanism), CKR_OK);
  ASSERT_EQ(list->C_Digest(async[0], digest, 1, gone, &length), CKR_PENDING);
  ASSERT_EQ(list->C_AsyncGetID(async[0], utf8("C_Digest"), &id), CKR_OK);
  EXPECT_EQ(list->C_AsyncJoin(async[1], utf8("C_Sign"), id, digest, sizeof digest), CKR_ARGUMENTS_BAD);
  ASSERT_EQ(list->C_AsyncJoin(async[1], utf8("C_Digest"), id, digest, sizeof digest), CKR_OK);
  ASSERT_EQ(list->C_AsyncComplete(async[1], utf8("C_Digest"), nullptr), CKR_OK);
  EXPECT_EQ(Bytes(gone, gone + 32), Bytes(32));
  EXPECT_NE(Bytes(digest, digest + 32), Bytes(32));
}

TEST_F(FakeToken, goes_on_with_a_saved_operation) {
  CK_BYTE data[] = {1, 2, 3};
  Bytes at_once(32);
  Bytes restored(32);
  CK_ULONG length = 32;
  ASSERT_EQ(list->C_DigestInit(session, &mechanism), CKR_OK);
  ASSERT_EQ(list->C_Digest(session, data, 3, at_once.data(), &length), CKR_OK);

  ASSERT_EQ(list->C_DigestInit(session, &mechanism), CKR_OK);
  ASSERT_EQ(list->C_DigestUpdate(session, data, 2), CKR_OK);
  ASSERT_EQ(list->C_GetOperationState(session, nullptr, &length), CKR_OK);
  Bytes state(length);
  ASSERT_EQ(list->C_GetOperationState(session, state.data(), &length), CKR_OK);
  ASSERT_EQ(list->C_SessionCancel(session, CKF_DIGEST), CKR_OK);
  EXPECT_EQ(list->C_SetOperationState(session, data, 3, 0, 0), CKR_SAVED_STATE_INVALID);
  ASSERT_EQ(list->C_SetOperationState(session, state.data(), length, 0, 0), CKR_OK);
  ASSERT_EQ(list->C_DigestUpdate(session, data + 2, 1), CKR_OK);
  length = 32;
  ASSERT_EQ(list->C_DigestFinal(session, restored.data(), &length), CKR_OK);
  EXPECT_EQ(restored, at_once);
}

TEST_F(FakeToken, waits_for_a_slot_event_until_it_is_finalized) {
  CK_SLOT_ID slot = 0;
  EXPECT_EQ(list->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, nullptr), CKR_NO_EVENT);
  std::thread waiter([&] {
    CK_SLOT_ID none = 0;
    EXPECT_EQ(list->C_WaitForSlotEvent(0, &none, nullptr), CKR_CRYPTOKI_NOT_INITIALIZED);
  });
  while (CONTROL(fake_token_calls)("C_WaitForSlotEvent") < 2) std::this_thread::yield();
  EXPECT_EQ(list->C_Finalize(nullptr), CKR_OK);
  waiter.join();
}

TEST_F(FakeToken, is_not_initialized_in_a_forked_child) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const bool fresh = list->C_GetInfo(nullptr) == CKR_CRYPTOKI_NOT_INITIALIZED &&
                       list->C_Initialize(nullptr) == CKR_OK && list->C_Finalize(nullptr) == CKR_OK;
    _exit(fresh ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(list->C_Initialize(nullptr), CKR_CRYPTOKI_ALREADY_INITIALIZED);
}

// The first number of every function is a session or a slot, and both are 1 here; everything else is 0 or NULL.
template <class... Arguments>
CK_RV call_with_nothing(CK_RV (*function)(Arguments...)) {
  bool first = true;
  const auto nothing = [&first]<class T>(T*) -> T {
    const bool handle = std::is_same_v<T, CK_ULONG> && first;
    first = false;
    if constexpr (std::is_same_v<T, CK_ULONG>) return handle ? T{1} : T{0};
    else return T{};
  };
  return std::apply(function, std::tuple<Arguments...>{nothing(static_cast<Arguments*>(nullptr))...});
}

struct Call {
  const char* name;
  CK_RV (*call)(const CK_FUNCTION_LIST_3_2&);
};

constexpr Call calls[] = {
#define CALL(name, parameters) {#name, [](const CK_FUNCTION_LIST_3_2& list) { return call_with_nothing(list.name); }},
    CK_FUNCTIONS(CALL)
#undef CALL
};

TEST_F(FakeToken, no_function_crashes_for_want_of_arguments) {
  for (const Call& call : calls) {
    CONTROL(fake_token_reset)();
    list->C_Initialize(nullptr);
    const CK_FLAGS flags = CKF_SERIAL_SESSION | CKF_RW_SESSION | CKF_ASYNC_SESSION;
    list->C_OpenSession(1, flags, nullptr, nullptr, &session);
    ASSERT_EQ(session, 1U);
    EXPECT_LT(call.call(*list), CKR_VENDOR_DEFINED) << call.name;
  }
}

TEST_F(FakeToken, no_function_crashes_for_want_of_arguments_while_everything_is_active) {
  for (const Call& call : calls) {
    CONTROL(fake_token_reset)();
    list->C_Initialize(nullptr);
    list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
    for (auto* begin : {list->C_EncryptInit, list->C_DecryptInit, list->C_SignInit, list->C_SignRecoverInit,
                        list->C_VerifyInit, list->C_VerifyRecoverInit, list->C_MessageEncryptInit,
                        list->C_MessageDecryptInit, list->C_MessageSignInit, list->C_MessageVerifyInit})
      EXPECT_EQ(begin(session, &mechanism, 1), CKR_OK);
    EXPECT_EQ(list->C_DigestInit(session, &mechanism), CKR_OK);
    EXPECT_EQ(list->C_FindObjectsInit(session, nullptr, 0), CKR_OK);
    EXPECT_EQ(list->C_VerifySignatureInit(session, &mechanism, 1, nullptr, 0), CKR_OK);

    // Only within a message, after ...Begin, and only in asynchronous sessions.
    const std::string name = call.name;
    if (name.ends_with("MessageNext") || name.starts_with("C_Async")) continue;
    EXPECT_NE(call.call(*list), CKR_OPERATION_NOT_INITIALIZED) << name;
  }
}

TEST_F(FakeToken, threads_with_sessions_of_their_own_do_not_disturb_each_other) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        CK_SESSION_HANDLE own = 0;
        CK_MECHANISM any = {CKM_SHA256, nullptr, 0};
        CK_BYTE digest[32];
        CK_ULONG length = sizeof digest;
        EXPECT_EQ(list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &own), CKR_OK);
        EXPECT_EQ(list->C_DigestInit(own, &any), CKR_OK);
        EXPECT_EQ(list->C_DigestUpdate(own, utf8("abc"), 3), CKR_OK);
        EXPECT_EQ(list->C_DigestFinal(own, digest, &length), CKR_OK);
        EXPECT_EQ(list->C_CloseSession(own), CKR_OK);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(CONTROL(fake_token_open_sessions)(), 1U);
  EXPECT_EQ(CONTROL(fake_token_calls)("C_DigestUpdate"), 800U);
}

}  // namespace

}  // namespace fake_token
