// The hooks on setrlimit and prlimit: a program that limits the size of its files must not get our SIGXFSZ.
#pragma once

namespace p11trace::preload {

// Finds the real functions now rather than at the first call.
void find_next_limit_functions() noexcept;

}  // namespace p11trace::preload
