// The C interface of the library: messages for what goes wrong, and no exception that leaves.
#include "formatters/pkcs11/pkcs11.h"
// Behind the header that it would include under the name that it is installed under.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <new>
#include <set>
#include <string>
#include <vector>

#include "tracer/capture/standard_error.h"
#include "tracer/managed/configuration.h"
#include "tracer/managed/include/p11trace/managed.h"
#include "tracer/managed/last_message.h"
#include "tracer/managed/module_log.h"
#include "tracer/managed/places.h"
#include "tracer/managed/process_lock.h"
#include "tracer/managed/registry.h"
#include "tracer/managed/return_code_words.h"

using namespace p11trace::managed;

namespace {

std::string program_name() {
  const ProcessLocked locked;
  return locked->program.empty() ? std::string(program_invocation_short_name) : locked->program;
}

// Runs the body of a function of the interface.
template <class Answer, class Body>
Answer answer_of(Answer otherwise, Body body) {
  clear_last_message();
  try {
    return body();
  } catch (const std::exception& error) {
    add_message(error.what());
    return otherwise;
  }
}

void add_messages(const Problems& problems) {
  for (const std::string& problem : problems) add_message(problem);
}

std::optional<LogRequest> request_of(const p11trace_log* log) {
  if (log == nullptr) return std::nullopt;
  const auto text = [](const char* given) { return given == nullptr ? std::string() : std::string(given); };
  return LogRequest{text(log->file), text(log->format), text(log->at)};
}

char* copy_of(const std::string& text) { return text.empty() ? nullptr : strdup(text.c_str()); }

std::string name_of(const CK_FUNCTION_LIST* module) {
  const auto known = given(module);
  if (!known) return "module";
  return known->name.empty() ? known->path : known->name;
}

CK_RV no_module() {
  add_message("what was given is not a module that was loaded here, or it was released");
  return CKR_ARGUMENTS_BAD;
}

CK_RV no_modules() {
  add_message("no array of modules was given");
  return CKR_ARGUMENTS_BAD;
}

CK_RV initialize(CK_FUNCTION_LIST* module) {
  const CK_RV result = module->C_Initialize(nullptr);
  if (result != CKR_OK) add_message(name_of(module) + ": module failed to initialize: " + words_of(result));
  return result;
}

CK_RV finalize(CK_FUNCTION_LIST* module) {
  const CK_RV result = module->C_Finalize(nullptr);
  if (result != CKR_OK) add_message(name_of(module) + ": module failed to finalize: " + words_of(result));
  return result;
}

// One module of the configuration, or NULL with a problem.
CK_FUNCTION_LIST* load_configured(const Configuration& all, const ModuleConfig& module, int flags, bool critical,
                                  const std::optional<LogRequest>& request, Problems& problems) {
  const auto found = module.entries.find("module");
  if (module.entries.contains("remote")) {
    problems.push_back(module.entries.find("remote")->second.place() + ": remote modules cannot be loaded");
    return nullptr;
  }
  if (found == module.entries.end()) {
    problems.push_back(module.name + ": its configuration names no module");
    return nullptr;
  }
  Terms terms;
  terms.managed = (flags & P11TRACE_UNMANAGED) == 0 && is_yes(all.global, module.entries, "managed", true, problems);
  terms.critical = critical;
  terms.trusted = is_yes(module.entries, "trust-policy", false, problems);
  terms.log = log_of(request, all.global, module.entries, problems);
  terms.log_is_of_environment = !request && environment_asks_for_log();
  terms.reserved = value_of(module.entries, "x-init-reserved");
  if ((flags & P11TRACE_VERBOSE) != 0 && !terms.reserved.empty()) terms.reserved += " verbose=yes";
  terms.name = module.name;
  terms.config = module.entries;
  std::string problem;
  CK_FUNCTION_LIST* const list = load(module_path(found->second.text), terms, problem);
  if (!problem.empty()) problems.push_back(module.name + ": " + problem);
  return list;
}

// Lists that are released again unless they reach the program.
struct Lists {
  std::vector<CK_FUNCTION_LIST*> lists;

  Lists() = default;
  Lists(const Lists&) = delete;
  Lists& operator=(const Lists&) = delete;
  ~Lists() {
    for (const CK_FUNCTION_LIST* list : lists) release(list);
  }
};

// An array for the program, which ends in NULL.
CK_FUNCTION_LIST** array_of(const std::vector<CK_FUNCTION_LIST*>& lists) {
  auto** array = static_cast<CK_FUNCTION_LIST**>(calloc(lists.size() + 1, sizeof(CK_FUNCTION_LIST*)));
  if (array == nullptr) throw std::bad_alloc();
  std::copy(lists.begin(), lists.end(), array);
  return array;
}

CK_FUNCTION_LIST** load_all(int flags, const std::optional<LogRequest>& request) {
  Problems problems;
  const Configuration all = read_configuration(places(), problems);
  const std::string program = program_name();
  Lists loaded;
  std::vector<CK_FUNCTION_LIST*>& lists = loaded.lists;
  lists.reserve(all.modules.size());
  std::set<const void*> modules;
  bool failed = false;
  for (const ModuleConfig& module : all.modules) {
    if (!is_enabled_in(module, program, problems)) continue;
    if ((flags & P11TRACE_TRUSTED) != 0 && !is_yes(module.entries, "trust-policy", false, problems)) continue;
    if ((flags & P11TRACE_UNMANAGED) != 0 && module.entries.contains("remote")) continue;
    // Which is how a user switches off what the system has.
    const auto path = module.entries.find("module");
    if (path != module.entries.end() && path->second.text.empty() && !module.entries.contains("remote")) continue;
    const bool critical = (flags & P11TRACE_CRITICAL) != 0 || is_yes(module.entries, "critical", false, problems);
    CK_FUNCTION_LIST* const list = load_configured(all, module, flags, critical, request, problems);
    if (list == nullptr) {
      failed = failed || critical;
    } else if (modules.insert(given(list)->module).second) {
      lists.push_back(list);
    } else {
      problems.push_back(module.name + ": it is the same module as " + given(list)->name +
                         ", whose configuration counts");
      release(list);
    }
  }
  add_messages(problems);
  if (failed) return nullptr;
  CK_FUNCTION_LIST** const array = array_of(lists);
  lists.clear();
  return array;
}

// Those that fail are given to `failed` and taken out of the array. The last error of a critical one.
template <class Failed>
CK_RV initialize_all(CK_FUNCTION_LIST** modules, Failed failed) {
  CK_RV answer = CKR_OK;
  CK_FUNCTION_LIST** kept = modules;
  for (CK_FUNCTION_LIST** next = modules; *next != nullptr; next++) {
    CK_FUNCTION_LIST* const module = *next;
    const CK_RV result = given(module) ? initialize(module) : no_module();
    if (result == CKR_OK || result == CKR_CRYPTOKI_ALREADY_INITIALIZED) {
      *kept++ = module;
      continue;
    }
    const auto known = given(module);
    if (!known || known->critical) answer = result;
    failed(module);
  }
  *kept = nullptr;
  return answer;
}

CK_RV finalize_all(CK_FUNCTION_LIST** modules) {
  CK_RV answer = CKR_OK;
  for (; *modules != nullptr; modules++) {
    const CK_RV result = given(*modules) ? finalize(*modules) : no_module();
    if (result != CKR_OK) answer = result;
  }
  return answer;
}

void release_array(CK_FUNCTION_LIST** modules) {
  for (CK_FUNCTION_LIST** next = modules; *next != nullptr; next++) release(*next);
  free(modules);
}

// What standard error is later may be a file of the program's.
[[gnu::constructor]] void begin() noexcept { p11trace::capture::note_standard_error(); }
[[gnu::destructor]] void end() noexcept { end_logs(); }

}  // namespace

extern "C" {

CK_FUNCTION_LIST** p11trace_modules_load(int flags, const p11trace_log* log) {
  return answer_of<CK_FUNCTION_LIST**>(nullptr, [&] { return load_all(flags, request_of(log)); });
}

CK_RV p11trace_modules_initialize(CK_FUNCTION_LIST** modules, void (*failed)(void* module)) {
  return answer_of<CK_RV>(CKR_HOST_MEMORY, [&] {
    if (modules == nullptr) return no_modules();
    return initialize_all(modules, [&](CK_FUNCTION_LIST* module) {
      if (failed != nullptr) failed(module);
    });
  });
}

CK_FUNCTION_LIST** p11trace_modules_load_and_initialize(int flags, const p11trace_log* log) {
  return answer_of<CK_FUNCTION_LIST**>(nullptr, [&]() -> CK_FUNCTION_LIST** {
    CK_FUNCTION_LIST** const modules = load_all(flags, request_of(log));
    if (modules == nullptr) return nullptr;
    if (initialize_all(modules, [](const CK_FUNCTION_LIST* module) { release(module); }) == CKR_OK) return modules;
    release_array(modules);  // which finalizes them
    return nullptr;
  });
}

CK_RV p11trace_modules_finalize(CK_FUNCTION_LIST** modules) {
  return answer_of<CK_RV>(CKR_HOST_MEMORY, [&] { return modules == nullptr ? no_modules() : finalize_all(modules); });
}

void p11trace_modules_release(CK_FUNCTION_LIST** modules) {
  answer_of(0, [&] {
    if (modules != nullptr) release_array(modules);
    return 0;
  });
}

void p11trace_modules_finalize_and_release(CK_FUNCTION_LIST** modules) {
  answer_of(0, [&] {
    if (modules == nullptr) return 0;
    finalize_all(modules);
    release_array(modules);
    return 0;
  });
}

CK_FUNCTION_LIST* p11trace_module_load(const char* path, int flags, const p11trace_log* log) {
  return answer_of<CK_FUNCTION_LIST*>(nullptr, [&]() -> CK_FUNCTION_LIST* {
    if (path == nullptr || *path == '\0') {
      add_message("no path of a module was given");
      return nullptr;
    }
    Problems problems;
    const Config global = read_global_configuration(places(), problems);
    Terms terms;
    terms.managed = (flags & P11TRACE_UNMANAGED) == 0 && is_yes(global, "managed", true, problems);
    terms.critical = true;
    terms.log = log_of(request_of(log), global, {}, problems);
    terms.log_is_of_environment = log == nullptr && environment_asks_for_log();
    std::string problem;
    CK_FUNCTION_LIST* const list = load(module_path(path), terms, problem);
    if (!problem.empty()) problems.push_back(problem);
    add_messages(problems);
    return list;
  });
}

CK_FUNCTION_LIST* p11trace_module_manage(CK_FUNCTION_LIST* list, const char* name, int flags, const p11trace_log* log) {
  return answer_of<CK_FUNCTION_LIST*>(nullptr, [&]() -> CK_FUNCTION_LIST* {
    if (list == nullptr) {
      add_message("no function list was given");
      return nullptr;
    }
    Problems problems;
    const Config global = read_global_configuration(places(), problems);
    Terms terms;
    terms.managed = (flags & P11TRACE_UNMANAGED) == 0;
    terms.critical = true;
    terms.log = log_of(request_of(log), global, {}, problems);
    terms.log_is_of_environment = log == nullptr && environment_asks_for_log();
    if (name != nullptr) terms.name = name;
    std::string problem;
    CK_FUNCTION_LIST* const wrapped = manage(list, terms, problem);
    if (!problem.empty()) problems.push_back(problem);
    add_messages(problems);
    return wrapped;
  });
}

CK_RV p11trace_module_initialize(CK_FUNCTION_LIST* module) {
  return answer_of<CK_RV>(CKR_HOST_MEMORY, [&] { return given(module) ? initialize(module) : no_module(); });
}

CK_RV p11trace_module_finalize(CK_FUNCTION_LIST* module) {
  return answer_of<CK_RV>(CKR_HOST_MEMORY, [&] { return given(module) ? finalize(module) : no_module(); });
}

void p11trace_module_release(CK_FUNCTION_LIST* module) {
  answer_of(0, [&] {
    if (module != nullptr && !release(module)) no_module();
    return 0;
  });
}

CK_FUNCTION_LIST* p11trace_module_for_name(CK_FUNCTION_LIST** modules, const char* name) {
  return answer_of<CK_FUNCTION_LIST*>(nullptr, [&]() -> CK_FUNCTION_LIST* {
    if (modules == nullptr || name == nullptr) return nullptr;
    for (; *modules != nullptr; modules++) {
      const auto known = given(*modules);
      if (known && known->name == name) return *modules;
    }
    return nullptr;
  });
}

char* p11trace_module_name(CK_FUNCTION_LIST* module) {
  return answer_of<char*>(nullptr, [&] {
    const auto known = given(module);
    if (!known) no_module();
    return known ? copy_of(known->name) : nullptr;
  });
}

char* p11trace_module_filename(CK_FUNCTION_LIST* module) {
  return answer_of<char*>(nullptr, [&] {
    const auto known = given(module);
    if (!known) no_module();
    return known ? copy_of(known->path) : nullptr;
  });
}

int p11trace_module_flags(CK_FUNCTION_LIST* module) {
  constexpr int unknown = P11TRACE_UNMANAGED | P11TRACE_CRITICAL;
  return answer_of(unknown, [&] {
    const auto known = given(module);
    if (!known) return unknown;
    return (known->managed ? 0 : P11TRACE_UNMANAGED) | (known->critical ? P11TRACE_CRITICAL : 0) |
           (known->trusted ? P11TRACE_TRUSTED : 0);
  });
}

char* p11trace_module_option(CK_FUNCTION_LIST* module, const char* option) {
  return answer_of<char*>(nullptr, [&]() -> char* {
    if (option == nullptr) return nullptr;
    Problems problems;
    const auto known = given(module);
    if (module != nullptr && !known) {
      no_module();
      return nullptr;
    }
    const Config config = module == nullptr ? read_global_configuration(places(), problems) : known->config;
    add_messages(problems);
    const auto found = config.find(option);
    return found == config.end() ? nullptr : strdup(found->second.text.c_str());
  });
}

const char* p11trace_message(void) { return last_message(); }

void p11trace_print_messages(int print) { print_messages(print != 0); }

const char* p11trace_strerror(CK_RV result) {
  try {
    return words_of(result);
  } catch (const std::exception&) {
    return "unknown, as there is no memory";
  }
}

void p11trace_set_program_name(const char* name) {
  answer_of(0, [&] {
    ProcessLocked()->program = name == nullptr ? "" : name;
    return 0;
  });
}

void p11trace_override_places(const char* system_config, const char* user_config, const char* package_modules,
                              const char* system_modules, const char* user_modules) {
  answer_of(0, [&] {
    const auto text = [](const char* place) { return place == nullptr ? std::string() : std::string(place); };
    override_places(
        {text(system_config), text(user_config), text(package_modules), text(system_modules), text(user_modules)});
    return 0;
  });
}
}
