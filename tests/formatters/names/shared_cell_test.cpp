// A shared cell is read whole or not at all.
#include "formatters/names/shared_cell.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace p11trace::names {
namespace {

struct Words {
  std::uint64_t words[16];
};

TEST(SharedCell, threads_see_no_value_that_nobody_wrote) {
  SharedCell<Words> cell;
  std::atomic<bool> is_over = false;
  std::atomic<std::uint64_t> seen = 0;
  std::vector<std::thread> threads;
  for (std::uint64_t writer = 1; writer <= 2; writer++)
    threads.emplace_back([&, writer] {
      for (std::uint64_t i = 0; i < 100000; i++)
        cell.update([&](Words& value) {
          for (std::uint64_t& word : value.words) word = i * 2 + writer;
        });
      is_over = true;
    });
  threads.emplace_back([&] {
    while (!is_over) {
      Words value{};
      if (!cell.read(value)) continue;
      for (const std::uint64_t word : value.words) ASSERT_EQ(word, value.words[0]);
      seen += value.words[0] != 0;
    }
  });
  for (std::thread& thread : threads) thread.join();
}

TEST(SharedCell, what_was_written_is_read_whole_or_in_part) {
  SharedCell<Words> cell;
  cell.update([](Words& value) {
    for (std::size_t i = 0; i < 16; i++) value.words[i] = i + 1;
  });
  Words value{};
  ASSERT_TRUE(cell.read(value));
  EXPECT_EQ(value.words[15], 16U);
  EXPECT_EQ(cell.peek(1), 2U);
  std::uint64_t part[2] = {};
  ASSERT_TRUE(cell.read_behind(3, 1, 2, part));
  EXPECT_EQ(part[1], 5U);
  EXPECT_FALSE(cell.read_behind(3, 1, 3, part)) << "it is another's";
}

TEST(SharedCell, a_change_that_came_while_it_was_written_costs_what_it_holds) {
  SharedCell<Words> cell;
  cell.update([&](Words& value) {
    Words other{};
    EXPECT_TRUE(cell.is_busy());
    EXPECT_FALSE(cell.read(other));
    cell.update([](Words&) { ADD_FAILURE() << "two at once"; });
    value.words[0] = 1;
  });
  EXPECT_EQ(cell.peek(0), 0U);
  EXPECT_FALSE(cell.is_busy());
  cell.update([](Words& value) { value.words[0] = 2; });
  EXPECT_EQ(cell.peek(0), 2U);
}

}  // namespace
}  // namespace p11trace::names
