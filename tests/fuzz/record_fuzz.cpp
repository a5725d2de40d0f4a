// For libFuzzer: whatever the bytes of a record are, it decodes or is refused, and both forms of it are what they should be.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "formatters/json/json.h"
#include "formatters/json/object.h"
#include "formatters/record/decode.h"
#include "formatters/text/text.h"

using namespace p11trace;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_harmless(std::string_view line) {
  for (const char character : line.substr(0, line.size() - 1))
    if (static_cast<unsigned char>(character) < 0x20 || character == 0x7f) return false;
  return line.ends_with('\n');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first bytes choose how much room there is.
  if (size < 4) return 0;
  const std::size_t room = json::Object::least + (std::size_t{data[0]} << 8 | data[1]);
  const std::size_t values = (std::size_t{data[2]} << 8 | data[3]) * 4;
  // Of their own, so that reading past them is seen.
  const std::vector<std::byte> record(reinterpret_cast<const std::byte*>(data) + 4,
                                      reinterpret_cast<const std::byte*>(data) + size);
  std::vector<std::byte> arena_memory(values);
  call::Arena arena(arena_memory);
  call::Call call;
  if (!record::decode(record, arena, call)) return 0;
  call.module = "fuzzed";
  std::vector<char> memory(room);
  text::Line line(memory);
  text::render(call, 0, line);
  require(is_harmless(line.finish()));
  const std::string_view object = json::render(call, memory);
  require(object.size() <= memory.size() && is_harmless(object) && nlohmann::json::accept(object));
  return 0;
}
