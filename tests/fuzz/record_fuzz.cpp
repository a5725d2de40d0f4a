// For libFuzzer: whatever the bytes of a record are, it decodes or is refused, and both forms of it are what they should be.
#include <vector>

#include "formatters/json/object.h"
#include "formatters/record/decode.h"
#include "tests/fuzz/sound_forms.h"

using namespace p11trace;

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
  fuzz::require_sound_forms(call, room);
  return 0;
}
