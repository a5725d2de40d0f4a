// What p11trace itself ends with; otherwise it ends as the command does, whose place it takes.
#pragma once

namespace p11trace {

namespace exit_status {
inline constexpr int success = 0;
inline constexpr int wrong_usage = 2;
inline constexpr int own_failure = 125;
inline constexpr int not_executable = 126;
inline constexpr int not_found = 127;
}  // namespace exit_status

}  // namespace p11trace
