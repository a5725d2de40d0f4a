// C_GetAttributeValue: what was asked for, and what came of each entry.
#include "tests/clients/golden/golden.h"
#include "tests/clients/golden/template.h"

namespace p11trace::clients {

namespace {

// Entries to be answered, at the end of a page.
class Wanted {
 public:
  Wanted(std::initializer_list<CK_ATTRIBUTE> entries) : entries_(guarded_array(entries)), count_(entries.size()) {}

  CK_ATTRIBUTE* entries() const { return entries_; }
  CK_ULONG count() const { return count_; }
  const CK_ATTRIBUTE& operator[](std::size_t i) const { return entries_[i]; }

  // The bytes that came, if any did.
  Text answer(std::size_t i, Text (*show)(const void*, std::size_t)) const {
    return show(entries_[i].pValue, entries_[i].ulValueLen);
  }

 private:
  CK_ATTRIBUTE* entries_;
  CK_ULONG count_;
};

CK_ATTRIBUTE asked(CK_ATTRIBUTE_TYPE type, CK_ULONG size) { return {type, guarded_room(size), size}; }
CK_ATTRIBUTE query(CK_ATTRIBUTE_TYPE type) { return {type, nullptr, 0}; }

Text failed(const Text& room_of_it) { return out(room_of_it, unavailable); }

void call_for_public_values(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  const Wanted sizes = {query(CKA_CLASS), query(CKA_MODULUS), query(CKA_LABEL)};
  CALL(C_GetAttributeValue, (session, public_key, sizes.entries(), sizes.count()), CKR_OK, "hSession", session,
       "hObject", public_key, "pTemplate",
       items({ATTRIBUTE(CKA_CLASS, size_query(8)), ATTRIBUTE(CKA_MODULUS, size_query(64)),
              ATTRIBUTE(CKA_LABEL, size_query(13))}));

  const Wanted values = {asked(CKA_CLASS, 8),       asked(CKA_MODULUS, 64),        asked(CKA_LABEL, 20),
                         asked(CKA_KEY_TYPE, 8),    asked(CKA_PUBLIC_EXPONENT, 3), asked(CKA_VERIFY, 1),
                         asked(CKA_MODULUS_BITS, 8)};
  CALL(C_GetAttributeValue, (session, public_key, values.entries(), values.count()), CKR_OK, "hSession", session,
       "hObject", public_key, "pTemplate",
       items({ATTRIBUTE(CKA_CLASS, out(room(8), NAMED(CKO_PUBLIC_KEY))),
              ATTRIBUTE(CKA_MODULUS, out(room(64), values.answer(1, shown))),
              ATTRIBUTE(CKA_LABEL, out(room(20), text("fake key pair"))),
              ATTRIBUTE(CKA_KEY_TYPE, out(room(8), NAMED(CKK_RSA))),
              ATTRIBUTE(CKA_PUBLIC_EXPONENT, out(room(3), shown("\1\0\1", 3))),
              ATTRIBUTE(CKA_VERIFY, made(boolean(CK_TRUE))), ATTRIBUTE(CKA_MODULUS_BITS, out(room(8), decimal(512)))}));
}

void call_for_secrets(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  // Nothing is known of this object's class, then it is named, and later remembered.
  const Wanted value = {asked(CKA_VALUE, 32)};
  CALL(C_GetAttributeValue, (session, secret_key, value.entries(), value.count()), CKR_OK, "hSession", session,
       "hObject", secret_key, "pTemplate",
       items({ATTRIBUTE(CKA_VALUE, out(secret_room(32), value.answer(0, secret)))}));
  // Of a secret not even the length is told to those who ask for it, and of the label behind it it is.
  const Wanted sizes = {query(CKA_VALUE), query(CKA_LABEL)};
  CALL(C_GetAttributeValue, (session, secret_key, sizes.entries(), sizes.count()), CKR_OK, "hSession", session,
       "hObject", secret_key, "pTemplate",
       items({ATTRIBUTE(CKA_VALUE, secret_size_query(32)), ATTRIBUTE(CKA_LABEL, size_query(15))}));
  const Wanted with_class = {asked(CKA_CLASS, 8), asked(CKA_VALUE, 40)};
  CALL(C_GetAttributeValue, (session, secret_key, with_class.entries(), with_class.count()), CKR_OK, "hSession",
       session, "hObject", secret_key, "pTemplate",
       items({ATTRIBUTE(CKA_CLASS, out(room(8), NAMED(CKO_SECRET_KEY))),
              ATTRIBUTE(CKA_VALUE, out(secret_room(40), with_class.answer(1, secret)))}));
  const Wanted note_class = {asked(CKA_CLASS, 8), asked(CKA_VALUE, 21)};
  CALL(C_GetAttributeValue, (session, note, note_class.entries(), note_class.count()), CKR_OK, "hSession", session,
       "hObject", note, "pTemplate",
       items({ATTRIBUTE(CKA_CLASS, out(room(8), NAMED(CKO_DATA))),
              ATTRIBUTE(CKA_VALUE, out(secret_room(21), note_class.answer(1, sensitive)))}));
  const Wanted note_value = {asked(CKA_VALUE, 21)};
  CALL(C_GetAttributeValue, (session, note, note_value.entries(), note_value.count()), CKR_OK, "hSession", session,
       "hObject", note, "pTemplate", items({ATTRIBUTE(CKA_VALUE, out(room(21), note_value.answer(0, sensitive)))}));
}

void call_for_what_is_refused(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  // After a failure a label that is as long as its room may be what stood there before; a longer room, or the length that
  // every number has, proves that it is an answer.
  const Wanted hidden = {asked(CKA_PRIVATE_EXPONENT, 8), asked(CKA_LABEL, 13), asked(CKA_LABEL, 14),
                         asked(CKA_CLASS, 8)};
  CALL(C_GetAttributeValue, (session, private_key, hidden.entries(), hidden.count()), CKR_ATTRIBUTE_SENSITIVE,
       "hSession", session, "hObject", private_key, "pTemplate",
       items({ATTRIBUTE(CKA_PRIVATE_EXPONENT, failed(secret_room(8))), ATTRIBUTE(CKA_LABEL, room(13)),
              ATTRIBUTE(CKA_LABEL, out(room(14), text("fake key pair"))),
              ATTRIBUTE(CKA_CLASS, out(room(8), NAMED(CKO_PRIVATE_KEY)))}));
  const Wanted unknown = {asked(0x80004321, 8), query(CKA_LABEL)};
  CALL(C_GetAttributeValue, (session, private_key, unknown.entries(), unknown.count()), CKR_ATTRIBUTE_TYPE_INVALID,
       "hSession", session, "hObject", private_key, "pTemplate",
       items({attribute(unnamed(0x80004321), failed(secret_room(8))), ATTRIBUTE(CKA_LABEL, size_query(13))}));
  const Wanted small = {asked(CKA_LABEL, 8), asked(CKA_ID, 4)};
  CALL(C_GetAttributeValue, (session, private_key, small.entries(), small.count()), CKR_BUFFER_TOO_SMALL, "hSession",
       session, "hObject", private_key, "pTemplate",
       items({ATTRIBUTE(CKA_LABEL, failed(room(8))), ATTRIBUTE(CKA_ID, out(room(4), shown("\2", 1)))}));

  CALL(C_GetAttributeValue, (session, nobody, small.entries(), 1), CKR_OBJECT_HANDLE_INVALID, "hSession", session,
       "hObject", nobody, "pTemplate", unwritten(items({ATTRIBUTE(CKA_LABEL, room(CK_UNAVAILABLE_INFORMATION))})));
  CALL(C_GetAttributeValue, (session, note, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session, "hObject", note,
       "pTemplate", unwritten(null()));
  CALL(C_GetAttributeValue, (session, note, nullptr, 2), CKR_ARGUMENTS_BAD, "hSession", session, "hObject", note,
       "pTemplate", unwritten(null(2)));
  CALL(C_GetAttributeValue, (nobody, note, small.entries(), absurd), CKR_SESSION_HANDLE_INVALID, "hSession", nobody,
       "hObject", note, "pTemplate", unwritten(not_read(absurd)));
}

// The token names the types inside; the caller only has room for them.
void call_for_a_template(const Functions_2_40& list, CK_SESSION_HANDLE session) {
  auto& object = guarded_value<CK_OBJECT_HANDLE>();
  const Template inner = {CONSTANT(CKA_KEY_TYPE, CKK_AES), TEXT(CKA_LABEL, "inner")};
  const Template given = {CONSTANT(CKA_CLASS, CKO_SECRET_KEY),
                          ENTRY(CKA_WRAP_TEMPLATE, inner.attributes, inner.count * sizeof(CK_ATTRIBUTE), inner.text())};
  CALL(C_CreateObject, (session, given.attributes, given.count, &object), CKR_OK, "hSession", session, "pTemplate",
       given.text(), "phObject", made(decimal(object)));

  const Wanted size = {query(CKA_WRAP_TEMPLATE)};
  CALL(C_GetAttributeValue, (session, object, size.entries(), size.count()), CKR_OK, "hSession", session, "hObject",
       object, "pTemplate", items({ATTRIBUTE(CKA_WRAP_TEMPLATE, size_query(48))}));

  // A type without a name may be a secret's.
  const Wanted within = {{CK_UNAVAILABLE_INFORMATION, guarded_room(8), 8}, {CK_UNAVAILABLE_INFORMATION, nullptr, 0}};
  const Wanted value = {{CKA_WRAP_TEMPLATE, within.entries(), 2 * sizeof(CK_ATTRIBUTE)}};
  CALL(C_GetAttributeValue, (session, object, value.entries(), value.count()), CKR_OK, "hSession", session, "hObject",
       object, "pTemplate",
       items({ATTRIBUTE(
           CKA_WRAP_TEMPLATE,
           items({out(attribute(unnamed(0xffffffffffffffff), secret_room(8)), ATTRIBUTE(CKA_KEY_TYPE, NAMED(CKK_AES))),
                  out(attribute(unnamed(0xffffffffffffffff), size_query()), ATTRIBUTE(CKA_LABEL, size_query(5)))}))}));
}

}  // namespace

void call_attributes(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_user_session(list);
  call_for_public_values(list, session);
  call_for_secrets(list, session);
  call_for_what_is_refused(list, session);
  call_for_a_template(list, session);
  close_session(list, session);
}

}  // namespace p11trace::clients
