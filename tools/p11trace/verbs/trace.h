// p11trace COMMAND: runs a command and shows its calls as they happen.
#pragma once

namespace p11trace {

// Returns only if the command could not be started, or was not to be; then with the exit status.
int trace(int argc, char** argv);

}  // namespace p11trace
