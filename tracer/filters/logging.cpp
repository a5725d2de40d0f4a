// What all logging of a process has in common.
#include "tracer/filters/logging.h"

namespace p11trace::filters {

constinit record::ObjectClasses object_classes{};

}  // namespace p11trace::filters
