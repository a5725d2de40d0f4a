// Records calls as the logging filter does, into memory that ends at an unmapped page, and decodes them again.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "formatters/call/call.h"
#include "formatters/record/encoder.h"
#include "formatters/record/object_classes.h"
#include "formatters/record/policy.h"
#include "tests/formatters/record/guarded_memory.h"
#include "tests/formatters/record/tree.h"

namespace p11trace::record {

// encode_inputs and encode_outputs of a function that is known when running only.
void encode_inputs_of(pkcs11::Function function, Encoder& encoder, Slots slots);
void encode_outputs_of(pkcs11::Function function, Encoder& encoder, Slots slots, CK_RV result);

inline constexpr std::uint16_t recorded_module = 3;
inline constexpr std::uint64_t recorded_caller = 0x7f0012345678;
inline constexpr std::uint64_t recorded_start = 987654321012345;
inline constexpr std::uint64_t recorded_duration = 4321;

class Recorder {
 public:
  explicit Recorder(Show show = Show::open, std::size_t record_size = 32768);

  Policy policy{.bytes = 64, .items = 32, .show = Show::open, .key = {0x0123456789abcdef, 0xfedcba9876543210}};

  // Whether every call that tells of objects is recorded.
  bool sees_objects = true;

  void enter(pkcs11::Function function, std::vector<std::uint64_t> slots) {
    enter_with(buffer_.size(), function, std::move(slots));
  }
  // With the first `size` bytes of the buffer only.
  void enter_with(std::size_t size, pkcs11::Function function, std::vector<std::uint64_t> slots);
  void leave(CK_RV result);

  bool is_untouched_behind(std::size_t size) const;

  // What has been recorded last.
  std::string record() const;
  // Decoded from a copy that ends at an unmapped page; lives until the next.
  const call::Call& decoded();

  // A call of F with these arguments. `module` is what it answers, or does and answers.
  template <pkcs11::Function F, class Module, class... Arguments>
  const call::Call& call(Module module, Arguments... arguments) {
    enter(F, widened(static_cast<pkcs11::Prototype<F>*>(nullptr), arguments...));
    if constexpr (std::is_invocable_v<Module>) leave(module());
    else leave(module);
    return decoded();
  }

 private:
  template <class T>
  static std::uint64_t word(T value) noexcept {
    if constexpr (std::is_pointer_v<T>) return reinterpret_cast<std::uintptr_t>(value);
    else return value;
  }
  template <class... Types, class... Arguments>
  static std::vector<std::uint64_t> widened(CK_RV (*)(Types...), Arguments... arguments) {
    return {word(static_cast<Types>(arguments))...};
  }

  GuardedMemory buffer_;
  std::unique_ptr<ObjectClasses> classes_ = std::make_unique<ObjectClasses>();
  std::unique_ptr<MessageMechanisms> mechanisms_ = std::make_unique<MessageMechanisms>();
  std::atomic<std::uint64_t> salt_{0x5a17};
  pkcs11::Function function_{};
  std::vector<std::uint64_t> slots_;
  std::optional<Encoder> encoder_;
  std::optional<GuardedMemory> copy_;
  std::vector<std::byte> values_;
  call::Call call_;
};

// What went in as argument `index`, and what came out.
inline Tree in(const call::Call& call, std::size_t index) { return tree_of(*call.arguments[index].in); }
inline Tree out(const call::Call& call, std::size_t index) { return tree_of(*call.arguments[index].out); }

}  // namespace p11trace::record
