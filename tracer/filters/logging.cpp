// What all logging of a process has in common.
#include "tracer/filters/logging.h"

namespace p11trace::filters {

constinit record::ObjectClasses object_classes{};
constinit record::MessageMechanisms message_mechanisms{};

}  // namespace p11trace::filters
