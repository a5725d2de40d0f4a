// Calls whose handles are named, one after the other, as text and as JSON.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "formatters/json/json.h"
#include "formatters/names/handle_names.h"
#include "formatters/text/text.h"
#include "tests/formatters/record/recorder.h"

namespace p11trace::names {

// The calls of one process.
class Watched {
 public:
  Party party{.module = 1, .caller = 0};
  record::Recorder recorder;

  template <pkcs11::Function F, class Module, class... Arguments>
  std::string text_of(Module module, Arguments... arguments) {
    return text(recorder.call<F>(module, arguments...));
  }
  template <pkcs11::Function F, class Module, class... Arguments>
  std::string json_of(Module module, Arguments... arguments) {
    const call::Call& call = named(recorder.call<F>(module, arguments...));
    std::string line(json::render(call, memory_));
    names_->forget(call, party);
    return line;
  }

  // A session that is open, and a token that is known.
  void open_session(CK_SESSION_HANDLE handle, CK_SLOT_ID slot = 0, CK_FLAGS flags = CKF_RW_SESSION) {
    CK_SESSION_HANDLE made = handle;
    text_of<pkcs11::Function::C_OpenSession>(CKR_OK, slot, flags | CKF_SERIAL_SESSION, nullptr, nullptr, &made);
  }
  void know_token(CK_SLOT_ID slot, std::string_view label) {
    CK_TOKEN_INFO info{};
    std::fill_n(info.label, sizeof info.label, ' ');
    label.copy(reinterpret_cast<char*>(info.label), sizeof info.label);
    text_of<pkcs11::Function::C_GetTokenInfo>(CKR_OK, slot, &info);
  }
  // What stands for a session or an object that is used now.
  std::string session(CK_SESSION_HANDLE handle) {
    return argument(text_of<pkcs11::Function::C_FindObjectsFinal>(CKR_DEVICE_ERROR, handle));
  }
  std::string object(CK_OBJECT_HANDLE handle) {
    CK_ULONG size = 0;
    const std::string text = text_of<pkcs11::Function::C_GetObjectSize>(CKR_DEVICE_ERROR, 0, handle, &size);
    const std::size_t begin = text.find("hObject=") + 8;
    return text.substr(begin, text.find(", pulSize") - begin);
  }

  // A call that takes so long, from now.
  std::uint64_t now = 1000;
  std::uint64_t duration = 10;

 private:
  const call::Call& named(const call::Call& call) {
    call_ = call;
    call_.time = now;
    call_.duration = duration;
    now += 100;
    arena_.clear();
    names_->learn(call_, party);
    names_->name(call_, party, arena_);
    return call_;
  }
  std::string text(const call::Call& made) {
    const call::Call& call = named(made);
    text::Line line(memory_);
    text::render_call(call, line);
    const std::string whole(line.text());
    names_->forget(call, party);
    return whole;
  }
  static std::string argument(const std::string& text) {
    const std::size_t begin = text.find('=') + 1;
    return text.substr(begin, text.rfind(") = ") - begin);
  }

  std::unique_ptr<HandleNames> names_ = std::make_unique<HandleNames>();
  std::vector<std::byte> values_ = std::vector<std::byte>(65536);
  call::Arena arena_{values_};
  std::vector<char> memory_ = std::vector<char>(65536);
  call::Call call_{};
};

}  // namespace p11trace::names
