// The entries again, under names that assembly can use.
#pragma once

#include "formatters/pkcs11/pkcs11.h"

extern "C" {
#define FAKE_TOKEN_DECLARE(name, parameters) [[gnu::visibility("hidden")]] extern const CK_##name fake_entry_##name;
CK_FUNCTIONS(FAKE_TOKEN_DECLARE)
#undef FAKE_TOKEN_DECLARE
}
