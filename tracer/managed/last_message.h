// What a thread's last call of the library has to say, in words.
#pragma once

#include <string_view>

namespace p11trace::managed {

// Each thread has its own. What is added behind another sentence stands in a line of its own, and where something does
// not fit into four kilobytes there are dots. It is also printed on standard error if print_messages(true) was said.
void add_message(std::string_view text) noexcept;
void clear_last_message() noexcept;
// NULL if there is nothing to say. Valid until the thread's next call.
const char* last_message() noexcept;

void print_messages(bool print) noexcept;

}  // namespace p11trace::managed
