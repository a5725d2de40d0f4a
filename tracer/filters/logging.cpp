// What all wrappers' logging has in common.
#include "tracer/filters/logging.h"

namespace p11trace::filters {

constinit LoggingOptions Logging::options_{};
constinit record::ObjectClasses Logging::classes_{};

}  // namespace p11trace::filters
