// A program that has its modules from libp11trace.so: (orders|lists|own) MODULE. It must end with 0.
#include <dlfcn.h>
#include <p11trace/managed.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *path;

static CK_FUNCTION_LIST *load(void) {
  CK_FUNCTION_LIST *module = p11trace_module_load(path, 0, NULL);
  if (module != NULL) return module;
  fprintf(stderr, "%s\n", p11trace_message());
  exit(1);
}

static void expect(CK_RV result, CK_RV wanted, const char *what) {
  if (result == wanted) return;
  fprintf(stderr, "%s: %s\n", what, p11trace_strerror(result));
  exit(1);
}

static void use(CK_FUNCTION_LIST *module) {
  CK_SLOT_ID slots[16];
  CK_ULONG count = 16;
  CK_SESSION_HANDLE session;
  expect(module->C_Initialize(NULL), CKR_OK, "C_Initialize");
  expect(module->C_GetSlotList(CK_TRUE, slots, &count), CKR_OK, "C_GetSlotList");
  expect(module->C_OpenSession(slots[0], CKF_SERIAL_SESSION, NULL, NULL, &session), CKR_OK, "C_OpenSession");
}

// Three callers, given back in each order: some are finalized before, some have sessions left open, one was never used.
static void orders(void) {
  static const int order[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  for (unsigned i = 0; i < sizeof order / sizeof order[0]; i++) {
    CK_FUNCTION_LIST *modules[] = {load(), load(), load()};
    use(modules[0]);
    use(modules[1]);
    expect(p11trace_module_finalize(modules[1]), CKR_OK, "finalize");
    for (int j = 0; j < 3; j++) p11trace_module_release(modules[order[i][j]]);
    p11trace_module_release(modules[0]);
    if (p11trace_module_initialize(modules[0]) != CKR_ARGUMENTS_BAD) exit(1);
  }
}

// All configured modules, and whatever fails among them.
static void lists(void) {
  for (int i = 0; i < 2; i++) {
    CK_FUNCTION_LIST **modules = p11trace_modules_load(0, NULL);
    if (modules == NULL) exit(1);
    for (CK_FUNCTION_LIST **next = modules; *next != NULL; next++) {
      char *name = p11trace_module_name(*next);
      char *file = p11trace_module_filename(*next);
      char *option = p11trace_module_option(*next, "module");
      if (i == 0) printf("%s %s %s\n", name, file, option);
      free(name);
      free(file);
      free(option);
    }
    p11trace_modules_initialize(modules, (void (*)(void *))p11trace_module_release);
    CK_FUNCTION_LIST *other = modules[0] == NULL ? NULL : p11trace_module_manage(modules[0], "other", 0, NULL);
    if (i == 0) p11trace_modules_finalize(modules);
    p11trace_modules_release(modules);
    p11trace_module_release(other);
  }
  CK_FUNCTION_LIST **modules = p11trace_modules_load_and_initialize(0, NULL);
  p11trace_modules_finalize_and_release(modules);
  if (p11trace_modules_load_and_initialize(P11TRACE_CRITICAL, NULL) != NULL) exit(1);
}

// A module that the program has loaded itself.
static void own(void) {
  CK_FUNCTION_LIST *list = NULL;
  CK_RV (*get)(CK_FUNCTION_LIST **) = NULL;
  *(void **)&get = dlsym(dlopen(path, RTLD_NOW | RTLD_LOCAL), "C_GetFunctionList");
  expect(get(&list), CKR_OK, "C_GetFunctionList");
  CK_FUNCTION_LIST *module = p11trace_module_manage(list, "own", 0, NULL);
  CK_FUNCTION_LIST *other = load();
  CK_INFO info;
  use(module);
  expect(other->C_Initialize(NULL), CKR_OK, "C_Initialize of the same module by its path");
  expect(p11trace_module_finalize(module), CKR_OK, "C_Finalize");
  expect(other->C_GetInfo(&info), CKR_OK, "C_GetInfo, after the other one has finalized");
  p11trace_module_release(module);
  p11trace_module_release(other);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  path = words[2];
  if (strcmp(words[1], "orders") == 0) orders();
  else if (strcmp(words[1], "own") == 0) own();
  else lists();
  return 0;
}
