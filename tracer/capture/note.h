// What a log says of itself, between the lines of calls.
#pragma once

#include "tracer/capture/message.h"
#include "tracer/capture/process_id.h"
#include "tracer/settings/settings.h"

namespace p11trace::capture {

// A line in the making: a comment in text, an object with a "note" in JSON. What is added between must need no escapes.
class Note {
 public:
  explicit Note(settings::Format format) noexcept : format_(format) {
    if (format == settings::Format::json)
      message_.add("{\"v\":1,\"process\":").add(static_cast<std::uint64_t>(process_id())).add(",\"note\":\"");
    else message_.add("# p11trace: ");
  }

  Note& add(std::string_view text) noexcept {
    message_.add(text);
    return *this;
  }
  Note& add(std::uint64_t number) noexcept {
    message_.add(number);
    return *this;
  }
  // The whole line. Once.
  std::string_view finish() noexcept {
    message_.add(format_ == settings::Format::json ? "\"}\n" : "\n");
    return message_.text();
  }

 private:
  settings::Format format_;
  Message message_;
};

}  // namespace p11trace::capture
