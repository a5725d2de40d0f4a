// The text that programs pass behind the reserved pointer of C_Initialize's arguments, and what else may stand there.
#include <gtest/gtest.h>

#include <cerrno>

#include "formatters/pkcs11/functions.h"
#include "formatters/record/fingerprint.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::record {
namespace {

using call::Kind;
using enum pkcs11::Function;

constexpr std::string_view parameters = "configdir='sql:/home/user' flags=readOnly";

std::string with_nul(std::string_view text) { return std::string(text) + '\0'; }

// The arguments with `reserved` in them, as C_Initialize is given them.
Tree initialize_with(Recorder& recorder, void* reserved) {
  const GuardedMemory arguments(
      bytes_of(CK_C_INITIALIZE_ARGS{nullptr, nullptr, nullptr, nullptr, CKF_OS_LOCKING_OK, reserved}));
  const Tree shown = in(recorder.call<C_Initialize>(CKR_OK, arguments.data()), 0);
  EXPECT_EQ(shown.children.size(), 6u);
  EXPECT_EQ(child(shown, "flags").number, CKF_OS_LOCKING_OK);
  return shown;
}
Tree shown_for(void* reserved, Show show = Show::open) {
  Recorder recorder(show);
  return child(initialize_with(recorder, reserved), "pReserved");
}

Tree address(const void* of) {
  return Tree{.kind = Kind::pointer, .number = reinterpret_cast<std::uintptr_t>(of)}.named("pReserved");
}

Tree hidden(std::string_view text) {
  return Tree{.kind = Kind::sensitive,
              .number = text.size(),
              .fingerprint = fingerprint(Recorder().policy.key, text.data(), text.size())}
      .named("pReserved");
}

TEST(InitializeArgs, text_behind_the_reserved_pointer_is_sensitive) {
  // The NUL is the last byte that can be read.
  const GuardedMemory text(with_nul(parameters));
  EXPECT_EQ(shown_for(text.data()), hidden(parameters));
  Recorder recorder;
  initialize_with(recorder, text.data());
  EXPECT_EQ(recorder.record().find("configdir"), std::string::npos);
}

TEST(InitializeArgs, the_text_is_shown_with_other_data) {
  const GuardedMemory text(with_nul(parameters));
  for (const Show show : {Show::data, Show::secrets})
    EXPECT_EQ(
        shown_for(text.data(), show),
        (Tree{.kind = Kind::text, .number = parameters.size(), .data = std::string(parameters)}.named("pReserved")));
}

TEST(InitializeArgs, a_text_of_nothing_is_text) {
  const GuardedMemory text(std::string(1, '\0'));
  EXPECT_EQ(shown_for(text.data()), hidden(""));
  EXPECT_EQ(shown_for(text.data(), Show::data), (Tree{.kind = Kind::text}.named("pReserved")));
}

TEST(InitializeArgs, without_a_reserved_pointer_it_is_null) {
  EXPECT_EQ(shown_for(nullptr), (Tree{.kind = Kind::null}.named("pReserved")));
}

TEST(InitializeArgs, a_pointer_to_nowhere_is_an_address) {
  const GuardedMemory closed(with_nul(parameters));
  closed.close();
  for (const Show show : {Show::open, Show::secrets}) {
    EXPECT_EQ(shown_for(closed.data(), show), address(closed.data()));
    for (const std::uintptr_t wild : {std::uintptr_t{1}, std::uintptr_t{0xdead0000dead0000}, ~std::uintptr_t{0}})
      EXPECT_EQ(shown_for(reinterpret_cast<void*>(wild), show), address(reinterpret_cast<void*>(wild)));
  }
}

TEST(InitializeArgs, what_has_no_end_before_the_memory_ends_is_no_text) {
  const GuardedMemory text(parameters);
  EXPECT_EQ(shown_for(text.data(), Show::secrets), address(text.data()));
}

TEST(InitializeArgs, text_goes_on_over_the_end_of_a_page) {
  const std::string text(4000, 't');
  for (const std::size_t gap : std::initializer_list<std::size_t>{0, 1, 95, 96, 97, 2000}) {
    SCOPED_TRACE(gap);
    const GuardedMemory memory(with_nul(text), gap);
    EXPECT_EQ(shown_for(memory.data()), hidden(text));
  }
}

TEST(InitializeArgs, of_long_text_the_length_is_told_up_to_a_limit) {
  for (const std::size_t length : {std::size_t{4095}, longest_parameters}) {
    const GuardedMemory text(with_nul(std::string(length, 'l')));
    EXPECT_EQ(shown_for(text.data()), hidden(std::string(length, 'l')));
  }
  // One more than the limit stands for that and more.
  for (const std::size_t length : {longest_parameters + 1, std::size_t{100000}}) {
    const GuardedMemory text(with_nul(std::string(length, 'l')));
    EXPECT_EQ(shown_for(text.data()), hidden(std::string(longest_parameters + 1, 'l')));
    const Tree shown = shown_for(text.data(), Show::data);
    EXPECT_EQ(shown.number, longest_parameters + 1);
    EXPECT_EQ(shown.data, std::string(64, 'l'));
  }
}

TEST(InitializeArgs, reading_it_leaves_errno_alone) {
  const GuardedMemory closed(std::size_t{8});
  closed.close();
  const GuardedMemory text(with_nul(parameters));
  for (void* const reserved : {static_cast<void*>(closed.data()), static_cast<void*>(text.data())}) {
    const GuardedMemory arguments(bytes_of(CK_C_INITIALIZE_ARGS{nullptr, nullptr, nullptr, nullptr, 0, reserved}));
    Recorder recorder;
    errno = 4711;
    recorder.enter(C_Initialize, {reinterpret_cast<std::uintptr_t>(arguments.data())});
    EXPECT_EQ(errno, 4711);
  }
}

TEST(InitializeArgs, arguments_that_do_not_fit_into_the_record_have_no_text) {
  const GuardedMemory text(with_nul(parameters));
  const GuardedMemory arguments(bytes_of(CK_C_INITIALIZE_ARGS{nullptr, nullptr, nullptr, nullptr, 0, text.data()}));
  for (std::size_t size = sizeof(Header); size < 256; size += 8) {
    SCOPED_TRACE(size);
    Recorder recorder;
    recorder.enter_with(size, C_Initialize, {reinterpret_cast<std::uintptr_t>(arguments.data())});
    EXPECT_TRUE(recorder.is_untouched_behind(size));
    const call::Call& call = recorder.decoded();
    if (size == sizeof(Header) || call.cut) {
      EXPECT_TRUE(call.cut);
    } else {
      EXPECT_EQ(child(in(call, 0), "pReserved"), hidden(parameters));
    }
  }
}

}  // namespace
}  // namespace p11trace::record
