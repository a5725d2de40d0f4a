// A session: its flags, the search, and the operations that are active in it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "tests/fake_token/object.h"

namespace fake_token {

// One operation of each kind may be active; `count` is their number.
enum class Kind : std::uint8_t {
  encrypt,
  decrypt,
  digest,
  sign,
  sign_recover,
  verify,
  verify_recover,
  verify_signature,
  message_encrypt,
  message_decrypt,
  message_sign,
  message_verify,
  count,
};

struct Operation {
  CK_MECHANISM_TYPE mechanism = 0;
  CK_OBJECT_HANDLE key = CK_INVALID_HANDLE;
  bool has_parts = false;  // an update came: the single-part function is out of order now
  bool in_message = false;
  Bytes data;       // what came in so far and has not gone out
  Bytes signature;  // of C_VerifySignatureInit
};

struct Search {
  std::vector<CK_OBJECT_HANDLE> found;
  std::size_t given = 0;
};

// A call of an asynchronous session that answered CKR_PENDING.
struct Pending {
  Bytes output;
  CK_BYTE_PTR buffer = nullptr;
  CK_ULONG capacity = 0;
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
  CK_OBJECT_HANDLE additional_object = CK_INVALID_HANDLE;
};

struct Session {
  CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
  CK_FLAGS flags = 0;
  std::array<std::optional<Operation>, static_cast<std::size_t>(Kind::count)> operations;
  std::optional<Search> search;
  std::map<std::string, Pending> pending;  // by function name

  std::optional<Operation>& operation(Kind kind) { return operations[static_cast<std::size_t>(kind)]; }
  bool can_write() const { return (flags & CKF_RW_SESSION) != 0; }
  bool is_asynchronous() const { return (flags & CKF_ASYNC_SESSION) != 0; }
};

}  // namespace fake_token
