// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// The pieces of a record that take more than a word: byte strings, texts, templates, mechanisms, interfaces.
#include "formatters/record/encoder.h"

#include <algorithm>

#include "formatters/pkcs11/attributes.h"

namespace p11trace::record {

using pkcs11::Secrecy;
using Known = ObjectClasses::Known;

namespace {

// A text without a length ends here even if no NUL has been met: a name is never longer.
constexpr std::size_t longest_name = 256;

constexpr Known known_of(Secrecy secrecy) noexcept {
  switch (secrecy) {
    case Secrecy::open:
      return Known::open;
    case Secrecy::sensitive:
      return Known::sensitive;
    default:
      return Known::secret;
  }
}

bool is_template(const pkcs11::Attribute* attribute) noexcept {
  return attribute != nullptr && attribute->value_type == pkcs11::ValueType::attribute_template;
}

// Whether the value of a template's entry can be a template.
bool is_whole(const CK_ATTRIBUTE& entry) noexcept {
  return entry.pValue != nullptr && entry.ulValueLen % sizeof(CK_ATTRIBUTE) == 0 && entry.ulValueLen <= absurd_length;
}

// Of an attribute's value, where `known` is what is known of its object.
Secrecy secrecy_of(const pkcs11::Attribute* attribute, Known known) noexcept {
  if (attribute == nullptr) return Secrecy::secret;
  if (attribute->secrecy != Secrecy::by_class) return attribute->secrecy;
  if (known == Known::open) return Secrecy::open;
  return known == Known::sensitive ? Secrecy::sensitive : Secrecy::secret;
}

// Of a type whose values all have one size: a value of that size is one even where the size proves nothing.
bool has_one_size(const pkcs11::Attribute* attribute, std::uint64_t size) noexcept {
  return attribute != nullptr && size != 0 && size == pkcs11::size_of(attribute->value_type);
}

// How much of a value of `length` bytes is kept: byte strings are cut at `bytes` and lists at `items`, single numbers are
// whole. A value that has not the length of its type is a byte string.
std::uint64_t limit_of(const pkcs11::Attribute* attribute, std::uint64_t length, const Policy& policy) noexcept {
  if (has_one_size(attribute, length)) return length;
  // Short ones are told by their names, for which all of them must be there.
  if (attribute != nullptr && pkcs11::has_name_of_its_own(attribute->value_type) && length <= longest_named)
    return std::max<std::uint64_t>(length, policy.bytes);
  const bool is_list = attribute != nullptr && (attribute->value_type == pkcs11::ValueType::numbers ||
                                                attribute->value_type == pkcs11::ValueType::constants);
  if (!is_list || length % sizeof(CK_ULONG) != 0) return policy.bytes;
  return std::min<std::uint64_t>(policy.items, Extent::most_kept / sizeof(CK_ULONG)) * sizeof(CK_ULONG);
}

CK_ATTRIBUTE entry_at(const void* entries, std::uint64_t index) noexcept {
  return load<CK_ATTRIBUTE>(static_cast<const std::byte*>(entries) + index * sizeof(CK_ATTRIBUTE));
}

// Moves `asked` past entries of a template that put_wanted_template wrote. How many of their rooms are remembered.
std::uint64_t skip_asked(std::uint64_t count, const std::byte*& asked) noexcept {
  std::uint64_t rooms = 0;
  for (; count != 0; count--) {
    asked += 8;
    const Piece piece = read_piece(asked);
    if (piece.state == State::secret) rooms += piece.kept;
    if (piece.state == State::entries) rooms += skip_asked(piece.kept, asked);
  }
  return rooms;
}

}  // namespace

void Encoder::put_extent(State state, std::uint64_t length, std::uint64_t kept) noexcept {
  if (length < Extent::most_length) return put(Extent(state, length, kept).word());
  if (end_ - at_ < 16) full_ = true;
  put(Extent(state, Extent::most_length, kept).word());
  put(length);
}

// How much of `wanted` bytes fits behind an extent. Of the inputs a quarter of the buffer is left for what comes after,
// of the outputs a sixteenth.
std::uint64_t Encoder::room_for(std::uint64_t wanted) noexcept {
  const auto left = static_cast<std::uint64_t>(end_ - at_);
  const std::uint64_t reserve = reserve_ + 16;
  const std::uint64_t room = left > reserve ? (left - reserve) & ~std::uint64_t{7} : 0;
  if (wanted <= room) return wanted;
  cut_ = true;
  return room;
}

void Encoder::put_copy(const void* from, std::uint64_t size) noexcept {
  if (size % 8 != 0) {
    const std::uint64_t zero = 0;
    copy(at_ + size / 8 * 8, &zero, 8);
  }
  copy(at_, from, size);
  at_ += padded(size);
}

void Encoder::put_bytes(Secrecy secrecy, const void* bytes, std::uint64_t length, std::uint64_t limit) noexcept {
  const bool shown = policy_.shows(secrecy);
  if (bytes == nullptr) return put_extent(State::null, shown || secrecy == Secrecy::sensitive ? length : 0);
  if (!shown && secrecy != Secrecy::sensitive) return put_extent(State::secret, 0);
  if (length > absurd_length) return put_extent(State::not_read, length);
  if (!can_read(bytes, shown ? std::min(length, std::min(limit, Extent::most_kept)) : length))
    return put_extent(State::unreadable, length);
  if (!shown) {
    put_extent(State::sensitive, length);
    return put(fingerprint(policy_.key, bytes, length));
  }
  const std::uint64_t kept = room_for(std::min(length, std::min(limit, Extent::most_kept)));
  put_extent(State::kept, length, kept);
  if (kept != 0) put_copy(bytes, kept);
}

void Encoder::put_text_z(const void* text) noexcept {
  if (text == nullptr) return put_extent(State::null, 0);
  const auto* characters = static_cast<const char*>(text);
  if (!can_read(text, 1)) return put_extent(State::unreadable, 1);
  std::size_t length = 0;
  // Its end may stand right before a page that is not there.
  const auto goes_on = [&] {
    const auto at = reinterpret_cast<std::uintptr_t>(characters + length);
    return at % 4096 != 0 || can_read(characters + length, 1);
  };
  while (length < longest_name && goes_on() && characters[length] != '\0') length++;
  put_bytes(Secrecy::open, text, length);
}

// The class that a template names, as far as it matters; of several the one that hides most.
Known Encoder::class_in(const void* entries, std::uint64_t count) const noexcept {
  Known known = Known::nothing;
  for (std::uint64_t i = 0; i < count; i++) {
    const CK_ATTRIBUTE entry = entry_at(entries, i);
    if (entry.type != CKA_CLASS || entry.pValue == nullptr || entry.ulValueLen != sizeof(CK_OBJECT_CLASS) ||
        !can_read(entry.pValue, sizeof(CK_OBJECT_CLASS)))
      continue;
    known = std::max(known, known_of(pkcs11::value_secrecy(load<CK_OBJECT_CLASS>(entry.pValue))));
  }
  return known;
}

void Encoder::put_template(const void* entries, std::uint64_t count, unsigned depth) noexcept {
  const bool absurd = count > absurd_count;
  const bool read = entries != nullptr && !absurd && can_read(entries, count * sizeof(CK_ATTRIBUTE));
  const Known known = read ? class_in(entries, count) : Known::nothing;
  if (depth == 0 && template_count_ < 2) templates_[template_count_++] = known;
  if (!read) return put_extent(entries == nullptr ? State::null : absurd ? State::not_read : State::unreadable, count);
  const std::uint64_t kept = room_for(std::min<std::uint64_t>(count, policy_.items) * 16) / 16;
  put_extent(State::entries, count, kept);
  for (std::uint64_t i = 0; i < kept; i++) {
    const CK_ATTRIBUTE entry = entry_at(entries, i);
    const pkcs11::Attribute* attribute = pkcs11::find_attribute(entry.type);
    put(entry.type);
    if (!is_template(attribute) || entry.pValue == nullptr)
      put_bytes(secrecy_of(attribute, known), entry.pValue, entry.ulValueLen,
                limit_of(attribute, entry.ulValueLen, policy_));
    else if (is_whole(entry) && depth < most_nested)
      put_template(entry.pValue, entry.ulValueLen / sizeof(CK_ATTRIBUTE), depth + 1);
    else  // the bytes of entries are pointers
      put_extent(entry.ulValueLen <= absurd_length ? State::not_shown : State::not_read, entry.ulValueLen);
  }
}

// What C_GetAttributeValue is asked for: which entries are size queries cannot be seen any more after the call. The
// types of entries inside a template are the token's to set, and anything may stand there now (PKCS#11 5.7.5).
void Encoder::put_wanted_template(const void* entries, std::uint64_t count, unsigned depth) noexcept {
  if (entries == nullptr) return put_extent(State::null, count);
  if (count > absurd_count) return put_extent(State::not_read, count);
  if (!can_read(entries, count * sizeof(CK_ATTRIBUTE))) return put_extent(State::unreadable, count);
  const Known known = depth == 0 ? recall(object_) : Known::nothing;
  // Of a secret not even the room for it is told, which is often its length.
  const auto is_hidden = [&](const CK_ATTRIBUTE& entry, const pkcs11::Attribute* attribute) {
    return entry.pValue != nullptr && is_secret(secrecy_of(attribute, known));
  };
  const std::uint64_t kept = room_for(std::min<std::uint64_t>(count, policy_.items) * 16) / 16;
  put_extent(State::entries, count, kept);
  for (std::uint64_t i = 0; i < kept; i++) {
    const CK_ATTRIBUTE entry = entry_at(entries, i);
    const pkcs11::Attribute* attribute = pkcs11::find_attribute(entry.type);
    put(entry.type);
    if (depth == 0 && is_template(attribute) && is_whole(entry)) {
      put_wanted_template(entry.pValue, entry.ulValueLen / sizeof(CK_ATTRIBUTE), depth + 1);
    } else if (is_hidden(entry, attribute)) {
      // What must be known of it after the call is known here and not in the record. Inside a template, too, where what
      // looks like a secret may be answered with anything.
      const bool kept_here = room_count_ < most_secret_rooms;
      if (kept_here) secret_rooms_[room_count_++] = entry.ulValueLen;
      put_extent(State::secret, 0, kept_here ? 1 : 0);
    } else {
      put_extent(entry.pValue == nullptr ? State::wanted : State::room, entry.pValue == nullptr ? 0 : entry.ulValueLen);
    }
  }
}

void Encoder::put_answered_template(const void* entries, std::uint64_t handle) noexcept {
  // These three results, too, leave every entry answered (PKCS#11 5.7.5).
  const bool answered = ok() || result_ == CKR_ATTRIBUTE_SENSITIVE || result_ == CKR_ATTRIBUTE_TYPE_INVALID ||
                        result_ == CKR_BUFFER_TOO_SMALL;
  if (!answered || asked_ == nullptr || full_) return put_extent(State::not_written, 0);
  const std::byte* asked = asked_;
  const Piece piece = read_piece(asked);
  if (piece.state != State::entries) return put_extent(State::not_written, 0);
  Known known = recall(handle);
  // Only an entry that the caller gave room for holds a class now.
  Known named = Known::nothing;
  const std::byte* entry_asked = asked;
  for (std::uint64_t i = 0; i < piece.kept; i++) {
    const auto type = load<std::uint64_t>(entry_asked);
    entry_asked += 8;
    const Piece want = read_piece(entry_asked);
    if (want.state == State::entries) skip_asked(want.kept, entry_asked);
    const CK_ATTRIBUTE entry = entry_at(entries, i);
    if (type == CKA_CLASS && want.state == State::room && want.length >= sizeof(CK_OBJECT_CLASS) &&
        entry.pValue != nullptr && entry.ulValueLen == sizeof(CK_OBJECT_CLASS) &&
        can_read(entry.pValue, sizeof(CK_OBJECT_CLASS)))
      named = std::max(named, known_of(pkcs11::value_secrecy(load<CK_OBJECT_CLASS>(entry.pValue))));
  }
  // A module that gives up at the first entry it cannot answer leaves in the others what stood there, perhaps the class
  // of another object: then only a class that hides more is believed.
  if (named != Known::nothing && (ok() || (known != Known::nothing && named > known))) {
    memory_.classes.remember(salt(), handle, named);
    if (known != Known::sealed) known = named;
  }
  put_extent(State::entries, piece.length, piece.kept);
  put_answered_entries(entries, piece.kept, known, asked);
}

void Encoder::put_answered_entries(const void* entries, std::uint64_t count, Known known,
                                   const std::byte*& asked) noexcept {
  for (std::uint64_t i = 0; i < count; i++) {
    asked += 8;
    Piece want = read_piece(asked);
    const bool was_secret = want.state == State::secret;
    if (was_secret && want.kept == 1) want = {State::room, secret_rooms_[rooms_taken_++], 0};
    const CK_ATTRIBUTE entry = entry_at(entries, i);
    const pkcs11::Attribute* attribute = pkcs11::find_attribute(entry.type);
    const Secrecy secrecy = secrecy_of(attribute, known);
    put(entry.type);
    const bool unavailable = entry.ulValueLen == CK_UNAVAILABLE_INFORMATION;
    if (want.state == State::entries) {
      const std::uint64_t length = entry.ulValueLen / sizeof(CK_ATTRIBUTE);
      const bool written = !unavailable && length <= want.length && entry.pValue != nullptr &&
                           (ok() || entry.ulValueLen != want.length * sizeof(CK_ATTRIBUTE));
      const std::uint64_t inner = written ? std::min(length, want.kept) : 0;
      if (written) put_extent(State::entries, length, inner);
      else if (unavailable) put_extent(State::unavailable, 0);
      else if (!ok() && length == want.length) put_extent(State::not_written, 0);
      else put_extent(State::wanted, length);
      put_answered_entries(entry.pValue, inner, Known::nothing, asked);
      rooms_taken_ += static_cast<std::uint8_t>(skip_asked(want.kept - inner, asked));
    } else if (unavailable) {
      put_extent(State::unavailable, 0);
    } else if (want.state != State::room || entry.pValue == nullptr || entry.ulValueLen > want.length) {
      if (was_secret || is_secret(secrecy)) put_extent(State::secret, 0);
      else put_extent(State::wanted, entry.ulValueLen);
    } else if (!ok() && entry.ulValueLen == want.length && !has_one_size(attribute, entry.ulValueLen)) {
      // The module may have stopped before it: then this is still the caller's memory, full of anything.
      put_extent(State::not_written, 0);
    } else if (is_template(attribute)) {
      put_extent(State::not_shown, entry.ulValueLen);
    } else {
      put_bytes(secrecy, entry.pValue, entry.ulValueLen, limit_of(attribute, entry.ulValueLen, policy_));
    }
  }
}

void Encoder::put_interface(const void* interface) noexcept {
  const auto value = load<CK_INTERFACE>(interface);
  put_text_z(value.pInterfaceName);
  put(reinterpret_cast<std::uintptr_t>(value.pFunctionList));
  put(value.flags);
}

void Encoder::put_numbers(const void* numbers, std::uint64_t count) noexcept {
  if (count > absurd_length / 8) return put_extent(State::not_read, count);
  if (!can_read(numbers, count * 8)) return put_extent(State::unreadable, count);
  const std::uint64_t kept = room_for(std::min<std::uint64_t>(count, policy_.items) * 8) / 8;
  put_extent(State::kept, count, kept);
  put_copy(numbers, kept * 8);
}

void Encoder::put_interfaces(const void* interfaces, std::uint64_t count) noexcept {
  if (count > absurd_count) return put_extent(State::not_read, count);
  if (!can_read(interfaces, count * sizeof(CK_INTERFACE))) return put_extent(State::unreadable, count);
  // The name, of 256 bytes at most, and three words each.
  const std::uint64_t kept = room_for(std::min<std::uint64_t>(count, policy_.items) * 288) / 288;
  put_extent(State::kept, count, kept);
  for (std::uint64_t i = 0; i < kept; i++) put_interface(static_cast<const CK_INTERFACE*>(interfaces) + i);
}

void Encoder::put_structure(const void* structure, std::uint64_t size) noexcept {
  if (structure == nullptr) return put_extent(State::null, 0);
  if (!can_read(structure, size)) return put_extent(State::unreadable, 1);
  if (room_for(size) < size) return put_extent(State::not_shown, size);
  put_extent(State::kept, size, size);
  put_copy(structure, size);
}

}  // namespace p11trace::record
