// How a test tells the fake token what to do: found by linking with libfake-token.so or by dlsym.
#pragma once

#include "formatters/pkcs11/pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

// `function` is always a name such as "C_Sign". Any other aborts the process with a sentence on stderr: a
// test that scripts nothing must not pass. All of these may be called from any thread at any time.
//
// Programs that cannot call them are scripted by FAKE_TOKEN_SCRIPT=FILE, read when the first function is
// entered:
//   C_Sign answer 0x30            as fake_token_answer
//   C_Sign answer-next 0x30 2     as fake_token_answer_next
//   C_Sign delay 1000000          as fake_token_delay
//   C_Login crash                 as fake_token_crash_in
//   C_Login block                 as fake_token_block_in
//   # a comment

// The function returns `rv` and does nothing else.
void fake_token_answer(const char* function, CK_RV rv);

// The same for the next `count` calls only; afterwards as before.
void fake_token_answer_next(const char* function, CK_RV rv, unsigned long count);

// Runs `replacement`, which must have the very prototype of the function, in its place. NULL takes it back.
void fake_token_call_instead(const char* function, void* replacement);

// What the function does when nothing is scripted, for a replacement that wants to go on with it.
void* fake_token_own(const char* function);

// Spends at least this time first: short ones spinning (and so exact), from 100 microseconds on sleeping.
void fake_token_delay(const char* function, unsigned long nanoseconds);

// Dies by a store to an address that is not mapped, which raises SIGSEGV.
void fake_token_crash_in(const char* function);

// Calls stay inside until unblocked. fake_token_blocked says how many are there now.
void fake_token_block_in(const char* function);
void fake_token_unblock(const char* function);
unsigned long fake_token_blocked(const char* function);

// Takes back everything scripted for this one function.
void fake_token_behave(const char* function);

// How often the function was entered, by whatever way (a table or the exported name), since the last reset.
unsigned long fake_token_calls(const char* function);

// The names of the functions entered, in order. NULL past the end, and for all but the last 4,096.
const char* fake_token_log(unsigned long index);
unsigned long fake_token_log_length(void);

// Which lists and interfaces are handed out: words divided by commas, in place of those in FAKE_TOKEN_VARIANT
// (NULL goes back to these). Tables that were handed out stay as they are; equal words yield the same tables.
//   2.40             no interfaces: C_GetInterface and C_GetInterfaceList answer CKR_FUNCTION_NOT_SUPPORTED
//   version=9.9      C_GetFunctionList's table and the newest of the interfaces claim this version
//   without=C_Sign   this entry is NULL in every table; may be given several times
//   read-only        tables, interfaces and their names lie in memory that nobody can write
// fake_token_answer makes C_GetFunctionList and the other two fail. libfake-token-2_40.so is a module that starts as
// 2.40 and has no symbols of later versions either.
void fake_token_variant(const char* words);

// C_GetFunctionList under a name that nobody knows.
CK_RV fake_token_function_list(CK_FUNCTION_LIST_PTR_PTR ppFunctionList);

// The token's state, without a call that would be counted.
int fake_token_is_initialized(void);
unsigned long fake_token_open_sessions(void);

// As if just loaded: nothing scripted, counted or logged, the token as delivered, not initialized. Blocked
// calls go on. FAKE_TOKEN_SCRIPT is not read again.
void fake_token_reset(void);

// The table of the "Vendor fake Interface".
struct FakeTokenVendorFunctions {
  CK_VERSION version;
  CK_RV (*answer)(CK_ULONG_PTR pulAnswer);  // 42
};

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

// The token as delivered: slot 1 holds it, slot 2 is empty. User PIN "1234", security officer's PIN
// "12345678". Session handles count up from 1, and none is used twice before a reset. The same for objects;
// already there are
//   1  secret key "fake secret key", id 01, extractable
//   2  public key "fake key pair", id 02
//   3  private key "fake key pair", id 02: sensitive, and not to be seen before the user's login
//   4  data "fake note"
// Nothing is cryptography: 64 bytes of signature and 32 of digest are mixed from the data, encryption is an
// xor.
