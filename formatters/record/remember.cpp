// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What a call that returned tells of the classes of objects: searches by class, objects made, handles that died.
#include "formatters/pkcs11/functions.h"
#include "formatters/record/encoder.h"

namespace p11trace::record {

using Known = ObjectClasses::Known;
using enum pkcs11::Function;

namespace {

// Handles of session objects, or of private ones, end with these and may be given to other objects: which ones cannot
// be told, so that none is known any more.
constexpr bool ends_all_handles(pkcs11::Function function) noexcept {
  return function == C_Initialize || function == C_Finalize || function == C_InitToken || function == C_CloseSession ||
         function == C_CloseAllSessions || function == C_Logout;
}

// A running search is remembered beside the objects, under a handle that no object has.
constexpr std::uint64_t search_of(std::uint64_t session) noexcept { return ~session; }

}  // namespace

void Encoder::remember(pkcs11::Function function) noexcept {
  switch (result_) {
    case CKR_OK:
    case CKR_PENDING:  // will have happened before anyone hears of it
      break;
    // The token was taken away, and all that was open on it with it.
    case CKR_DEVICE_REMOVED:
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
      return forget_all();
    default:
      return;
  }
  if (result_ == CKR_OK) remember_mechanism();
  if (function == C_FindObjectsInit) memory_.classes.remember(salt(), search_of(session_), templates_[0]);
  if (function == C_DestroyObject) memory_.classes.forget(salt(), object_);
  if (ends_all_handles(function)) forget_all();
}

bool tells_of_objects(pkcs11::Function function) noexcept {
  if (function == C_FindObjectsInit || function == C_DestroyObject || ends_all_handles(function)) return true;
  const pkcs11::FunctionRow& row = pkcs11::functions[pkcs11::index_of(function)];
  for (std::size_t i = 0; i < row.argument_count; i++) {
    const pkcs11::Argument& argument = row.arguments[i];
    if (argument.role == pkcs11::Role::object_out || argument.role == pkcs11::Role::objects_out ||
        argument.structure == &pkcs11::structure_of<CK_ASYNC_DATA>())
      return true;
  }
  return false;
}

void Encoder::remember_found(const void* handles, std::uint64_t count) noexcept {
  const Known known = recall(search_of(session_));
  if (known == Known::nothing || count > absurd_count) return;
  for (std::uint64_t i = 0; i < count; i++)
    memory_.classes.remember(salt(), load<std::uint64_t>(static_cast<const std::byte*>(handles) + 8 * i), known);
}

// What a template says of the object made from it. A key that a mechanism made is sealed, the public half of a pair
// aside: it is as its template says, and a secret where that says nothing. No handle is 0: nothing was made.
void Encoder::remember_made(std::uint64_t handle) noexcept {
  const unsigned which = made_count_++;
  if (handle == CK_INVALID_HANDLE) return;
  const auto function = static_cast<pkcs11::Function>(header_->function);
  Known known = which < template_count_ ? templates_[which] : Known::nothing;
  if (function == C_CopyObject) known = recall(object_);
  else if (function == C_GenerateKeyPair ? which == 1 : function != C_CreateObject) known = Known::sealed;
  memory_.classes.forget(salt(), handle);
  memory_.classes.remember(salt(), handle, known == Known::nothing ? Known::secret : known);
}

// Objects that an asynchronous call made. Which call that was is told by name only, and may have been long ago.
void Encoder::remember_completed(const void* async_data) noexcept {
  const auto data = load<CK_ASYNC_DATA>(async_data);
  for (const CK_OBJECT_HANDLE handle : {data.hObject, data.hAdditionalObject})
    if (handle != CK_INVALID_HANDLE) memory_.classes.remember(salt(), handle, Known::sealed);
}

}  // namespace p11trace::record
