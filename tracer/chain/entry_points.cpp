// Names that lead to a module's functions, and what the program is given for them.
#include "tracer/chain/entry_points.h"

#include <dlfcn.h>
#include <pthread.h>

#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string_view>

#include "tracer/capture/direct_sink.h"
#include "tracer/capture/losses.h"
#include "tracer/capture/message.h"
#include "tracer/capture/process_log.h"
#include "tracer/capture/standard_error.h"
#include "tracer/capture/whole_write.h"
#include "tracer/chain/chain.h"
#include "tracer/chain/wrapper.h"
#include "tracer/managed/process_callers.h"
#include "tracer/settings/settings.h"

namespace p11trace::chain {

namespace {

using pkcs11::Function;

constinit pthread_once_t started = PTHREAD_ONCE_INIT;
constinit bool logging = false;
constinit bool managing = false;
constinit char function_list_names[1024] = {};  // as the user gave them, parted by commas

// What a name leads to.
struct EntryPoint {
  Function function;
  managed::Prefix prefix = managed::Prefix::c;
};

constexpr std::string_view prefixes[] = {"C_", "NSC_", "FC_"};  // in the order of managed::Prefix

std::optional<EntryPoint> function_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < std::size(prefixes); i++) {
    if (!name.starts_with(prefixes[i])) continue;
    for (const pkcs11::FunctionRow& row : pkcs11::functions)
      if (row.name.substr(2) == name.substr(prefixes[i].size())) return {{row.id, static_cast<managed::Prefix>(i)}};
  }
  return std::nullopt;
}

bool is_function_list_name(std::string_view name) noexcept {
  std::string_view rest = function_list_names;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    if (rest.substr(0, comma) == name) return true;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return false;
}

std::optional<EntryPoint> entry_point(std::string_view name) noexcept {
  const std::optional<EntryPoint> found = function_named(name);
  if (!found && is_function_list_name(name)) return EntryPoint{Function::C_GetFunctionList};
  return found;
}

// What Refcount and Sessions call: it must be there even if the program has looked up nothing but C_CloseAllSessions.
void add_inner_functions(const Owner& owner, EntryPoint asked, const void* symbol, LookUp* look_up) noexcept {
  if (!filters::Refcount::handles(asked.function) && !filters::Sessions::handles(asked.function)) return;
  Dl_info info{};
  void* library = nullptr;  // a link map is its own handle
  if (dladdr1(symbol, &info, &library, RTLD_DL_LINKMAP) == 0 || library == nullptr) return;
  for (const Function function : {Function::C_CloseSession, Function::C_GetSlotInfo}) {
    capture::Message name;
    name.add(prefixes[static_cast<std::size_t>(asked.prefix)]);
    name.add(pkcs11::function_names[pkcs11::index_of(function)].substr(2)).add(std::string_view("\0", 1));
    if (void* const found = look_up(library, name.text().data())) wrapper_for_symbol(owner, function, found);
  }
}

bool is_set(settings::Name name) noexcept {
  const char* value = secure_getenv(std::data(settings::row_of(name).environment));
  return value != nullptr && *value != '\0';
}

void start_once() noexcept {
  const bool to_log = is_set(settings::Name::output);
  if (!to_log && !is_set(settings::Name::managed)) return;
  settings::Problem problem;
  const settings::Values values = settings::read_environment(problem);
  capture::note_standard_error();
  if (!problem.empty()) capture::say(capture::Message().add(problem.text()).add("\n").text());
  managing = values.managed;
  values.function_list.copy(function_list_names, sizeof function_list_names - 1);
  if (to_log) logging = capture::start_log(capture::process_log(), values);
}

}  // namespace

void start() noexcept {
  const int error = errno;
  const capture::NoCancellation no_cancellation;
  pthread_once(&started, [] { start_once(); });
  errno = error;
}

void finish() noexcept {
  const int error = errno;
  const capture::NoCancellation no_cancellation;
  if (logging) capture::end_log(capture::process_log());
  errno = error;
}

bool is_entry_point(const char* name) noexcept {
  if (name == nullptr) return false;
  const bool may_be = (name[0] == 'C' && name[1] == '_') || (name[0] == 'N' && name[1] == 'S' && name[2] == 'C') ||
                      (name[0] == 'F' && name[1] == 'C' && name[2] == '_') || function_list_names[0] != '\0';
  return may_be && entry_point(name).has_value();
}

void* hand_out(const char* name, void* symbol, const void* caller, LookUp* look_up) noexcept {
  if (symbol == nullptr) return symbol;
  start();
  const std::optional<EntryPoint> asked = logging || managing ? entry_point(name) : std::nullopt;
  if (!asked) return symbol;
  const int error = errno;
  void* handed = symbol;
  if (Module* const module = module_of(symbol)) {
    Owner owner{*module};
    if (logging) owner.log = &capture::process_log();
    if (managing) owner.caller = managed::caller_of(*module, asked->prefix, caller);
    if (logs_by_itself(caller)) leave_callers_side(owner);
    const bool is_wanted = owner.log != nullptr || owner.caller != nullptr;
    if (const Wrapper* wrapper = is_wanted ? wrapper_for_symbol(owner, asked->function, symbol) : nullptr) {
      handed = handed_function(*wrapper, asked->function);
      if (owner.caller != nullptr) add_inner_functions(owner, *asked, symbol, look_up);
    }
  } else {
    capture::losses.wrappers.fetch_add(1, std::memory_order_relaxed);
  }
  errno = error;
  return handed;
}

void count_unseen(const char*) noexcept { capture::losses.lookups.fetch_add(1, std::memory_order_relaxed); }

}  // namespace p11trace::chain
