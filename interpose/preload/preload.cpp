// What happens when the library is loaded, and at the end.
#include "interpose/preload/borrowed_memory.h"
#include "interpose/preload/descriptors.h"
#include "interpose/preload/limits.h"
#include "interpose/preload/look_up.h"
#include "tracer/chain/entry_points.h"

namespace p11trace::preload {
namespace {

// The hooks work before this has run; here they are only made ready for a process with threads and children.
[[gnu::constructor]] void begin() noexcept {
  find_next_look_ups();
  find_next_descriptor_functions();
  find_next_limit_functions();
  ask_about_every_name();
  chain::start();
  note_owner_of_memory();
}

[[gnu::destructor]] void end() noexcept { chain::finish(); }

}  // namespace
}  // namespace p11trace::preload
