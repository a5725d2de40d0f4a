// The functions of PKCS#11 by name, with their C prototypes, and what a row of functions.h holds.
#pragma once

#include <initializer_list>

#include "formatters/pkcs11/argument.h"
#include "formatters/pkcs11/pkcs11.h"

namespace p11trace::pkcs11 {

#define P11TRACE_ENUMERATOR(name, parameters) name,
enum class Function : std::uint8_t { CK_FUNCTIONS(P11TRACE_ENUMERATOR) };
#undef P11TRACE_ENUMERATOR

#define P11TRACE_NAME(name, parameters) std::string_view(#name),
inline constexpr std::string_view function_names[] = {CK_FUNCTIONS(P11TRACE_NAME)};
#undef P11TRACE_NAME

inline constexpr std::size_t function_count = sizeof function_names / sizeof function_names[0];
static_assert(function_count == 104);

// The prototype of a function as a C++ function type.
template <Function>
struct PrototypeOf;
#define P11TRACE_PROTOTYPE(name, parameters) \
  template <>                                \
  struct PrototypeOf<Function::name> {       \
    using Type = CK_RV parameters;           \
  };
CK_FUNCTIONS(P11TRACE_PROTOTYPE)
#undef P11TRACE_PROTOTYPE
template <Function F>
using Prototype = typename PrototypeOf<F>::Type;

constexpr std::size_t index_of(Function function) noexcept { return static_cast<std::size_t>(function); }

// The chapters of the standard's section 5, as words of a selector.
enum class Group : std::uint8_t {
  general,
  slot_token,
  session,
  object,
  encrypt,
  decrypt,
  digest,
  sign,
  verify,
  dual,
  key,
  random,
  parallel,
  message_encrypt,
  message_decrypt,
  message_sign,
  message_verify,
  async,
};
inline constexpr std::string_view group_names[] = {
    "general",      "slot-token",     "session",  "object",          "encrypt",
    "decrypt",      "digest",         "sign",     "verify",          "dual",
    "key",          "random",         "parallel", "message-encrypt", "message-decrypt",
    "message-sign", "message-verify", "async",
};
constexpr std::string_view group_name(Group group) noexcept { return group_names[static_cast<std::size_t>(group)]; }

// The version of the standard whose function list has the function first.
enum class Since : std::uint8_t { v2_40, v3_0, v3_2 };

// Whether the function may stay away for as long as it likes (C_WaitForSlotEvent): its time is waiting, not work.
enum class Waits : bool { no, yes };

struct FunctionRow {
  static constexpr std::size_t most_arguments = 8;

  Function id;
  Since since;
  Group group;
  Waits waits;
  std::uint8_t argument_count;
  std::string_view name;
  Argument arguments[most_arguments];

  consteval FunctionRow(Function function, Since first, Group chapter, std::initializer_list<Argument> meanings,
                        Waits may_wait = Waits::no)
      : id(function),
        since(first),
        group(chapter),
        waits(may_wait),
        argument_count(static_cast<std::uint8_t>(meanings.size())),
        name(function_names[index_of(function)]),
        arguments{} {
    std::size_t i = 0;
    for (const Argument& meaning : meanings) arguments[i++] = meaning;
  }
};

}  // namespace p11trace::pkcs11
