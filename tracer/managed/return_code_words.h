// Return codes in words.
#pragma once

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::managed {

// "PIN incorrect (CKR_PIN_INCORRECT)"; "" for CKR_OK. Static text. Throws std::bad_alloc.
const char* words_of(CK_RV result);

}  // namespace p11trace::managed
