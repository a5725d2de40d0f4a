// Templates into objects: class and type, defaults, and what session and login allow.
#include "tests/fake_token/new_object.h"

namespace fake_token {

namespace {

void set_defaults(Object& object, bool local) {
  for (const CK_ATTRIBUTE_TYPE type : {CKA_TOKEN, CKA_PRIVATE}) object.set_flag_if_absent(type, false);
  for (const CK_ATTRIBUTE_TYPE type : {CKA_MODIFIABLE, CKA_COPYABLE, CKA_DESTROYABLE})
    object.set_flag_if_absent(type, true);
  object.set_if_absent(CKA_LABEL, {});
  if (object.find(CKA_KEY_TYPE) == nullptr) return;
  object.set_if_absent(CKA_ID, {});
  object.set_flag(CKA_LOCAL, local);
  if (!object.is_key()) return;
  const bool keeps_secret = local && object.number(CKA_CLASS) == CKO_PRIVATE_KEY;
  object.set_flag_if_absent(CKA_SENSITIVE, keeps_secret);
  object.set_flag_if_absent(CKA_EXTRACTABLE, !keeps_secret);
}

}  // namespace

CK_RV check_new_object(const Token& token, const Session& session, const Object& object) {
  if (object.flag(CKA_TOKEN) && !session.can_write()) return CKR_SESSION_READ_ONLY;
  if (object.flag(CKA_PRIVATE) && token.user != CKU_USER) return CKR_USER_NOT_LOGGED_IN;
  return CKR_OK;
}

CK_RV make_key(const Token& token, const Session& session, const CK_ATTRIBUTE* attributes, CK_ULONG count,
               Origin origin, Object& key) {
  Template wanted;
  const CK_RV rv = read_template(attributes, count, wanted);
  if (rv != CKR_OK) return rv;
  for (Attribute& attribute : wanted) key.set(std::move(attribute));
  if (key.number(CKA_CLASS, origin.object_class) != origin.object_class) return CKR_TEMPLATE_INCONSISTENT;
  key.set_number(CKA_CLASS, origin.object_class);
  key.set_number(CKA_KEY_TYPE, key.number(CKA_KEY_TYPE, origin.key_type));
  set_defaults(key, origin.local);
  return check_new_object(token, session, key);
}

CK_OBJECT_HANDLE keep(Token& token, const Session& session, Object object) {
  if (!object.flag(CKA_TOKEN)) object.owner = session.handle;
  set_defaults(object, object.flag(CKA_LOCAL));
  return token.add(std::move(object));
}

CK_RV value_length(const Object& key, CK_ULONG& length) {
  length = key.number(CKA_VALUE_LEN, 32);
  return length > 0 && length <= 4096 ? CKR_OK : CKR_KEY_SIZE_RANGE;
}

}  // namespace fake_token
