/* Shared PKCS#11 modules: each caller of a process gets a function list of its own for a module, initialization is
 * counted, sessions belong to their caller, and calls are logged on request. Link with -lp11trace.
 *
 * A module is a CK_FUNCTION_LIST, as everywhere in PKCS#11; a program may use the CK_FUNCTION_LIST_3_0 behind one whose
 * version says so. Every function may be called by any thread. Each but the three for messages first forgets the thread's
 * message, and leaves one when it fails. A pointer that is no module is recognised, not followed; so is one that was
 * released, until other callers have needed a thousand lists since.
 *
 * What C_Initialize and the other functions do through such a module is described in docs/managed-modules.md. */
#ifndef P11TRACE_MANAGED_H
#define P11TRACE_MANAGED_H

/* Programs bring the PKCS#11 header they are written for; all describe the same interface. */
#ifndef CRYPTOKI_VERSION_MAJOR
#include <p11trace/pkcs11.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define P11TRACE_API __attribute__((visibility("default")))

/* How modules are loaded, and what p11trace_module_flags() tells of one. */
enum {
  P11TRACE_UNMANAGED = 1, /* nothing is counted, nothing kept apart: the module's own list, unless it is to be logged */
  P11TRACE_CRITICAL = 2,  /* that one of the modules cannot be loaded or initialized is an error of them all */
  P11TRACE_TRUSTED = 4,   /* only modules whose configuration has `trust-policy: yes` */
  P11TRACE_VERBOSE = 8    /* " verbose=yes" goes to modules with `x-init-reserved` */
};

/* That the calls of a module are logged, whatever configuration and environment say, and where. Members that are NULL are
 * as configured, or text, on standard error, what the caller sees. A file whose path is relative is of the directory that
 * the program is in when the log begins. */
typedef struct p11trace_log { /* NOLINT(readability-identifier-naming): a name of C */
  const char* file;           /* "-" is standard error; %p becomes the process id */
  const char* format;         /* "text" or "json" */
  const char* at;             /* "caller", "module" or "both" */
} p11trace_log;

/* Loads every module that is configured and enabled for this program; the higher its `priority` the earlier, then by
 * name. The answer is an array that ends in NULL, to be given to p11trace_modules_release(); it is empty if there is no
 * module, and NULL if a critical one cannot be loaded or memory is short. Modules that are not critical and cannot be
 * loaded are left out, with a message. Nothing is initialized. `log` may be NULL. */
P11TRACE_API CK_FUNCTION_LIST** p11trace_modules_load(int flags, const p11trace_log* log);

/* C_Initialize of each (PKCS#11 5.4). One that fails is taken out of the array, and given to `failed` if that is not
 * NULL. CKR_OK, or the last error of a critical one. CKR_ARGUMENTS_BAD if `modules` is NULL. */
P11TRACE_API CK_RV p11trace_modules_initialize(CK_FUNCTION_LIST** modules, void (*failed)(void* module));

/* Both. Modules that cannot be initialized are released; if one of them is critical, all are finalized and released,
 * and the answer is NULL. */
P11TRACE_API CK_FUNCTION_LIST** p11trace_modules_load_and_initialize(int flags, const p11trace_log* log);

/* C_Finalize of each. CKR_OK, or the last error. CKR_ARGUMENTS_BAD if `modules` is NULL. */
P11TRACE_API CK_RV p11trace_modules_finalize(CK_FUNCTION_LIST** modules);

/* p11trace_module_release() of each, and frees the array. NULL is nothing. */
P11TRACE_API void p11trace_modules_release(CK_FUNCTION_LIST** modules);

P11TRACE_API void p11trace_modules_finalize_and_release(CK_FUNCTION_LIST** modules);

/* Loads the module whose library is at `path`, or under the directory for modules if `path` does not begin with a slash.
 * NULL, with a message, if it cannot. To be released with p11trace_module_release(). */
P11TRACE_API CK_FUNCTION_LIST* p11trace_module_load(const char* path, int flags, const p11trace_log* log);

/* The same for a module that the program has loaded itself: `list` is what the module's C_GetFunctionList answered, and
 * must stay valid until the module is released. `name`, which may be NULL, is what it is called in messages. */
P11TRACE_API CK_FUNCTION_LIST* p11trace_module_manage(CK_FUNCTION_LIST* list, const char* name, int flags,
                                                      const p11trace_log* log);

/* C_Initialize(NULL) and C_Finalize(NULL), with a message when they fail. CKR_ARGUMENTS_BAD for what is no module. */
P11TRACE_API CK_RV p11trace_module_initialize(CK_FUNCTION_LIST* module);
P11TRACE_API CK_RV p11trace_module_finalize(CK_FUNCTION_LIST* module);

/* Gives the module back, finalizing it first if it is still initialized by this caller. The last one of a library
 * unloads it. No thread may be using the module; NULL is nothing. */
P11TRACE_API void p11trace_module_release(CK_FUNCTION_LIST* module);

/* The one of `modules` with that name in its configuration, or NULL. It stays the array's. */
P11TRACE_API CK_FUNCTION_LIST* p11trace_module_for_name(CK_FUNCTION_LIST** modules, const char* name);

/* A module's name in its configuration, and the file of its library as it was first loaded. To be freed with free();
 * NULL if it has none. */
P11TRACE_API char* p11trace_module_name(CK_FUNCTION_LIST* module);
P11TRACE_API char* p11trace_module_filename(CK_FUNCTION_LIST* module);

/* Some of the flags above. Of what is no module: P11TRACE_UNMANAGED and P11TRACE_CRITICAL. */
P11TRACE_API int p11trace_module_flags(CK_FUNCTION_LIST* module);

/* A value of the module's configuration, or of the global one for NULL; any key may be asked for. To be freed with
 * free(); NULL if there is none. */
P11TRACE_API char* p11trace_module_option(CK_FUNCTION_LIST* module, const char* option);

/* What the last function of this library that the calling thread called has to say, or NULL. Valid until the thread's
 * next call. */
P11TRACE_API const char* p11trace_message(void);

/* Messages are printed on standard error as well, or not, which is how it begins. */
P11TRACE_API void p11trace_print_messages(int print);

/* A return code in words; "" for CKR_OK. Static. */
P11TRACE_API const char* p11trace_strerror(CK_RV result);

/* The name of the program in `enable-in` and `disable-in`; NULL for the name that it was started under. */
P11TRACE_API void p11trace_set_program_name(const char* name);

/* Names the places of configuration files, for tests of programs; NULL leaves one as it is. Before anything else. */
P11TRACE_API void p11trace_override_places(const char* system_config, const char* user_config,
                                           const char* package_modules, const char* system_modules,
                                           const char* user_modules);

#ifdef __cplusplus
}
#endif

#endif
