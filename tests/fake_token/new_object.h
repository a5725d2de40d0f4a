// How an object comes into being, by whatever function: from a template, with the rules that all share.
#pragma once

#include "tests/fake_token/token.h"

namespace fake_token {

// Where a new object's attributes come from besides the template.
struct Origin {
  CK_OBJECT_CLASS object_class;
  CK_KEY_TYPE key_type;
  bool local;  // made on the token: keeps its secrets unless the template says otherwise
};

// What every object of its class has, whoever made it.
void set_defaults(Object& object, bool local);

// Session and login must allow what the template asks for.
CK_RV check_new_object(const Token& token, const Session& session, const Object& object);

// Reads the template into a key that is not yet on the token; C_CreateObject has its own way.
CK_RV make_key(const Token& token, const Session& session, const CK_ATTRIBUTE* attributes, CK_ULONG count,
               Origin origin, Object& key);

// To the token, owned by the session unless CKA_TOKEN says otherwise.
CK_OBJECT_HANDLE keep(Token& token, const Session& session, Object object);

// Missing CKA_VALUE_LEN means 32; absurd ones are refused.
CK_RV value_length(const Object& key, CK_ULONG& length);

}  // namespace fake_token
