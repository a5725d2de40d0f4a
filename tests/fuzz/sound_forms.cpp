// Renders a call in all forms and looks at what comes of it.
#include "tests/fuzz/sound_forms.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "formatters/json/json.h"
#include "formatters/text/text.h"

namespace p11trace::fuzz {

namespace {

// Color needs escape sequences, and pretty lines ends of lines; of anything else that acts there is nothing.
bool is_harmless(std::string_view line, text::Style style = {}) {
  for (const char character : line.substr(0, line.size() - 1)) {
    const bool is_ours = (style.color && character == '\x1b') || (style.pretty && character == '\n');
    if (!is_ours && (static_cast<unsigned char>(character) < 0x20 || character == 0x7f)) return false;
  }
  return line.ends_with('\n');
}

}  // namespace

void require(bool holds) {
  if (!holds) std::abort();
}

void require_sound_forms(const call::Call& call, std::size_t room) {
  for (const text::Style style : {text::Style{}, text::Style{.color = true, .pretty = true}}) {
    std::vector<char> memory(room);
    text::Line line(memory);
    text::render(call, 0, line, style);
    require(is_harmless(line.finish(), style));
  }
  std::vector<char> memory(room);
  const std::string_view object = json::render(call, memory);
  require(object.size() <= memory.size() && is_harmless(object) && nlohmann::json::accept(object));
}

}  // namespace p11trace::fuzz
