// Templates as programs may give them: nested, of wrong sizes, with control characters, absurd.
#include <cstring>

#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

namespace {

// What would end the line, close the quotation, colour the terminal or turn the direction of writing. The e with an
// accent may stay.
constexpr std::string_view awkward = "two\nlines \"quoted\" \\ \x1b[31m \x7f \xc3\xa9\xff\xe2\x80\xae";

Text awkward_text() {
  const std::string bytes = shown(awkward.data(), awkward.size()).input;
  if (log_settings.bytes < 8) return value("[35]\"two\\n\"...", R"({"length":35,"text":"two\u000a"})");
  if (log_settings.bytes < awkward.size())
    return value("[35]\"two\\nline\"...", R"({"length":35,"text":"two\u000aline"})");
  return value("\"two\\nlines \\\"quoted\\\" \\\\ \\x1b[31m \\x7f \xc3\xa9\\xff\\xe2\\x80\\xae\"", bytes);
}

void refuse(const Functions_2_40& list, CK_SESSION_HANDLE session, const Template& given, CK_RV expected,
            const char* name) {
  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  const CK_RV answer = list.C_CreateObject(session, given.attributes, given.count, &object);
  expect_call(__FILE__, "C_CreateObject", {"hSession", session, "pTemplate", given.text(), "phObject", unset}, answer,
              expected, name);
}

void call_values_of_every_type(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  const Template inner = {CONSTANT(CKA_CLASS, CKO_SECRET_KEY), BYTES(CKA_VALUE, "within", secret),
                          TEXT(CKA_LABEL, "inner")};
  const CK_MECHANISM_TYPE mechanisms[] = {CKM_AES_CBC, CKM_AES_GCM, CKM_AES_CTR};
  void* const allowed = guarded(sizeof mechanisms);
  std::memcpy(allowed, mechanisms, sizeof mechanisms);
  const Template given = {
      CONSTANT(CKA_CLASS, CKO_SECRET_KEY),
      FLAG(CKA_TOKEN, CK_FALSE),
      ENTRY(CKA_PRIVATE, &guarded_value<CK_BBOOL>(0), 1, boolean(CK_FALSE)),
      ENTRY(CKA_LABEL, guarded_text(awkward), awkward.size(), awkward_text()),
      CONSTANT(CKA_KEY_TYPE, CKK_AES),
      BYTES(CKA_ID, "", shown),
      TEXT(CKA_START_DATE, "20260714"),
      ENTRY(CKA_ALLOWED_MECHANISMS, allowed, sizeof mechanisms,
            items({NAMED(CKM_AES_CBC), NAMED(CKM_AES_GCM), NAMED(CKM_AES_CTR)})),
      NUMBER(CKA_VALUE_LEN, 16),
      CONSTANT(CKA_KEY_GEN_MECHANISM, 0x8000ffff),
      ENTRY(CKA_WRAP_TEMPLATE, inner.attributes, inner.count * sizeof(CK_ATTRIBUTE), inner.text()),
      ENTRY(0x80004321, guarded_text("unknown"), 7, secret("unknown", 7)),
      ENTRY(CKA_OTP_USER_IDENTIFIER, guarded_text("somebody"), 8, sensitive_text("somebody")),
  };
  CALL(C_CreateObject, (session, given.attributes, given.count, &object), CKR_OK, "hSession", session, "pTemplate",
       given.text(), "phObject", made(decimal(object)));

  const Template changes = {FLAG(CKA_DERIVE, CK_TRUE), TEXT(CKA_LABEL, "changed")};
  CALL(C_SetAttributeValue, (session, object, changes.attributes, changes.count), CKR_OK, "hSession", session,
       "hObject", object, "pTemplate", changes.text());
  const Template other_class = {CONSTANT(CKA_CLASS, CKO_DATA)};
  CALL(C_SetAttributeValue, (session, object, other_class.attributes, other_class.count), CKR_ATTRIBUTE_READ_ONLY,
       "hSession", session, "hObject", object, "pTemplate", other_class.text());
  CALL(C_SetAttributeValue, (session, object, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session, "hObject", object,
       "pTemplate", null());
}

void call_wrong_templates(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  // A number that is not one, a truth that is neither, a text without memory, and lengths that nobody has.
  refuse(list, session,
         {ENTRY(CKA_CLASS, guarded_text("four"), 4, shown("four", 4)),
          ENTRY(CKA_TOKEN, &guarded_value<CK_BBOOL>(2), 1, decimal(2)), ENTRY(CKA_LABEL, nullptr, 5, null(5))},
         CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID");
  refuse(list, session, {ENTRY(CKA_LABEL, guarded_text("x"), absurd, not_read(absurd))}, CKR_ATTRIBUTE_VALUE_INVALID,
         "CKR_ATTRIBUTE_VALUE_INVALID");
  refuse(list, session, {ENTRY(CKA_VALUE, guarded_text("x"), absurd, secret_not_read(absurd))},
         CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID");
  refuse(list, session,
         {ENTRY(CKA_LABEL, guarded_text("x"), CK_UNAVAILABLE_INFORMATION, not_read(CK_UNAVAILABLE_INFORMATION))},
         CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID");
  refuse(list, session, {ENTRY(CKA_UNWRAP_TEMPLATE, guarded_text("odd"), 3, not_shown(3))}, CKR_ATTRIBUTE_VALUE_INVALID,
         "CKR_ATTRIBUTE_VALUE_INVALID");

  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  CALL(C_CreateObject, (session, nullptr, 3, &object), CKR_ARGUMENTS_BAD, "hSession", session, "pTemplate", null(3),
       "phObject", unset);
  const Template one = {CONSTANT(CKA_CLASS, CKO_DATA)};
  CALL(C_CreateObject, (session, one.attributes, absurd, &object), CKR_ARGUMENTS_BAD, "hSession", session, "pTemplate",
       not_read(absurd), "phObject", unset);
  CALL(C_CreateObject, (session, one.attributes, 0, &object), CKR_TEMPLATE_INCOMPLETE, "hSession", session, "pTemplate",
       items({}), "phObject", unset);

  // A template that holds itself: below the fourth level nobody looks.
  auto& endless = guarded_value<CK_ATTRIBUTE>({CKA_WRAP_TEMPLATE, nullptr, sizeof(CK_ATTRIBUTE)});
  endless.pValue = &endless;
  Text levels = not_shown(24);
  for (int level = 0; level <= 4; ++level) levels = items({ATTRIBUTE(CKA_WRAP_TEMPLATE, levels)});
  CALL(C_CreateObject, (session, &endless, 1, &object), CKR_ARGUMENTS_BAD, "hSession", session, "pTemplate", levels,
       "phObject", unset);
}

}  // namespace

void call_templates(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  call_values_of_every_type(list, session);
  call_wrong_templates(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
