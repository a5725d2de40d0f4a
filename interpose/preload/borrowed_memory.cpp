// Compares the process that the memory remembers with the one that the kernel knows.
#include "interpose/preload/borrowed_memory.h"

#include <pthread.h>
#include <unistd.h>

#include "interpose/preload/unsanitized.h"
#include "tracer/capture/process_id.h"

namespace p11trace::preload {
namespace {

// The tracer remembers the process that first asks in a memory. That must not be a child of vfork.
void be_first_to_ask() noexcept { capture::process_id(); }

}  // namespace

void note_owner_of_memory() noexcept {
  be_first_to_ask();
  pthread_atfork(nullptr, nullptr, be_first_to_ask);
}

bool in_borrowed_memory() noexcept { return capture::process_id() != getpid(); }

}  // namespace p11trace::preload
