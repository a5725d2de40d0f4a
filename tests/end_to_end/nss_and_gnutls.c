// Two libraries of one process that use one token, in either order: (nss-first|gnutls-first) MODULE PIN. Prints a line for
// each step with its result, 0 for success; ends with 1 if a step failed.
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs11.h>
#include <nspr.h>
#include <nss.h>
#include <secerr.h>
#include <secmod.h>
#include <stdio.h>
#include <string.h>

static const char *module, *pin;
static SECMODModule *nss_module;
static gnutls_privkey_t key;
static int failures;

static void say(const char *what, long result) {
  printf("%s: %ld\n", what, result);
  failures += result == 0 ? 0 : 1;
}

static int answer_pin(void *data, int attempt, const char *url, const char *label, unsigned flags, char *to, size_t room) {
  (void)data; (void)url; (void)label; (void)flags;
  if (attempt != 0) return -1;
  snprintf(to, room, "%s", pin);
  return 0;
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

static void begin_gnutls(void) {
  gnutls_pkcs11_init(GNUTLS_PKCS11_FLAG_MANUAL, NULL);
  gnutls_pkcs11_set_pin_function(answer_pin, NULL);
  say("GnuTLS loads the module", gnutls_pkcs11_add_provider(module, NULL));
}

static void use_key(const char *what) {
  gnutls_datum_t data = {(unsigned char *)"document", 8}, signature = {NULL, 0};
  say(what, gnutls_privkey_sign_data(key, GNUTLS_DIG_SHA256, 0, &data, &signature));
  gnutls_free(signature.data);
}

static void import_key(const char *what) {
  gnutls_privkey_init(&key);
  say(what, gnutls_privkey_import_url(key, "pkcs11:object=signing;type=private", 0));
}

static void list_tokens(void) {
  char *url = NULL;
  say("GnuTLS finds a token", gnutls_pkcs11_token_get_url(0, GNUTLS_PKCS11_URL_GENERIC, &url));
  gnutls_free(url);
}

int main(int count, char **words) {
  if (count != 4) return 2;
  module = words[2];
  pin = words[3];
  setvbuf(stdout, NULL, _IONBF, 0);
  if (strcmp(words[1], "nss-first") == 0) {
    begin_nss();
    begin_gnutls();
    import_key("GnuTLS imports a key");
    use_key("GnuTLS signs");
    end_nss();
    use_key("GnuTLS signs after NSS");
    gnutls_privkey_deinit(key);
    import_key("GnuTLS imports a key after NSS");
    gnutls_privkey_deinit(key);
    list_tokens();
    gnutls_pkcs11_deinit();
  } else {
    begin_gnutls();
    import_key("GnuTLS imports a key");
    use_key("GnuTLS signs");
    begin_nss();
    use_key("GnuTLS signs beside NSS");
    gnutls_privkey_deinit(key);
    gnutls_pkcs11_deinit();
    end_nss();
  }
  return failures != 0;
}
