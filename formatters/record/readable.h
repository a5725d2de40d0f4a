// Whether memory of the traced program can be read, for programs that pass pointers to nowhere.
#pragma once

#include <cstddef>

namespace p11trace::record {

// Asks the kernel, a page at a time: false if some of the bytes are not mapped, or not to be read. Where the kernel does
// not answer (a sandbox that forbids process_vm_readv) the answer is `if_unknown`. A system call; errno is kept.
bool is_readable(const void* memory, std::size_t size, bool if_unknown = true) noexcept;

}  // namespace p11trace::record
