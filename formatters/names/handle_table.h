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

// The same number is another handle in another module, and in another process.
struct Handle {
  std::uint64_t module = 0;  // which of all modules of all processes
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

  // add(Known&, is_new) gets what is known so far, or a new Known. It may be called twice. Older news change nothing.
  // What is known already is not written again: threads that use the same objects do not take the cells from each other.
  template <class Add>
  void learn(Handle handle, std::uint64_t at, Add add) noexcept {
    static_assert(std::has_unique_object_representations_v<Known>);
    if (Known before; find(handle, before)) {
      Known after = before;
      add(after, false);
      if (std::memcmp(&before, &after, sizeof before) == 0) return;
    }
    write(handle, at, add);
  }
  // Of a handle that was made just now, whatever was known of its number.
  void begin(Handle handle, std::uint64_t at, const Known& known) noexcept {
    write(handle, at, [&](Known& place, bool) { place = known; });
  }

  // What was learned up to `before`: later ones are of another thing that got the same handle.
  void forget(Handle handle, std::uint64_t before) noexcept {
    forget_if(handle, before, [](const Known&) { return true; });
  }
  // The same, if is_over(known) says so.
  template <class IsOver>
  void forget_if(Handle handle, std::uint64_t before, IsOver is_over) noexcept {
    for (Cell& cell : set_of(handle))
      if (may_be(cell, handle))
        clear_if(cell, before, [&](const Entry& entry) { return is(entry, handle) && is_over(entry.known); });
  }

  // Everything of a module that is_over(known) says.
  template <class IsOver>
  void forget_all(std::uint64_t module, std::uint64_t before, IsOver is_over) noexcept {
    for_each(module, [&](Cell& cell) {
      clear_if(cell, before, [&](const Entry& entry) { return entry.module == module + 1 && is_over(entry.known); });
    });
  }
  // change(known) for everything of a module.
  template <class Change>
  void change_all(std::uint64_t module, Change change) noexcept {
    for_each(module, [&](Cell& cell) {
      cell.update([&](Entry& entry) {
        if (entry.module == module + 1) change(entry.known);
      });
    });
  }

  // Whether is(known) is true of anything of a module.
  template <class Is>
  bool any(std::uint64_t module, Is is_it) const noexcept {
    Entry entry;
    for (const Set& set : cells_)
      for (const Cell& cell : set)
        if (cell.peek(0) == module + 1 && cell.read(entry) && entry.module == module + 1 && is_it(entry.known))
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

  static std::uint64_t module_word(Handle handle) noexcept { return handle.module + 1; }
  static bool may_be(const Cell& cell, Handle handle) noexcept {
    return cell.peek(0) == module_word(handle) && cell.peek(1) == handle.number;
  }
  static bool is(const Entry& entry, Handle handle) noexcept {
    return entry.module == module_word(handle) && entry.number == handle.number;
  }
  template <class Each>
  void for_each(std::uint64_t module, Each each) noexcept {
    for (Set& set : cells_)
      for (Cell& cell : set)
        if (cell.peek(0) == module + 1) each(cell);
  }
  // Cells that stay as they are are not written: others may be writing them.
  template <class IsOver>
  static void clear_if(Cell& cell, std::uint64_t before, IsOver is_over) noexcept {
    const auto is_old = [&](const Entry& entry) { return entry.learned <= before && is_over(entry); };
    if (Entry entry; !cell.is_busy() && cell.read(entry) && !is_old(entry)) return;
    cell.update([&](Entry& entry) {
      if (is_old(entry)) entry = {};
    });
  }
  template <class Add>
  void write(Handle handle, std::uint64_t at, Add add) noexcept {
    Cell* place = nullptr;
    for (Cell& cell : set_of(handle)) {
      if (may_be(cell, handle)) {
        place = &cell;
        break;
      }
      if (cell.is_busy()) continue;
      if (place == nullptr || cell.peek(learned_word) < place->peek(learned_word)) place = &cell;
    }
    if (place == nullptr) return;
    place->update([&](Entry& entry) {
      const bool is_new = !is(entry, handle);
      if (is_new) entry = {module_word(handle), handle.number, at, {}};
      else if (at < entry.learned) return;
      entry.learned = at;
      add(entry.known, is_new);
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
