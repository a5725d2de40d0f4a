// An open-addressing hash table, at most half full, that closes gaps when an entry goes.
#include "tracer/managed/session_table.h"

#include <bit>
#include <cstring>

namespace p11trace::managed {

std::size_t SessionTable::find(CK_SESSION_HANDLE session) const noexcept {
  if (session == CK_INVALID_HANDLE || capacity_ == 0) return capacity_;
  for (std::size_t i = home(session);; i = (i + 1) & (capacity_ - 1)) {
    if (entries_[i].session == session) return i;
    if (entries_[i].session == CK_INVALID_HANDLE) return capacity_;
  }
}

bool SessionTable::grow() noexcept {
  const std::size_t capacity = capacity_ == 0 ? 16 : capacity_ * 2;
  auto* entries = static_cast<Entry*>(std::calloc(capacity, sizeof(Entry)));
  if (entries == nullptr) return false;
  Entry* const old = entries_;
  const std::size_t old_capacity = capacity_;
  entries_ = entries;
  capacity_ = capacity;
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(capacity));
  size_ = 0;
  for (std::size_t i = 0; i < old_capacity; i++)
    if (old[i].session != CK_INVALID_HANDLE) insert(old[i].session, old[i].slot);
  std::free(old);
  return true;
}

bool SessionTable::insert(CK_SESSION_HANDLE session, CK_SLOT_ID slot) noexcept {
  if (session == CK_INVALID_HANDLE) return true;
  if ((size_ + 1) * 2 > capacity_ && !grow()) return false;
  std::size_t i = home(session);
  while (entries_[i].session != CK_INVALID_HANDLE && entries_[i].session != session) i = (i + 1) & (capacity_ - 1);
  if (entries_[i].session == CK_INVALID_HANDLE) size_++;
  entries_[i] = {session, slot};
  return true;
}

void SessionTable::remove(std::size_t gap) noexcept {
  size_--;
  // Whatever stands behind the gap, and would not be found past it, moves into it.
  for (std::size_t i = (gap + 1) & (capacity_ - 1); entries_[i].session != CK_INVALID_HANDLE;
       i = (i + 1) & (capacity_ - 1)) {
    const std::size_t wanted = home(entries_[i].session);
    if (((i - wanted) & (capacity_ - 1)) < ((i - gap) & (capacity_ - 1))) continue;
    entries_[gap] = entries_[i];
    gap = i;
  }
  entries_[gap] = {};
}

std::optional<CK_SLOT_ID> SessionTable::take(CK_SESSION_HANDLE session) noexcept {
  const std::size_t index = find(session);
  if (index == capacity_) return std::nullopt;
  const CK_SLOT_ID slot = entries_[index].slot;
  remove(index);
  return slot;
}

std::optional<CK_SESSION_HANDLE> SessionTable::take_on(CK_SLOT_ID slot) noexcept {
  for (std::size_t i = 0; i < capacity_; i++) {
    if (entries_[i].session == CK_INVALID_HANDLE || entries_[i].slot != slot) continue;
    const CK_SESSION_HANDLE session = entries_[i].session;
    remove(i);
    return session;
  }
  return std::nullopt;
}

std::optional<CK_SESSION_HANDLE> SessionTable::take_any() noexcept {
  for (std::size_t i = 0; size_ != 0 && i < capacity_; i++) {
    if (entries_[i].session == CK_INVALID_HANDLE) continue;
    const CK_SESSION_HANDLE session = entries_[i].session;
    remove(i);
    return session;
  }
  return std::nullopt;
}

void SessionTable::clear() noexcept {
  if (capacity_ != 0) std::memset(static_cast<void*>(entries_), 0, capacity_ * sizeof(Entry));
  size_ = 0;
}

}  // namespace p11trace::managed
