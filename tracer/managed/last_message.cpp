// Keeps a message for each thread.
#include "tracer/managed/last_message.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "tracer/capture/message.h"
#include "tracer/capture/standard_error.h"

namespace p11trace::managed {

namespace {

struct Text {
  char text[4096];
  std::size_t length;
};
constinit thread_local Text message = {};
constinit std::atomic<bool> printing = false;

}  // namespace

void add_message(std::string_view text) noexcept {
  const auto put = [](std::string_view words) {
    const std::size_t size = std::min(words.size(), sizeof message.text - 1 - message.length);
    std::memcpy(message.text + message.length, words.data(), size);
    message.length += size;
    if (size < words.size()) std::memcpy(message.text + message.length - 3, "...", 3);
  };
  if (message.length != 0) put("\n");
  put(text);
  message.text[message.length] = '\0';
  if (printing.load(std::memory_order_relaxed))
    capture::say(capture::Message().add("p11trace: ").add(text).add("\n").text());
}

void clear_last_message() noexcept { message.length = 0; }

const char* last_message() noexcept { return message.length == 0 ? nullptr : message.text; }

void print_messages(bool print) noexcept {
  capture::note_standard_error();
  printing.store(print, std::memory_order_relaxed);
}

}  // namespace p11trace::managed
