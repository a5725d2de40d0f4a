// The groups of calls that golden_client makes. Each says of every call what must stand in the log.
#pragma once

#include "tests/clients/expected_text.h"
#include "tests/clients/guarded_memory.h"
#include "tests/clients/token_module.h"

namespace p11trace::clients {

using Functions_2_40 = CK_FUNCTION_LIST;
using Functions_3_2 = CK_FUNCTION_LIST_3_2;

// The functions of 2.40, on a token as delivered that is initialized between the first and the last.
void call_before_and_at_initialization(const TokenModule& token, const Functions_2_40& list);
void call_slots(const Functions_2_40& list);
void call_sessions(const Functions_2_40& list);
void call_pins(const Functions_2_40& list);
void call_objects(const Functions_2_40& list);
void call_templates(const Functions_2_40& list);
void call_attributes(const Functions_2_40& list);
void call_searches(const Functions_2_40& list);
void call_ciphers(const Functions_2_40& list);
void call_digests(const TokenModule& token, const Functions_2_40& list);
void call_signatures(const Functions_2_40& list);
void call_verifications(const Functions_2_40& list);
void call_dual_operations(const Functions_2_40& list);
void call_keys(const Functions_2_40& list);
void call_key_transport(const Functions_2_40& list);
void call_random(const Functions_2_40& list);
void call_old_and_waiting(const TokenModule& token, const Functions_2_40& list);
void call_token_initialization(const Functions_2_40& list);
void call_finalization(const Functions_2_40& list);

// What came later.
void call_interfaces(const Functions_3_2& list);
void call_newer_session_functions(const TokenModule& token, const Functions_3_2& list);
void call_message_encryption(const Functions_3_2& list);
void call_message_decryption(const Functions_3_2& list);
void call_message_signatures(const Functions_3_2& list);
void call_message_verifications(const Functions_3_2& list);
void call_encapsulation(const Functions_3_2& list);
void call_authenticated_wrapping(const Functions_3_2& list);
void call_signature_verifications(const Functions_3_2& list);
void call_asynchronous_functions(const Functions_3_2& list);

// The 68 functions of 2.40 as they stand at the beginning of the longer list.
inline const Functions_2_40& beginning_of(const Functions_3_2& list) {
  return reinterpret_cast<const Functions_2_40&>(list);
}

// A session, for reading and writing unless flags are given, and one with the user logged in; these calls are expected in
// the log, as is the end of it.
CK_SESSION_HANDLE open_session(const Functions_2_40& list);
CK_SESSION_HANDLE open_session(const Functions_2_40& list, CK_FLAGS flags, const Text& flags_text);
CK_SESSION_HANDLE open_user_session(const Functions_2_40& list);
void close_session(const Functions_2_40& list, CK_SESSION_HANDLE session);

// Of the token as delivered.
inline constexpr CK_OBJECT_HANDLE secret_key = 1;
inline constexpr CK_OBJECT_HANDLE public_key = 2;
inline constexpr CK_OBJECT_HANDLE private_key = 3;
inline constexpr CK_OBJECT_HANDLE note = 4;

// No session or object ever has this number.
inline constexpr CK_ULONG nobody = 987654321;

// Longer than the caller's buffer could be.
inline constexpr CK_ULONG absurd = CK_ULONG{1} << 40;

// The first bytes of a long text, at the end of a page.
CK_BYTE* some_data(std::size_t size);

// A mechanism at the end of a page, with `size` bytes of parameter at the end of another.
CK_MECHANISM* guarded_mechanism(CK_MECHANISM_TYPE type, std::size_t size = 0);
// With the parameter that is given.
CK_MECHANISM* guarded_mechanism(CK_MECHANISM_TYPE type, void* parameter, std::size_t size);

// What is shown of a CK_RSA_PKCS_PSS_PARAMS that is the first bytes of some_data.
Text data_as_pss_parameter();

// The parameter of a message that is encrypted or wrapped with AES-GCM, with an IV of the caller's; and how it is shown,
// before the call and after it, where the call writes the tag and where it reads it.
CK_GCM_MESSAGE_PARAMS* guarded_gcm_parameter();
Text gcm_parameter_for_tag();
Text gcm_parameter_with_new_tag(const CK_GCM_MESSAGE_PARAMS& parameter);
Text gcm_parameter_with_tag(const CK_GCM_MESSAGE_PARAMS& parameter);

}  // namespace p11trace::clients
