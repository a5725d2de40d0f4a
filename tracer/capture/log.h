// A log: what is written to it, in which form, and where.
#pragma once

#include "formatters/record/policy.h"
#include "formatters/select/selector.h"
#include "formatters/text/text.h"
#include "tracer/capture/log_descriptor.h"
#include "tracer/settings/settings.h"

namespace p11trace::capture {

struct LogOptions {
  settings::Format format = settings::Format::text;
  settings::LogAt at = settings::LogAt::caller;
  text::Style style{};
  bool entry = false;               // a line before the call too
  select::FunctionSet functions{};  // the functions that are logged
  bool sees_objects = true;         // all those that tell of objects are among them
  bool names = true;                // handles are named: all functions that tell of them are among them
  record::Policy policy{};
};

// The options are set once, before the first wrapper that is logged here.
struct Log {
  explicit constexpr Log(LogDescriptor::Guard guard) noexcept : descriptor(guard) {}

  LogOptions options{};
  LogDescriptor descriptor;
  Log* next = nullptr;  // of all that were started
};

// Opens the log as the settings say. Before any wrapper is logged there; errno changes. False, with a sentence on
// standard error and errno, if it cannot be opened.
bool start_log(Log& log, const settings::Values& values) noexcept;

}  // namespace p11trace::capture
