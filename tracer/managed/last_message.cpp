// Keeps a message for each thread.
#include "tracer/managed/last_message.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "tracer/capture/message.h"
#include "tracer/capture/standard_error.h"

namespace p11trace::managed {

namespace {

constinit thread_local char message[512] = {};
constinit std::atomic<bool> printing = false;

}  // namespace

void set_last_message(std::string_view text) noexcept {
  const std::size_t length = std::min(text.size(), sizeof message - 1);
  std::memcpy(message, text.data(), length);
  message[length] = '\0';
  if (printing.load(std::memory_order_relaxed))
    capture::say(capture::Message().add("p11trace: ").add(message).add("\n").text());
}

void clear_last_message() noexcept { message[0] = '\0'; }

const char* last_message() noexcept { return message[0] == '\0' ? nullptr : message; }

void print_messages(bool print) noexcept {
  capture::note_standard_error();
  printing.store(print, std::memory_order_relaxed);
}

}  // namespace p11trace::managed
