// Nanoseconds a call: the module itself, through a wrapper when nothing is logged, and logged by the direct sink into a
// file, beside one write(2) of a line of the same length into the same file.
#include <benchmark/benchmark.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tracer/capture/process_log.h"
#include "tracer/chain/wrapper.h"

namespace {

using namespace p11trace;

const std::filesystem::path directory =
    std::filesystem::temp_directory_path() / ("p11trace-bench-" + std::to_string(getpid()));
const std::string log_file = directory / "log";

// A copy of the module under a name of its own is a module of its own, and so has its own wrapper.
CK_FUNCTION_LIST* load(const char* name) {
  const std::filesystem::path copy = directory / (std::string(name) + ".so");
  std::filesystem::copy_file(NULL_MODULE, copy);
  void* module = dlopen(copy.c_str(), RTLD_NOW | RTLD_LOCAL);
  auto* get = module == nullptr ? nullptr : reinterpret_cast<CK_C_GetFunctionList>(dlsym(module, "C_GetFunctionList"));
  CK_FUNCTION_LIST* list = nullptr;
  if (get == nullptr || get(&list) != CKR_OK) {
    std::fprintf(stderr, "%s: %s\n", copy.c_str(), dlerror());
    std::exit(1);
  }
  return list;
}

CK_FUNCTION_LIST* wrapped(const char* name, capture::Log* log) {
  CK_FUNCTION_LIST* list = load(name);
  chain::Module& module = *chain::module_of(reinterpret_cast<void*>(list->C_Sign));
  const CK_FUNCTION_LIST* handed = chain::handed_list({module, nullptr, log}, list, 68);
  if (handed == nullptr || (handed->C_Sign == list->C_Sign) == (log != nullptr)) {
    std::fprintf(stderr, "%s: the wrapper is not what is to be measured\n", name);
    std::exit(1);
  }
  return const_cast<CK_FUNCTION_LIST*>(handed);
}

CK_RV get_session_info(const CK_FUNCTION_LIST& list) {
  CK_SESSION_INFO info;
  return list.C_GetSessionInfo(1, &info);
}

CK_RV generate_random(const CK_FUNCTION_LIST& list) {
  CK_BYTE bytes[32];
  return list.C_GenerateRandom(1, bytes, sizeof bytes);
}

CK_RV sign(const CK_FUNCTION_LIST& list) {
  CK_BYTE data[32] = {1}, signature[256];
  CK_ULONG size = sizeof signature;
  return list.C_Sign(1, data, sizeof data, signature, &size);
}

CK_RV get_attribute_value(const CK_FUNCTION_LIST& list) {
  CK_BYTE object_class[8], key_type[8], id[32];
  CK_ATTRIBUTE entries[] = {{CKA_CLASS, object_class, 8}, {CKA_KEY_TYPE, key_type, 8}, {CKA_ID, id, 32}};
  return list.C_GetAttributeValue(1, 1, entries, 3);
}

using Call = CK_RV (*)(const CK_FUNCTION_LIST&);

void run(benchmark::State& state, Call call, const CK_FUNCTION_LIST* list) {
  for (auto _ : state) benchmark::DoNotOptimize(call(*list));
}

// The length of the line that this call is logged as.
std::size_t line_length(Call call, const CK_FUNCTION_LIST* logged) {
  struct stat before {
  }, after{};
  stat(log_file.c_str(), &before);
  call(*logged);
  stat(log_file.c_str(), &after);
  return static_cast<std::size_t>(after.st_size - before.st_size);
}

void run_write(benchmark::State& state, std::size_t length) {
  const int fd = open(log_file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  const std::string line(length, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(write(fd, line.data(), line.size()));
  close(fd);
  state.counters["bytes"] = static_cast<double>(length);
}

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  std::filesystem::create_directory(directory);
  settings::Values values;
  values.output = log_file;
  capture::start_log(capture::process_log(), values);
  const CK_FUNCTION_LIST* direct = load("direct");
  const CK_FUNCTION_LIST* off = wrapped("off", nullptr);
  const CK_FUNCTION_LIST* logged = wrapped("logged", &capture::process_log());
  const struct {
    const char* name;
    Call call;
  } calls[] = {{"C_GetSessionInfo", get_session_info},
               {"C_GenerateRandom(32)", generate_random},
               {"C_Sign(32->64)", sign},
               {"C_GetAttributeValue(3)", get_attribute_value}};
  for (const auto& each : calls) {
    const Call call = each.call;
    const std::string name = each.name;
    const std::size_t length = line_length(call, logged);
    const auto add = [&](const char* what, auto... arguments) {
      benchmark::RegisterBenchmark((name + "/" + what).c_str(), arguments...);
    };
    add("direct", [=](benchmark::State& state) { run(state, call, direct); });
    add("wrapped, off", [=](benchmark::State& state) { run(state, call, off); });
    add("write(2) of its line", [=](benchmark::State& state) { run_write(state, length); });
    add("wrapped, logged", [=](benchmark::State& state) { run(state, call, logged); });
  }
  benchmark::RunSpecifiedBenchmarks();
  std::filesystem::remove_all(directory);
}
