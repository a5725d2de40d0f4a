// What last went wrong in a thread, in words.
#pragma once

#include <string_view>

namespace p11trace::managed {

// Each thread has its own message. It is also printed on standard error if print_messages(true) was said.
void set_last_message(std::string_view text) noexcept;
void clear_last_message() noexcept;
// NULL if there is none. Valid until the thread's next message.
const char* last_message() noexcept;

void print_messages(bool print) noexcept;

}  // namespace p11trace::managed
