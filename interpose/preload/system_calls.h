// Descriptor functions made from system calls: what an older libc lacks, and for its own when it cannot be found.
#pragma once

namespace p11trace::preload {

// These answer and set errno as libc's do.
int system_close(int fd);
int system_close_range(unsigned first, unsigned last, int flags) noexcept;  // ENOSYS before Linux 5.9
int system_dup2(int from, int to) noexcept;
int system_dup3(int from, int to, int flags) noexcept;

void system_closefrom(int low) noexcept;

// Closes everything from `first` to `last`, on any kernel. errno is kept.
void close_all(unsigned first, unsigned last) noexcept;

}  // namespace p11trace::preload
