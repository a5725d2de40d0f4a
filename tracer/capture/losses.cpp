// What could not be recorded or shown, counted.
#include "tracer/capture/losses.h"

namespace p11trace::capture {

constinit Losses losses{};

}  // namespace p11trace::capture
