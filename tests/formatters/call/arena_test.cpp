// Memory for the values of one call.
#include "formatters/call/arena.h"

#include <gtest/gtest.h>

#include <array>

#include "formatters/call/call.h"

namespace p11trace::call {
namespace {

template <std::size_t size>
struct alignas(16) Memory {
  std::array<std::byte, size> bytes{};
};

struct Word {
  std::uint64_t value = 7;
};
struct alignas(16) Wide {
  std::uint64_t value = 9;
};

TEST(Arena, it_makes_things_until_it_is_full) {
  Memory<24> memory;
  Arena arena(memory.bytes);
  for (int i = 0; i < 3; i++) {
    Word* word = arena.make<Word>();
    ASSERT_NE(word, nullptr);
    EXPECT_EQ(word->value, 7u);
  }
  EXPECT_EQ(arena.make<Word>(), nullptr);
  EXPECT_EQ(arena.make<Word>(), nullptr) << "and stays full";
}

TEST(Arena, a_smaller_thing_may_still_fit) {
  Memory<12> memory;
  Arena arena(memory.bytes);
  ASSERT_NE(arena.make<Word>(), nullptr);
  EXPECT_EQ(arena.make<Word>(), nullptr);
  EXPECT_NE(arena.make<std::uint32_t>(), nullptr);
}

TEST(Arena, things_are_aligned) {
  Memory<64> memory;
  Arena arena(memory.bytes);
  ASSERT_NE(arena.make<char>(), nullptr);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.make<Word>()) % alignof(Word), 0u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.make<Wide>()) % alignof(Wide), 0u);
}

TEST(Arena, what_is_cleared_is_made_afresh) {
  Memory<8> memory;
  Arena arena(memory.bytes);
  Word* first = arena.make<Word>();
  first->value = 1;
  arena.clear();
  Word* second = arena.make<Word>();
  EXPECT_EQ(second, first);
  EXPECT_EQ(second->value, 7u);
}

TEST(Arena, an_arena_without_memory_makes_nothing) {
  Arena arena({});
  EXPECT_EQ(arena.make<char>(), nullptr);
}

TEST(Call, the_arguments_of_its_row_are_as_many_as_the_function_has) {
  Call call;
  EXPECT_TRUE(call.arguments_of_row().empty()) << "no function yet";
  call.function = &pkcs11::row_of(pkcs11::Function::C_CloseSession);
  EXPECT_EQ(call.arguments_of_row().size(), 1u);
  call.function = &pkcs11::row_of(pkcs11::Function::C_UnwrapKeyAuthenticated);
  EXPECT_EQ(call.arguments_of_row().size(), 7u);
  EXPECT_EQ(call.arguments_of_row().data(), call.arguments);
}

TEST(Value, a_value_that_nobody_filled_in_is_missing) { EXPECT_EQ(Value{}.kind, Kind::missing); }

}  // namespace
}  // namespace p11trace::call
