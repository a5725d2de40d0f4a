// What all wrappers' logging has in common.
#include "tracer/filters/logging.h"

namespace p11trace::filters {

constinit LoggingOptions Log::options_{};
constinit record::ObjectClasses Log::classes_{};

}  // namespace p11trace::filters
