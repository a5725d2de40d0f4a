// Nanoseconds to decode the record of a call and to write it as text and as JSON, without a log.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "formatters/json/json.h"
#include "formatters/record/decode.h"
#include "formatters/record/encode.h"
#include "formatters/text/text.h"

namespace {

using namespace p11trace;
using pkcs11::Function;

// A record, and the tree that was made of it.
class Recorded {
 public:
  template <Function F>
  void record(std::vector<std::uint64_t> slots) {
    const record::Policy policy;
    record::Encoder encoder({buffer_, sizeof buffer_}, policy, {classes_, salt_});
    record::encode_inputs<F>(encoder, slots.data(), 0, 0x7f0012345678, 0);
    record::encode_outputs<F>(encoder, slots.data(), CKR_OK, 1234);
    size_ = encoder.record().size();
    decode();
  }

  void decode() {
    call::Arena arena(values_);
    record::decode(std::span(buffer_).first(size_), arena, call_);
    call_.time = 1700000000123456789;
    call_.process = 4711;
    call_.thread = 4712;
    call_.module = "softhsm2";
  }
  std::size_t as_text() {
    text::Line line(line_);
    text::render(call_, 3600, line);
    return line.finish().size();
  }
  std::size_t as_json() { return json::render(call_, line_).size(); }

 private:
  alignas(8) std::byte buffer_[16384];
  std::size_t size_ = 0;
  alignas(16) std::byte values_[65536];
  char line_[65536];
  call::Call call_;
  static inline record::ObjectClasses classes_;
  std::atomic<std::uint64_t> salt_ = 1;
};

template <class T>
std::uint64_t word(T* pointer) {
  return reinterpret_cast<std::uintptr_t>(pointer);
}

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  static Recorded sign;
  static Recorded info;
  static Recorded values;
  CK_BYTE data[32] = {1};
  CK_BYTE signature[64] = {2};
  CK_ULONG size = sizeof signature;
  sign.record<Function::C_Sign>({1, word(data), sizeof data, word(signature), word(&size)});
  CK_SESSION_INFO session{1, CKS_RW_USER_FUNCTIONS, CKF_SERIAL_SESSION | CKF_RW_SESSION, 0};
  info.record<Function::C_GetSessionInfo>({1, word(&session)});
  CK_OBJECT_CLASS object_class = CKO_PRIVATE_KEY;
  CK_KEY_TYPE key_type = CKK_RSA;
  CK_BYTE id[8] = {3};
  CK_ATTRIBUTE entries[] = {{CKA_CLASS, &object_class, 8}, {CKA_KEY_TYPE, &key_type, 8}, {CKA_ID, id, 8}};
  values.record<Function::C_GetAttributeValue>({1, 5, word(entries), 3});
  const struct {
    const char* name;
    Recorded* recorded;
  } calls[] = {{"C_GetSessionInfo", &info}, {"C_Sign(32->64)", &sign}, {"C_GetAttributeValue(3)", &values}};
  for (const auto& each : calls) {
    Recorded* const recorded = each.recorded;
    const auto add = [&](const char* what, const std::function<void()>& work) {
      benchmark::RegisterBenchmark((std::string(each.name) + "/" + what).c_str(), [=](benchmark::State& state) {
        for (auto _ : state) work();
      });
    };
    add("decode", [=] { recorded->decode(); });
    add("text", [=] { benchmark::DoNotOptimize(recorded->as_text()); });
    add("json", [=] { benchmark::DoNotOptimize(recorded->as_json()); });
  }
  benchmark::RunSpecifiedBenchmarks();
}
