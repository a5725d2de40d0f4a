// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Names for handles, from what the calls of one process told of them: which token a session is with and who is logged
// in, what an object's label, class and key type are. No call is made to find out.
#pragma once

#include <cstddef>
#include <cstdint>

#include "formatters/call/arena.h"
#include "formatters/call/call.h"
#include "formatters/names/handle_table.h"

namespace p11trace::names {

// Whose call it is: of which module of which process, and of which of its callers, where those are kept apart.
struct Party {
  std::uint64_t module = 0;
  std::uint64_t caller = 0;  // 0 where they are not
};

// PKCS#11 5.6.8: it holds for all sessions of an application with a token.
enum class Login : std::uint64_t { unknown, nobody, user, security_officer };

struct KnownToken {
  std::uint64_t label_size = 0;
  char label[32]{};  // of CK_TOKEN_INFO, without the blanks behind it
  Login login = Login::unknown;
};

enum class Access : std::uint64_t { unknown, read_only, read_write };

struct KnownSession {
  std::uint64_t slot = 0;
  std::uint64_t caller = 0;
  Access access = Access::unknown;
};

struct KnownObject {
  static constexpr std::size_t most_label = 64;
  static constexpr std::size_t most_id = 32;

  std::uint64_t session = 0;  // with which its handle may end; 0 if the object is known to be the token's
  std::uint64_t caller = 0;
  std::uint64_t object_class = 0;
  std::uint64_t key_type = 0;
  std::uint32_t label_length = 0;  // in bytes, of which `label_size` are here
  std::uint32_t id_length = 0;
  bool has_class = false;
  bool has_key_type = false;
  bool has_label = false;
  bool has_id = false;
  bool is_tokens = false;   // CKA_TOKEN is CK_TRUE
  bool is_private = false;  // CKA_PRIVATE is CK_TRUE
  std::uint8_t label_size = 0;
  std::uint8_t id_size = 0;
  char label[most_label]{};
  std::byte id[most_id]{};

  // What is known of the same object from elsewhere, and holds now.
  void add(const KnownObject& other) noexcept;
  bool says_something() const noexcept {
    return has_class || has_key_type || has_label || has_id || is_tokens || is_private;
  }
  // Whether it is there without a login, as far as is known.
  bool is_public() const noexcept {
    return has_class && (object_class == CKO_PUBLIC_KEY || object_class == CKO_CERTIFICATE) && !is_private;
  }
};

// Objects whose handles may end with a session.
struct KnownOfSession {
  static constexpr std::size_t most = 12;

  std::uint64_t count = 0;  // more than `most` if there are others
  std::uint64_t caller = 0;
  std::uint64_t objects[most]{};
};

// Whether names may be wrong where calls of this function are not seen: it makes or ends handles, or tells what they
// are of.
bool tells_of_handles(pkcs11::Function function) noexcept;

// One a process that is looked at. Any thread may call any function. Times are those of the calls, of one clock.
class HandleNames {
 public:
  // What a call that has returned told. Before name().
  void learn(const call::Call& call, Party party) noexcept;
  // Gives the sessions, slots and objects in `call` children, which say what is known of them; in `arena`, which the
  // call's own values are in. A session has "slotID" and "state", a slot "label", an object some of CKA_LABEL, CKA_ID,
  // CKA_CLASS and CKA_KEY_TYPE.
  void name(const call::Call& call, Party party, call::Arena& arena) const noexcept;
  // What a call that has returned ended or changed: it is shown with the names from before. After name(), and before
  // anything that takes its time.
  void forget(const call::Call& call, Party party) noexcept;

 private:
  void name_slot(call::Value& slot, Party party, call::Arena& arena) const noexcept;
  void name_session(call::Value& session, Party party, call::Arena& arena) const noexcept;
  static void learn_template(const call::Value* entries, KnownObject& object) noexcept;
  void learn_structure(const call::Call& call, const call::Argument& argument, Party party) noexcept;
  void learn_made(const call::Call& call, Party party, std::uint64_t handle, unsigned which) noexcept;
  void learn_more(const call::Call& call, Party party, std::uint64_t handle, const KnownObject& told) noexcept;
  void learn_of_session(const call::Call& call, Party party, std::uint64_t handle) noexcept;
  void learn_found(const call::Call& call, Party party, const call::Value& handles) noexcept;
  void learn_attributes(const call::Call& call, Party party, const call::Value* entries) noexcept;
  void change_login(const call::Call& call, Party party, Login login) noexcept;
  void end_session(const call::Call& call, Party party, std::uint64_t session) noexcept;
  void end_token(const call::Call& call, Party party, std::uint64_t slot) noexcept;
  void end_token_of(const call::Call& call, Party party) noexcept;
  void end_private_objects(Party party, std::uint64_t before) noexcept;
  void end_sessions_of(const call::Call& call, Party party, std::uint64_t slot) noexcept;
  void end_everything(const call::Call& call, Party party) noexcept;
  void end_login_without_sessions(const call::Call& call, Party party, std::uint64_t slot) noexcept;

  HandleTable<KnownToken, 16> tokens_{};  // by slot
  HandleTable<KnownSession, 128> sessions_{};
  HandleTable<KnownObject, 512> objects_{};
  HandleTable<KnownOfSession, 64> of_sessions_{};  // by session
  HandleTable<KnownObject, 32> searches_{};        // by session: what the search that runs there asks for
};

}  // namespace p11trace::names
