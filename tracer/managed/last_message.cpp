// Keeps a message for each thread.
#include "tracer/managed/last_message.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "tracer/capture/message.h"
#include "tracer/capture/standard_error.h"

namespace p11trace::managed {

namespace {

struct Text {
  std::size_t length;
  char text[4096];
};

constinit pthread_once_t key_is_made = PTHREAD_ONCE_INIT;
constinit pthread_key_t key = 0;
constinit bool has_key = false;
constinit std::atomic<bool> printing = false;

// NULL if there is none. Not thread_local: that would be memory of every thread, which a program that loads the library
// late may not have left.
Text* of_thread() noexcept {
  pthread_once(&key_is_made, [] { has_key = pthread_key_create(&key, std::free) == 0; });
  return has_key ? static_cast<Text*>(pthread_getspecific(key)) : nullptr;
}

Text* made_for_thread() noexcept {
  if (Text* const text = of_thread()) return text;
  auto* const made = static_cast<Text*>(std::calloc(1, sizeof(Text)));
  if (made != nullptr && has_key && pthread_setspecific(key, made) == 0) return made;
  std::free(made);
  return nullptr;
}

}  // namespace

void add_message(std::string_view text) noexcept {
  if (Text* const message = made_for_thread()) {
    const auto put = [&](std::string_view words) {
      const std::size_t size = std::min(words.size(), sizeof message->text - 1 - message->length);
      std::memcpy(message->text + message->length, words.data(), size);
      message->length += size;
      if (size < words.size()) std::memcpy(message->text + message->length - 3, "...", 3);
    };
    if (message->length != 0) put("\n");
    put(text);
    message->text[message->length] = '\0';
  }
  if (printing.load(std::memory_order_relaxed))
    capture::say(capture::Message().add("p11trace: ").add(text).add("\n").text());
}

void clear_last_message() noexcept {
  if (Text* const message = of_thread()) message->length = 0;
}

const char* last_message() noexcept {
  const Text* const message = of_thread();
  return message == nullptr || message->length == 0 ? nullptr : message->text;
}

void print_messages(bool print) noexcept { printing.store(print, std::memory_order_relaxed); }

}  // namespace p11trace::managed
