// A structure of the standard's, filled by the client, with what the log must say of each of its members. Members are
// named by what the compiler takes for their names, and stand in the order in which the structure has them.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "tests/clients/expected_text.h"
#include "tests/clients/guarded_memory.h"

namespace p11trace::clients {

// How bytes are shown: shown, sensitive or secret.
using ShowBytes = Text (*)(const void* bytes, std::size_t size);

class Described {
 public:
  Described(const char* type, void* memory, std::size_t size) : type_(type), memory_(memory), size_(size) {}

  // What the log must say of the member at `offset` before the call, and of what the call wrote, once it returned.
  void say(std::size_t offset, const char* member, const Text& text);
  void say_written(std::size_t offset, const char* member, std::function<Text()> text);

  void* memory() const { return memory_; }
  std::size_t size() const { return size_; }
  // The structure as it goes in. From now on it counts as passed.
  Text text() const;
  bool is_written() const { return !written_.empty(); }
  Text written() const;

 private:
  struct Member {
    std::size_t offset;
    const char* name;
    std::function<Text()> text;
  };
  static Text in_order(std::vector<Member> members);
  void require_all_members() const;

  const char* type_;
  void* memory_;
  std::size_t size_;
  std::vector<Member> given_;
  std::vector<Member> written_;
};

template <class T>
class Filled : public Described {
 public:
  using Type = T;
  explicit Filled(const char* type) : Filled(type, static_cast<T*>(guarded(sizeof(T)))) {}
  Filled(const char* type, T* memory) : Described(type, memory, sizeof(T)), value_(memory) {}

  T* operator->() const { return value_; }
  T& operator*() const { return *value_; }

 private:
  T* value_;
};

Text room_of(ShowBytes how, std::size_t size);

// The names of what has been passed to the token, "CK_GCM_PARAMS" or "CKA_LABEL", and all of them in print.
void count_as_passed(const char* what);
void print_passed();

#define FILLED(type, name) p11trace::clients::Filled<type> name(#type)

#define P11TRACE_PLACE(it, member) offsetof(typename std::decay_t<decltype(it)>::Type, member), #member
#define SAY(it, member, text) (it).say(P11TRACE_PLACE(it, member), text)
#define SAY_WRITTEN(it, member, text) (it).say_written(P11TRACE_PLACE(it, member), [=] { return text; })

#define SET_NUMBER(it, member, number) ((it)->member = (number), SAY(it, member, p11trace::clients::decimal(number)))
#define SET_BOOLEAN(it, member, truth) ((it)->member = (truth), SAY(it, member, p11trace::clients::boolean(truth)))
#define SET_CONSTANT(it, member, name) \
  ((it)->member = (name), SAY(it, member, p11trace::clients::constant(#name, name)))
// A pointer to so many bytes that nobody knows how many: not one may be read. It leads to the end of a page.
#define SET_UNSIZED(it, member) \
  ((it)->member = p11trace::clients::guarded_room(0), SAY(it, member, p11trace::clients::address((it)->member)))
#define SET_NULL(it, pointer) ((it)->pointer = nullptr, SAY(it, pointer, p11trace::clients::null()))

// Bytes whose length stands elsewhere, is fixed, or is counted in another unit.
#define SET_POINTED(it, pointer, how, content)               \
  ((it)->pointer = p11trace::clients::guarded_text(content), \
   SAY(it, pointer, p11trace::clients::how(std::string_view(content).data(), std::string_view(content).size())))
#define SET_BYTES(it, pointer, length, how, content) \
  (SET_POINTED(it, pointer, how, content), (it)->length = std::string_view(content).size())
#define SET_TEXT(it, pointer, length, content)                                                                \
  ((it)->pointer = p11trace::clients::guarded_text(content), (it)->length = std::string_view(content).size(), \
   SAY(it, pointer, p11trace::clients::text(content)))
#define SET_WITHIN(it, member, content)                                                                \
  (static_cast<void>(std::memcpy((it)->member, std::string_view(content).data(), sizeof(it)->member)), \
   SAY(it, member, p11trace::clients::shown((it)->member, sizeof(it)->member)))

// Room for what the call writes.
#define SET_ROOM(it, pointer, how, size)                                       \
  ((it)->pointer = p11trace::clients::guarded_room(size),                      \
   SAY(it, pointer, p11trace::clients::room_of(p11trace::clients::how, size)), \
   (it).say_written(P11TRACE_PLACE(it, pointer),                               \
                    [at = (it)->pointer, bytes = CK_ULONG{size}] { return p11trace::clients::how(at, bytes); }))

// Another structure: as a part, or behind a pointer.
#define SET_PART(it, member, inner) ((it)->member = *(inner), SAY(it, member, (inner).text()))
#define SET_STRUCTURE(it, pointer, inner) ((it)->pointer = &*(inner), SAY(it, pointer, (inner).text()))

}  // namespace p11trace::clients
