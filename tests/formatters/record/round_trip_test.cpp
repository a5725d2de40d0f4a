// Every function's call comes back from its record as it was made, whatever its result.
#include <gtest/gtest.h>

#include "tests/formatters/record/made_call.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::record {
namespace {

void expect_round_trip(const pkcs11::FunctionRow& row, Outcome outcome, Show show) {
  SCOPED_TRACE(std::string(row.name) + " at show " + std::to_string(static_cast<int>(show)));
  Recorder recorder(show);
  recorder.policy.bytes = 40;
  MadeCall made(row, outcome, recorder.policy);
  recorder.enter(row.id, made.slots());
  made.answer();
  if (outcome != Outcome::running) recorder.leave(made.result());
  const call::Call& call = recorder.decoded();
  EXPECT_EQ(call.function, &row);
  EXPECT_EQ(call.returned, outcome != Outcome::running);
  EXPECT_EQ(call.return_value, made.result());
  EXPECT_EQ(call.time, recorded_start);
  EXPECT_EQ(call.duration, call.returned ? recorded_duration : 0);
  EXPECT_EQ(call.caller, recorded_caller);
  EXPECT_FALSE(call.cut);
  ASSERT_EQ(call.arguments_of_row().size(), row.argument_count);
  for (std::size_t i = 0; i < row.argument_count; i++) {
    SCOPED_TRACE(row.arguments[i].name);
    EXPECT_EQ(call.arguments[i].row, &row.arguments[i]);
    EXPECT_EQ(in(call, i), made.in(i));
    const bool comes_out = call.returned && made.out(i).has_value();
    ASSERT_EQ(call.arguments[i].out != nullptr, comes_out);
    if (!comes_out) continue;
    EXPECT_EQ(out(call, i), *made.out(i));
  }
}

void expect_round_trips(Outcome outcome) {
  for (const pkcs11::FunctionRow& row : pkcs11::functions)
    for (const Show show : {Show::open, Show::data, Show::secrets}) expect_round_trip(row, outcome, show);
}

TEST(RoundTrip, a_call_that_succeeds_comes_back_with_all_that_it_wrote) { expect_round_trips(Outcome::ok); }

TEST(RoundTrip, a_size_query_comes_back_with_the_size_and_without_bytes) { expect_round_trips(Outcome::size_query); }

TEST(RoundTrip, a_buffer_that_was_too_small_comes_back_with_its_room_and_the_size_and_is_not_read) {
  expect_round_trips(Outcome::too_small);
}

TEST(RoundTrip, after_an_error_nothing_is_read) { expect_round_trips(Outcome::error); }

TEST(RoundTrip, no_null_pointer_is_followed) { expect_round_trips(Outcome::nulls); }

TEST(RoundTrip, a_call_that_has_not_returned_comes_back_with_what_went_in) { expect_round_trips(Outcome::running); }

TEST(RoundTrip, a_call_may_be_encoded_where_another_stood) {
  Recorder recorder;
  const auto sign = [&](std::string data) {
    const GuardedMemory memory(data);
    return in(recorder.call<pkcs11::Function::C_DigestUpdate>(CKR_OK, 1, memory.as<CK_BYTE>(), data.size()), 1);
  };
  const Tree longer = sign(std::string(1000, 'x'));
  const Tree shorter = sign("y");
  EXPECT_EQ(longer.number, 1000u);
  EXPECT_EQ(shorter.number, 1u);
  EXPECT_EQ(longer, sign(std::string(1000, 'x')));
}

}  // namespace
}  // namespace p11trace::record
