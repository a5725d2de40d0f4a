// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// Writes the pieces of a record into a bounded buffer. encode.h says in what order, from the row of the function.
#pragma once

#include <algorithm>
#include <atomic>
#include <span>

#include "formatters/pkcs11/function.h"
#include "formatters/pkcs11/parameters.h"
#include "formatters/record/caller_memory.h"
#include "formatters/record/message_mechanisms.h"
#include "formatters/record/object_classes.h"
#include "formatters/record/policy.h"
#include "formatters/record/readable.h"
#include "formatters/record/record.h"

namespace p11trace::record {

// What is remembered between the calls of one module. `salt` changes whenever its object handles lose their meaning.
struct ModuleMemory {
  ObjectClasses& classes;
  std::atomic<std::uint64_t>& salt;
  // False if calls that make or end handles may have gone unseen: then what is remembered may be of another object.
  bool is_whole = true;
  MessageMechanisms* mechanisms = nullptr;  // of running message operations; NULL if they are not remembered
};

// Whether what is remembered of objects comes from calls of this function, or ends with them.
bool tells_of_objects(pkcs11::Function function) noexcept;

// The C parameters of a call, each widened to a word.
using Slots = const std::uint64_t*;

class Encoder {
 public:
  // `buffer` is aligned to eight bytes and holds at least a header. Everything is written into it and nothing past it:
  // what does not fit is left out and Header::cut says so.
  Encoder(std::span<std::byte> buffer, const Policy& policy, ModuleMemory memory) noexcept
      : header_(reinterpret_cast<Header*>(buffer.data())),
        begin_(buffer.data()),
        at_(buffer.data() + sizeof(Header)),
        end_(buffer.data() + buffer.size()),
        reserve_(buffer.size() / 4),
        policy_(policy),
        memory_(memory) {}

  Header& header() noexcept { return *header_; }
  std::uint32_t shown_bytes() const noexcept {
    return static_cast<std::uint32_t>(std::min<std::size_t>(policy_.bytes, UINT32_MAX));
  }
  std::span<const std::byte> record() const noexcept { return {begin_, at_}; }

  // Sets Header::size after the inputs, and after the outputs.
  void close() noexcept {
    header_->size = static_cast<std::uint32_t>(at_ - begin_);
    header_->cut = cut_ || full_ ? 1 : 0;
  }
  void begin_outputs(CK_RV result) noexcept {
    header_->outputs_at = static_cast<std::uint32_t>(at_ - begin_);
    header_->return_value = result;
    result_ = result;
    reserve_ /= 4;
  }

  // After a call of `function`: what its result tells of object handles in general.
  void remember(pkcs11::Function function) noexcept;

  // `argument` is number `index` of its row, `slots` the first of its C parameters.
  template <pkcs11::Role R>
  void input(const pkcs11::Argument& argument, std::size_t index, Slots slots) noexcept;
  template <pkcs11::Role R>
  void output(const pkcs11::Argument& argument, std::size_t index, Slots slots) noexcept;

 private:
  void put(std::uint64_t word) noexcept {
    if (full_ || end_ - at_ < 8) {
      full_ = true;
      return;
    }
    copy(at_, &word, 8);
    at_ += 8;
  }
  bool can_read(const void* memory, std::uint64_t size) const noexcept {
    return !policy_.safe_reads || is_readable(memory, size);
  }
  void put_extent(State state, std::uint64_t length, std::uint64_t kept = 0) noexcept;
  std::uint64_t room_for(std::uint64_t wanted) noexcept;
  ObjectClasses::Known class_in(const void* entries, std::uint64_t count) const noexcept;
  void put_copy(const void* from, std::uint64_t size) noexcept;
  void put_bytes(pkcs11::Secrecy secrecy, const void* bytes, std::uint64_t length, std::uint64_t limit) noexcept;
  void put_bytes(pkcs11::Secrecy secrecy, const void* bytes, std::uint64_t length) noexcept {
    put_bytes(secrecy, bytes, length, policy_.bytes);
  }
  void put_text_z(const void* text) noexcept;
  void put_template(const void* entries, std::uint64_t count, unsigned depth) noexcept;
  void put_wanted_template(const void* entries, std::uint64_t count, unsigned depth) noexcept;
  void put_answered_template(const void* entries, std::uint64_t handle) noexcept;
  void put_answered_entries(const void* entries, std::uint64_t count, ObjectClasses::Known known,
                            const std::byte*& asked) noexcept;
  bool is_secret(pkcs11::Secrecy secrecy) const noexcept {
    return secrecy != pkcs11::Secrecy::sensitive && !policy_.shows(secrecy);
  }
  // encode_parameter.cpp
  void put_mechanism(const void* mechanism, unsigned depth) noexcept;
  void put_parameter(CK_ULONG mechanism, const void* parameter, std::uint64_t length, unsigned depth) noexcept;
  void put_message_parameter(const void* parameter, std::uint64_t length) noexcept;
  void put_written_parameter() noexcept;
  void put_fields(const pkcs11::ParameterLayout& parameter, const std::byte* base, bool written,
                  unsigned depth) noexcept;
  void put_field(const pkcs11::ParameterField& field, const std::byte* base, bool written, unsigned depth) noexcept;
  void put_pointed(const pkcs11::ParameterField& field, const std::byte* base, bool written) noexcept;
  void put_data(const pkcs11::ParameterField& field, const std::byte* base, unsigned depth) noexcept;
  void put_array(const pkcs11::ParameterField& field, const std::byte* base, bool written, unsigned depth) noexcept;
  bool is_written_here(const pkcs11::ParameterField& field, const std::byte* base) const noexcept;
  bool has_been_written(const pkcs11::ParameterField& field, const std::byte* base) const noexcept;
  pkcs11::Function function() const noexcept { return static_cast<pkcs11::Function>(header_->function); }

  void put_interface(const void* interface) noexcept;
  void put_interfaces(const void* interfaces, std::uint64_t count) noexcept;
  void put_structure(const void* structure, std::uint64_t size) noexcept;
  void put_initialize_args(const void* arguments) noexcept;  // encode_initialize.cpp
  void put_numbers(const void* numbers, std::uint64_t count) noexcept;

  void remember_mechanism() noexcept;
  void remember_found(const void* handles, std::uint64_t count) noexcept;
  void remember_made(std::uint64_t handle) noexcept;
  void remember_completed(const void* async_data) noexcept;

  ObjectClasses::Known recall(std::uint64_t handle) const noexcept {
    const ObjectClasses::Known known = memory_.classes.find(salt(), handle);
    // What hides more is believed in any case.
    return memory_.is_whole || known == ObjectClasses::Known::sealed ? known : ObjectClasses::Known::nothing;
  }
  std::uint64_t salt() const noexcept { return memory_.salt.load(std::memory_order_relaxed); }
  void forget_all() noexcept { memory_.salt.fetch_add(0x9e3779b97f4a7c15, std::memory_order_relaxed); }
  bool ok() const noexcept { return result_ == CKR_OK; }

  Header* header_;
  std::byte* begin_;
  std::byte* at_;
  std::byte* end_;
  std::uint64_t reserve_;  // bytes before end_ that a large value leaves to what comes after it
  const Policy& policy_;
  ModuleMemory memory_;
  CK_RV result_ = CKR_OK;
  bool cut_ = false;                        // something was shortened for want of room
  bool full_ = false;                       // there is no room at all any more: the record ends here
  bool size_query_ = false;                 // a byte string was asked for its length only
  std::uint64_t rooms_[8] = {};             // of each argument that the call writes: how much it may
  const std::byte* asked_ = nullptr;        // where the wanted template stands in the record
  ObjectClasses::Known templates_[2] = {};  // class that the first and second template name
  std::uint8_t template_count_ = 0;
  std::uint8_t made_count_ = 0;
  static constexpr std::uint8_t most_secret_rooms = 32;
  std::uint8_t room_count_ = 0;
  std::uint8_t rooms_taken_ = 0;
  std::uint64_t secret_rooms_[most_secret_rooms];  // of wanted attributes that are secret, in their order
  std::uint64_t object_ = 0;                       // the last object handle that went in
  std::uint64_t session_ = 0;
  std::uint64_t mechanism_ = 0;  // the last that went in
  bool has_mechanism_ = false;   // whether it is known
  // The parameter that went in, if the call can write into it.
  const pkcs11::ParameterLayout* written_layout_ = nullptr;
  const std::byte* written_parameter_ = nullptr;
  std::uint64_t written_length_ = 0;
  bool ends_message_ = true;  // a message function's last part
};

}  // namespace p11trace::record
