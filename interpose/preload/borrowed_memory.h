// Tells a child of vfork from every other process: it runs in its parent's memory with descriptors of its own.
#pragma once

namespace p11trace::preload {

// Notes whose memory this is, here and in each forked child. Called by our constructor, when the tracer has started.
void note_owner_of_memory() noexcept;

// True between vfork (or clone with CLONE_VM and without CLONE_FILES) and exec. What is written down there about
// descriptors would be wrong in the parent.
bool in_borrowed_memory() noexcept;

}  // namespace p11trace::preload
