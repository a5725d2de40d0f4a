// Beginning, feeding and finishing operations.
#include "tests/fake_token/operation.h"

#include "tests/fake_token/mixing.h"

namespace fake_token {

namespace {

CK_RV begin_checked(Session& session, Kind kind, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  auto& operation = session.operation(kind);
  if (mechanism == nullptr) {
    if (!operation) return CKR_ARGUMENTS_BAD;
    operation.reset();
    return CKR_OK;
  }
  if (operation) return CKR_OPERATION_ACTIVE;
  const CK_RV rv = check_mechanism(mechanism);
  if (rv != CKR_OK) return rv;
  operation.emplace();
  operation->mechanism = mechanism->mechanism;
  operation->key = key;
  return CKR_OK;
}

// As the standard says: only a size query and a buffer that is too small leave the operation active.
template <class T>
CK_RV end_unless_asked_again(std::optional<Operation>& operation, const OutOf<T>& out, CK_RV rv) {
  if (rv != CKR_BUFFER_TOO_SMALL && !(rv == CKR_OK && out.buffer == nullptr)) operation.reset();
  return rv;
}

Bytes joined(const Bytes& first, const Bytes& second) {
  Bytes all(first);
  all.insert(all.end(), second.begin(), second.end());
  return all;
}

}  // namespace

CK_RV check_mechanism(const CK_MECHANISM* mechanism) {
  if (mechanism == nullptr) return CKR_ARGUMENTS_BAD;
  if (mechanism->mechanism == CK_UNAVAILABLE_INFORMATION) return CKR_MECHANISM_INVALID;
  const bool missing = mechanism->pParameter == nullptr && mechanism->ulParameterLen > 0;
  return missing ? CKR_MECHANISM_PARAM_INVALID : CKR_OK;
}

CK_RV begin(CK_SESSION_HANDLE handle, Kind kind, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  return with_session(handle,
                      [&](Token& token, Session& session) { return begin_in(token, session, kind, mechanism, key); });
}

CK_RV begin_in(Token& token, Session& session, Kind kind, const CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  if (mechanism != nullptr && token.visible(key) == nullptr) return CKR_KEY_HANDLE_INVALID;
  return begin_checked(session, kind, mechanism, key);
}

CK_RV begin_keyless(CK_SESSION_HANDLE handle, Kind kind, const CK_MECHANISM* mechanism) {
  return with_session(
      handle, [&](Token&, Session& session) { return begin_checked(session, kind, mechanism, CK_INVALID_HANDLE); });
}

CK_RV single_part(CK_SESSION_HANDLE handle, Kind kind, Function function, In in, Out out, Transform transform) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (operation->has_parts) return CKR_OPERATION_ACTIVE;
    if (!in.is_good() || !out.is_good()) return end_unless_asked_again(operation, out, CKR_ARGUMENTS_BAD);

    Bytes result = transform(in.bytes());
    if (session.is_asynchronous() && takes(out, result.size())) {
      operation.reset();
      session.pending[function_names[index_of(function)]] = Pending{std::move(result), out.buffer, *out.length};
      return CKR_PENDING;
    }
    return end_unless_asked_again(operation, out, two_call(result, out));
  });
}

CK_RV feed(CK_SESSION_HANDLE handle, Kind kind, In in) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (!in.is_good()) {
      operation.reset();
      return CKR_ARGUMENTS_BAD;
    }
    operation->has_parts = true;
    operation->data = joined(operation->data, in.bytes());
    return CKR_OK;
  });
}

CK_RV finish(CK_SESSION_HANDLE handle, Kind kind, Out out, Transform transform) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    return end_unless_asked_again(operation, out, two_call(transform(operation->data), out));
  });
}

namespace {

// What an update would put out and what would stay inside; nothing has happened yet.
struct Cut {
  Bytes output;
  Bytes rest;
};

Cut cut_blocks(const Operation& operation, In in) {
  Bytes all = joined(operation.data, in.bytes());
  const auto whole = static_cast<std::ptrdiff_t>(all.size() / block_size * block_size);
  Bytes rest(all.begin() + whole, all.end());
  all.resize(static_cast<std::size_t>(whole));
  return {masked(all), std::move(rest)};
}

}  // namespace

CK_RV cipher_update(CK_SESSION_HANDLE handle, Kind kind, In in, Out out) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (!in.is_good() || !out.is_good()) {
      operation.reset();
      return CKR_ARGUMENTS_BAD;
    }
    Cut cut = cut_blocks(*operation, in);
    const CK_RV rv = two_call(cut.output, out);
    if (rv != CKR_OK || out.buffer == nullptr) return rv;
    operation->has_parts = true;
    operation->data = std::move(cut.rest);
    return CKR_OK;
  });
}

CK_RV dual_update(CK_SESSION_HANDLE handle, Kind cipher_kind, Kind other_kind, Plain plain, In in, Out out) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& cipher = session.operation(cipher_kind);
    auto& other = session.operation(other_kind);
    if (!cipher || !other) return CKR_OPERATION_NOT_INITIALIZED;
    if (!in.is_good() || !out.is_good()) {
      cipher.reset();
      other.reset();
      return CKR_ARGUMENTS_BAD;
    }
    Cut cut = cut_blocks(*cipher, in);
    // Before the output is written: it may be the same memory as the input.
    const Bytes seen = plain == Plain::input ? in.bytes() : cut.output;
    const CK_RV rv = two_call(cut.output, out);
    if (rv != CKR_OK || out.buffer == nullptr) return rv;
    cipher->has_parts = other->has_parts = true;
    cipher->data = std::move(cut.rest);
    other->data = joined(other->data, seen);
    return CKR_OK;
  });
}

CK_RV check_signature(const Bytes& data, In signature) {
  if (!signature.is_good()) return CKR_ARGUMENTS_BAD;
  if (signature.length != signature_size) return CKR_SIGNATURE_LEN_RANGE;
  return signature.bytes() == signature_of(data) ? CKR_OK : CKR_SIGNATURE_INVALID;
}

CK_RV verify_at_once(CK_SESSION_HANDLE handle, Kind kind, In data, In signature) {
  return with_session(handle, [&](Token&, Session& session) -> CK_RV {
    auto& operation = session.operation(kind);
    if (!operation) return CKR_OPERATION_NOT_INITIALIZED;
    if (operation->has_parts) return CKR_OPERATION_ACTIVE;
    operation.reset();
    return data.is_good() ? check_signature(data.bytes(), signature) : CKR_ARGUMENTS_BAD;
  });
}

}  // namespace fake_token
