// What encryption, digests, signatures and verification have in common: begin, feed, finish.
#pragma once

#include "tests/fake_token/function_names.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/two_call.h"

namespace fake_token {

CK_RV check_mechanism(const CK_MECHANISM* mechanism);

// Begins an operation. A mechanism of NULL ends the active one (3.0). Any mechanism goes with any key.
CK_RV begin(CK_SESSION_HANDLE session, Kind kind, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key);
CK_RV begin_in(Token& token, Session& session, Kind kind, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key);
CK_RV begin_keyless(CK_SESSION_HANDLE session, Kind kind, const CK_MECHANISM* mechanism);

using Transform = Bytes (*)(const Bytes& data);

// All in one: transform(input). In an asynchronous session the answer is CKR_PENDING, once there is a buffer.
CK_RV single_part(CK_SESSION_HANDLE session, Kind kind, Function function, In in, Out out, Transform transform);

// Input of an operation that answers at its end only, and that end.
CK_RV feed(CK_SESSION_HANDLE session, Kind kind, In in);
CK_RV finish(CK_SESSION_HANDLE session, Kind kind, Out out, Transform transform);

// Ciphers work in blocks: what does not fill one stays inside until more comes, or the end.
inline constexpr std::size_t block_size = 16;
CK_RV cipher_update(CK_SESSION_HANDLE session, Kind kind, In in, Out out);

// The same with a digest or signature that sees the plain side: what goes in or what comes out.
enum class Plain : std::uint8_t { input, output };
CK_RV dual_update(CK_SESSION_HANDLE session, Kind cipher, Kind other, Plain plain, In in, Out out);

// The end of all messages of C_Message...Init (message_sign.cpp).
CK_RV end_messages(CK_SESSION_HANDLE session, Kind kind);

CK_RV check_signature(const Bytes& data, In signature);
CK_RV verify_at_once(CK_SESSION_HANDLE session, Kind kind, In data, In signature);

}  // namespace fake_token
