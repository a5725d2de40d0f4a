// A call of any function, made up by the fuzzer from the function's row: arguments, and what a module writes for them.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "formatters/pkcs11/attributes.h"
#include "formatters/pkcs11/functions.h"
#include "formatters/pkcs11/parameters.h"
#include "formatters/record/message_mechanisms.h"
#include "formatters/record/policy.h"
#include "tests/fuzz/closed_memory.h"
#include "tests/fuzz/fuzz_input.h"

namespace p11trace::fuzz {

// What an encoder knows besides the call itself.
struct Circumstances {
  record::Policy policy;
  bool is_whole;
  const record::MessageMechanisms& mechanisms;
  std::uint64_t salt;
};

// All memory is closed but for what the standard lets a tracer read: inputs until the module answers, outputs after it
// if its result says that they are there. Secrets that are not shown are never open, and full of
// FuzzInput::secret_byte.
class FuzzedCall {
 public:
  FuzzedCall(FuzzInput& input, const pkcs11::FunctionRow& row, const Circumstances& circumstances);

  const std::uint64_t* slots() const noexcept { return slots_.data(); }
  // What the module does.
  CK_RV answer();

 private:
  using Memory = ClosedMemory;

  // A pointer and the length or count that stands beside it. `memory` is what the pointer leads to, if it does.
  struct Span {
    std::byte* at = nullptr;
    std::uint64_t length = 0;
    const Memory* memory = nullptr;
  };
  // One attribute that is asked for.
  struct Asked {
    CK_ATTRIBUTE_TYPE type = 0;
    Span value{};
    std::vector<Asked> inner{};
    bool is_nested = false;  // whether `inner` is its value, and not bytes
  };

  // fuzzed_call.cpp
  bool is_readable(pkcs11::Secrecy secrecy) const noexcept {
    return secrecy == pkcs11::Secrecy::sensitive || circumstances_.policy.shows(secrecy);
  }
  bool is_ok() const noexcept { return result_ == CKR_OK; }
  bool is_wild() noexcept { return circumstances_.policy.safe_reads && input_.one_in(8); }
  std::uint64_t absurd() noexcept;
  const Memory& closed(std::size_t size) { return memory_.emplace_back(size); }
  void fill(const Memory& memory, pkcs11::Secrecy secrecy);
  const Memory& given(pkcs11::Secrecy secrecy, std::size_t size);
  const Memory& given_words(std::initializer_list<std::uint64_t> words);
  const Memory& text_z(pkcs11::Secrecy secrecy = pkcs11::Secrecy::open, std::size_t long_size = 256);
  Span some_bytes(pkcs11::Secrecy secrecy, std::size_t size);
  void put(const void* pointer) { slots_.push_back(reinterpret_cast<std::uintptr_t>(pointer)); }
  void put(std::uint64_t word) { slots_.push_back(word); }
  void put(const Span& span) {
    put(span.at);
    put(span.length);
  }
  void on_answer(std::function<void()> does) { answers_.push_back(std::move(does)); }

  void make(const pkcs11::Argument& argument);
  void make_two_call(const pkcs11::Argument& argument, std::size_t unit);
  void make_objects();
  void make_exact(const pkcs11::Argument& argument);
  void make_pointer_out(const pkcs11::Argument& argument, std::size_t size);
  void make_initialize_args();
  CK_INTERFACE interface();

  // fuzzed_template.cpp
  CK_ATTRIBUTE_TYPE attribute_type();
  Span attribute_value(CK_ATTRIBUTE_TYPE type, pkcs11::Secrecy secrecy, unsigned depth);
  Span template_in(unsigned depth);
  Span template_out(std::vector<Asked>& asked, unsigned depth);
  void make_template_out();
  bool answers_templates() const noexcept;
  void answer_template(const Span& array, const std::vector<Asked>& asked, unsigned depth);
  std::uint64_t answered_value(const Asked& asked, CK_ATTRIBUTE_TYPE type, bool is_value_hidden);
  std::uint64_t answered_nested(const Asked& asked);

  // fuzzed_parameter.cpp
  CK_MECHANISM_TYPE mechanism_type();
  const void* mechanism(unsigned depth);
  void make_message_parameter(bool comes_back);
  Span parameter(CK_MECHANISM_TYPE mechanism, unsigned depth, bool comes_back);
  Span structure(const pkcs11::ParameterLayout& layout, unsigned depth, bool comes_back);
  using Lengths = std::vector<std::pair<std::size_t, std::uint64_t>>;
  std::uint64_t length_of(const pkcs11::ParameterField& field, std::byte* base, Lengths& lengths, bool comes_back);
  void set_scalars(const pkcs11::ParameterLayout& layout, std::byte* base);
  void set_pointers(const pkcs11::ParameterLayout& layout, std::byte* base, unsigned depth, bool comes_back);
  std::byte* pointed(const pkcs11::ParameterField& field, std::byte* base, std::uint64_t length, bool comes_back);
  // Open until the module answers, and after that where what the call wrote is read through it.
  void open_with_parameter(const Memory& memory, bool comes_back);

  FuzzInput& input_;
  const pkcs11::FunctionRow& row_;
  const Circumstances& circumstances_;
  CK_RV result_;
  bool is_size_query_ = false;  // a byte string is asked for its length only
  std::vector<std::uint64_t> slots_;
  std::deque<Memory> memory_;
  std::vector<std::function<void()>> answers_;
};

}  // namespace p11trace::fuzz
