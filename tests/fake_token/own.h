// What each function does when nothing is scripted: declared from the X macro, defined by group in other
// files.
#pragma once

#include "formatters/pkcs11/pkcs11.h"

namespace fake_token::own {

#define FAKE_TOKEN_DECLARE(name, parameters) CK_RV name parameters;
CK_FUNCTIONS(FAKE_TOKEN_DECLARE)
#undef FAKE_TOKEN_DECLARE

}  // namespace fake_token::own
