// NSS and libgcr (GNOME's certificates) in one process with one token, in either order: (nss-first|gcr-first) MODULE
// LABEL. Prints a line for each step with its result, 0 for success; ends with 1 if a step failed.
#include <dlfcn.h>
#include <nspr.h>
#include <nss.h>
#include <secerr.h>
#include <secmod.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What there is of GLib's list, and of the token information of libgck, without their headers.
typedef struct List {
  void *data;
  struct List *next, *previous;
} List;
typedef struct TokenInfo {
  const char *label;
} TokenInfo;

static int (*gcr_initialize)(void *cancellable, void **error);
static List *(*gcr_modules)(void);
static void (*gcr_set_modules)(List *modules);
static List *(*gck_slots)(List *modules, int with_token);
static TokenInfo *(*gck_token_info)(void *slot);
static void (*gck_release)(List *objects);

static const char *module, *label;
static SECMODModule *nss_module;
static int failures;

static void say(const char *what, long result) {
  printf("%s: %ld\n", what, result);
  failures += result == 0 ? 0 : 1;
}

static void *symbol(void *library, const char *name) {
  void *found = library == NULL ? NULL : dlsym(library, name);
  if (found != NULL) return found;
  fprintf(stderr, "%s\n", dlerror());
  exit(2);
}

static void load_gcr(void) {
  void *gcr = dlopen("libgcr-base-3.so.1", RTLD_NOW);
  void *gck = dlopen("libgck-1.so.0", RTLD_NOW);
  *(void **)&gcr_initialize = symbol(gcr, "gcr_pkcs11_initialize");
  *(void **)&gcr_modules = symbol(gcr, "gcr_pkcs11_get_modules");
  *(void **)&gcr_set_modules = symbol(gcr, "gcr_pkcs11_set_modules");
  *(void **)&gck_slots = symbol(gck, "gck_modules_get_slots");
  *(void **)&gck_release = symbol(gck, "gck_list_unref_free");
  *(void **)&gck_token_info = symbol(gck, "gck_slot_get_token_info");
}

static void begin_nss(void) {
  char spec[4096];
  snprintf(spec, sizeof spec, "library=\"%s\" name=\"token\"", module);
  say("NSS begins", NSS_NoDB_Init(NULL));
  nss_module = SECMOD_LoadUserModule(spec, NULL, PR_FALSE);
  say("NSS loads the module", nss_module != NULL && nss_module->loaded ? 0 : PR_GetError());
}

static void end_nss(void) {
  if (nss_module != NULL) {
    SECMOD_UnloadUserModule(nss_module);
    SECMOD_DestroyModule(nss_module);
    nss_module = NULL;
  }
  say("NSS ends", NSS_Shutdown());
}

static void find_token(const char *what) {
  long missing = 1;
  List *modules = gcr_modules();
  List *slots = gck_slots(modules, 1);
  for (List *slot = slots; slot != NULL; slot = slot->next) {
    TokenInfo *info = gck_token_info(slot->data);
    if (info != NULL && strcmp(info->label, label) == 0) missing = 0;
  }
  gck_release(slots);
  gck_release(modules);
  say(what, missing);
}

int main(int count, char **words) {
  if (count != 4) return 2;
  module = words[2];
  label = words[3];
  setvbuf(stdout, NULL, _IONBF, 0);
  load_gcr();
  int nss_first = strcmp(words[1], "nss-first") == 0;
  if (nss_first) begin_nss();
  say("gcr loads the modules", gcr_initialize(NULL, NULL) ? 0 : 1);
  find_token("gcr finds the token");
  if (!nss_first) {
    begin_nss();
    find_token("gcr finds the token beside NSS");
  }
  end_nss();
  find_token("gcr finds the token after NSS");
  gcr_set_modules(NULL);
  return failures != 0;
}
