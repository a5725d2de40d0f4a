// Loads modules.
#include "tracer/managed/module_library.h"

#include <dlfcn.h>

#include <string_view>
#include <utility>

#include "formatters/pkcs11/constants.h"
#include "tracer/capture/whole_write.h"
#include "tracer/chain/list_size.h"
#include "tracer/chain/wrapper.h"

namespace p11trace::managed {

namespace {

std::string code(CK_RV result) {
  const std::string_view name = pkcs11::constant_name(pkcs11::Family::CKR, result);
  return name.empty() ? std::to_string(result) : std::string(name);
}

template <class Function>
Function symbol(void* handle, pkcs11::Function function) noexcept {
  return reinterpret_cast<Function>(dlsym(handle, std::data(pkcs11::functions[pkcs11::index_of(function)].name)));
}

// What C_GetInterface gives for the standard's interface in its usual version.
CK_FUNCTION_LIST* interface_list(void* handle) {
  const auto get = symbol<CK_C_GetInterface>(handle, pkcs11::Function::C_GetInterface);
  if (get == nullptr) return nullptr;
  CK_UTF8CHAR name[] = "PKCS 11";
  CK_INTERFACE* interface = nullptr;
  if (get(name, nullptr, &interface, 0) != CKR_OK || interface == nullptr) return nullptr;
  auto* list = static_cast<CK_FUNCTION_LIST*>(interface->pFunctionList);
  return list == nullptr || chain::entries_of(list->version) == 0 ? nullptr : list;
}

}  // namespace

ModuleLibrary::ModuleLibrary(ModuleLibrary&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      list_(std::exchange(other.list_, nullptr)),
      entries_(std::exchange(other.entries_, 0)),
      path_(std::move(other.path_)) {}

ModuleLibrary& ModuleLibrary::operator=(ModuleLibrary&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(list_, other.list_);
  std::swap(entries_, other.entries_);
  std::swap(path_, other.path_);
  return *this;
}

ModuleLibrary::~ModuleLibrary() {
  if (handle_ == nullptr) return;
  // Destructors of the module run in here.
  const capture::NoCancellation no_cancellation;
  dlclose(handle_);
}

bool ModuleLibrary::open(const std::string& path, ModuleLibrary& library, std::string& problem) {
  ModuleLibrary opened;
  opened.path_ = path;
  // RTLD_NOW: a library that lacks something says so here, and not in the middle of a call.
  opened.handle_ = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (opened.handle_ == nullptr) {
    const char* reason = dlerror();
    problem = "cannot load " + path + ": " + (reason == nullptr ? "unknown error" : reason);
    return false;
  }
  opened.list_ = interface_list(opened.handle_);
  if (opened.list_ == nullptr) {
    const auto get = symbol<CK_C_GetFunctionList>(opened.handle_, pkcs11::Function::C_GetFunctionList);
    if (get == nullptr) {
      problem = path + " is no PKCS#11 module: it has no C_GetFunctionList";
      return false;
    }
    const CK_RV result = get(&opened.list_);
    if (result != CKR_OK || opened.list_ == nullptr) {
      problem = path + ": its C_GetFunctionList " + (result == CKR_OK ? "gave no list" : "answered " + code(result));
      return false;
    }
    // What C_GetFunctionList gives has the entries of 2.x, even where its version says 3.
    opened.entries_ = chain::entries_2_40;
  } else {
    opened.entries_ = chain::entries_of(opened.list_->version);
  }
  if (!opened.is_module(problem)) return false;
  library = std::move(opened);
  return true;
}

bool ModuleLibrary::is_module(std::string& problem) const {
  const CK_VERSION& version = list_->version;
  if (chain::entries_of(version) == 0)
    problem = path_ + ": its function list is of version " + std::to_string(version.major) + "." +
              std::to_string(version.minor) + ", which p11trace does not know";
  else if (list_->C_Initialize == nullptr || list_->C_Finalize == nullptr)
    problem = path_ + ": its function list has no C_Initialize or no C_Finalize";
  else return true;
  return false;
}

// Not where its C_Initialize is, if that can be helped: that may be the preloaded library's, which manages it for
// others.
const void* ModuleLibrary::address() const noexcept {
  return list_->C_GetInfo != nullptr ? reinterpret_cast<const void*>(list_->C_GetInfo)
                                     : reinterpret_cast<const void*>(list_->C_Initialize);
}

bool ModuleLibrary::hold(CK_FUNCTION_LIST* list, ModuleLibrary& library, std::string& problem) {
  ModuleLibrary held;
  held.list_ = list;
  held.path_ = "the program's module";
  if (!held.is_module(problem)) return false;
  // It may have been got from C_GetFunctionList, whose lists have the entries of 2.x.
  held.entries_ = chain::entries_2_40;
  // The preloaded tracer knows who asks.
  CK_FUNCTION_LIST* own = nullptr;
  if (held.is_traced() && list->C_GetFunctionList != nullptr && list->C_GetFunctionList(&own) == CKR_OK &&
      own != nullptr)
    held.list_ = list = own;
  Dl_info info{};
  if (dladdr(held.address(), &info) != 0 && info.dli_fname != nullptr) {
    held.path_ = info.dli_fname;
    held.handle_ = dlopen(info.dli_fname, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    dlerror();
    // The module's own list stays when the program's is gone, and may be longer.
    CK_FUNCTION_LIST* const longer = held.handle_ == nullptr ? nullptr : interface_list(held.handle_);
    if (longer != nullptr && longer->C_Initialize == list->C_Initialize) {
      held.list_ = longer;
      held.entries_ = chain::entries_of(longer->version);
    }
  }
  library = std::move(held);
  return true;
}

bool ModuleLibrary::is_traced() const noexcept {
  constexpr std::string_view tracer = "/libp11trace-preload.so";
  for (std::size_t i = 0; i < entries_; i++) {
    Dl_info info{};
    void* const function = chain::entry_of(list_, i);
    if (function != nullptr && dladdr(function, &info) != 0 && info.dli_fname != nullptr &&
        std::string_view(info.dli_fname).ends_with(tracer))
      return true;
  }
  return false;
}

}  // namespace p11trace::managed
