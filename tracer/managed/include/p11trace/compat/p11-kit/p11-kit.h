/* p11-kit's module functions on top of libp11trace, for programs that include "p11-kit/p11-kit.h": compile them with
 * -I PREFIX/include -I PREFIX/include/p11trace/compat, and link them with -lp11trace instead of -lp11-kit.
 *
 * Every function is static, so that none clashes with libp11-kit where another library brings that into the process.
 * What each does is said in <p11trace/managed.h>. */
#ifndef __P11_KIT_H__
#define __P11_KIT_H__

#include <p11-kit/pkcs11.h>

/* Programs with p11-kit's lower-case names have these three as well. */
#if defined(CRYPTOKI_GNU) && !defined(CRYPTOKI_COMPAT)
typedef ck_rv_t CK_RV;
typedef struct ck_function_list CK_FUNCTION_LIST;
typedef struct ck_function_list* CK_FUNCTION_LIST_PTR;
#endif

#include <p11trace/managed.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  P11_KIT_MODULE_UNMANAGED = P11TRACE_UNMANAGED,
  P11_KIT_MODULE_CRITICAL = P11TRACE_CRITICAL,
  P11_KIT_MODULE_TRUSTED = P11TRACE_TRUSTED,
  P11_KIT_MODULE_VERBOSE = P11TRACE_VERBOSE,
  P11_KIT_MODULE_MASK = 15
};

typedef void (*p11_kit_destroyer)(void* data);

/* `reserved` must be NULL. */
static inline CK_FUNCTION_LIST** p11_kit_modules_load(const char* reserved, int flags) {
  return reserved == NULL ? p11trace_modules_load(flags, NULL) : NULL;
}

static inline CK_RV p11_kit_modules_initialize(CK_FUNCTION_LIST** modules, p11_kit_destroyer failure_callback) {
  return p11trace_modules_initialize(modules, failure_callback);
}

static inline CK_FUNCTION_LIST** p11_kit_modules_load_and_initialize(int flags) {
  return p11trace_modules_load_and_initialize(flags, NULL);
}

static inline CK_RV p11_kit_modules_finalize(CK_FUNCTION_LIST** modules) { return p11trace_modules_finalize(modules); }

static inline void p11_kit_modules_release(CK_FUNCTION_LIST** modules) { p11trace_modules_release(modules); }

static inline void p11_kit_modules_finalize_and_release(CK_FUNCTION_LIST** modules) {
  p11trace_modules_finalize_and_release(modules);
}

static inline CK_FUNCTION_LIST* p11_kit_module_load(const char* module_path, int flags) {
  return p11trace_module_load(module_path, flags, NULL);
}

static inline CK_RV p11_kit_module_initialize(CK_FUNCTION_LIST* module) { return p11trace_module_initialize(module); }

static inline CK_RV p11_kit_module_finalize(CK_FUNCTION_LIST* module) { return p11trace_module_finalize(module); }

static inline void p11_kit_module_release(CK_FUNCTION_LIST* module) { p11trace_module_release(module); }

static inline CK_FUNCTION_LIST* p11_kit_module_for_name(CK_FUNCTION_LIST** modules, const char* name) {
  return p11trace_module_for_name(modules, name);
}

static inline char* p11_kit_module_get_name(CK_FUNCTION_LIST* module) { return p11trace_module_name(module); }

static inline char* p11_kit_module_get_filename(CK_FUNCTION_LIST* module) { return p11trace_module_filename(module); }

static inline int p11_kit_module_get_flags(CK_FUNCTION_LIST* module) { return p11trace_module_flags(module); }

static inline char* p11_kit_config_option(CK_FUNCTION_LIST* module, const char* option) {
  return p11trace_module_option(module, option);
}

static inline const char* p11_kit_message(void) { return p11trace_message(); }

static inline const char* p11_kit_strerror(CK_RV rv) { return p11trace_strerror(rv); }

static inline void p11_kit_be_quiet(void) { p11trace_print_messages(0); }

static inline void p11_kit_be_loud(void) { p11trace_print_messages(1); }

/* The length of a text of `max_length` bytes without the blanks that fill it up. */
static inline size_t p11_kit_space_strlen(const unsigned char* string, size_t max_length) {
  if (string == NULL) return 0;
  while (max_length > 0 && string[max_length - 1] == ' ') max_length--;
  return max_length;
}

/* That text as a string, to be freed with free(). NULL if memory is short. */
static inline char* p11_kit_space_strdup(const unsigned char* string, size_t max_length) {
  const size_t length = p11_kit_space_strlen(string, max_length);
  char* const copy = string == NULL ? NULL : (char*)malloc(length + 1);
  if (copy == NULL) return NULL;
  memcpy(copy, string, length);
  copy[length] = '\0';
  return copy;
}

#ifdef P11_KIT_FUTURE_UNSTABLE_API

static inline void p11_kit_set_progname(const char* progname) { p11trace_set_program_name(progname); }

static inline void p11_kit_override_system_files(const char* system_conf, const char* user_conf,
                                                 const char* package_modules, const char* system_modules,
                                                 const char* user_modules) {
  p11trace_override_places(system_conf, user_conf, package_modules, system_modules, user_modules);
}

#endif

#ifdef __cplusplus
}
#endif

#endif
