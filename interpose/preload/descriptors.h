// The hooks that keep our log's descriptor out of the program's reach: close, close_range, closefrom, dup2, dup3.
#pragma once

namespace p11trace::preload {

// Finds the real functions now rather than at the first call.
void find_next_descriptor_functions() noexcept;

}  // namespace p11trace::preload
