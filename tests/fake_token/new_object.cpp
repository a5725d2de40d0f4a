// Templates into objects: class and type, defaults, and what session and login allow.
#include "tests/fake_token/new_object.h"

namespace fake_token {

namespace {

// Clients read what a key may be used for and complain where it is missing. The token itself does not ask.
struct Usage {
  CK_OBJECT_CLASS object_class;
  CK_ATTRIBUTE_TYPE type;
};

constexpr Usage usages[] = {
    {CKO_SECRET_KEY, CKA_ENCRYPT}, {CKO_SECRET_KEY, CKA_DECRYPT},       {CKO_SECRET_KEY, CKA_SIGN},
    {CKO_SECRET_KEY, CKA_VERIFY},  {CKO_SECRET_KEY, CKA_WRAP},          {CKO_SECRET_KEY, CKA_UNWRAP},
    {CKO_SECRET_KEY, CKA_DERIVE},  {CKO_PUBLIC_KEY, CKA_ENCRYPT},       {CKO_PUBLIC_KEY, CKA_VERIFY},
    {CKO_PUBLIC_KEY, CKA_WRAP},    {CKO_PUBLIC_KEY, CKA_DERIVE},        {CKO_PRIVATE_KEY, CKA_DECRYPT},
    {CKO_PRIVATE_KEY, CKA_SIGN},   {CKO_PRIVATE_KEY, CKA_SIGN_RECOVER}, {CKO_PRIVATE_KEY, CKA_UNWRAP},
    {CKO_PRIVATE_KEY, CKA_DERIVE},
};

void set_key_defaults(Object& key, bool local) {
  const CK_OBJECT_CLASS object_class = key.number(CKA_CLASS);
  key.set_if_absent(CKA_ID, {});
  key.set_flag(CKA_LOCAL, local);
  for (const Usage& usage : usages)
    if (usage.object_class == object_class) key.set_flag_if_absent(usage.type, true);
  if (!key.is_key()) return;

  const bool keeps_secret = local && object_class == CKO_PRIVATE_KEY;
  key.set_flag_if_absent(CKA_SENSITIVE, keeps_secret);
  key.set_flag_if_absent(CKA_EXTRACTABLE, !keeps_secret);
  key.set_flag_if_absent(CKA_ALWAYS_SENSITIVE, local && key.flag(CKA_SENSITIVE));
  key.set_flag_if_absent(CKA_NEVER_EXTRACTABLE, local && !key.flag(CKA_EXTRACTABLE));
  if (object_class == CKO_PRIVATE_KEY) key.set_flag_if_absent(CKA_ALWAYS_AUTHENTICATE, false);
}

}  // namespace

void set_defaults(Object& object, bool local) {
  for (const CK_ATTRIBUTE_TYPE type : {CKA_TOKEN, CKA_PRIVATE}) object.set_flag_if_absent(type, false);
  for (const CK_ATTRIBUTE_TYPE type : {CKA_MODIFIABLE, CKA_COPYABLE, CKA_DESTROYABLE})
    object.set_flag_if_absent(type, true);
  object.set_if_absent(CKA_LABEL, {});
  if (object.find(CKA_KEY_TYPE) != nullptr) set_key_defaults(object, local);
}

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
