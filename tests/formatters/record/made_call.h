// A call of any function, made up from its row: arguments, what a module writes for them, and the values that must
// come of it. It knows nothing of how records are written.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "formatters/pkcs11/functions.h"
#include "formatters/record/policy.h"
#include "tests/formatters/record/guarded_memory.h"
#include "tests/formatters/record/tree.h"

namespace p11trace::record {

enum class Outcome {
  running,     // has not returned
  ok,          // CKR_OK, and everything is written
  size_query,  // CKR_OK; every buffer whose length comes back was NULL
  too_small,   // CKR_BUFFER_TOO_SMALL
  error,       // another error: nothing is written, and nothing may be read
  nulls,       // CKR_OK although every pointer was NULL, beside lengths that are not 0
};

// All inputs become unreadable when the call answers, all outputs are unreadable until then, and after it unless they
// are written. Pointers that only their owner may follow, and secrets that are not shown, can never be read.
class MadeCall {
 public:
  MadeCall(const pkcs11::FunctionRow& row, Outcome outcome, const Policy& policy);

  const std::vector<std::uint64_t>& slots() const noexcept { return slots_; }
  CK_RV result() const noexcept;
  // What the module does.
  void answer();

  // What stands in the call for argument `index`; nothing for `out` of an argument that goes in only.
  const Tree& in(std::size_t index) const { return in_[index]; }
  const std::optional<Tree>& out(std::size_t index) const { return out_[index]; }

  // Every string of bytes that stood in the caller's memory, and how it is to be kept.
  struct Content {
    pkcs11::Secrecy secrecy;
    std::string bytes;
    std::string where;
  };
  const std::vector<Content>& contents() const noexcept { return contents_; }

 private:
  // Memory of the caller.
  void* given(const std::string& content, bool readable = true);               // goes in
  void* changed(const std::string& before, std::optional<std::string> after);  // goes in, comes out
  void* taken(std::optional<std::string> content, bool readable = true);       // comes out
  void* untouchable();
  void* module_memory(const std::string& content);  // readable at all times

  std::string random(std::size_t size);
  std::string letters(std::size_t size);
  bool shows(pkcs11::Secrecy secrecy) const noexcept;
  // Whether not even a length may be told, be it of what goes in, of what is asked for or of what is answered.
  bool hides(pkcs11::Secrecy secrecy) const noexcept { return secrecy == pkcs11::Secrecy::secret && !shows(secrecy); }
  Tree shown(pkcs11::Secrecy secrecy, call::Kind kind, const std::string& content) const;
  Tree null(pkcs11::Secrecy secrecy, std::uint64_t length) const;
  void note(pkcs11::Secrecy secrecy, const std::string& content, std::string_view where);

  bool is(Outcome outcome) const noexcept { return outcome_ == outcome; }
  bool written() const noexcept { return outcome_ == Outcome::ok; }
  void put(void* pointer) { slots_.push_back(reinterpret_cast<std::uintptr_t>(pointer)); }
  void put(std::uint64_t word) { slots_.push_back(word); }

  void make(const pkcs11::Argument& argument);
  void make_word(const pkcs11::Argument& argument);
  void make_bytes_in(const pkcs11::Argument& argument, call::Kind kind);
  void make_two_call(const pkcs11::Argument& argument, std::uint64_t room, std::uint64_t size,
                     const std::string& content, Tree answer);
  void make_list(const pkcs11::Argument& argument, call::Kind kind);
  void make_interfaces(const pkcs11::Argument& argument);
  void make_objects(const pkcs11::Argument& argument);
  void make_pointer_out(const pkcs11::Argument& argument);
  void make_template_in(const pkcs11::Argument& argument);
  void make_template_out(const pkcs11::Argument& argument);
  void make_mechanism();
  void make_structure_in(const pkcs11::Structure& structure);
  std::string structure_content(const pkcs11::Structure& structure, Tree& tree);
  std::string interface_content(Tree& tree);

  struct Entry;
  struct Asked {
    Tree in;
    Tree out;
    std::string before;
    std::string after;
  };
  std::vector<Entry> some_entries();
  std::string entries_in(const std::vector<Entry>& entries, Tree& tree);
  Asked entries_out(const std::vector<Entry>& entries, bool inner);

  Outcome outcome_;
  Policy policy_;
  const pkcs11::FunctionRow& row_;
  std::uint64_t state_;  // of random()
  std::vector<std::uint64_t> slots_;
  std::vector<Tree> in_;
  std::vector<std::optional<Tree>> out_;
  std::vector<Content> contents_;
  std::deque<GuardedMemory> memory_;
  std::vector<std::function<void()>> answers_;
};

}  // namespace p11trace::record
