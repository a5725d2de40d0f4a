// The PKCS#11 modules of this process, each with the label that its calls are shown under.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace p11trace::chain {

inline constexpr std::size_t most_modules = 256;

struct Module {
  std::atomic<const void*> base{};  // where it is mapped; what tells modules apart
  std::uint16_t number = 0;
  std::atomic<std::uint64_t> salt{};     // of its object handles: record::ModuleMemory
  std::atomic<bool> is_partly_logged{};  // some of its calls are not logged: others know less of its objects
  char label[64] = {};                   // its file name without "lib" and ".so"; "#2" behind it for a second one
  char path[1024] = {};

  std::string_view name() const noexcept { return label; }
};

// What a file name may hold must not break a line of the log, nor look like a part of one.
char harmless(char c) noexcept;

// A library's file name without "lib" and ".so".
std::string_view file_label(std::string_view path) noexcept;

// Whether the code at `address` is libp11trace.so's. That library logs what its callers ask for: what it asks for
// itself would be a second line for the same call.
bool logs_by_itself(const void* address) noexcept;

// The module that holds `address`, which it keeps for ever; NULL if no library does or there are too many modules.
// Takes no lock of ours; asks the dynamic linker. Any thread may call it.
Module* module_of(const void* address) noexcept;

}  // namespace p11trace::chain
