// Who may log in to the fake token, for how long, and who sets the PINs.
#include <algorithm>
#include <iterator>

#include "tests/fake_token/loaded.h"

namespace fake_token {

namespace {

using Login = LoadedToken;

TEST_F(Login, asks_for_the_right_pin) {
  EXPECT_EQ(list->C_Login(session, CKU_USER, utf8("4321"), 4), CKR_PIN_INCORRECT);
  EXPECT_EQ(list->C_Login(session, CKU_USER, nullptr, 4), CKR_ARGUMENTS_BAD);
  EXPECT_EQ(list->C_Login(session, 17, utf8("1234"), 4), CKR_USER_TYPE_INVALID);
  EXPECT_EQ(list->C_Login(session, CKU_USER, utf8("1234"), 4), CKR_OK);
  EXPECT_EQ(list->C_Login(session, CKU_USER, utf8("1234"), 4), CKR_USER_ALREADY_LOGGED_IN);
  EXPECT_EQ(list->C_Login(session, CKU_SO, utf8("12345678"), 8), CKR_USER_ANOTHER_ALREADY_LOGGED_IN);
  CK_SESSION_INFO info = {};
  EXPECT_EQ(list->C_GetSessionInfo(session, &info), CKR_OK);
  EXPECT_EQ(info.state, CKS_RW_USER_FUNCTIONS);
  EXPECT_EQ(list->C_Logout(session), CKR_OK);
}

TEST_F(Login, shows_the_private_key_after_login_only) {
  EXPECT_EQ(list->C_SignInit(session, &mechanism, 3), CKR_KEY_HANDLE_INVALID);
  log_in();
  EXPECT_EQ(list->C_SignInit(session, &mechanism, 3), CKR_OK);
}

TEST_F(Login, ends_with_the_last_session) {
  log_in();
  CK_SESSION_HANDLE other = 0;
  list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &other);
  list->C_CloseSession(session);
  EXPECT_EQ(list->C_Logout(other), CKR_OK);
  ASSERT_EQ(list->C_Login(other, CKU_USER, utf8("1234"), 4), CKR_OK);
  list->C_CloseAllSessions(1);
  list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &other);
  EXPECT_EQ(list->C_Logout(other), CKR_USER_NOT_LOGGED_IN);
}

TEST_F(Login, for_one_operation_leaves_the_state_alone) {
  EXPECT_EQ(list->C_Login(session, CKU_CONTEXT_SPECIFIC, utf8("1234"), 4), CKR_OPERATION_NOT_INITIALIZED);
  log_in();
  ASSERT_EQ(list->C_SignInit(session, &mechanism, 3), CKR_OK);
  EXPECT_EQ(list->C_Login(session, CKU_CONTEXT_SPECIFIC, utf8("4321"), 4), CKR_PIN_INCORRECT);
  EXPECT_EQ(list->C_Login(session, CKU_CONTEXT_SPECIFIC, utf8("1234"), 4), CKR_OK);
  EXPECT_EQ(list->C_Login(session, CKU_USER, utf8("1234"), 4), CKR_USER_ALREADY_LOGGED_IN);
}

TEST_F(Login, of_the_security_officer_sets_the_users_pin) {
  EXPECT_EQ(list->C_InitPIN(session, utf8("5678"), 4), CKR_USER_NOT_LOGGED_IN);
  ASSERT_EQ(list->C_Login(session, CKU_SO, utf8("12345678"), 8), CKR_OK);
  EXPECT_EQ(list->C_InitPIN(session, utf8("567"), 3), CKR_PIN_LEN_RANGE);
  EXPECT_EQ(list->C_InitPIN(session, utf8("5678"), 4), CKR_OK);
  CK_SESSION_HANDLE reader = 0;
  EXPECT_EQ(list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &reader), CKR_SESSION_READ_WRITE_SO_EXISTS);
  list->C_Logout(session);
  EXPECT_EQ(list->C_Login(session, CKU_USER, utf8("5678"), 4), CKR_OK);
}

TEST_F(Login, with_a_new_pin_follows_the_old_one) {
  EXPECT_EQ(list->C_SetPIN(session, utf8("4321"), 4, utf8("5678"), 4), CKR_PIN_INCORRECT);
  EXPECT_EQ(list->C_SetPIN(session, utf8("1234"), 4, utf8("5678"), 4), CKR_OK);
  EXPECT_EQ(list->C_Login(session, CKU_USER, utf8("5678"), 4), CKR_OK);
}

TEST_F(Login, initializing_the_token_empties_it) {
  CK_UTF8CHAR label[32];
  std::fill(std::begin(label), std::end(label), CK_UTF8CHAR{'x'});
  EXPECT_EQ(list->C_InitToken(1, utf8("12345678"), 8, label), CKR_SESSION_EXISTS);
  list->C_CloseSession(session);
  EXPECT_EQ(list->C_InitToken(1, utf8("87654321"), 8, label), CKR_PIN_INCORRECT);
  EXPECT_EQ(list->C_InitToken(1, utf8("12345678"), 8, label), CKR_OK);
  CK_TOKEN_INFO info = {};
  EXPECT_EQ(list->C_GetTokenInfo(1, &info), CKR_OK);
  EXPECT_EQ(info.label[31], 'x');
  list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
  CK_ULONG size = 0;
  EXPECT_EQ(list->C_GetObjectSize(session, 4, &size), CKR_OBJECT_HANDLE_INVALID);
}

}  // namespace

}  // namespace fake_token
