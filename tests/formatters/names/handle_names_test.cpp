// Handles have the names that earlier calls told, and no others.
#include "formatters/names/handle_names.h"

#include <gtest/gtest.h>

#include "tests/formatters/names/watched.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::names {
namespace {

using record::Template;
using enum pkcs11::Function;

class Names : public testing::Test {
 protected:
  void create(CK_OBJECT_HANDLE handle, Template& entries) {
    CK_OBJECT_HANDLE made = handle;
    watched_.text_of<C_CreateObject>(CKR_OK, 1, entries.data(), entries.count(), &made);
  }
  void find(Template& entries, std::vector<CK_OBJECT_HANDLE> found) {
    watched_.text_of<C_FindObjectsInit>(CKR_OK, 1, entries.data(), entries.count());
    CK_ULONG count = found.size();
    watched_.text_of<C_FindObjects>(CKR_OK, 1, found.data(), found.size(), &count);
    watched_.text_of<C_FindObjectsFinal>(CKR_OK, 1);
  }

  Watched watched_;
  CK_OBJECT_CLASS private_key_ = CKO_PRIVATE_KEY;
  CK_OBJECT_CLASS public_key_ = CKO_PUBLIC_KEY;
  CK_KEY_TYPE rsa_ = CKK_RSA;
  CK_BBOOL true_ = CK_TRUE;
};

#define ENTRY(type, value) (CK_ATTRIBUTE{type, &(value), sizeof(value)})

CK_ATTRIBUTE label(std::string_view text) { return {CKA_LABEL, const_cast<char*>(text.data()), text.size()}; }

TEST_F(Names, what_is_not_known_is_a_number) {
  EXPECT_EQ(watched_.session(1), "1");
  EXPECT_EQ(watched_.object(5), "5");
}

TEST_F(Names, a_session_has_its_slot_and_its_access) {
  watched_.open_session(1, 7, CKF_RW_SESSION);
  watched_.open_session(2, 7, 0);
  EXPECT_EQ(watched_.session(1), "1 (slot 7, RW)");
  EXPECT_EQ(watched_.session(2), "2 (slot 7, RO)");
}

TEST_F(Names, a_session_has_the_label_of_its_token) {
  watched_.open_session(1);
  watched_.know_token(0, "tracetok");
  EXPECT_EQ(watched_.session(1), R"(1 (slot 0 "tracetok", RW))");
}

TEST_F(Names, a_login_is_seen_in_all_sessions_of_the_token_after_it) {
  watched_.open_session(1);
  watched_.open_session(2);
  watched_.open_session(3, 9);
  EXPECT_EQ(watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0),
            "C_Login(hSession=1 (slot 0, RW), userType=CKU_USER, pPin=NULL) = CKR_OK");
  EXPECT_EQ(watched_.session(2), "2 (slot 0, RW user)");
  EXPECT_EQ(watched_.session(3), "3 (slot 9, RW)");
  watched_.text_of<C_Logout>(CKR_OK, 2);
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW public)");
  watched_.text_of<C_Login>(CKR_PIN_INCORRECT, 1, CKU_SO, nullptr, 0);
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW public)");
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_SO, nullptr, 0);
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_CONTEXT_SPECIFIC, nullptr, 0);
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW SO)");
}

TEST_F(Names, a_login_ends_with_the_last_session_of_the_token) {
  watched_.open_session(1);
  watched_.open_session(2);
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  watched_.text_of<C_CloseSession>(CKR_OK, 1);
  EXPECT_EQ(watched_.session(2), "2 (slot 0, RW user)");
  watched_.text_of<C_CloseSession>(CKR_OK, 2);
  watched_.open_session(3);
  EXPECT_EQ(watched_.session(3), "3 (slot 0, RW)");
}

TEST_F(Names, what_the_token_says_of_a_session_is_believed) {
  CK_SESSION_INFO info{4, CKS_RO_USER_FUNCTIONS, CKF_SERIAL_SESSION, 0};
  watched_.text_of<C_GetSessionInfo>(CKR_OK, 8, &info);
  EXPECT_EQ(watched_.session(8), "8 (slot 4, RO user)");
}

TEST_F(Names, a_session_that_was_closed_is_a_number) {
  watched_.open_session(1);
  EXPECT_EQ(watched_.text_of<C_CloseSession>(CKR_OK, 1), "C_CloseSession(hSession=1 (slot 0, RW)) = CKR_OK");
  EXPECT_EQ(watched_.session(1), "1");
  watched_.open_session(2);
  watched_.text_of<C_CloseSession>(CKR_DEVICE_ERROR, 2);
  EXPECT_EQ(watched_.session(2), "2 (slot 0, RW)") << "it is still open";
  watched_.text_of<C_CloseAllSessions>(CKR_OK, 9);
  EXPECT_EQ(watched_.session(2), "2 (slot 0, RW)") << "of another slot";
  watched_.text_of<C_CloseAllSessions>(CKR_OK, 0);
  EXPECT_EQ(watched_.session(2), "2");
}

TEST_F(Names, a_handle_that_turns_out_to_be_none_is_a_number_from_then_on) {
  watched_.open_session(1);
  watched_.text_of<C_SignUpdate>(CKR_SESSION_HANDLE_INVALID, 1, nullptr, 0);
  EXPECT_EQ(watched_.session(1), "1");
}

TEST_F(Names, an_object_that_was_made_is_named_by_its_template) {
  Template entries{ENTRY(CKA_CLASS, private_key_), ENTRY(CKA_KEY_TYPE, rsa_), label("ca-key"), ENTRY(CKA_TOKEN, true_)};
  create(5, entries);
  EXPECT_EQ(watched_.object(5), R"(5 "ca-key" RSA private)");
}

TEST_F(Names, an_object_without_a_label_has_its_id) {
  CK_BYTE id[] = {0xca, 0xfe};
  Template entries{ENTRY(CKA_CLASS, public_key_), ENTRY(CKA_ID, id)};
  create(5, entries);
  EXPECT_EQ(watched_.object(5), "5 id cafe public key");
}

TEST_F(Names, a_long_id_is_cut_and_says_so) {
  CK_BYTE id[40] = {0x11};
  Template entries{ENTRY(CKA_ID, id)};
  create(5, entries);
  EXPECT_EQ(watched_.object(5), "5 id 11" + std::string(62, '0') + "...");
}

TEST_F(Names, classes_and_types_without_a_name_are_numbers) {
  CK_OBJECT_CLASS strange = CKO_VENDOR_DEFINED | 0x77;
  CK_KEY_TYPE type = CKK_VENDOR_DEFINED | 0x88;
  CK_OBJECT_CLASS certificate = CKO_CERTIFICATE;
  Template one{ENTRY(CKA_CLASS, strange), ENTRY(CKA_KEY_TYPE, type)};
  Template other{ENTRY(CKA_CLASS, certificate), label("root\n\x1b[2J")};
  create(5, one);
  create(6, other);
  EXPECT_EQ(watched_.object(5), "5 key type 0x80000088 class 0x80000077");
  EXPECT_EQ(watched_.object(6), R"(6 "root\n\x1b[2J" certificate)");
}

TEST_F(Names, a_pair_has_two_names_in_the_line_that_makes_it) {
  Template of_public{label("pair"), ENTRY(CKA_KEY_TYPE, rsa_)};
  Template of_private{label("pair"), ENTRY(CKA_KEY_TYPE, rsa_)};
  CK_MECHANISM mechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
  CK_OBJECT_HANDLE made_public = 10;
  CK_OBJECT_HANDLE made_private = 11;
  const std::string text =
      watched_.text_of<C_GenerateKeyPair>(CKR_OK, 1, &mechanism, of_public.data(), of_public.count(), of_private.data(),
                                          of_private.count(), &made_public, &made_private);
  EXPECT_TRUE(text.ends_with(R"(phPublicKey=10 "pair" RSA public, phPrivateKey=11 "pair" RSA private) = CKR_OK)"))
      << text;
}

TEST_F(Names, a_copy_has_the_name_of_the_original_but_for_what_is_changed) {
  Template entries{ENTRY(CKA_CLASS, private_key_), ENTRY(CKA_KEY_TYPE, rsa_), label("one")};
  create(5, entries);
  Template change{label("two")};
  CK_OBJECT_HANDLE made = 6;
  watched_.text_of<C_CopyObject>(CKR_OK, 1, 5, change.data(), change.count(), &made);
  EXPECT_EQ(watched_.object(5), R"(5 "one" RSA private)");
  EXPECT_EQ(watched_.object(6), R"(6 "two" RSA private)");
}

TEST_F(Names, what_was_found_is_as_the_search_says) {
  Template entries{ENTRY(CKA_CLASS, private_key_), label("ca-key")};
  find(entries, {5, 6});
  EXPECT_EQ(watched_.object(5), R"(5 "ca-key" private key)");
  EXPECT_EQ(watched_.object(6), R"(6 "ca-key" private key)");
}

TEST_F(Names, attributes_that_were_read_are_added_and_those_that_were_not_given_are_not) {
  Template entries{ENTRY(CKA_CLASS, private_key_)};
  find(entries, {5});
  char room[20] = "read";
  CK_BYTE id[4] = {};
  CK_ATTRIBUTE asked[] = {{CKA_KEY_TYPE, &rsa_, sizeof rsa_}, {CKA_LABEL, room, 4}, {CKA_ID, id, sizeof id}};
  watched_.text_of<C_GetAttributeValue>(
      [&] {
        asked[2].ulValueLen = CK_UNAVAILABLE_INFORMATION;
        return CKR_ATTRIBUTE_TYPE_INVALID;
      },
      1, 5, asked, 3);
  EXPECT_EQ(watched_.object(5), "5 private key") << "what a call that failed left alone is nobody's label or type";
  asked[2] = {CKA_ID, id, sizeof id};
  watched_.text_of<C_GetAttributeValue>(CKR_OK, 1, 5, asked, 3);
  EXPECT_EQ(watched_.object(5), R"(5 "read" RSA private)");
}

TEST_F(Names, a_label_that_is_set_is_the_label) {
  Template entries{ENTRY(CKA_CLASS, private_key_), label("one")};
  create(5, entries);
  Template change{label("two")};
  watched_.text_of<C_SetAttributeValue>(CKR_OK, 1, 5, change.data(), change.count());
  EXPECT_EQ(watched_.object(5), R"(5 "two" private key)");
  Template refused{label("three")};
  watched_.text_of<C_SetAttributeValue>(CKR_ATTRIBUTE_READ_ONLY, 1, 5, refused.data(), refused.count());
  EXPECT_EQ(watched_.object(5), R"(5 "two" private key)");
}

TEST_F(Names, an_object_that_was_destroyed_is_a_number) {
  Template entries{label("one")};
  create(5, entries);
  watched_.text_of<C_DestroyObject>(CKR_OK, 1, 5);
  EXPECT_EQ(watched_.object(5), "5");
}

TEST_F(Names, objects_of_a_session_end_with_it_and_those_of_the_token_stay) {
  watched_.open_session(1);
  Template of_session{label("session")};
  Template of_token{label("token"), ENTRY(CKA_TOKEN, true_)};
  create(5, of_session);
  create(6, of_token);
  watched_.text_of<C_CloseSession>(CKR_OK, 1);
  EXPECT_EQ(watched_.object(5), "5");
  EXPECT_EQ(watched_.object(6), R"(6 "token")");
}

TEST_F(Names, many_objects_of_a_session_end_with_it) {
  watched_.open_session(1);
  Template entries{label("session")};
  for (CK_OBJECT_HANDLE handle = 1; handle <= 100; handle++) create(handle, entries);
  watched_.text_of<C_CloseSession>(CKR_OK, 1);
  for (CK_OBJECT_HANDLE handle = 1; handle <= 100; handle++) EXPECT_EQ(watched_.object(handle), std::to_string(handle));
}

TEST_F(Names, a_logout_in_a_session_that_is_not_known_is_some_tokens) {
  watched_.open_session(1);
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  watched_.text_of<C_Logout>(CKR_OK, 77);
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW)");
}

TEST_F(Names, a_session_of_another_caller_does_not_end_with_a_call_that_was_refused) {
  watched_.party.caller = 1;
  watched_.open_session(1);
  watched_.party.caller = 2;
  watched_.text_of<C_CloseSession>(CKR_SESSION_HANDLE_INVALID, 1);
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW)");
}

TEST_F(Names, nothing_is_left_of_a_token_that_was_taken_out) {
  Template entries{label("one"), ENTRY(CKA_TOKEN, true_)};
  for (const CK_RV gone : {CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT}) {
    watched_.open_session(1);
    watched_.open_session(2);
    watched_.know_token(0, "old card");
    watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
    create(5, entries);
    watched_.text_of<C_SignUpdate>(gone, 1, nullptr, 0);
    EXPECT_EQ(watched_.session(2), "2");
    EXPECT_EQ(watched_.object(5), "5");
    watched_.open_session(3);
    EXPECT_EQ(watched_.session(3), "3 (slot 0, RW)");
    watched_.text_of<C_CloseAllSessions>(CKR_OK, 0);
  }
}

TEST_F(Names, a_token_that_comes_or_goes_is_another_one) {
  watched_.open_session(1);
  watched_.know_token(0, "old card");
  CK_SLOT_ID slot = 0;
  watched_.text_of<C_WaitForSlotEvent>(CKR_OK, 0, &slot, nullptr);
  watched_.open_session(2);
  EXPECT_EQ(watched_.session(1), "1");
  EXPECT_EQ(watched_.session(2), "2 (slot 0, RW)");
}

TEST_F(Names, a_token_with_another_label_has_nobody_logged_in) {
  watched_.open_session(1);
  watched_.know_token(0, "one");
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  watched_.know_token(0, "one");
  EXPECT_EQ(watched_.session(1), R"(1 (slot 0 "one", RW user))");
  watched_.know_token(0, "two");
  EXPECT_EQ(watched_.session(1), R"(1 (slot 0 "two", RW))");
}

TEST_F(Names, what_the_modules_side_learned_ends_with_the_caller) {
  Template entries{label("old"), ENTRY(CKA_TOKEN, true_)};
  create(5, entries);
  watched_.party.caller = 1;
  watched_.text_of<C_Finalize>(CKR_OK, nullptr);
  EXPECT_EQ(watched_.object(5), "5");
}

TEST_F(Names, older_news_change_nothing) {
  watched_.open_session(1);
  watched_.now = 5000;
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  watched_.now = 3000;
  CK_SESSION_INFO info{0, CKS_RW_PUBLIC_SESSION, CKF_SERIAL_SESSION | CKF_RW_SESSION, 0};
  watched_.text_of<C_GetSessionInfo>(CKR_OK, 1, &info);
  watched_.now = 6000;
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW user)");
}

TEST_F(Names, a_session_that_is_opened_again_with_the_same_number_is_a_new_one) {
  watched_.open_session(1);
  watched_.now = 5000;
  watched_.open_session(1);
  // The end of the first one, logged late.
  watched_.now = 4000;
  watched_.text_of<C_CloseSession>(CKR_OK, 1);
  watched_.now = 6000;
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW)");
}

TEST_F(Names, who_is_not_logged_in_any_more_is_not_shown_as_such) {
  watched_.open_session(1);
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  watched_.text_of<C_SignUpdate>(CKR_USER_NOT_LOGGED_IN, 1, nullptr, 0);
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW)");
}

TEST_F(Names, an_object_that_turns_out_to_be_none_is_a_number_from_then_on) {
  Template entries{label("one"), ENTRY(CKA_TOKEN, true_)};
  create(5, entries);
  CK_MECHANISM mechanism{CKM_ECDSA, nullptr, 0};
  watched_.text_of<C_SignInit>(CKR_KEY_HANDLE_INVALID, 1, &mechanism, 5);
  EXPECT_EQ(watched_.object(5), "5");
}

TEST_F(Names, a_label_that_was_taken_away_is_gone) {
  Template entries{label("one"), ENTRY(CKA_CLASS, private_key_)};
  create(5, entries);
  Template change{label("")};
  watched_.text_of<C_SetAttributeValue>(CKR_OK, 1, 5, change.data(), change.count());
  EXPECT_EQ(watched_.object(5), "5 private key");
}

TEST_F(Names, a_template_that_is_not_seen_whole_may_change_the_label) {
  watched_.recorder.policy.items = 1;
  Template entries{label("old")};
  create(5, entries);
  CK_BYTE id[] = {1};
  Template change{ENTRY(CKA_ID, id), label("new")};
  CK_OBJECT_HANDLE made = 6;
  watched_.text_of<C_CopyObject>(CKR_OK, 1, 5, change.data(), change.count(), &made);
  EXPECT_EQ(watched_.object(6), "6 id 01");
  watched_.text_of<C_SetAttributeValue>(CKR_OK, 1, 5, change.data(), change.count());
  EXPECT_EQ(watched_.object(5), "5 id 01");
}

TEST_F(Names, domain_parameters_are_no_secret_key) {
  Template entries{label("made")};
  CK_MECHANISM parameters{CKM_DSA_PARAMETER_GEN, nullptr, 0};
  CK_MECHANISM key{CKM_AES_KEY_GEN, nullptr, 0};
  CK_OBJECT_HANDLE made = 9;
  watched_.text_of<C_GenerateKey>(CKR_OK, 1, &parameters, entries.data(), entries.count(), &made);
  EXPECT_EQ(watched_.object(9), R"(9 "made")");
  watched_.text_of<C_GenerateKey>(CKR_OK, 1, &key, entries.data(), entries.count(), &made);
  EXPECT_EQ(watched_.object(9), R"(9 "made" secret key)");
}

TEST_F(Names, private_objects_end_with_the_last_session_of_the_login) {
  watched_.open_session(1);
  watched_.know_token(0, "tracetok");
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  CK_OBJECT_CLASS certificate = CKO_CERTIFICATE;
  Template of_private{ENTRY(CKA_CLASS, private_key_), label("private"), ENTRY(CKA_TOKEN, true_)};
  Template hidden{ENTRY(CKA_CLASS, certificate), label("hidden"), ENTRY(CKA_TOKEN, true_), ENTRY(CKA_PRIVATE, true_)};
  Template open{ENTRY(CKA_CLASS, certificate), label("open"), ENTRY(CKA_TOKEN, true_)};
  create(5, of_private);
  create(6, hidden);
  create(7, open);
  watched_.text_of<C_CloseSession>(CKR_OK, 1);
  EXPECT_EQ(watched_.object(5), "5");
  EXPECT_EQ(watched_.object(6), "6");
  EXPECT_EQ(watched_.object(7), R"(7 "open" certificate)");
}

TEST_F(Names, private_objects_end_with_the_login) {
  watched_.open_session(1);
  Template of_private{ENTRY(CKA_CLASS, private_key_), label("private"), ENTRY(CKA_TOKEN, true_)};
  Template of_public{ENTRY(CKA_CLASS, public_key_), label("public"), ENTRY(CKA_TOKEN, true_)};
  create(5, of_private);
  create(6, of_public);
  watched_.text_of<C_Logout>(CKR_OK, 1);
  EXPECT_EQ(watched_.object(5), "5");
  EXPECT_EQ(watched_.object(6), R"(6 "public" public key)");
}

TEST_F(Names, nothing_is_known_after_the_end_and_at_a_new_beginning) {
  watched_.open_session(1);
  Template entries{label("one"), ENTRY(CKA_TOKEN, true_)};
  create(5, entries);
  watched_.text_of<C_Finalize>(CKR_OK, nullptr);
  EXPECT_EQ(watched_.session(1), "1");
  EXPECT_EQ(watched_.object(5), "5");
}

TEST_F(Names, another_callers_end_takes_only_its_own_along) {
  watched_.party.caller = 1;
  watched_.open_session(1);
  Template entries{label("one"), ENTRY(CKA_TOKEN, true_)};
  create(5, entries);
  watched_.party.caller = 2;
  watched_.open_session(2);
  watched_.text_of<C_CloseAllSessions>(CKR_OK, 0);
  watched_.text_of<C_Finalize>(CKR_OK, nullptr);
  EXPECT_EQ(watched_.session(2), "2");
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW)");
  EXPECT_EQ(watched_.object(5), R"(5 "one")");
}

TEST_F(Names, the_same_number_in_another_module_is_another_handle) {
  watched_.open_session(1);
  watched_.party.module = 2;
  EXPECT_EQ(watched_.session(1), "1");
  watched_.open_session(1, 8);
  watched_.party.module = 1;
  EXPECT_EQ(watched_.session(1), "1 (slot 0, RW)");
}

TEST_F(Names, a_handle_that_was_given_anew_while_its_end_was_on_the_way_stays_named) {
  watched_.open_session(1, 3);
  // It began before the session was opened again, and is logged after that.
  watched_.now = 900;
  watched_.text_of<C_CloseSession>(CKR_OK, 1);
  EXPECT_EQ(watched_.session(1), "1 (slot 3, RW)");
}

TEST_F(Names, a_long_label_is_cut_and_says_so) {
  const std::string long_label(80, 'x');
  watched_.recorder.policy.bytes = 100;
  Template entries{label(long_label)};
  create(5, entries);
  EXPECT_EQ(watched_.object(5), "5 [80]\"" + std::string(64, 'x') + "\"...");
}

TEST_F(Names, more_objects_than_there_is_room_for_cost_the_oldest_their_names) {
  Template entries{label("many")};
  for (CK_OBJECT_HANDLE handle = 1; handle <= 10000; handle++) create(handle, entries);
  unsigned named = 0;
  for (CK_OBJECT_HANDLE handle = 1; handle <= 10000; handle++) named += watched_.object(handle).ends_with("\"many\"");
  EXPECT_GT(named, 1500U);
  EXPECT_EQ(watched_.object(10000), R"(10000 "many")");
}

TEST_F(Names, a_few_hundred_objects_all_have_names) {
  Template entries{label("few")};
  for (CK_OBJECT_HANDLE handle = 1; handle <= 300; handle++) create(handle, entries);
  for (CK_OBJECT_HANDLE handle = 1; handle <= 300; handle++)
    EXPECT_TRUE(watched_.object(handle).ends_with("\"few\"")) << handle;
}

TEST_F(Names, json_has_them_apart_from_the_numbers_and_each_once) {
  watched_.open_session(1);
  watched_.know_token(0, "tracetok");
  Template entries{ENTRY(CKA_CLASS, private_key_), ENTRY(CKA_KEY_TYPE, rsa_), label("ca-key"), ENTRY(CKA_TOKEN, true_)};
  create(5, entries);
  watched_.text_of<C_Login>(CKR_OK, 1, CKU_USER, nullptr, 0);
  CK_BYTE state[4] = {};
  const std::string line = watched_.json_of<C_SetOperationState>(CKR_OK, 1, state, sizeof state, 5, 5);
  EXPECT_NE(line.find(R"("hEncryptionKey":5,"hAuthenticationKey":5)"), std::string::npos) << line;
  EXPECT_TRUE(line.ends_with(R"("handles":[{"session":1,"slotID":0,"label":"tracetok","state":"RW user"},)"
                             R"({"object":5,"CKA_LABEL":"ca-key","CKA_CLASS":{"name":"CKO_PRIVATE_KEY","value":3},)"
                             R"("CKA_KEY_TYPE":{"name":"CKK_RSA","value":0}}]})"
                             "\n"))
      << line;
}

TEST(TellsOfHandles, functions_that_make_end_or_name_handles_do) {
  for (const pkcs11::Function function :
       {C_OpenSession, C_CloseSession, C_CloseAllSessions, C_Login, C_Logout, C_Finalize, C_GenerateKey, C_FindObjects,
        C_DestroyObject, C_UnwrapKey, C_EncapsulateKey})
    EXPECT_TRUE(tells_of_handles(function));
  for (const pkcs11::Function function : {C_Sign, C_GetInfo, C_GetSessionInfo, C_Encrypt})
    EXPECT_FALSE(tells_of_handles(function));
}

}  // namespace
}  // namespace p11trace::names
