// CKA_VALUE is shown or hidden by the class of its object, which earlier calls told, or did not.
#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <vector>

#include "tests/formatters/record/recorder.h"
#include "tests/formatters/record/template_of.h"

namespace p11trace::record {
namespace {

using call::Kind;
using enum pkcs11::Function;

constexpr CK_SESSION_HANDLE any_session = 1;
constexpr CK_OBJECT_HANDLE some_object = 70;

class ValueByClass : public testing::Test {
 protected:
  // How the value of `handle` comes out, asked for alone.
  Kind value_of(CK_OBJECT_HANDLE handle) {
    const GuardedMemory value(std::string_view("value of the object"));
    const Template entries{entry(CKA_VALUE, value)};
    return out(recorder_.call<C_GetAttributeValue>(CKR_OK, any_session, handle, entries.data(), 1), 2)
        .children.at(0)
        .kind;
  }

  // The token tells the class of `handle`, and its value in the same call, which had room for more.
  Kind tell_class(CK_OBJECT_HANDLE handle, CK_OBJECT_CLASS object_class, CK_RV result = CKR_OK) {
    const GuardedMemory value(std::size_t{20});
    const GuardedMemory memory(bytes_of(object_class));
    const Template entries{entry(CKA_VALUE, value), entry(CKA_CLASS, memory)};
    const call::Call& call = recorder_.call<C_GetAttributeValue>(
        [&] {
          entries.answer(0, "value of the object");
          return result;
        },
        any_session, handle, entries.data(), 2);
    return child(out(call, 2), "CKA_VALUE").kind;
  }

  void find(CK_OBJECT_CLASS object_class, std::vector<CK_OBJECT_HANDLE> found, CK_SESSION_HANDLE in = any_session) {
    const GuardedMemory memory(bytes_of(object_class));
    const Template entries{entry(CKA_CLASS, memory)};
    recorder_.call<C_FindObjectsInit>(CKR_OK, in, entries.data(), 1);
    find_next(found, in);
    recorder_.call<C_FindObjectsFinal>(CKR_OK, in);
  }
  void find_next(std::vector<CK_OBJECT_HANDLE> found, CK_SESSION_HANDLE in = any_session) {
    CK_ULONG count = found.size();
    recorder_.call<C_FindObjects>(CKR_OK, in, found.data(), found.size(), &count);
  }

  // Made from a template that names its class; how the value in that comes out.
  Kind create(CK_OBJECT_HANDLE made, CK_OBJECT_CLASS object_class) {
    const GuardedMemory value(std::string_view("value of the object"));
    const GuardedMemory memory(bytes_of(object_class));
    const Template entries{entry(CKA_VALUE, value), entry(CKA_CLASS, memory)};
    return child(in(recorder_.call<C_CreateObject>(CKR_OK, any_session, entries.data(), 2, &made), 1), "CKA_VALUE")
        .kind;
  }

  GuardedMemory mechanism_{bytes_of(CK_MECHANISM{CKM_HKDF_DATA, nullptr, 0})};
  Recorder recorder_;
};

TEST_F(ValueByClass, it_is_a_secret_where_nothing_is_known) {
  EXPECT_EQ(value_of(some_object), Kind::secret);
  const GuardedMemory value(std::string_view("value of the object"));
  const Template entries{entry(CKA_VALUE, value)};
  EXPECT_EQ(in(recorder_.call<C_FindObjectsInit>(CKR_OK, any_session, entries.data(), 1), 1).children.at(0).kind,
            Kind::secret);
}

TEST_F(ValueByClass, a_template_that_names_the_class_decides_for_its_own_value) {
  EXPECT_EQ(create(71, CKO_CERTIFICATE), Kind::bytes);
  EXPECT_EQ(create(72, CKO_PUBLIC_KEY), Kind::bytes);
  EXPECT_EQ(create(73, CKO_DATA), Kind::sensitive);
  EXPECT_EQ(create(74, CKO_SECRET_KEY), Kind::secret);
  EXPECT_EQ(create(75, CKO_PRIVATE_KEY), Kind::secret);
  EXPECT_EQ(create(76, 0x80000042), Kind::secret) << "a vendor's class";
}

TEST_F(ValueByClass, of_two_classes_in_a_template_the_one_that_hides_more_counts) {
  const GuardedMemory value(std::string_view("value"));
  const GuardedMemory key(bytes_of(CKO_SECRET_KEY));
  const GuardedMemory certificate(bytes_of(CKO_CERTIFICATE));
  const Template entries{entry(CKA_CLASS, key), entry(CKA_CLASS, certificate), entry(CKA_VALUE, value)};
  EXPECT_EQ(child(in(recorder_.call<C_FindObjectsInit>(CKR_OK, any_session, entries.data(), 3), 1), "CKA_VALUE").kind,
            Kind::secret);
}

TEST_F(ValueByClass, an_object_keeps_the_class_that_it_was_made_with) {
  create(71, CKO_CERTIFICATE);
  create(73, CKO_DATA);
  create(74, CKO_SECRET_KEY);
  EXPECT_EQ(value_of(71), Kind::bytes);
  EXPECT_EQ(value_of(73), Kind::sensitive);
  EXPECT_EQ(value_of(74), Kind::secret);
}

TEST_F(ValueByClass, a_call_that_failed_made_nothing) {
  CK_OBJECT_HANDLE made = 71;
  const GuardedMemory memory(bytes_of(CKO_CERTIFICATE));
  const Template entries{entry(CKA_CLASS, memory)};
  recorder_.call<C_CreateObject>(CKR_TEMPLATE_INCONSISTENT, any_session, entries.data(), 1, &made);
  EXPECT_EQ(value_of(71), Kind::secret);
}

TEST_F(ValueByClass, the_token_that_tells_the_class_decides_at_once_and_later) {
  EXPECT_EQ(tell_class(some_object, CKO_CERTIFICATE), Kind::bytes);
  EXPECT_EQ(value_of(some_object), Kind::bytes);
  EXPECT_EQ(tell_class(some_object, CKO_PRIVATE_KEY), Kind::secret);
  EXPECT_EQ(value_of(some_object), Kind::secret);
}

TEST_F(ValueByClass, a_class_beside_answers_that_failed_is_believed_only_if_it_hides_more) {
  // The module may have given up before it came to the class: then this is what stood there before.
  EXPECT_EQ(tell_class(some_object, CKO_CERTIFICATE, CKR_ATTRIBUTE_TYPE_INVALID), Kind::secret);
  EXPECT_EQ(value_of(some_object), Kind::secret);
  tell_class(some_object, CKO_CERTIFICATE);
  EXPECT_EQ(tell_class(some_object, CKO_SECRET_KEY, CKR_ATTRIBUTE_SENSITIVE), Kind::secret);
  EXPECT_EQ(value_of(some_object), Kind::secret);
}

TEST_F(ValueByClass, a_class_that_was_only_asked_for_by_size_tells_nothing) {
  const Template entries{size_query(CKA_CLASS)};
  recorder_.call<C_GetAttributeValue>(
      [&] {
        entries.answer(0, 8);
        return CKR_OK;
      },
      any_session, some_object, entries.data(), 1);
  EXPECT_EQ(value_of(some_object), Kind::secret);
}

TEST_F(ValueByClass, objects_found_by_class_are_of_that_class) {
  find(CKO_CERTIFICATE, {80, 81, 82});
  find(CKO_SECRET_KEY, {90});
  for (const CK_OBJECT_HANDLE handle : std::vector<CK_OBJECT_HANDLE>{80, 81, 82})
    EXPECT_EQ(value_of(handle), Kind::bytes);
  EXPECT_EQ(value_of(90), Kind::secret);
  EXPECT_EQ(value_of(83), Kind::secret);
}

TEST_F(ValueByClass, a_search_by_something_else_tells_nothing_of_class) {
  find(CKO_CERTIFICATE, {80});
  const GuardedMemory label(std::string_view("label"));
  const Template entries{entry(CKA_LABEL, label)};
  recorder_.call<C_FindObjectsInit>(CKR_OK, any_session, entries.data(), 1);
  find_next({91});
  EXPECT_EQ(value_of(91), Kind::secret);
  recorder_.call<C_FindObjectsFinal>(CKR_OK, any_session);
  recorder_.call<C_FindObjectsInit>(CKR_OK, any_session, nullptr, 0);
  find_next({92});
  EXPECT_EQ(value_of(92), Kind::secret);
}

TEST_F(ValueByClass, a_search_belongs_to_its_session) {
  const GuardedMemory memory(bytes_of(CKO_CERTIFICATE));
  const Template certificates{entry(CKA_CLASS, memory)};
  recorder_.call<C_FindObjectsInit>(CKR_OK, any_session, certificates.data(), 1);
  recorder_.call<C_FindObjectsInit>(CKR_OK, 2, nullptr, 0);
  find_next({93}, 2);
  find_next({94}, any_session);
  EXPECT_EQ(value_of(93), Kind::secret);
  EXPECT_EQ(value_of(94), Kind::bytes);
}

TEST_F(ValueByClass, an_object_that_was_destroyed_is_forgotten) {
  tell_class(some_object, CKO_CERTIFICATE);
  tell_class(some_object + 1, CKO_CERTIFICATE);
  recorder_.call<C_DestroyObject>(CKR_ACTION_PROHIBITED, any_session, some_object);
  EXPECT_EQ(value_of(some_object), Kind::bytes);
  recorder_.call<C_DestroyObject>(CKR_OK, any_session, some_object);
  EXPECT_EQ(value_of(some_object), Kind::secret);
  EXPECT_EQ(value_of(some_object + 1), Kind::bytes);
}

TEST_F(ValueByClass, an_object_that_will_be_destroyed_is_forgotten) {
  tell_class(some_object, CKO_CERTIFICATE);
  recorder_.call<C_DestroyObject>(CKR_PENDING, any_session, some_object);
  EXPECT_EQ(value_of(some_object), Kind::secret);
}

TEST_F(ValueByClass, whatever_may_end_handles_ends_what_is_known_of_them) {
  const auto forgets = [&](auto end) {
    tell_class(some_object, CKO_CERTIFICATE);
    EXPECT_EQ(value_of(some_object), Kind::bytes);
    end();
    return value_of(some_object) == Kind::secret;
  };
  EXPECT_TRUE(forgets([&] { recorder_.call<C_CloseSession>(CKR_OK, any_session); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_CloseAllSessions>(CKR_OK, 0); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_Logout>(CKR_OK, any_session); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_InitToken>(CKR_OK, 0, nullptr, 0, nullptr); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_Finalize>(CKR_OK, nullptr); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_Initialize>(CKR_OK, nullptr); }));
  // The token is gone, and nobody closed anything.
  EXPECT_TRUE(forgets([&] { recorder_.call<C_DigestInit>(CKR_DEVICE_REMOVED, any_session, nullptr); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_DigestInit>(CKR_SESSION_HANDLE_INVALID, any_session, nullptr); }));
  EXPECT_TRUE(forgets([&] { recorder_.call<C_DigestInit>(CKR_SESSION_CLOSED, any_session, nullptr); }));
  // These end nothing.
  EXPECT_FALSE(forgets([&] { recorder_.call<C_Logout>(CKR_USER_NOT_LOGGED_IN, any_session); }));
  EXPECT_FALSE(forgets([&] { recorder_.call<C_DigestInit>(CKR_MECHANISM_INVALID, any_session, nullptr); }));
  EXPECT_FALSE(forgets([&] { recorder_.call<C_Login>(CKR_OK, any_session, CKU_USER, nullptr, 0); }));
}

TEST_F(ValueByClass, a_key_that_a_mechanism_made_is_a_secret_whatever_class_the_token_tells) {
  const GuardedMemory memory(bytes_of(CKO_DATA));
  const Template data{entry(CKA_CLASS, memory)};
  const GuardedMemory wrapped(std::string(24, 'w'));
  const GuardedMemory size(bytes_of(24UL));
  auto* mechanism = mechanism_.as<CK_MECHANISM>();
  auto* bytes = wrapped.as<CK_BYTE>();
  CK_OBJECT_HANDLE key = 100;
  recorder_.call<C_DeriveKey>(CKR_OK, any_session, mechanism, 5, data.data(), 1, &key);
  key++;
  recorder_.call<C_UnwrapKey>(CKR_OK, any_session, mechanism, 5, bytes, 24, data.data(), 1, &key);
  key++;
  recorder_.call<C_UnwrapKeyAuthenticated>(CKR_OK, any_session, mechanism, 5, bytes, 24, data.data(), 1, nullptr, 0,
                                           &key);
  key++;
  recorder_.call<C_GenerateKey>(CKR_OK, any_session, mechanism, data.data(), 1, &key);
  key++;
  recorder_.call<C_EncapsulateKey>(CKR_OK, any_session, mechanism, 5, data.data(), 1, bytes, size.as<CK_ULONG>(), &key);
  key++;
  recorder_.call<C_DecapsulateKey>(CKR_OK, any_session, mechanism, 5, data.data(), 1, bytes, 24, &key);
  for (CK_OBJECT_HANDLE handle = 100; handle <= key; handle++) {
    EXPECT_EQ(tell_class(handle, CKO_DATA), Kind::secret) << handle;
    EXPECT_EQ(tell_class(handle, CKO_CERTIFICATE), Kind::secret) << handle;
    find(CKO_DATA, {handle});
    EXPECT_EQ(value_of(handle), Kind::secret) << handle;
    // Nor does a copy tell more.
    CK_OBJECT_HANDLE copy = handle + 50;
    recorder_.call<C_CopyObject>(CKR_OK, any_session, handle, data.data(), 1, &copy);
    EXPECT_EQ(tell_class(copy, CKO_DATA), Kind::secret) << handle;
  }
  EXPECT_EQ(tell_class(99, CKO_CERTIFICATE), Kind::bytes) << "which nobody derived";
}

TEST_F(ValueByClass, a_handle_of_a_key_may_later_be_of_something_else) {
  CK_OBJECT_HANDLE key = 100;
  recorder_.call<C_GenerateKey>(CKR_OK, any_session, mechanism_.as<CK_MECHANISM>(), nullptr, 0, &key);
  recorder_.call<C_DestroyObject>(CKR_OK, any_session, key);
  create(key, CKO_CERTIFICATE);
  EXPECT_EQ(value_of(key), Kind::bytes);
}

TEST_F(ValueByClass, of_a_pair_the_private_key_is_a_secret_and_the_public_key_what_its_template_says) {
  const GuardedMemory memory(bytes_of(CKO_PUBLIC_KEY));
  const Template template_of_public{entry(CKA_CLASS, memory)};
  CK_OBJECT_HANDLE public_key = 110;
  CK_OBJECT_HANDLE private_key = 111;
  auto* mechanism = mechanism_.as<CK_MECHANISM>();
  recorder_.call<C_GenerateKeyPair>(CKR_OK, any_session, mechanism, template_of_public.data(), 1,
                                    template_of_public.data(), 1, &public_key, &private_key);
  EXPECT_EQ(value_of(public_key), Kind::bytes);
  EXPECT_EQ(tell_class(private_key, CKO_PUBLIC_KEY), Kind::secret);
  // Where the template says nothing it is a secret until the token tells.
  public_key = 112;
  recorder_.call<C_GenerateKeyPair>(CKR_OK, any_session, mechanism, nullptr, 0, nullptr, 0, &public_key, &private_key);
  EXPECT_EQ(value_of(public_key), Kind::secret);
  EXPECT_EQ(tell_class(public_key, CKO_PUBLIC_KEY), Kind::bytes);
  // A caller that does not want the public key's handle.
  private_key = 113;
  recorder_.call<C_GenerateKeyPair>(CKR_OK, any_session, mechanism, template_of_public.data(), 1, nullptr, 0, nullptr,
                                    &private_key);
  EXPECT_EQ(value_of(private_key), Kind::secret);
}

TEST_F(ValueByClass, a_copy_is_what_its_original_is) {
  const auto copy_of = [&](CK_OBJECT_HANDLE original) {
    CK_OBJECT_HANDLE copy = original + 1000;
    recorder_.call<C_CopyObject>(CKR_OK, any_session, original, nullptr, 0, &copy);
    return value_of(copy);
  };
  create(71, CKO_CERTIFICATE);
  create(73, CKO_DATA);
  EXPECT_EQ(copy_of(71), Kind::bytes);
  EXPECT_EQ(copy_of(73), Kind::sensitive);
  EXPECT_EQ(copy_of(74), Kind::secret);
}

TEST_F(ValueByClass, an_object_that_an_asynchronous_call_made_is_a_secret) {
  tell_class(120, CKO_CERTIFICATE);
  CK_ASYNC_DATA completed{0, nullptr, 0, 120, 121};
  CK_UTF8CHAR name[] = "C_DeriveKey";
  recorder_.call<C_AsyncComplete>(CKR_PENDING, any_session, name, &completed);
  EXPECT_EQ(value_of(120), Kind::bytes);
  recorder_.call<C_AsyncComplete>(CKR_OK, any_session, name, &completed);
  EXPECT_EQ(value_of(120), Kind::secret);
  EXPECT_EQ(tell_class(120, CKO_DATA), Kind::secret);
  EXPECT_EQ(tell_class(121, CKO_DATA), Kind::secret);
}

TEST_F(ValueByClass, nothing_is_known_of_objects_where_calls_that_tell_of_them_may_go_unseen) {
  create(71, CKO_CERTIFICATE);
  tell_class(72, CKO_DATA);
  find(CKO_PUBLIC_KEY, {73});
  recorder_.sees_objects = false;
  for (const CK_OBJECT_HANDLE handle : {71u, 72u, 73u}) EXPECT_EQ(value_of(handle), Kind::secret) << handle;
  // Nor is anything that is seen now remembered for the next call.
  create(74, CKO_CERTIFICATE);
  EXPECT_EQ(value_of(74), Kind::secret);
  CK_OBJECT_HANDLE copy = 75;
  recorder_.call<C_CopyObject>(CKR_OK, any_session, 71, nullptr, 0, &copy);
  EXPECT_EQ(value_of(copy), Kind::secret);
  find(CKO_CERTIFICATE, {76});
  EXPECT_EQ(value_of(76), Kind::secret);
  // What stands in the call itself is no memory.
  EXPECT_EQ(create(77, CKO_CERTIFICATE), Kind::bytes);
  EXPECT_EQ(tell_class(71, CKO_CERTIFICATE), Kind::bytes);
  EXPECT_EQ(value_of(71), Kind::secret);
}

TEST_F(ValueByClass, these_calls_and_no_others_tell_of_objects) {
  std::set<std::string_view> telling;
  for (const pkcs11::FunctionRow& row : pkcs11::functions)
    if (tells_of_objects(row.id)) telling.insert(row.name);
  const std::set<std::string_view> expected = {
      // handles come out
      "C_CreateObject", "C_CopyObject", "C_FindObjects", "C_GenerateKey", "C_GenerateKeyPair", "C_UnwrapKey",
      "C_DeriveKey", "C_EncapsulateKey", "C_DecapsulateKey", "C_UnwrapKeyAuthenticated",
      // the search by class, whose objects C_FindObjects answers
      "C_FindObjectsInit",
      // handles end
      "C_DestroyObject", "C_Initialize", "C_Finalize", "C_InitToken", "C_CloseSession", "C_CloseAllSessions",
      "C_Logout",
      // handles come out of a call that was made before
      "C_AsyncComplete"};
  EXPECT_EQ(telling, expected);
}

TEST_F(ValueByClass, data_is_shown_to_those_who_asked_for_data_and_a_key_is_not) {
  recorder_.policy.show = Show::data;
  EXPECT_EQ(create(73, CKO_DATA), Kind::bytes);
  EXPECT_EQ(value_of(73), Kind::bytes);
  EXPECT_EQ(create(74, CKO_SECRET_KEY), Kind::secret);
  CK_OBJECT_HANDLE key = 100;
  recorder_.call<C_DeriveKey>(CKR_OK, any_session, mechanism_.as<CK_MECHANISM>(), 5, nullptr, 0, &key);
  EXPECT_EQ(tell_class(key, CKO_DATA), Kind::secret);
  recorder_.policy.show = Show::secrets;
  EXPECT_EQ(value_of(key), Kind::bytes);
}

TEST_F(ValueByClass, what_the_certificate_holds_is_found_in_the_record) {
  create(71, CKO_CERTIFICATE);
  EXPECT_EQ(value_of(71), Kind::bytes);
  EXPECT_NE(recorder_.record().find("value of the object"), std::string::npos);
  create(74, CKO_SECRET_KEY);
  EXPECT_EQ(recorder_.record().find("value"), std::string::npos);
}

}  // namespace
}  // namespace p11trace::record
