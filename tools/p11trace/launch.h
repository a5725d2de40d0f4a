// Finds the command and puts it in our place.
#pragma once

#include <string>

namespace p11trace {

struct Command {
  std::string path;
  int error = 0;  // ENOENT, or why a file that was found cannot be executed; 0 if it can
};

// Searches PATH as the shell does.
Command find_command(const std::string& name);

// The exit status that goes with an error, after having told the user.
int refuse_command(const std::string& name, int error);

// Returns only if it fails, with the exit status; the user has been told then.
int launch(const Command& command, char** arguments);

}  // namespace p11trace
