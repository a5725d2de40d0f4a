// Tells the user something on standard error, in one sentence and one write.
#pragma once

#include <string>
#include <string_view>

namespace p11trace {

// "p11trace: " and the sentence. Control characters of file names and arguments do not reach the terminal.
void complain(std::string_view sentence);

}  // namespace p11trace
