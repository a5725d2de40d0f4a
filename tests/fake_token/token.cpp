// The token as delivered, and what fork makes of it.
#include "tests/fake_token/token.h"

#include <pthread.h>

#include <memory>

#include "tests/fake_token/mixing.h"
#include "tests/fake_token/new_object.h"
#include "tests/fake_token/script.h"

namespace fake_token {

namespace {

// Never destroyed: other libraries call modules from their own exit handlers.
struct Shared {
  std::mutex mutex;
  std::unique_ptr<std::condition_variable> changed = std::make_unique<std::condition_variable>();
  std::unique_ptr<Token> token = std::make_unique<Token>();
};

Shared& shared() {
  static Shared& all = *new Shared;
  return all;
}

Object object_of(CK_OBJECT_CLASS object_class, std::string_view label) {
  Object object;
  object.set_number(CKA_CLASS, object_class);
  object.set_flag(CKA_TOKEN, true);
  object.set_flag(CKA_PRIVATE, object_class == CKO_PRIVATE_KEY);
  object.set_text(CKA_LABEL, label);
  return object;
}

Object key_of(CK_OBJECT_CLASS object_class, std::string_view label, CK_KEY_TYPE type, CK_BYTE id) {
  Object key = object_of(object_class, label);
  key.set_number(CKA_KEY_TYPE, type);
  key.set(CKA_ID, Bytes{id});
  return key;
}

// A child process has only the thread that forked, and starts uninitialized, as the standard wants it.
void before_fork() {
  script().before_fork();
  shared().mutex.lock();
}

void after_fork_in_parent() {
  shared().mutex.unlock();
  script().after_fork_in_parent();
}

void after_fork_in_child() {
  Shared& all = shared();
  all.token = std::make_unique<Token>();
  static_cast<void>(all.changed.release());  // still counts sleepers that do not exist here
  all.changed = std::make_unique<std::condition_variable>();
  all.mutex.unlock();
  script().after_fork_in_child();
}

[[gnu::constructor]] void register_fork_handlers() {
  pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
}

}  // namespace

Token::Token() {
  const auto deliver = [this](Object object) {
    set_defaults(object, true);
    add(std::move(object));
  };

  Object secret = key_of(CKO_SECRET_KEY, "fake secret key", CKK_AES, 1);
  secret.set(CKA_VALUE, random_bytes(random, 32));
  secret.set_number(CKA_VALUE_LEN, 32);
  deliver(std::move(secret));

  const Bytes modulus = random_bytes(random, signature_size);
  Object public_key = key_of(CKO_PUBLIC_KEY, "fake key pair", CKK_RSA, 2);
  public_key.set(CKA_MODULUS, modulus);
  public_key.set_number(CKA_MODULUS_BITS, 8 * signature_size);
  public_key.set(CKA_PUBLIC_EXPONENT, {1, 0, 1});
  deliver(std::move(public_key));

  Object private_key = key_of(CKO_PRIVATE_KEY, "fake key pair", CKK_RSA, 2);
  private_key.set(CKA_MODULUS, modulus);
  private_key.set(CKA_PUBLIC_EXPONENT, {1, 0, 1});
  private_key.set(CKA_PRIVATE_EXPONENT, random_bytes(random, signature_size));
  deliver(std::move(private_key));

  Object note = object_of(CKO_DATA, "fake note");
  note.set_text(CKA_APPLICATION, "fake token");
  note.set_text(CKA_VALUE, "nothing of importance");
  deliver(std::move(note));
}

CK_OBJECT_HANDLE Token::add(Object object) {
  const CK_OBJECT_HANDLE handle = next_object++;
  objects.emplace(handle, std::move(object));
  return handle;
}

Object* Token::visible(CK_OBJECT_HANDLE handle) {
  const auto object = objects.find(handle);
  return object != objects.end() && is_visible(object->second) ? &object->second : nullptr;
}

void Token::close(CK_SESSION_HANDLE handle) {
  std::erase_if(objects, [handle](const auto& entry) { return entry.second.owner == handle; });
  sessions.erase(handle);
  if (sessions.empty()) user.reset();
}

std::mutex& token_mutex() { return shared().mutex; }

Token& token() { return *shared().token; }

std::condition_variable& token_changed() { return *shared().changed; }

void reset_token() {
  const std::lock_guard lock(shared().mutex);
  const unsigned long lives = token().lives;
  shared().token = std::make_unique<Token>();
  token().lives = lives + 1;
  token_changed().notify_all();
}

}  // namespace fake_token
