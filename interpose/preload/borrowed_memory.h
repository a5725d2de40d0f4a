// Tells a child of vfork from every other process: it runs in its parent's memory with descriptors of its own.
#pragma once

namespace p11trace::preload {

// Called once, by our constructor. Before that, and if the kernel cannot do it, all memory counts as our own.
void learn_own_memory() noexcept;

// True between vfork (or clone with CLONE_VM and without CLONE_FILES) and exec. What is written down there about
// descriptors would be wrong in the parent.
bool in_borrowed_memory() noexcept;

}  // namespace p11trace::preload
