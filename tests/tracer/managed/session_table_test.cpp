// The table of a caller's sessions, beside one that is known to be right.
#include "tracer/managed/session_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace p11trace::managed {
namespace {

TEST(SessionTable, holds_what_was_put_in_and_not_taken_out) {
  std::mt19937_64 random(1);
  SessionTable table;
  std::map<CK_SESSION_HANDLE, CK_SLOT_ID> expected;
  for (int i = 0; i < 20000; i++) {
    const CK_SESSION_HANDLE session = (random() % 300 + 1) << (random() % 2 * 32);
    if (random() % 2 == 0) {
      const CK_SLOT_ID slot = random() % 4;
      ASSERT_TRUE(table.insert(session, slot));
      expected[session] = slot;
    } else {
      const auto taken = table.take(session);
      const auto known = expected.find(session);
      ASSERT_EQ(taken.has_value(), known != expected.end());
      if (taken) {
        EXPECT_EQ(*taken, known->second);
        expected.erase(known);
      }
    }
    ASSERT_EQ(table.size(), expected.size());
  }
  while (const auto session = table.take_on(2)) {
    EXPECT_EQ(expected.at(*session), 2u);
    expected.erase(*session);
  }
  for (const auto& [session, slot] : expected) EXPECT_NE(slot, 2u);
  while (const auto session = table.take_any()) EXPECT_EQ(expected.erase(*session), 1u);
  EXPECT_TRUE(expected.empty());
}

}  // namespace
}  // namespace p11trace::managed
