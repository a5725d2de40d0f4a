// The sessions that one caller has open: which slot each is on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::managed {

// A hash table of handles. Not thread-safe: the lock of the shared module guards it.
class SessionTable {
 public:
  SessionTable() = default;
  SessionTable(const SessionTable&) = delete;
  SessionTable& operator=(const SessionTable&) = delete;
  ~SessionTable() { std::free(entries_); }

  // False if there is no memory. A handle that is there already gets the new slot: the module has given it out anew.
  bool insert(CK_SESSION_HANDLE session, CK_SLOT_ID slot) noexcept;
  // The slot of a session that was there, and is not any more.
  std::optional<CK_SLOT_ID> take(CK_SESSION_HANDLE session) noexcept;
  // Any session on the slot, taken out.
  std::optional<CK_SESSION_HANDLE> take_on(CK_SLOT_ID slot) noexcept;
  // Any session, taken out.
  std::optional<CK_SESSION_HANDLE> take_any() noexcept;

  std::size_t size() const noexcept { return size_; }
  void clear() noexcept;

 private:
  struct Entry {
    CK_SESSION_HANDLE session;  // CK_INVALID_HANDLE where there is none
    CK_SLOT_ID slot;
  };

  std::size_t home(CK_SESSION_HANDLE session) const noexcept { return (session * 0x9e3779b97f4a7c15) >> shift_; }
  std::size_t find(CK_SESSION_HANDLE session) const noexcept;
  void remove(std::size_t index) noexcept;
  bool grow() noexcept;

  Entry* entries_ = nullptr;
  std::size_t capacity_ = 0;  // a power of two, or 0
  std::size_t size_ = 0;
  unsigned shift_ = 64;
};

}  // namespace p11trace::managed
