// Whether memory of the traced program can be read, for programs that pass pointers to nowhere.
#pragma once

#include <cstddef>

namespace p11trace::record {

// Asks the kernel, a page at a time: false if some of the bytes are not mapped, or not to be read. Where the kernel does not
// answer (a sandbox that forbids process_vm_readv) everything counts as readable. A system call; errno changes.
bool is_readable(const void* memory, std::size_t size) noexcept;

}  // namespace p11trace::record
