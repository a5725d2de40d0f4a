// The table of what is known of objects.
#include "formatters/record/object_classes.h"

#include <gtest/gtest.h>

#include <memory>

namespace p11trace::record {
namespace {

using Known = ObjectClasses::Known;

class ObjectClassesTable : public testing::Test {
 protected:
  std::unique_ptr<ObjectClasses> memory_ = std::make_unique<ObjectClasses>();
  ObjectClasses& table_ = *memory_;
};

TEST_F(ObjectClassesTable, an_object_nobody_told_of_is_not_known) {
  for (std::uint64_t handle = 0; handle < 10000; handle++) EXPECT_EQ(table_.find(1, handle), Known::nothing);
  EXPECT_EQ(table_.find(0, 0), Known::nothing);
}

TEST_F(ObjectClassesTable, what_is_remembered_is_found) {
  for (const Known known : {Known::open, Known::sensitive, Known::secret, Known::sealed}) {
    table_.remember(1, static_cast<std::uint64_t>(known) + 100, known);
    EXPECT_EQ(table_.find(1, static_cast<std::uint64_t>(known) + 100), known);
  }
}

TEST_F(ObjectClassesTable, what_is_told_later_counts) {
  table_.remember(1, 7, Known::open);
  table_.remember(1, 7, Known::secret);
  EXPECT_EQ(table_.find(1, 7), Known::secret);
  table_.remember(1, 7, Known::open);
  EXPECT_EQ(table_.find(1, 7), Known::open);
}

TEST_F(ObjectClassesTable, a_sealed_object_stays_sealed_until_it_is_forgotten) {
  table_.remember(1, 7, Known::sealed);
  table_.remember(1, 7, Known::open);
  EXPECT_EQ(table_.find(1, 7), Known::sealed);
  table_.forget(1, 7);
  EXPECT_EQ(table_.find(1, 7), Known::nothing);
  table_.remember(1, 7, Known::open);
  EXPECT_EQ(table_.find(1, 7), Known::open);
}

TEST_F(ObjectClassesTable, a_handle_under_another_salt_is_another_object) {
  table_.remember(1, 7, Known::open);
  EXPECT_EQ(table_.find(2, 7), Known::nothing);
  table_.forget(2, 7);
  EXPECT_EQ(table_.find(1, 7), Known::open);
}

TEST_F(ObjectClassesTable, what_is_of_another_time_makes_room_before_what_is_new) {
  // Thousands of handles that have lost their meaning, and then some that have one.
  for (std::uint64_t handle = 1; handle <= 20000; handle++) table_.remember(1, handle, Known::open);
  for (std::uint64_t handle = 1; handle <= 200; handle++) table_.remember(2, handle, Known::open);
  for (std::uint64_t handle = 1; handle <= 200; handle++) EXPECT_EQ(table_.find(2, handle), Known::open) << handle;
}

TEST_F(ObjectClassesTable, a_full_table_forgets_and_never_mistakes_one_object_for_another) {
  // Odd handles are open, even ones secret.
  constexpr std::uint64_t count = 50000;
  for (std::uint64_t handle = 1; handle <= count; handle++)
    table_.remember(3, handle, handle % 2 == 1 ? Known::open : Known::secret);
  std::uint64_t found = 0;
  for (std::uint64_t handle = 1; handle <= count; handle++) {
    const Known known = table_.find(3, handle);
    if (known == Known::nothing) continue;
    found++;
    EXPECT_EQ(known, handle % 2 == 1 ? Known::open : Known::secret) << handle;
  }
  EXPECT_GT(found, 3500u) << "the table is worth its memory";
  EXPECT_LE(found, 4096u);
}

}  // namespace
}  // namespace p11trace::record
