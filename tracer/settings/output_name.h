// What the value of the output setting names: a descriptor that is open already, or a file, perhaps one a process.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace p11trace::settings {

// The descriptor that is meant by "-", /dev/stderr, /dev/stdout, /dev/fd/N and /proc/self/fd/N; -1 if a file is meant.
// These names are symbolic links, so they can be duplicated but not opened with O_NOFOLLOW.
int named_descriptor(std::string_view output) noexcept;

// Writes output with %p replaced by the process id, and a NUL, into path; false if it does not fit.
bool expand_process_id(std::string_view output, long process_id, std::span<char> path) noexcept;

}  // namespace p11trace::settings
