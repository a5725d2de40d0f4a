// Nanoseconds a call of a module that callers share: the module itself, through libp11trace.so, and through p11-kit's
// library, in one run. A call that no filter wants, and one session opened and closed beside sixteen others.
#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

// clang-format off
#include <p11-kit/p11-kit.h>
#include <p11trace/managed.h>  // behind a header that has PKCS#11 already
// clang-format on

namespace {

[[noreturn]] void fail(const char* what, const char* why) {
  std::fprintf(stderr, "%s: %s\n", what, why == nullptr ? "no reason is given" : why);
  std::exit(1);
}

CK_FUNCTION_LIST* direct() {
  void* const module = dlopen(NULL_MODULE, RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) fail(NULL_MODULE, dlerror());
  CK_FUNCTION_LIST* list = nullptr;
  reinterpret_cast<CK_C_GetFunctionList>(dlsym(module, "C_GetFunctionList"))(&list);
  return list;
}

CK_FUNCTION_LIST* by_p11trace() {
  CK_FUNCTION_LIST* const list = p11trace_module_load(NULL_MODULE, 0, nullptr);
  if (list == nullptr) fail("p11trace", p11trace_message());
  return list;
}

CK_FUNCTION_LIST* by_p11_kit() {
  CK_FUNCTION_LIST* const list = p11_kit_module_load(NULL_MODULE, 0);
  if (list == nullptr) fail("p11-kit", p11_kit_message());
  return list;
}

void get_session_info(benchmark::State& state, const CK_FUNCTION_LIST* list) {
  CK_SESSION_INFO info;
  for (auto _ : state) benchmark::DoNotOptimize(list->C_GetSessionInfo(1, &info));
}

void open_and_close(benchmark::State& state, const CK_FUNCTION_LIST* list) {
  CK_SESSION_HANDLE session = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(list->C_OpenSession(1, CKF_SERIAL_SESSION, nullptr, nullptr, &session));
    benchmark::DoNotOptimize(list->C_CloseSession(session));
  }
}

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  const struct {
    const char* name;
    CK_FUNCTION_LIST* list;
  } ways[] = {{"direct", direct()}, {"p11trace", by_p11trace()}, {"p11-kit", by_p11_kit()}};
  if (ways[1].list->C_GetSessionInfo != ways[0].list->C_GetSessionInfo)
    fail("p11trace", "not the module's own function");
  for (const auto& way : ways)
    if (way.list->C_Initialize(nullptr) != CKR_OK) fail(way.name, "C_Initialize failed");
  for (const auto& way : ways)
    benchmark::RegisterBenchmark((std::string("C_GetSessionInfo/") + way.name).c_str(), get_session_info, way.list);
  for (const auto& way : ways)
    benchmark::RegisterBenchmark((std::string("C_OpenSession and C_CloseSession/") + way.name).c_str(), open_and_close,
                                 way.list);
  benchmark::RunSpecifiedBenchmarks();
}
