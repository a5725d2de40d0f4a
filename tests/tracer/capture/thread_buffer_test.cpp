// The memory that threads record in.
#include "tracer/capture/thread_buffer.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace p11trace::capture {
namespace {

class ThreadBuffers : public testing::Test {
 protected:
  static void SetUpTestSuite() { prepare_thread_buffers(); }
};

TEST_F(ThreadBuffers, a_call_inside_a_call_has_room_behind_it) {
  Frame outer;
  ASSERT_TRUE(outer);
  outer.suspend(128);
  std::byte* const begin = outer.memory().data();
  {
    Frame inner;
    ASSERT_TRUE(inner);
    EXPECT_EQ(inner.memory().data(), begin + 128);
    inner.suspend(64);
  }
  Frame next;
  EXPECT_EQ(next.memory().data(), begin + 128);
}

TEST_F(ThreadBuffers, a_call_of_a_signal_handler_gets_another_buffer_while_one_is_written_to) {
  Frame interrupted;
  ASSERT_TRUE(interrupted);
  {
    Frame handlers;
    ASSERT_TRUE(handlers);
    EXPECT_NE(&handlers.buffer(), &interrupted.buffer());
  }
  interrupted.suspend(128);
  Frame nested;
  EXPECT_EQ(&nested.buffer(), &interrupted.buffer());
}

TEST_F(ThreadBuffers, calls_too_deep_for_the_buffer_are_told_so) {
  Frame outer;
  outer.suspend(ThreadBuffer::record_size - 100);
  Frame inner;
  EXPECT_FALSE(inner);
}

TEST_F(ThreadBuffers, a_buffer_is_used_again_when_its_thread_has_ended) {
  std::set<const ThreadBuffer*> buffers;
  for (int i = 0; i < 50; i++) std::thread([&] { buffers.insert(thread_buffer()); }).join();
  EXPECT_EQ(buffers.size(), 1u);
}

TEST_F(ThreadBuffers, threads_at_the_same_time_have_different_ones) {
  const ThreadBuffer* mine = thread_buffer();
  const ThreadBuffer* other = nullptr;
  std::thread([&] { other = thread_buffer(); }).join();
  EXPECT_NE(mine, other);
  EXPECT_NE(other, nullptr);
}

}  // namespace
}  // namespace p11trace::capture
