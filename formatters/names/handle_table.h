// HOT PATH: no locks, no allocation, no system calls, no exceptions.
// What is known of handles of one kind: a table of fixed size, in which what was learned first makes room for what is
// new.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "formatters/names/shared_cell.h"

namespace p11trace::names {

// The same number is another handle in another module.
struct Handle {
  std::uint16_t module = 0;
  std::uint64_t number = 0;
};

// Any thread may call any function. `at` and `before` are times of one clock, in nanoseconds. `sets` is a power of two.
template <class Known, std::size_t sets>
class HandleTable {
 public:
  bool find(Handle handle, Known& known) const noexcept {
    for (const Cell& cell : set_of(handle))
      if (may_be(cell, handle) && cell.read_behind(known_word, module_word(handle), handle.number, known)) return true;
    return false;
  }

  // add(Known&, is_new) gets what is known so far, or a new Known. It may be called twice, and what is known already is
  // not written again: threads that use the same objects do not take the cells from each other.
  template <class Add>
  void learn(Handle handle, std::uint64_t at, Add add) noexcept {
    static_assert(std::has_unique_object_representations_v<Known>);
    if (Known before; find(handle, before)) {
      Known after = before;
      add(after, false);
      if (std::memcmp(&before, &after, sizeof before) == 0) return;
    }
    Set& set = set_of(handle);
    Cell* place = &set[0];
    for (Cell& cell : set) {
      if (may_be(cell, handle)) {
        place = &cell;
        break;
      }
      if (cell.peek(learned_word) < place->peek(learned_word)) place = &cell;
    }
    place->update([&](Entry& entry) {
      const bool is_new = !is(entry, handle);
      if (is_new) entry = {module_word(handle), handle.number, at, {}};
      entry.learned = at;
      add(entry.known, is_new);
      return true;
    });
  }

  // What was learned up to `before`: later ones are of another thing that got the same handle.
  void forget(Handle handle, std::uint64_t before) noexcept {
    for (Cell& cell : set_of(handle))
      if (may_be(cell, handle)) clear_if(cell, before, [&](const Entry& entry) { return is(entry, handle); });
  }

  // Everything of a module that is_over(known) says.
  template <class IsOver>
  void forget_all(std::uint16_t module, std::uint64_t before, IsOver is_over) noexcept {
    for (Set& set : cells_)
      for (Cell& cell : set)
        if (cell.peek(0) == module + 1u)
          clear_if(cell, before,
                   [&](const Entry& entry) { return entry.module == module + 1u && is_over(entry.known); });
  }

  // Whether is(known) is true of anything of a module.
  template <class Is>
  bool any(std::uint16_t module, Is is_it) const noexcept {
    Entry entry;
    for (const Set& set : cells_)
      for (const Cell& cell : set)
        if (cell.peek(0) == module + 1u && cell.read(entry) && entry.module == module + 1u && is_it(entry.known))
          return true;
    return false;
  }

 private:
  struct Entry {
    std::uint64_t module;  // plus one: 0 is nobody's
    std::uint64_t number;
    std::uint64_t learned;
    Known known;
  };
  static constexpr std::size_t learned_word = 2;
  static constexpr std::size_t known_word = 3;
  static_assert(offsetof(Entry, known) == 8 * known_word);

  using Cell = SharedCell<Entry>;
  using Set = std::array<Cell, 4>;

  static std::uint64_t module_word(Handle handle) noexcept { return handle.module + std::uint64_t{1}; }
  static bool may_be(const Cell& cell, Handle handle) noexcept {
    return cell.peek(0) == module_word(handle) && cell.peek(1) == handle.number;
  }
  static bool is(const Entry& entry, Handle handle) noexcept {
    return entry.module == module_word(handle) && entry.number == handle.number;
  }
  template <class IsOver>
  static void clear_if(Cell& cell, std::uint64_t before, IsOver is_over) noexcept {
    cell.update([&](Entry& entry) {
      if (entry.learned > before || !is_over(entry)) return false;
      entry = {};
      return true;
    });
  }

  // Tokens count handles up, or use addresses: the low bits alone would meet.
  static std::size_t index_of(Handle handle) noexcept {
    const std::uint64_t mixed = (handle.number + module_word(handle) * 0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93;
    return static_cast<std::size_t>(mixed >> 32) % sets;
  }
  Set& set_of(Handle handle) noexcept { return cells_[index_of(handle)]; }
  const Set& set_of(Handle handle) const noexcept { return cells_[index_of(handle)]; }

  std::array<Set, sets> cells_{};
};

}  // namespace p11trace::names
