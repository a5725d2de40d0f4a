// Keys that the fake token makes, wraps, derives and shares.
#include "tests/fake_token/loaded.h"

namespace fake_token {

namespace {

using Bytes = std::vector<CK_BYTE>;

class Keys : public LoadedToken {
 protected:
  Bytes value_of(CK_OBJECT_HANDLE key) {
    CK_ATTRIBUTE value = {CKA_VALUE, nullptr, 0};
    if (list->C_GetAttributeValue(session, key, &value, 1) != CKR_OK) return {};
    Bytes bytes(value.ulValueLen);
    value.pValue = bytes.data();
    EXPECT_EQ(list->C_GetAttributeValue(session, key, &value, 1), CKR_OK);
    return bytes;
  }
};

TEST_F(Keys, are_generated_as_long_as_the_template_says) {
  mechanism.mechanism = CKM_AES_KEY_GEN;
  CK_ULONG length = 16;
  CK_ATTRIBUTE wanted = {CKA_VALUE_LEN, &length, sizeof length};
  CK_OBJECT_HANDLE key = 0;
  ASSERT_EQ(list->C_GenerateKey(session, &mechanism, &wanted, 1, &key), CKR_OK);
  EXPECT_EQ(key, 5U) << "the first after those that are there from the beginning";
  EXPECT_EQ(value_of(key).size(), 16U);
}

TEST_F(Keys, come_in_pairs_whose_private_half_stays_inside) {
  mechanism.mechanism = CKM_ML_KEM_KEY_PAIR_GEN;
  CK_OBJECT_HANDLE public_key = 0;
  CK_OBJECT_HANDLE private_key = 0;
  ASSERT_EQ(list->C_GenerateKeyPair(session, &mechanism, nullptr, 0, nullptr, 0, &public_key, &private_key), CKR_OK);
  EXPECT_EQ(value_of(public_key).size(), 128U);
  CK_ATTRIBUTE value = {CKA_VALUE, nullptr, 0};
  EXPECT_EQ(list->C_GetAttributeValue(session, private_key, &value, 1), CKR_ATTRIBUTE_SENSITIVE);
  CK_ULONG length = 0;
  EXPECT_EQ(list->C_WrapKey(session, &mechanism, 1, private_key, nullptr, &length), CKR_KEY_UNEXTRACTABLE);
}

TEST_F(Keys, are_the_same_after_wrapping_and_unwrapping) {
  CK_ULONG length = 0;
  ASSERT_EQ(list->C_WrapKey(session, &mechanism, 1, 1, nullptr, &length), CKR_OK);
  Bytes wrapped(length);
  ASSERT_EQ(list->C_WrapKey(session, &mechanism, 1, 1, wrapped.data(), &length), CKR_OK);
  EXPECT_NE(wrapped, value_of(1));
  CK_OBJECT_HANDLE key = 0;
  ASSERT_EQ(list->C_UnwrapKey(session, &mechanism, 1, wrapped.data(), length, nullptr, 0, &key), CKR_OK);
  EXPECT_EQ(value_of(key), value_of(1));
}

TEST_F(Keys, are_not_unwrapped_with_other_associated_data) {
  CK_BYTE data[] = {1, 2, 3};
  Bytes wrapped(48);
  CK_ULONG length = wrapped.size();
  ASSERT_EQ(list->C_WrapKeyAuthenticated(session, &mechanism, 1, 1, data, 3, wrapped.data(), &length), CKR_OK);
  CK_OBJECT_HANDLE key = 0;
  EXPECT_EQ(list->C_UnwrapKeyAuthenticated(session, &mechanism, 1, wrapped.data(), length, nullptr, 0, data, 2, &key),
            CKR_AEAD_DECRYPT_FAILED);
  ASSERT_EQ(list->C_UnwrapKeyAuthenticated(session, &mechanism, 1, wrapped.data(), length, nullptr, 0, data, 3, &key),
            CKR_OK);
  EXPECT_EQ(value_of(key), value_of(1));
}

TEST_F(Keys, are_derived_without_a_handle_where_the_parameter_takes_them) {
  CK_OBJECT_HANDLE key = 0;
  mechanism.mechanism = CKM_ECDH1_DERIVE;
  EXPECT_EQ(list->C_DeriveKey(session, &mechanism, 1, nullptr, 0, nullptr), CKR_ARGUMENTS_BAD);
  EXPECT_EQ(list->C_DeriveKey(session, &mechanism, 1, nullptr, 0, &key), CKR_OK);
  EXPECT_EQ(value_of(key).size(), 32U);
  mechanism.mechanism = CKM_TLS_KEY_AND_MAC_DERIVE;
  EXPECT_EQ(list->C_DeriveKey(session, &mechanism, 1, nullptr, 0, nullptr), CKR_OK);
}

TEST_F(Keys, makes_no_key_when_the_size_of_the_ciphertext_is_asked_for) {
  CK_OBJECT_HANDLE key = 99;
  CK_ULONG length = 0;
  ASSERT_EQ(list->C_EncapsulateKey(session, &mechanism, 2, nullptr, 0, nullptr, &length, &key), CKR_OK);
  EXPECT_EQ(key, 99U);
  Bytes ciphertext(length);
  ASSERT_EQ(list->C_EncapsulateKey(session, &mechanism, 2, nullptr, 0, ciphertext.data(), &length, &key), CKR_OK);
  CK_OBJECT_HANDLE same = 0;
  ASSERT_EQ(list->C_DecapsulateKey(session, &mechanism, 2, nullptr, 0, ciphertext.data(), length, &same), CKR_OK);
  EXPECT_EQ(value_of(key).size(), 32U);
  EXPECT_EQ(value_of(key), value_of(same));
}

TEST_F(Keys, of_asynchronous_sessions_come_with_the_completion) {
  CK_SESSION_HANDLE async = 0;
  list->C_OpenSession(1, CKF_SERIAL_SESSION | CKF_ASYNC_SESSION, nullptr, nullptr, &async);
  CK_OBJECT_HANDLE key = 0;
  ASSERT_EQ(list->C_GenerateKey(async, &mechanism, nullptr, 0, &key), CKR_PENDING);
  EXPECT_EQ(key, 0U);
  CK_ASYNC_DATA result = {};
  EXPECT_EQ(list->C_AsyncComplete(async, utf8("C_GenerateKey"), &result), CKR_OK);
  EXPECT_EQ(value_of(result.hObject).size(), 32U);
  EXPECT_EQ(list->C_AsyncComplete(async, utf8("C_GenerateKey"), &result), CKR_OPERATION_NOT_INITIALIZED);
}

}  // namespace

}  // namespace fake_token
