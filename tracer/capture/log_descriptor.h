// The descriptor that lines are written to: a private duplicate with a high number that the program never sees.
#pragma once

#include <atomic>
#include <string_view>

namespace p11trace::capture {

// Opens what the output setting names. `output` may hold %p; the file of a process is then opened when it first writes,
// and once more after each fork. False, with one sentence on standard error, if it cannot be opened.
bool open_log(std::string_view output) noexcept;

// Whether fd is our private duplicate.
bool is_log_descriptor(int fd) noexcept;

// It, or -1.
int log_descriptor() noexcept;

// Moves it to another number, because the program wants this one. Waits for writes that are under way. False if it
// could not.
bool move_log_descriptor() noexcept;

// Writes `line`, which ends in a newline, by one write(2) where the kernel takes it whole. Whatever goes wrong is counted,
// said once on standard error, and leaves the program alone. Any thread may call it; errno changes.
void write_line(std::string_view line) noexcept;

// Says `text` on standard error, if that is still the one that the process started with.
void say(std::string_view text) noexcept;

}  // namespace p11trace::capture
