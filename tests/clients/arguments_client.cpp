// Every parameter of every function, marked: what the module gets is what the caller gave, and the caller gets what the
// module gave.
#include <array>
#include <cstdint>
#include <memory>
#include <type_traits>

#include "tests/clients/every_function.h"
#include "tests/clients/guarded_memory.h"
#include "tests/clients/scenario.h"

namespace p11trace::clients {
namespace {

constexpr std::size_t most_parameters = 10;
constexpr std::size_t memory_size = 4096;

enum class Kind {
  small,    // pointers to memory, and numbers that it could hold
  absurd,   // pointers to memory, and numbers that nobody means
  nothing,  // NULL, and the same numbers
};

// Of the call that is being made.
std::array<std::uint64_t, most_parameters> received;
CK_RV answer = CKR_OK;
bool writes = false;

// What the module writes through parameter `j`.
std::uint64_t written_to(std::size_t j) { return 0x0123456789abcd00 + j; }

template <class T>
std::uint64_t widened(T value) {
  if constexpr (std::is_pointer_v<T>) return reinterpret_cast<std::uintptr_t>(value);
  else return value;
}

// Stands in the module's place.
template <class Signature>
struct Instead;
template <class... Types>
struct Instead<CK_RV(Types...)> {
  static CK_RV call(Types... parameters) {
    received = {widened(parameters)...};
    std::size_t j = 0;
    (write(parameters, j++), ...);
    return answer;
  }
  template <class T>
  static void write(T parameter, std::size_t j) {
    if constexpr (std::is_pointer_v<T> && !std::is_function_v<std::remove_pointer_t<T>>) {
      const std::uint64_t mark = written_to(j);
      if (writes && parameter != nullptr) std::memcpy(static_cast<void*>(parameter), &mark, sizeof mark);
    }
  }
};

using Memory = std::array<unsigned char, memory_size>;

// Makes the arguments of one function and calls it with them.
template <class Signature>
class Caller;
template <class... Types>
class Caller<CK_RV(Types...)> {
 public:
  explicit Caller(Kind kind) : kind_(kind) {
    for (std::size_t j = 0; j < sizeof...(Types); ++j) memory_[j] = std::make_unique<Memory>();
  }

  void call(void* entry) {
    received.fill(0);
    CK_RV got = 0;
    [&]<std::size_t... J>(std::index_sequence<J...>) {
      const std::array<std::uint64_t, most_parameters> given = {widened(argument<Types>(J))...};
      got = reinterpret_cast<CK_RV (*)(Types...)>(entry)(argument<Types>(J)...);
      REQUIRE(received == given);
    }
    (std::index_sequence_for<Types...>());
    REQUIRE(got == answer);
    std::size_t j = 0;
    (require_memory<Types>(j++), ...);
  }

 private:
  // The same each time it is asked for.
  template <class T>
  T argument(std::size_t j) const {
    if constexpr (std::is_pointer_v<T>) {
      return kind_ == Kind::nothing ? nullptr : reinterpret_cast<T>(memory_[j]->data());
    } else if constexpr (std::is_same_v<T, CK_BBOOL>) {
      return static_cast<CK_BBOOL>(0xa0 + j);
    } else {
      return kind_ == Kind::small ? 3 + j : 0xfedcba9876543200 + j;
    }
  }

  // Nothing was written but what the module wrote.
  template <class T>
  void require_memory(std::size_t j) const {
    if constexpr (std::is_pointer_v<T>) {
      Memory expected{};
      const bool is_written = writes && kind_ != Kind::nothing && !std::is_function_v<std::remove_pointer_t<T>>;
      const std::uint64_t mark = written_to(j);
      if (is_written) std::memcpy(expected.data(), &mark, sizeof mark);
      REQUIRE(*memory_[j] == expected);
    }
  }

  Kind kind_;
  std::array<std::unique_ptr<Memory>, most_parameters> memory_;
};

constexpr bool leads_to_lists(std::size_t function) {
  return function == number_of_C_GetFunctionList || function == number_of_C_GetInterface ||
         function == number_of_C_GetInterfaceList;
}

void call_every_function(const Words& words) {
  const TokenModule token(words[0].c_str());
  const void* list = token.newest_list();
  for_each_function([&]<std::size_t I>() {
    TOKEN(token, fake_token_call_instead)
    (function_names[I], reinterpret_cast<void*>(&Instead<Prototype<I>>::call));
    for (const Kind kind : {Kind::small, Kind::absurd, Kind::nothing}) {
      for (const CK_RV result : {CK_RV{CKR_OK}, CK_RV{CKR_BUFFER_TOO_SMALL}, CK_RV{CKR_ATTRIBUTE_SENSITIVE},
                                 CK_RV{0x89abcdef01234500} + I}) {
        for (const bool with_writing : {false, true}) {
          // Where a list is promised, there must be one.
          if (leads_to_lists(I) && with_writing && result == CKR_OK) continue;
          answer = result;
          writes = with_writing;
          Caller<Prototype<I>>(kind).call(entry_of(list, I));
        }
      }
    }
  });
}

// Where nobody may look: at a PIN, and behind lengths that cannot be.
void call_with_wild_pointers(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  constexpr CK_ULONG absurd = CK_ULONG{1} << 40;
  auto* nowhere = static_cast<CK_BYTE*>(guarded(0));
  CK_ULONG length = absurd;
  CK_OBJECT_HANDLE object = 0;
  auto* attributes = reinterpret_cast<CK_ATTRIBUTE*>(nowhere);
  REQUIRE(list.C_Login(1, CKU_USER, nowhere, 4) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_SetPIN(1, nowhere, 4, nowhere, 8) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_SeedRandom(1, nowhere, 20) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_SetOperationState(1, nowhere, 20, 0, 0) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_Sign(1, nowhere, absurd, nowhere, &length) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_VerifyFinal(1, nowhere, absurd) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_CreateObject(1, attributes, absurd, &object) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_GetAttributeValue(1, 1, attributes, absurd) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_GenerateRandom(1, nowhere, 5) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_FindObjects(1, reinterpret_cast<CK_OBJECT_HANDLE*>(nowhere), 5, &length) ==
          CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_Encrypt(1, nullptr, 5, nowhere, nullptr) == CKR_CRYPTOKI_NOT_INITIALIZED);
  CK_ATTRIBUTE value = {CKA_VALUE, nowhere, 32};
  REQUIRE(list.C_CreateObject(1, &value, 1, &object) == CKR_CRYPTOKI_NOT_INITIALIZED);
  CK_ATTRIBUTE label = {CKA_LABEL, nowhere, absurd};
  REQUIRE(list.C_CreateObject(1, &label, 1, &object) == CKR_CRYPTOKI_NOT_INITIALIZED);
  REQUIRE(list.C_GetAttributeValue(1, 1, &label, 1) == CKR_CRYPTOKI_NOT_INITIALIZED);
  CK_MECHANISM mechanism = {CKM_AES_GCM, nowhere, 48};
  REQUIRE(list.C_DigestInit(1, &mechanism) == CKR_CRYPTOKI_NOT_INITIALIZED);
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  constexpr Scenario scenarios[] = {{"marked", call_every_function}, {"wild", call_with_wild_pointers}};
  return run_scenario(scenarios, argc, argv);
}
