// The line of a call: time, duration, who called, the call, its result.
#include "formatters/text/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formatters/pkcs11/functions.h"

namespace p11trace::text {
namespace {

constexpr std::uint64_t second = 1000000000;
// 2023-11-14 22:13:20 UTC.
constexpr std::uint64_t then = 1700000000 * second;

// C_CloseSession(3), as it came back from the module "softhsm2".
class CallLine : public testing::Test {
 protected:
  CallLine() {
    call_.function = &row_of(pkcs11::Function::C_CloseSession);
    call_.arguments[0] = {&call_.function->arguments[0], &session_, nullptr};
    call_.returned = true;
    call_.time = then;
    call_.duration = 1500;
    call_.process = 77;
    call_.thread = 78;
    call_.module = "softhsm2";
  }

  std::string line(std::int64_t utc_offset = 0, std::size_t size = 1024) const {
    std::vector<char> memory(size);
    Line written(memory);
    render(call_, utc_offset, written);
    return std::string(written.finish());
  }
  std::string time(std::int64_t utc_offset = 0) const { return line(utc_offset).substr(0, 15); }
  std::string duration(std::uint64_t nanoseconds) {
    call_.duration = nanoseconds;
    const std::string text = line();
    return text.substr(16, text.find(" 77/") - 16);
  }

  call::Value session_{.kind = call::Kind::session, .number = 3};
  call::Call call_{};
};

TEST_F(CallLine, in_color_the_result_says_whether_it_failed) {
  const auto colored = [&] {
    std::vector<char> memory(1024);
    Line written(memory);
    render_call(call_, written, {.color = true});
    return std::string(written.text());
  };
  EXPECT_EQ(colored(), "\x1b[1mC_CloseSession\x1b[0m(hSession=3) = \x1b[32mCKR_OK\x1b[0m");
  call_.return_value = CKR_SESSION_HANDLE_INVALID;
  EXPECT_EQ(colored(), "\x1b[1mC_CloseSession\x1b[0m(hSession=3) = \x1b[31mCKR_SESSION_HANDLE_INVALID\x1b[0m");
}

TEST_F(CallLine, for_reading_each_argument_has_a_line_of_its_own) {
  call_.function = &row_of(pkcs11::Function::C_GetSessionInfo);
  const call::Value info{.kind = call::Kind::null};
  call_.arguments[0].row = &call_.function->arguments[0];
  call_.arguments[1] = {&call_.function->arguments[1], &info, nullptr};
  std::vector<char> memory(1024);
  Line written(memory);
  render_call(call_, written, {.pretty = true});
  EXPECT_EQ(written.text(), "C_GetSessionInfo(\n    hSession=3,\n    pInfo=NULL) = CKR_OK");
}

TEST_F(CallLine, numbers_stand_behind_names_if_that_is_asked_for) {
  call_.function = &row_of(pkcs11::Function::C_FindObjectsInit);
  const call::Value label{.kind = call::Kind::text, .name = "CKA_LABEL", .type = CKA_LABEL};
  const call::Value token{
      .kind = call::Kind::boolean, .name = "CKA_TOKEN", .type = CKA_TOKEN, .number = CK_TRUE, .next = &label};
  const call::Value key{.kind = call::Kind::constant,
                        .family = pkcs11::Family::CKO,
                        .name = "CKA_CLASS",
                        .type = CKA_CLASS,
                        .number = CKO_PRIVATE_KEY,
                        .next = &token};
  const call::Value entries{.kind = call::Kind::list, .number = 3, .children = &key};
  call_.arguments[0].row = &call_.function->arguments[0];
  call_.arguments[1] = {&call_.function->arguments[1], &entries, nullptr};
  std::vector<char> memory(1024);
  Line written(memory);
  render_call(call_, written, {.numbers = true});
  EXPECT_EQ(written.text(),
            "C_FindObjectsInit(hSession=3, pTemplate=[3]{CKA_CLASS(0x0)=CKO_PRIVATE_KEY(0x3), "
            "CKA_TOKEN(0x1)=CK_TRUE(0x1), CKA_LABEL(0x3)=\"\"}) = CKR_OK(0x0)");
}

TEST_F(CallLine, it_is_one_line) {
  EXPECT_EQ(line(), "22:13:20.000000     1.5us 77/78 softhsm2: C_CloseSession(hSession=3) = CKR_OK\n");
}

TEST_F(CallLine, a_call_that_has_not_returned_ends_in_dots) {
  call_.returned = false;
  EXPECT_EQ(line(), "22:13:20.000000       ... 77/78 softhsm2: C_CloseSession(hSession=3) ...\n");
}

TEST_F(CallLine, a_result_without_a_name_is_its_number) {
  call_.return_value = CKR_SESSION_HANDLE_INVALID;
  EXPECT_TRUE(line().ends_with("(hSession=3) = CKR_SESSION_HANDLE_INVALID\n"));
  call_.return_value = 0x80000001;
  EXPECT_TRUE(line().ends_with("(hSession=3) = 0x80000001\n")) << line();
  call_.return_value = ~CK_RV{0};
  EXPECT_TRUE(line().ends_with("(hSession=3) = 0xffffffffffffffff\n")) << line();
}

TEST_F(CallLine, a_record_that_was_full_is_told) {
  call_.cut = true;
  EXPECT_TRUE(line().ends_with("= CKR_OK (cut: the record was full)\n")) << line();
}

TEST_F(CallLine, a_line_that_is_full_ends_in_dots) {
  EXPECT_EQ(line(0, 60), "22:13:20.000000     1.5us 77/78 softhsm2: C_CloseSession...\n");
}

TEST_F(CallLine, time_is_of_the_day_in_microseconds) {
  EXPECT_EQ(time(), "22:13:20.000000");
  call_.time = then + 123456789;
  EXPECT_EQ(time(), "22:13:20.123456");
  call_.time = then + second - 1;
  EXPECT_EQ(time(), "22:13:20.999999");
  call_.time = 0;
  EXPECT_EQ(time(), "00:00:00.000000");
}

TEST_F(CallLine, time_is_that_of_the_users_clock) {
  EXPECT_EQ(time(3600), "23:13:20.000000");
  EXPECT_EQ(time(2 * 3600), "00:13:20.000000") << "tomorrow";
  EXPECT_EQ(time(14 * 3600), "12:13:20.000000");
  EXPECT_EQ(time(5 * 3600 + 45 * 60), "03:58:20.000000");
  EXPECT_EQ(time(-5 * 3600), "17:13:20.000000");
  EXPECT_EQ(time(-3600 * 3 - 1800), "18:43:20.000000");
  EXPECT_EQ(time(-12 * 3600), "10:13:20.000000");
  call_.time = then + 2 * 3600 * second;
  EXPECT_EQ(time(-3600), "23:13:20.000000") << "yesterday";
  call_.time = 0;
  EXPECT_EQ(time(-3600), "23:00:00.000000");
}

TEST_F(CallLine, a_duration_has_the_unit_that_fits) {
  EXPECT_EQ(duration(0), "      0ns");
  EXPECT_EQ(duration(999), "    999ns");
  EXPECT_EQ(duration(1000), "    1.0us");
  EXPECT_EQ(duration(1099), "    1.0us");
  EXPECT_EQ(duration(1100), "    1.1us");
  EXPECT_EQ(duration(999999), "  999.9us");
  EXPECT_EQ(duration(1000000), "   1.00ms");
  EXPECT_EQ(duration(12345678), "  12.34ms");
  EXPECT_EQ(duration(999999999), " 999.99ms");
  EXPECT_EQ(duration(second), "   1.000s");
  EXPECT_EQ(duration(61001999999), "  61.001s");
  EXPECT_EQ(duration(86400 * second), "86400.000s") << "longer than its place";
}

TEST_F(CallLine, arguments_stand_in_the_order_of_the_standard) {
  call_.function = &row_of(pkcs11::Function::C_OpenSession);
  const call::Value slot{.kind = call::Kind::slot, .number = 5};
  const call::Value flags{.kind = call::Kind::flags, .family = pkcs11::Family::CKF_session, .number = 4};
  const call::Value null{.kind = call::Kind::null};
  const call::Value room{.kind = call::Kind::room, .number = 1};
  const call::Value session{.kind = call::Kind::session, .number = 9};
  const call::Value* const in[] = {&slot, &flags, &null, &null, &room};
  for (std::size_t i = 0; i < 5; i++) call_.arguments[i] = {&call_.function->arguments[i], in[i], nullptr};
  call_.arguments[4].out = &session;
  EXPECT_TRUE(
      line().ends_with("softhsm2: C_OpenSession(slotID=5, flags=CKF_SERIAL_SESSION, pApplication=NULL, "
                       "Notify=NULL, phSession=9) = CKR_OK\n"))
      << line();
}

TEST_F(CallLine, the_call_alone_has_neither_time_nor_caller) {
  char memory[256];
  Line written(memory);
  render_call(call_, written);
  EXPECT_EQ(written.text(), "C_CloseSession(hSession=3) = CKR_OK");
}

}  // namespace
}  // namespace p11trace::text
