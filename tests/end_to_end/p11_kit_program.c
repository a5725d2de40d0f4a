// A program for p11-kit's module functions, by somebody who knows nothing of p11trace: SCENARIO DIRECTORY [FILE...].
// The directory holds system.conf, user.conf, package/, system/ and user/. Each fact is a line on standard output,
// without addresses and handles: built with p11-kit and with p11trace, the program must print the same.
#define P11_KIT_FUTURE_UNSTABLE_API
#include <p11-kit/p11-kit.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// -- printing -------------------------------------------------------------------------------------------------------

__attribute__((format(printf, 1, 2))) static void say(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  putchar('\n');
  fflush(stdout);
}

static const char* yes(int condition) { return condition ? "yes" : "no"; }

static const char* last_part(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

// Takes the text.
static void say_text(const char* whose, const char* what, char* text) {
  if (text == NULL) say("%s: %s: none", whose, what);
  else say("%s: %s: \"%s\"", whose, what, text);
  free(text);
}

static void say_result(const char* whose, const char* what, CK_RV result) { say("%s: %s: 0x%lx", whose, what, result); }

static void say_message(const char* after) {
  const char* message = p11_kit_message();
  say("message after %s: %s", after, yes(message != NULL && message[0] != '\0'));
}

static void say_flags(const char* whose, int flags) {
  say("%s: flags:%s%s%s%s%s", whose, flags & P11_KIT_MODULE_UNMANAGED ? " unmanaged" : "",
      flags & P11_KIT_MODULE_CRITICAL ? " critical" : "", flags & P11_KIT_MODULE_TRUSTED ? " trusted" : "",
      flags & P11_KIT_MODULE_VERBOSE ? " verbose" : "", flags & ~P11_KIT_MODULE_MASK ? " unknown" : "");
}

static int length_of(CK_FUNCTION_LIST** modules) {
  int length = 0;
  while (modules[length] != NULL) length++;
  return length;
}

// A module's name for the lines about it. Valid until the next call.
static const char* called(CK_FUNCTION_LIST* module) {
  static char name[100];
  char* configured = p11_kit_module_get_name(module);
  snprintf(name, sizeof name, "%s", configured == NULL ? "(no name)" : configured);
  free(configured);
  return name;
}

static void say_file(const char* whose, CK_FUNCTION_LIST* module) {
  char* file = p11_kit_module_get_filename(module);
  if (file == NULL) say("%s: file: none", whose);
  else say("%s: file: %s, absolute: %s", whose, last_part(file), yes(file[0] == '/'));
  free(file);
}

static void say_names(const char* when, CK_FUNCTION_LIST** modules) {
  if (modules == NULL) {
    say("%s: no list", when);
    return;
  }
  say("%s: %d modules", when, length_of(modules));
  for (int i = 0; modules[i] != NULL; i++) say("%s: %d: %s", when, i, called(modules[i]));
}

static void say_names_with(const char* when, int flags) {
  CK_FUNCTION_LIST** modules = p11_kit_modules_load(NULL, flags);
  say_names(when, modules);
  if (modules == NULL) return;
  for (int i = 0; modules[i] != NULL; i++) {
    char name[100];
    snprintf(name, sizeof name, "%s", called(modules[i]));
    say_flags(name, p11_kit_module_get_flags(modules[i]));
  }
  p11_kit_modules_release(modules);
}

// -- configuration --------------------------------------------------------------------------------------------------

static const char* const module_options[] = {"priority",   "critical",        "trust-policy", "managed",
                                             "enable-in",  "disable-in",      "x-colour",     "x-from",
                                             "x-sentence", "x-init-reserved", "X-COLOUR",     "nothing"};
static const char* const global_options[] = {"user-config", "managed", "x-from", "x-system", "x-user", "nothing"};
#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void say_module(CK_FUNCTION_LIST* module) {
  char name[100];
  snprintf(name, sizeof name, "%s", called(module));
  say_file(name, module);
  say_flags(name, p11_kit_module_get_flags(module));
  for (size_t i = 0; i < LENGTH(module_options); i++)
    say_text(name, module_options[i], p11_kit_config_option(module, module_options[i]));
  char* file = p11_kit_config_option(module, "module");
  say("%s: option module names its file: %s", name, yes(file != NULL && last_part(file)[0] != '\0'));
  free(file);
}

static void say_if_found(CK_FUNCTION_LIST** modules, const char* name) {
  CK_FUNCTION_LIST* found = p11_kit_module_for_name(modules, name);
  int at = 0;
  while (modules[at] != NULL && modules[at] != found) at++;
  if (found == NULL) say("module called \"%s\": none", name);
  else say("module called \"%s\": at %d", name, at);
}

static void configuration(void) {
  CK_FUNCTION_LIST** modules = p11_kit_modules_load(NULL, 0);
  say_names("all", modules);
  if (modules == NULL) return;
  for (int i = 0; modules[i] != NULL; i++) say_module(modules[i]);
  for (size_t i = 0; i < LENGTH(global_options); i++)
    say_text("global", global_options[i], p11_kit_config_option(NULL, global_options[i]));
  const char* const names[] = {"soft", "fake", "first", "unknown", "soft.module", "SOFT", ""};
  for (size_t i = 0; i < LENGTH(names); i++) say_if_found(modules, names[i]);

  CK_FUNCTION_LIST** again = p11_kit_modules_load(NULL, 0);
  say_names("again", again);
  for (int i = 0; modules[i] != NULL && again[i] != NULL; i++)
    say("again: %s is the same list: %s", called(modules[i]), yes(modules[i] == again[i]));
  say("a module of the other list is found by name: %s",
      yes(modules[0] != NULL && p11_kit_module_for_name(again, called(modules[0])) == again[0]));
  p11_kit_modules_release(again);

  say_names_with("trusted", P11_KIT_MODULE_TRUSTED);
  say_names_with("unmanaged", P11_KIT_MODULE_UNMANAGED);
  say_names_with("verbose", P11_KIT_MODULE_VERBOSE);
  say_names("all, still", modules);
  p11_kit_modules_release(modules);
  say_names_with("after the release", 0);
}

// A configuration that cannot be loaded at all, or not whole.
static void broken(void) {
  CK_FUNCTION_LIST** modules = p11_kit_modules_load(NULL, 0);
  say_names("all", modules);
  if (modules == NULL) {
    say_message("a critical module was not loaded");
    return;
  }
  say_result("all", "initialize", p11_kit_modules_initialize(modules, NULL));
  say_names("initialized", modules);
  say_result("all", "finalize", p11_kit_modules_finalize(modules));
  p11_kit_modules_release(modules);
}

static void programs(void) {
  const char* const names[] = {"alpha", "beta", "gamma", "alpha-and-more"};
  for (size_t i = 0; i < LENGTH(names); i++) {
    p11_kit_set_progname(names[i]);
    say_names_with(names[i], 0);
  }
  p11_kit_set_progname(NULL);
  say_names_with("the program's own name", 0);
}

// -- a token --------------------------------------------------------------------------------------------------------

static int first_slot(CK_FUNCTION_LIST* module, const char* name, CK_SLOT_ID* slot) {
  CK_ULONG count = 0;
  say_result(name, "number of slots", module->C_GetSlotList(CK_TRUE, NULL, &count));
  say("%s: a slot has a token: %s", name, yes(count > 0));
  if (count == 0) return 0;
  CK_SLOT_ID* slots = calloc(count, sizeof *slots);
  if (slots == NULL) abort();
  say_result(name, "slots", module->C_GetSlotList(CK_TRUE, slots, &count));
  *slot = slots[0];
  free(slots);
  return 1;
}

static void say_information(CK_FUNCTION_LIST* module, const char* name, CK_SLOT_ID slot) {
  CK_INFO info;
  memset(&info, 0, sizeof info);
  say_result(name, "information", module->C_GetInfo(&info));
  say_text(name, "manufacturer", p11_kit_space_strdup(info.manufacturerID, sizeof info.manufacturerID));
  say("%s: version: %d.%d", name, info.cryptokiVersion.major, info.cryptokiVersion.minor);

  CK_SLOT_INFO about_slot;
  memset(&about_slot, 0, sizeof about_slot);
  say_result(name, "slot's information", module->C_GetSlotInfo(slot, &about_slot));
  say("%s: the slot has a token: %s", name, yes((about_slot.flags & CKF_TOKEN_PRESENT) != 0));

  CK_TOKEN_INFO about_token;
  memset(&about_token, 0, sizeof about_token);
  say_result(name, "token's information", module->C_GetTokenInfo(slot, &about_token));
  say_text(name, "label", p11_kit_space_strdup(about_token.label, sizeof about_token.label));
  say("%s: length of the label: %zu", name, p11_kit_space_strlen(about_token.label, sizeof about_token.label));
}

static CK_SESSION_HANDLE open_session(CK_FUNCTION_LIST* module, const char* name, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
  say_result(name, "open a session", module->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session));
  return session;
}

static void say_session(CK_FUNCTION_LIST* module, const char* what, CK_SESSION_HANDLE session) {
  CK_SESSION_INFO info;
  say_result(what, "session", module->C_GetSessionInfo(session, &info));
}

static void digest(CK_FUNCTION_LIST* module, const char* name, CK_SESSION_HANDLE session) {
  CK_MECHANISM mechanism = {CKM_SHA256, NULL, 0};
  unsigned char text[] = "The quick brown fox jumps over the lazy dog";
  unsigned char value[32] = {0};
  CK_ULONG length = 0;
  say_result(name, "begin a digest", module->C_DigestInit(session, &mechanism));
  say_result(name, "length of a digest", module->C_Digest(session, text, sizeof text - 1, NULL, &length));
  say("%s: length of the digest: %lu", name, length);
  length = sizeof value;
  say_result(name, "digest", module->C_Digest(session, text, sizeof text - 1, value, &length));
  char hexadecimal[2 * sizeof value + 1] = "";
  for (size_t i = 0; i < sizeof value; i++) snprintf(hexadecimal + 2 * i, 3, "%02x", value[i]);
  say("%s: digest: %s", name, hexadecimal);
}

static void random_numbers(CK_FUNCTION_LIST* module, const char* name, CK_SESSION_HANDLE session) {
  unsigned char first[16] = {0};
  unsigned char second[16] = {0};
  say_result(name, "random", module->C_GenerateRandom(session, first, sizeof first));
  say_result(name, "random", module->C_GenerateRandom(session, second, sizeof second));
  say("%s: another random: %s", name, yes(memcmp(first, second, sizeof first) != 0));
}

static void search(CK_FUNCTION_LIST* module, const char* name, CK_SESSION_HANDLE session) {
  CK_OBJECT_CLASS class = CKO_DATA;
  CK_ATTRIBUTE template = {CKA_CLASS, &class, sizeof class};
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
  CK_ULONG found = 0;
  say_result(name, "begin a search", module->C_FindObjectsInit(session, &template, 1));
  say_result(name, "search", module->C_FindObjects(session, &object, 1, &found));
  say("%s: found: %lu", name, found);
  say_result(name, "end the search", module->C_FindObjectsFinal(session));
}

static void use_token(CK_FUNCTION_LIST* module, const char* name) {
  CK_SLOT_ID slot = 0;
  if (!first_slot(module, name, &slot)) return;
  say_information(module, name, slot);
  const CK_SESSION_HANDLE session = open_session(module, name, slot);
  const CK_SESSION_HANDLE other = open_session(module, name, slot);
  say("%s: the sessions differ: %s", name, yes(session != other));
  digest(module, name, session);
  random_numbers(module, name, other);
  search(module, name, session);
  say_result(name, "close a session", module->C_CloseSession(other));
  say_session(module, name, other);
  say_session(module, name, session);
  say_result(name, "close all sessions", module->C_CloseAllSessions(slot));
  say_session(module, name, session);
}

static void use(void) {
  CK_FUNCTION_LIST** modules = p11_kit_modules_load_and_initialize(0);
  say_names("all", modules);
  if (modules == NULL) return;
  for (int i = 0; modules[i] != NULL; i++) {
    char name[100];
    snprintf(name, sizeof name, "%s", called(modules[i]));
    use_token(modules[i], name);
    if ((p11_kit_module_get_flags(modules[i]) & P11_KIT_MODULE_UNMANAGED) != 0) continue;
    CK_FUNCTION_LIST* list = NULL;
    say_result(name, "function list", modules[i]->C_GetFunctionList(&list));
    if (list != NULL) say_result(name, "initialize by that list", list->C_Initialize(NULL));
  }
  say_result("all", "finalize", p11_kit_modules_finalize(modules));
  for (int i = 0; modules[i] != NULL; i++) {
    CK_INFO info;
    say_result(called(modules[i]), "information after the end", modules[i]->C_GetInfo(&info));
  }
  say_result("all", "finalize once more", p11_kit_modules_finalize(modules));
  say_message("it was not initialized");
  say_result("all", "initialize", p11_kit_modules_initialize(modules, NULL));
  p11_kit_modules_finalize_and_release(modules);
}

// -- two of one module ----------------------------------------------------------------------------------------------

static CK_RV lock_nothing(void* mutex) {
  (void)mutex;
  return CKR_OK;
}

static CK_RV make_nothing(void** mutex) {
  *mutex = NULL;
  return CKR_OK;
}

static void callers(void) {
  CK_FUNCTION_LIST** ours = p11_kit_modules_load(NULL, 0);
  CK_FUNCTION_LIST** theirs = p11_kit_modules_load(NULL, 0);
  CK_FUNCTION_LIST* a = p11_kit_module_for_name(ours, "soft");
  CK_FUNCTION_LIST* b = p11_kit_module_for_name(theirs, "soft");
  say("both have it: %s", yes(a != NULL && b != NULL));
  if (a == NULL || b == NULL) return;
  say("they are one: %s", yes(a == b));

  say_result("b", "finalize before a began", p11_kit_module_finalize(b));
  say_message("b was not initialized");
  say_result("a", "initialize", p11_kit_module_initialize(a));
  say_result("a", "initialize again", p11_kit_module_initialize(a));
  say_message("a was initialized already");
  say_result("b", "finalize before it began", b->C_Finalize(NULL));
  say_result("all", "initialize with a", p11_kit_modules_initialize(ours, NULL));
  say_names("with a", ours);

  CK_C_INITIALIZE_ARGS arguments;
  memset(&arguments, 0, sizeof arguments);
  arguments.CreateMutex = make_nothing;
  arguments.DestroyMutex = arguments.LockMutex = arguments.UnlockMutex = lock_nothing;
  arguments.flags = CKF_OS_LOCKING_OK;
  say_result("b", "initialize with arguments", b->C_Initialize(&arguments));
  say_result("b", "initialize with arguments again", b->C_Initialize(&arguments));

  CK_SLOT_ID slot = 0;
  if (!first_slot(a, "a", &slot)) return;
  const CK_SESSION_HANDLE of_a = open_session(a, "a", slot);
  const CK_SESSION_HANDLE more_of_a = open_session(a, "a", slot);
  const CK_SESSION_HANDLE of_b = open_session(b, "b", slot);
  say("sessions are apart: %s", yes(of_a != of_b && more_of_a != of_b));
  say_result("a", "close all sessions", a->C_CloseAllSessions(slot));
  say_session(a, "a's after that", of_a);
  say_session(a, "a's other after that", more_of_a);
  say_session(b, "b's after that", of_b);
  say_result("a", "close all sessions, of which there is none", a->C_CloseAllSessions(slot));

  const CK_SESSION_HANDLE left_open = open_session(a, "a", slot);
  say_result("a", "finalize", p11_kit_module_finalize(a));
  say_session(b, "b's after a's end", of_b);
  say_session(b, "what a left open", left_open);
  say_result("a", "finalize again", p11_kit_module_finalize(a));
  digest(b, "b", of_b);
  say_result("a", "initialize once more", p11_kit_module_initialize(a));
  say_session(a, "a's new one", open_session(a, "a", slot));
  say_result("b", "finalize", p11_kit_module_finalize(b));
  say_session(a, "b's after b's end", of_b);
  say_result("a", "finalize the last", p11_kit_module_finalize(a));
  CK_INFO info;
  say_result("b", "information after the end", b->C_GetInfo(&info));

  p11_kit_modules_release(theirs);
  say_result("a", "initialize, b released", p11_kit_module_initialize(a));
  use_token(a, "a");
  p11_kit_modules_finalize_and_release(ours);
}

static void unmanaged(void) {
  CK_FUNCTION_LIST** ours = p11_kit_modules_load(NULL, P11_KIT_MODULE_UNMANAGED);
  CK_FUNCTION_LIST** theirs = p11_kit_modules_load(NULL, P11_KIT_MODULE_UNMANAGED);
  CK_FUNCTION_LIST** managed = p11_kit_modules_load(NULL, 0);
  CK_FUNCTION_LIST* a = p11_kit_module_for_name(ours, "soft");
  CK_FUNCTION_LIST* b = p11_kit_module_for_name(theirs, "soft");
  CK_FUNCTION_LIST* c = p11_kit_module_for_name(managed, "soft");
  say("all have it: %s", yes(a != NULL && b != NULL && c != NULL));
  if (a == NULL || b == NULL || c == NULL) return;
  say("two unmanaged are one: %s", yes(a == b));
  say("managed and unmanaged are one: %s", yes(a == c));
  say_flags("unmanaged", p11_kit_module_get_flags(a));
  say_flags("managed", p11_kit_module_get_flags(c));
  say_text("unmanaged", "name", p11_kit_module_get_name(a));
  say_text("unmanaged", "x-colour", p11_kit_config_option(a, "x-colour"));
  say_file("unmanaged", a);
  say_result("a", "initialize", p11_kit_module_initialize(a));
  say_result("b", "initialize", p11_kit_module_initialize(b));
  // Somebody was first, whom nobody counts: that is none of the managed one's business.
  say_result("managed", "initialize", p11_kit_module_initialize(c));
  say_result("managed", "finalize", p11_kit_module_finalize(c));
  use_token(a, "unmanaged, still initialized");
  say_result("a", "finalize", p11_kit_module_finalize(a));
  say_result("b", "finalize", p11_kit_module_finalize(b));
  p11_kit_modules_release(ours);
  p11_kit_modules_release(theirs);
  say_result("managed", "initialize", p11_kit_module_initialize(c));
  say_result("managed", "finalize", p11_kit_module_finalize(c));
  p11_kit_modules_release(managed);
}

static void forked(void) {
  CK_FUNCTION_LIST** modules = p11_kit_modules_load_and_initialize(0);
  CK_FUNCTION_LIST* module = p11_kit_module_for_name(modules, "soft");
  CK_SLOT_ID slot = 0;
  if (module == NULL || !first_slot(module, "parent", &slot)) return;
  const CK_SESSION_HANDLE session = open_session(module, "parent", slot);
  const pid_t child = fork();
  if (child == 0) {
    say_result("child", "initialize", p11_kit_module_initialize(module));
    say_result("child", "initialize again", p11_kit_module_initialize(module));
    say_session(module, "child's own", open_session(module, "child", slot));
    say_result("child", "finalize", p11_kit_module_finalize(module));
    say_result("child", "finalize again", p11_kit_module_finalize(module));
    _exit(7);
  }
  int status = 0;
  waitpid(child, &status, 0);
  say("child's status: %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  say_session(module, "parent", session);
  digest(module, "parent", session);
  p11_kit_modules_finalize_and_release(modules);
}

// -- modules by path ------------------------------------------------------------------------------------------------

static void cannot_load(const char* what, const char* path) {
  say("%s is loaded: %s", what, yes(p11_kit_module_load(path, 0) != NULL));
  say_message(what);
}

// The files: a module, a symbolic link to it, the way to it from the directory for modules, one that is no library, and
// a library that is no module.
static void paths(char** files) {
  CK_FUNCTION_LIST* module = p11_kit_module_load(files[0], 0);
  say("loaded by its path: %s", yes(module != NULL));
  say_message("it was loaded");
  if (module == NULL) return;
  say_text("by path", "name", p11_kit_module_get_name(module));
  say_file("by path", module);
  say_flags("by path", p11_kit_module_get_flags(module));
  say_text("by path", "x-colour", p11_kit_config_option(module, "x-colour"));
  say_text("by path", "module", p11_kit_config_option(module, "module"));

  CK_FUNCTION_LIST* same = p11_kit_module_load(files[1], 0);
  say("loaded by a symbolic link: %s", yes(same != NULL));
  say("they are one: %s", yes(same == module));
  if (same == NULL) return;
  say_file("by link", same);
  CK_FUNCTION_LIST* raw = p11_kit_module_load(files[2], P11_KIT_MODULE_UNMANAGED);
  say("loaded from the directory for modules: %s", yes(raw != NULL));
  if (raw == NULL) return;
  say_flags("unmanaged", p11_kit_module_get_flags(raw));

  say_result("by path", "initialize", p11_kit_module_initialize(module));
  say_result("by link", "initialize", p11_kit_module_initialize(same));
  say_result("by link", "initialize again", p11_kit_module_initialize(same));
  say_result("by path", "finalize", p11_kit_module_finalize(module));
  p11_kit_module_release(module);
  use_token(same, "by link");
  use_token(raw, "unmanaged");
  say_result("by link", "finalize", p11_kit_module_finalize(same));
  p11_kit_module_release(same);
  p11_kit_module_release(raw);

  cannot_load("a file that is not there", "/nowhere/to/be/found.so");
  cannot_load("a file that is no library", files[3]);
  cannot_load("a library that is no module", files[4]);

  // Somebody else's array may hold it, and configured modules have names all the same.
  CK_FUNCTION_LIST* array[] = {p11_kit_module_load(files[0], 0), NULL};
  say("in an array of one's own: %s", yes(array[0] != NULL));
  say("found there by a name: %s", yes(p11_kit_module_for_name(array, "soft") != NULL));
  say_result("array", "initialize", p11_kit_modules_initialize(array, NULL));
  say_names("array", array);
  say_result("array", "finalize", p11_kit_modules_finalize(array));
  p11_kit_module_release(array[0]);
}

// -- what fails -----------------------------------------------------------------------------------------------------

static void failed(void* module) {
  char name[100];
  snprintf(name, sizeof name, "%s", called(module));
  say("failed: %s", name);
  say_flags(name, p11_kit_module_get_flags(module));
  p11_kit_module_release(module);
}

static void failing(void) {
  CK_FUNCTION_LIST** modules = p11_kit_modules_load(NULL, 0);
  say_names("loaded", modules);
  if (modules == NULL) return;
  say_result("all", "initialize", p11_kit_modules_initialize(modules, failed));
  say_names("initialized", modules);
  for (int i = 0; modules[i] != NULL; i++) {
    CK_INFO info;
    say_result(called(modules[i]), "information", modules[i]->C_GetInfo(&info));
  }
  say_result("all", "finalize", p11_kit_modules_finalize(modules));
  p11_kit_modules_release(modules);

  modules = p11_kit_modules_load(NULL, 0);
  CK_FUNCTION_LIST* module = p11_kit_module_for_name(modules, "failing");
  say("failing one: %s", yes(module != NULL));
  if (module == NULL) return;
  say_result("failing", "initialize", p11_kit_module_initialize(module));
  say_message("it failed");
  say_result("failing", "initialize again", p11_kit_module_initialize(module));
  say_result("failing", "finalize", p11_kit_module_finalize(module));
  say_message("it was not initialized");
  p11_kit_modules_release(modules);

  modules = p11_kit_modules_load_and_initialize(0);
  say_names("loaded and initialized", modules);
  if (modules != NULL) p11_kit_modules_finalize_and_release(modules);
}

static void* message_of_another_thread(void* unused) {
  (void)unused;
  say_message("nothing, in another thread");
  cannot_load("a file that is not there, in another thread", "/nowhere/to/be/found.so");
  return NULL;
}

static void messages(void) {
  say_message("nothing");
  cannot_load("a file that is not there", "/nowhere/to/be/found.so");
  pthread_t thread;
  if (pthread_create(&thread, NULL, message_of_another_thread, NULL) != 0) abort();
  pthread_join(thread, NULL);
  say_message("what another thread did");
  say("%d", (int)strlen(p11_kit_strerror(CKR_OK)));
  say_message("words of a result");
  p11_kit_be_loud();
  cannot_load("a file that is not there, loudly", "/nowhere/to/be/found.so");
  p11_kit_be_quiet();
  cannot_load("a file that is not there, quietly", "/nowhere/to/be/found.so");
  CK_FUNCTION_LIST** modules = p11_kit_modules_load(NULL, 0);
  say("list: %s", yes(modules != NULL));
  say_message("all was well");
  if (modules != NULL) p11_kit_modules_release(modules);
}

// -- arguments ------------------------------------------------------------------------------------------------------

static void say_padded(const char* text, size_t length) {
  const unsigned char* bytes = (const unsigned char*)text;
  char* copy = p11_kit_space_strdup(bytes, length);
  say("\"%.*s\": %zu, \"%s\"", (int)length, text, p11_kit_space_strlen(bytes, length), copy == NULL ? "none" : copy);
  free(copy);
}

static void arguments(void) {
  say("flags: %d %d %d %d %d", P11_KIT_MODULE_UNMANAGED, P11_KIT_MODULE_CRITICAL, P11_KIT_MODULE_TRUSTED,
      P11_KIT_MODULE_VERBOSE, P11_KIT_MODULE_MASK);
  const CK_RV results[] = {CKR_OK,
                           CKR_CANCEL,
                           CKR_HOST_MEMORY,
                           CKR_ARGUMENTS_BAD,
                           CKR_DEVICE_REMOVED,
                           CKR_PIN_INCORRECT,
                           CKR_SESSION_HANDLE_INVALID,
                           CKR_CRYPTOKI_NOT_INITIALIZED,
                           CKR_CRYPTOKI_ALREADY_INITIALIZED,
                           CKR_FUNCTION_REJECTED,
                           CKR_VENDOR_DEFINED,
                           0x77777777UL};
  for (size_t i = 0; i < LENGTH(results); i++) {
    const char* words = p11_kit_strerror(results[i]);
    say("0x%lx has words: %s", results[i], yes(words != NULL && words[0] != '\0'));
  }
  say("CKR_OK in words: \"%s\"", p11_kit_strerror(CKR_OK));
  say("words stay where they are: %s", yes(p11_kit_strerror(CKR_CANCEL) == p11_kit_strerror(CKR_CANCEL)));

  say_padded("label           ", 16);
  say_padded("two words   ", 12);
  say_padded(" before", 7);
  say_padded("full", 4);
  say_padded("cut off", 3);
  say_padded("    ", 4);
  say_padded("", 0);

  say("list with a reserved pointer: %s", yes(p11_kit_modules_load("reserved", 0) != NULL));
  say("NULL: initialize: 0x%lx", p11_kit_modules_initialize(NULL, NULL));
  say("NULL: finalize: 0x%lx", p11_kit_modules_finalize(NULL));
  say("NULL: for name: %s", yes(p11_kit_module_for_name(NULL, "soft") != NULL));
  p11_kit_modules_release(NULL);
  p11_kit_modules_finalize_and_release(NULL);

  // The functions' addresses are as good as their names.
  CK_FUNCTION_LIST** (*const load)(const char*, int) = p11_kit_modules_load;
  void (*const release)(CK_FUNCTION_LIST**) = p11_kit_modules_release;
  CK_FUNCTION_LIST** modules = load(NULL, 0);
  say_names("by its address", modules);
  CK_FUNCTION_LIST* none[] = {NULL};
  say("empty: initialize: 0x%lx", p11_kit_modules_initialize(none, NULL));
  say("empty: finalize: 0x%lx", p11_kit_modules_finalize(none));
  say("empty: for name: %s", yes(p11_kit_module_for_name(none, "soft") != NULL));
  if (modules == NULL || modules[0] == NULL) return;
  say("no name: %s", yes(p11_kit_module_for_name(modules, NULL) != NULL));
  say("no option: %s", yes(p11_kit_config_option(modules[0], NULL) != NULL));
  release(modules);
}

// -------------------------------------------------------------------------------------------------------------------

static void override_files(const char* directory) {
  static char places[5][4096];  // p11-kit keeps the pointers
  const char* const names[] = {"system.conf", "user.conf", "package", "system", "user"};
  for (size_t i = 0; i < LENGTH(names); i++) snprintf(places[i], sizeof places[i], "%s/%s", directory, names[i]);
  p11_kit_override_system_files(places[0], places[1], places[2], places[3], places[4]);
}

int main(int count, char** words) {
  static const struct {
    const char* name;
    void (*run)(void);
  } scenarios[] = {
      {"configuration", configuration},
      {"broken", broken},
      {"programs", programs},
      {"use", use},
      {"callers", callers},
      {"forked", forked},
      {"failing", failing},
      {"messages", messages},
      {"arguments", arguments},
      {"unmanaged", unmanaged},
  };
  if (count < 3) return 2;
  override_files(words[2]);
  if (strcmp(words[1], "paths") == 0 && count == 8) {
    paths(words + 3);
    return 0;
  }
  for (size_t i = 0; i < LENGTH(scenarios); i++) {
    if (strcmp(words[1], scenarios[i].name) != 0) continue;
    scenarios[i].run();
    return 0;
  }
  return 2;
}
