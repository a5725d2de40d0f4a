// Two libraries of one process that load the same module and know nothing of each other: LIBRARY LIBRARY MODULE. Prints a
// line for each step with its result, 0 for success; ends with 1 if a step failed.
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;

static void *library(const char *path) {
  void *opened = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (opened != NULL) return opened;
  fprintf(stderr, "%s\n", dlerror());
  exit(2);
}

static void step(const char *what, void *caller, const char *name) {
  unsigned long (*function)(void) = NULL;
  *(void **)&function = dlsym(caller, name);
  unsigned long result = function();
  printf("%s: %lu\n", what, result);
  failures += result != 0;
}

static void begin(const char *what, void *caller, const char *module) {
  unsigned long (*function)(const char *) = NULL;
  *(void **)&function = dlsym(caller, "begin");
  unsigned long result = function(module);
  printf("%s: %lu\n", what, result);
  failures += result != 0;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  void *first = library(words[1]);
  void *second = library(words[2]);
  begin("first begins", first, words[3]);
  begin("second begins", second, words[3]);
  step("first opens a session", first, "open_session");
  step("second opens a session", second, "open_session");
  step("second closes all sessions", second, "close_all_sessions");
  step("first uses its session", first, "use_session");
  step("second ends", second, "end");
  step("first uses its session after that", first, "use_session");
  step("first ends", first, "end");
  return failures != 0;
}
