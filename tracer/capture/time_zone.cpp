// Reads files of zoneinfo.
#include "tracer/capture/time_zone.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "tracer/capture/message.h"

namespace p11trace::capture {

namespace {

using Bytes = std::span<const unsigned char>;

std::int64_t number_at(Bytes bytes, std::size_t at, std::size_t size) noexcept {
  std::uint64_t number = (bytes[at] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; i++) number = number << 8 | bytes[at + i];
  return static_cast<std::int64_t>(number);
}

// One block of the file: a header that counts what follows it.
struct Block {
  std::size_t times, types, letters, leaps, standards, universals;
  std::size_t time_size;

  static constexpr std::size_t header = 44;
  static constexpr std::size_t type_size = 6;

  Block(Bytes file, std::size_t size) noexcept : time_size(size) {
    const auto count = [&](std::size_t at) { return static_cast<std::size_t>(number_at(file, at, 4)) & 0xffffffff; };
    universals = count(20);
    standards = count(24);
    leaps = count(28);
    times = count(32);
    types = count(36);
    letters = count(40);
  }
  std::size_t length() const noexcept {
    return header + times * (time_size + 1) + types * type_size + letters + leaps * (time_size + 4) + standards +
           universals;
  }
};

bool is_zone(Bytes file) noexcept { return file.size() >= Block::header && std::memcmp(file.data(), "TZif", 4) == 0; }

std::optional<std::int64_t> offset_of_file(const char* path, std::int64_t time) noexcept {
  const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  unsigned char memory[16384];
  std::size_t size = 0;
  for (ssize_t n = 1; n > 0 && size<sizeof memory; size += n> 0 ? static_cast<std::size_t>(n) : 0)
    n = read(fd, memory + size, sizeof memory - size);
  close_own(fd);
  return offset_in({memory, size}, time);
}

// "EST5", "UTC0", "<+0330>-3:30": letters or a name in angle brackets, and what is to be added to reach UTC.
std::optional<std::int64_t> offset_of_text(std::string_view text) noexcept {
  std::size_t name = 0;
  if (text.starts_with('<')) name = text.find('>') == std::string_view::npos ? 0 : text.find('>') + 1;
  else
    while (name < text.size() && ((text[name] | 32) >= 'a' && (text[name] | 32) <= 'z')) name++;
  if (name < 3) return std::nullopt;
  text.remove_prefix(name);
  const bool east = text.starts_with('-');
  if (text.starts_with('+') || east) text.remove_prefix(1);
  std::int64_t seconds = 0;
  for (const int unit : {3600, 60, 1}) {
    int number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0) return std::nullopt;
    seconds += std::int64_t{number} * unit;
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    if (text.empty()) return east ? seconds : -seconds;
    if (text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> offset_in(Bytes zone, std::int64_t time) noexcept {
  if (!is_zone(zone)) return std::nullopt;
  Block block(zone, 4);
  // From version 2 on the same stands behind it once more, with times of 64 bits.
  if (zone[4] >= '2') {
    if (zone.size() < block.length()) return std::nullopt;
    zone = zone.subspan(block.length());
    if (!is_zone(zone)) return std::nullopt;
    block = Block(zone, 8);
  }
  if (zone.size() < block.length() || block.types == 0) return std::nullopt;
  const std::size_t indices = Block::header + block.times * block.time_size;
  const std::size_t types = indices + block.times;
  std::size_t type = 0;
  for (std::size_t i = 0; i < block.times; i++) {
    if (number_at(zone, Block::header + i * block.time_size, block.time_size) > time) break;
    type = zone[indices + i];
  }
  if (type >= block.types) return std::nullopt;
  return number_at(zone, types + type * Block::type_size, 4);
}

std::int64_t local_offset(std::int64_t time) noexcept {
  const char* name = std::getenv("TZ");
  if (name == nullptr) return offset_of_file("/etc/localtime", time).value_or(0);
  if (*name == ':') name++;
  if (*name == '/') return offset_of_file(name, time).value_or(0);
  if (const auto offset = offset_of_text(name)) return *offset;
  const char* directory = std::getenv("TZDIR");
  Message path;
  path.add(directory != nullptr ? directory : "/usr/share/zoneinfo").add("/").add(name).add(std::string_view("\0", 1));
  return offset_of_file(path.text().data(), time).value_or(0);
}

}  // namespace p11trace::capture
