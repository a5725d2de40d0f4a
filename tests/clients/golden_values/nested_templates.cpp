// Templates as values: entries are judged one by one, and come back one by one.
#include "tests/clients/golden/template.h"
#include "tests/clients/golden_values/attribute_groups.h"

namespace p11trace::clients {

namespace {

void pass_one(const Token& token, CK_ATTRIBUTE_TYPE type, const char* name) {
  count_as_passed(name);
  const Text type_text = constant(name, type);
  const auto& list = token.list;
  const Template inner = {CONSTANT(CKA_KEY_TYPE, CKK_AES), TEXT(CKA_LABEL, "inner"),
                          BYTES(CKA_VALUE, "secret within", secret)};
  const CK_ULONG size = inner.count * sizeof(CK_ATTRIBUTE);
  const Template given = {CONSTANT(CKA_CLASS, CKO_SECRET_KEY),
                          entry(type, type_text, inner.attributes, size, inner.text())};
  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  CALL(C_CreateObject, (token.session, given.attributes, given.count, &object), CKR_OK, "hSession", token.session,
       "pTemplate", given.text(), "phObject", made(decimal(object)));

  CK_ATTRIBUTE* query = guarded_array<CK_ATTRIBUTE>({{type, nullptr, 0}});
  CALL(C_GetAttributeValue, (token.session, object, query, 1), CKR_OK, "hSession", token.session, "hObject", object,
       "pTemplate", items({attribute(type_text, size_query(size))}));

  CK_ATTRIBUTE* within = guarded_array<CK_ATTRIBUTE>(
      {{CKA_KEY_TYPE, guarded_room(8), 8}, {CKA_LABEL, guarded_room(9), 9}, {CKA_VALUE, guarded_room(14), 14}});
  CK_ATTRIBUTE* wanted = guarded_array<CK_ATTRIBUTE>({{type, within, size}});
  CALL(C_GetAttributeValue, (token.session, object, wanted, 1), CKR_OK, "hSession", token.session, "hObject", object,
       "pTemplate",
       items({attribute(type_text, items({ATTRIBUTE(CKA_KEY_TYPE, out(room(8), NAMED(CKK_AES))),
                                          ATTRIBUTE(CKA_LABEL, out(room(9), text("inner"))),
                                          ATTRIBUTE(CKA_VALUE, out(secret_room(14), secret("secret within", 13)))}))}));

  CK_ATTRIBUTE* asked = guarded_array<CK_ATTRIBUTE>({{CKA_LABEL, guarded_room(9), 9}});
  CK_ATTRIBUTE* absent = guarded_array<CK_ATTRIBUTE>({{type, asked, sizeof *asked}});
  CALL(C_GetAttributeValue, (token.session, public_key, absent, 1), CKR_ATTRIBUTE_TYPE_INVALID, "hSession",
       token.session, "hObject", public_key, "pTemplate",
       items({attribute(type_text, out(items({ATTRIBUTE(CKA_LABEL, room(9))}), unavailable))}));
}

}  // namespace

void pass_nested_templates(const Token& token) {
#define PASS(type) pass_one(token, type, #type)
  PASS(CKA_WRAP_TEMPLATE);
  PASS(CKA_UNWRAP_TEMPLATE);
  PASS(CKA_DERIVE_TEMPLATE);
  PASS(CKA_ENCAPSULATE_TEMPLATE);
  PASS(CKA_DECAPSULATE_TEMPLATE);
#undef PASS
}

}  // namespace p11trace::clients
