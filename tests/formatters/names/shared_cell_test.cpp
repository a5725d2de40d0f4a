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
          return true;
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

TEST(SharedCell, a_change_that_is_taken_back_changes_nothing) {
  SharedCell<Words> cell;
  cell.update([](Words& value) {
    value.words[0] = 7;
    return true;
  });
  cell.update([](Words& value) {
    value.words[0] = 8;
    return false;
  });
  Words value{};
  ASSERT_TRUE(cell.read(value));
  EXPECT_EQ(value.words[0], 7U);
  EXPECT_EQ(cell.peek(0), 7U);
}

TEST(SharedCell, what_is_being_written_is_left_alone_by_others) {
  SharedCell<Words> cell;
  cell.update([&](Words& value) {
    Words other{};
    EXPECT_FALSE(cell.read(other));
    cell.update([](Words&) {
      ADD_FAILURE() << "two at once";
      return false;
    });
    value.words[0] = 1;
    return true;
  });
  EXPECT_EQ(cell.peek(0), 1U);
}

}  // namespace
}  // namespace p11trace::names
