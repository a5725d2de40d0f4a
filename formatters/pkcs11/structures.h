// The structures that functions are given and fill in, field by field, as the C compiler lays them out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "formatters/pkcs11/family.h"
#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::pkcs11 {

enum class FieldKind : std::uint8_t {
  number,                // unsigned, of `size` bytes
  count_or_sentinel,     // CK_ULONG; CK_UNAVAILABLE_INFORMATION and CK_EFFECTIVELY_INFINITE (0) have names
  count_or_unavailable,  // CK_ULONG; only CK_UNAVAILABLE_INFORMATION has a name, 0 is none
  flags,                 // CK_FLAGS; family names the bits, none where all must be 0
  constant,              // CK_ULONG; family names it
  version,               // CK_VERSION
  padded_text,           // characters, padded with blanks, no NUL
  digits,                // characters that should be decimal digits, no NUL
  session,               // CK_SESSION_HANDLE
  slot,                  // CK_SLOT_ID
  object,                // CK_OBJECT_HANDLE
  pointer,               // not to be followed without knowing more
  callback,              // a function
  text_pointer,          // characters up to a NUL
};

struct Field {
  std::string_view name;
  std::uint16_t offset;
  std::uint16_t size;
  FieldKind kind;
  Family family;
};

struct Structure {
  std::string_view name;
  std::uint16_t size;
  std::span<const Field> fields;
};

#define P11TRACE_FIELD(field, kind, family) \
  { #field, offsetof(Type, field), sizeof(Type::field), FieldKind::kind, Family::family }

template <class T>
struct FieldsOf;

// clang-format off

template <>
struct FieldsOf<CK_VERSION> {
  using Type = CK_VERSION;
  static constexpr std::string_view name = "CK_VERSION";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(major, number, none),
      P11TRACE_FIELD(minor, number, none),
  };
};

template <>
struct FieldsOf<CK_DATE> {
  using Type = CK_DATE;
  static constexpr std::string_view name = "CK_DATE";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(year, digits, none),
      P11TRACE_FIELD(month, digits, none),
      P11TRACE_FIELD(day, digits, none),
  };
};

template <>
struct FieldsOf<CK_INFO> {
  using Type = CK_INFO;
  static constexpr std::string_view name = "CK_INFO";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(cryptokiVersion, version, none),
      P11TRACE_FIELD(manufacturerID, padded_text, none),
      P11TRACE_FIELD(flags, flags, none),
      P11TRACE_FIELD(libraryDescription, padded_text, none),
      P11TRACE_FIELD(libraryVersion, version, none),
  };
};

template <>
struct FieldsOf<CK_SLOT_INFO> {
  using Type = CK_SLOT_INFO;
  static constexpr std::string_view name = "CK_SLOT_INFO";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(slotDescription, padded_text, none),
      P11TRACE_FIELD(manufacturerID, padded_text, none),
      P11TRACE_FIELD(flags, flags, CKF_slot_info),
      P11TRACE_FIELD(hardwareVersion, version, none),
      P11TRACE_FIELD(firmwareVersion, version, none),
  };
};

template <>
struct FieldsOf<CK_TOKEN_INFO> {
  using Type = CK_TOKEN_INFO;
  static constexpr std::string_view name = "CK_TOKEN_INFO";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(label, padded_text, none),
      P11TRACE_FIELD(manufacturerID, padded_text, none),
      P11TRACE_FIELD(model, padded_text, none),
      P11TRACE_FIELD(serialNumber, padded_text, none),
      P11TRACE_FIELD(flags, flags, CKF_token_info),
      P11TRACE_FIELD(ulMaxSessionCount, count_or_sentinel, none),
      P11TRACE_FIELD(ulSessionCount, count_or_unavailable, none),
      P11TRACE_FIELD(ulMaxRwSessionCount, count_or_sentinel, none),
      P11TRACE_FIELD(ulRwSessionCount, count_or_unavailable, none),
      P11TRACE_FIELD(ulMaxPinLen, number, none),
      P11TRACE_FIELD(ulMinPinLen, number, none),
      P11TRACE_FIELD(ulTotalPublicMemory, count_or_unavailable, none),
      P11TRACE_FIELD(ulFreePublicMemory, count_or_unavailable, none),
      P11TRACE_FIELD(ulTotalPrivateMemory, count_or_unavailable, none),
      P11TRACE_FIELD(ulFreePrivateMemory, count_or_unavailable, none),
      P11TRACE_FIELD(hardwareVersion, version, none),
      P11TRACE_FIELD(firmwareVersion, version, none),
      P11TRACE_FIELD(utcTime, digits, none),  // only with CKF_CLOCK_ON_TOKEN
  };
};

template <>
struct FieldsOf<CK_SESSION_INFO> {
  using Type = CK_SESSION_INFO;
  static constexpr std::string_view name = "CK_SESSION_INFO";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(slotID, slot, none),
      P11TRACE_FIELD(state, constant, CKS_session_state),
      P11TRACE_FIELD(flags, flags, CKF_session),
      P11TRACE_FIELD(ulDeviceError, number, none),
  };
};

template <>
struct FieldsOf<CK_MECHANISM_INFO> {
  using Type = CK_MECHANISM_INFO;
  static constexpr std::string_view name = "CK_MECHANISM_INFO";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(ulMinKeySize, number, none),
      P11TRACE_FIELD(ulMaxKeySize, number, none),
      P11TRACE_FIELD(flags, flags, CKF_mechanism_info),
  };
};

template <>
struct FieldsOf<CK_C_INITIALIZE_ARGS> {
  using Type = CK_C_INITIALIZE_ARGS;
  static constexpr std::string_view name = "CK_C_INITIALIZE_ARGS";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(CreateMutex, callback, none),
      P11TRACE_FIELD(DestroyMutex, callback, none),
      P11TRACE_FIELD(LockMutex, callback, none),
      P11TRACE_FIELD(UnlockMutex, callback, none),
      P11TRACE_FIELD(flags, flags, CKF_initialize),
      P11TRACE_FIELD(pReserved, pointer, none),  // NSS and p11-kit put a string here
  };
};

template <>
struct FieldsOf<CK_INTERFACE> {
  using Type = CK_INTERFACE;
  static constexpr std::string_view name = "CK_INTERFACE";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(pInterfaceName, text_pointer, none),
      P11TRACE_FIELD(pFunctionList, pointer, none),
      P11TRACE_FIELD(flags, flags, CKF_interface),
  };
};

template <>
struct FieldsOf<CK_ASYNC_DATA> {
  using Type = CK_ASYNC_DATA;
  static constexpr std::string_view name = "CK_ASYNC_DATA";
  static constexpr Field fields[] = {
      P11TRACE_FIELD(ulVersion, number, none),
      P11TRACE_FIELD(pValue, pointer, none),
      P11TRACE_FIELD(ulValue, number, none),  // the length of pValue
      P11TRACE_FIELD(hObject, object, none),
      P11TRACE_FIELD(hAdditionalObject, object, none),
  };
};
// clang-format on

#undef P11TRACE_FIELD

template <class T>
inline constexpr Structure structure{FieldsOf<T>::name, sizeof(T), FieldsOf<T>::fields};

// A structure without rows above does not compile.
template <class T>
constexpr const Structure& structure_of() noexcept {
  return structure<T>;
}

// All of them.
std::span<const Structure* const> structures() noexcept;

}  // namespace p11trace::pkcs11
