// HOT PATH: no locks, no allocation, no system calls of its own, no exceptions.
// The filter that records a call: its arguments before it is made, its results after it.
#pragma once

#include <cerrno>

#include "formatters/record/encode.h"
#include "formatters/select/selector.h"
#include "tracer/capture/clock.h"
#include "tracer/capture/direct_sink.h"
#include "tracer/capture/losses.h"
#include "tracer/capture/thread_buffer.h"
#include "tracer/chain/invocation.h"

namespace p11trace::filters {

// Between which two of a chain it stands: it logs what the caller sees, or what the module sees.
enum class At : std::uint8_t { caller, module };

// What the process knows of objects whose values may be shown.
extern constinit record::ObjectClasses object_classes;
// And of running message operations, to read their parameters.
extern constinit record::MessageMechanisms message_mechanisms;

template <At where>
class Logging {
 public:
  static constexpr bool handles(pkcs11::Function) noexcept { return true; }
  static bool wants(const chain::Wrapper& wrapper, pkcs11::Function function) noexcept {
    const capture::Log* const log = wrapper.log.load(std::memory_order_relaxed);
    if (log == nullptr) return false;
    const capture::LogOptions& options = log->options;
    using enum settings::LogAt;
    // Without callers to keep apart there is one place.
    const bool here = wrapper.caller == nullptr
                          ? where == At::caller
                          : wrapper.log_at == both || (wrapper.log_at == caller) == (where == At::caller);
    return here && options.functions[pkcs11::index_of(function)];
  }

  // Calls `next`, which goes on towards the module, with errno as the caller left it, and answers its result and errno.
  template <pkcs11::Function F, class Next>
  static CK_RV run(chain::Invocation& call, Next next) {
    const int error_before = errno;
    capture::Frame frame;
    if (!frame) {
      capture::losses.calls.fetch_add(1, std::memory_order_relaxed);
      call.wrapper.of().is_partly_logged.store(true, std::memory_order_relaxed);
      errno = error_before;
      return next();
    }
    chain::Module& module = call.wrapper.of();
    capture::Log& log = *call.wrapper.log.load(std::memory_order_relaxed);
    constexpr bool is_callers = where == At::caller;
    capture::Source source{
        .label = is_callers ? call.wrapper.name() : module.name(),
        .module = module.number,
        .caller =
            is_callers ? reinterpret_cast<std::uintptr_t>(call.wrapper.caller.load(std::memory_order_relaxed)) : 0,
        .sees_all = !module.is_partly_logged.load(std::memory_order_relaxed),
        .is_last = is_callers || call.wrapper.log_at != settings::LogAt::both};
    const bool sees_all = log.options.sees_objects && source.sees_all;
    record::Encoder encoder(frame.memory(), log.options.policy,
                            {object_classes, module.salt, sees_all, &message_mechanisms});
    // The time of the call itself is read behind this.
    const std::uint64_t entered = log.options.entry ? capture::monotonic_now() : 0;
    record::encode_inputs<F>(encoder, call.slots, module.number, call.return_address, entered);
    if (log.options.format == settings::Format::json) source.sequence = capture::next_sequence();
    if (log.options.entry) capture::write_record(log, encoder.record(), source, frame.buffer());
    frame.suspend(encoder.header().size);
    errno = error_before;
    const std::uint64_t start = capture::monotonic_now();
    const CK_RV result = next();
    const std::uint64_t end = capture::monotonic_now();
    const int error_after = errno;
    frame.resume();
    encoder.header().start = start;
    record::encode_outputs<F>(encoder, call.slots, result, capture::elapsed(start, end));
    capture::write_record(log, encoder.record(), source, frame.buffer());
    errno = error_after;
    return result;
  }
};

}  // namespace p11trace::filters
