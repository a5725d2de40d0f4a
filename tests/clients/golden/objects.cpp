// C_CreateObject, C_CopyObject, C_DestroyObject, C_GetObjectSize: whose CKA_VALUE is a secret and whose is not.
#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

namespace {

CK_OBJECT_HANDLE create(const Functions_2_40& list, CK_SESSION_HANDLE session, const Template& given) {
  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  CALL(C_CreateObject, (session, given.attributes, given.count, &object), CKR_OK, "hSession", session, "pTemplate",
       given.text(), "phObject", made(decimal(object)));
  return object;
}

// The value that C_GetAttributeValue answers, without the class being named beside it.
void expect_value(const Functions_2_40& list, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                  std::string_view value, Text (*show)(const void*, std::size_t)) {
  CK_ATTRIBUTE& wanted = guarded_value<CK_ATTRIBUTE>({CKA_VALUE, guarded_room(value.size()), value.size()});
  CALL(C_GetAttributeValue, (session, object, &wanted, 1), CKR_OK, "hSession", session, "hObject", object, "pTemplate",
       items({ATTRIBUTE(CKA_VALUE, out(show == secret ? secret_room(value.size()) : room(value.size()),
                                       show(value.data(), value.size())))}));
}

void create_each_class(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  const CK_OBJECT_HANDLE data =
      create(list, session,
             {CONSTANT(CKA_CLASS, CKO_DATA), TEXT(CKA_LABEL, "golden data"), TEXT(CKA_APPLICATION, "golden client"),
              BYTES(CKA_VALUE, "what the data is", sensitive)});
  expect_value(list, session, data, "what the data is", sensitive);

  const CK_OBJECT_HANDLE certificate =
      create(list, session,
             {CONSTANT(CKA_CLASS, CKO_CERTIFICATE), CONSTANT(CKA_CERTIFICATE_TYPE, CKC_X_509),
              BYTES(CKA_VALUE, "a certificate that everybody may read", shown),
              BYTES(CKA_ID, std::string_view("\0\xff\x10", 3), shown)});
  expect_value(list, session, certificate, "a certificate that everybody may read", shown);

  const CK_OBJECT_HANDLE key = create(list, session,
                                      {CONSTANT(CKA_CLASS, CKO_SECRET_KEY), CONSTANT(CKA_KEY_TYPE, CKK_GENERIC_SECRET),
                                       FLAG(CKA_SENSITIVE, CK_FALSE), BYTES(CKA_VALUE, "sixteen secrets!", secret)});
  expect_value(list, session, key, "sixteen secrets!", secret);

  // Behind the value the class decides as well.
  const CK_OBJECT_HANDLE public_one =
      create(list, session,
             {BYTES(CKA_VALUE, "a public value", shown), CONSTANT(CKA_CLASS, CKO_PUBLIC_KEY),
              CONSTANT(CKA_KEY_TYPE, CKK_ML_KEM), CONSTANT(CKA_PARAMETER_SET, CKP_ML_KEM_768)});

  auto& copy = guarded_value<CK_OBJECT_HANDLE>();
  const Template changes = {TEXT(CKA_LABEL, "a copy"), FLAG(CKA_MODIFIABLE, CK_TRUE)};
  CALL(C_CopyObject, (session, public_one, changes.attributes, changes.count, &copy), CKR_OK, "hSession", session,
       "hObject", public_one, "pTemplate", changes.text(), "phNewObject", made(decimal(copy)));
  expect_value(list, session, copy, "a public value", shown);
  CALL(C_CopyObject, (session, public_one, nullptr, 0, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "hObject",
       public_one, "pTemplate", null(), "phNewObject", unwritten(null()));
  CALL(C_CopyObject, (session, nobody, nullptr, 0, &copy), CKR_OBJECT_HANDLE_INVALID, "hSession", session, "hObject",
       nobody, "pTemplate", null(), "phNewObject", unset);

  auto& size = guarded_value<CK_ULONG>();
  CALL(C_GetObjectSize, (session, data, &size), CKR_OK, "hSession", session, "hObject", data, "pulSize",
       made(decimal(size)));
  CALL(C_GetObjectSize, (session, data, nullptr), CKR_ARGUMENTS_BAD, "hSession", session, "hObject", data, "pulSize",
       unwritten(null()));
  CALL(C_GetObjectSize, (session, nobody, &size), CKR_OBJECT_HANDLE_INVALID, "hSession", session, "hObject", nobody,
       "pulSize", unset);

  CALL(C_DestroyObject, (session, certificate), CKR_OK, "hSession", session, "hObject", certificate);
  CALL(C_DestroyObject, (session, certificate), CKR_OBJECT_HANDLE_INVALID, "hSession", session, "hObject", certificate);
}

}  // namespace

void call_objects(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  create_each_class(list, session);

  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  const Template without_class = {BYTES(CKA_VALUE, "may be a secret", secret)};
  CALL(C_CreateObject, (session, without_class.attributes, without_class.count, &object), CKR_TEMPLATE_INCOMPLETE,
       "hSession", session, "pTemplate", without_class.text(), "phObject", unset);
  // Of two classes the one that hides more counts.
  const Template two_classes = {CONSTANT(CKA_CLASS, CKO_CERTIFICATE), BYTES(CKA_VALUE, "may be a secret", secret),
                                CONSTANT(CKA_CLASS, CKO_PRIVATE_KEY)};
  CALL(C_CreateObject, (session, two_classes.attributes, two_classes.count, &object), CKR_TEMPLATE_INCONSISTENT,
       "hSession", session, "pTemplate", two_classes.text(), "phObject", unset);
  CALL(C_CreateObject, (session, without_class.attributes, without_class.count, nullptr), CKR_ARGUMENTS_BAD, "hSession",
       session, "pTemplate", without_class.text(), "phObject", unwritten(null()));
  close_session(list, session);
}

}  // namespace p11trace::clients
