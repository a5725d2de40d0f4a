// Reads ELF headers, of our own class and byte order only.
#include "tools/p11trace/elf_file.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <string_view>

namespace p11trace {
namespace {

using Header = ElfW(Ehdr);
using Segment = ElfW(Phdr);

class File {
 public:
  explicit File(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool read(void* to, std::size_t size, std::uint64_t offset) const {
    return pread(descriptor_, to, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
  }
  std::string read_start(std::size_t size) const {
    std::string text(size, '\0');
    const ssize_t got = pread(descriptor_, text.data(), size, 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

 private:
  int descriptor_;
};

constexpr unsigned char our_class = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
constexpr unsigned char our_byte_order = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

// Finds PT_INTERP; false if the headers are not whole.
bool read_loader(const File& file, const Header& header, ElfFile& elf) {
  elf.is_static = true;
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    Segment segment;
    if (!file.read(&segment, sizeof segment, header.e_phoff + i * header.e_phentsize)) return false;
    if (segment.p_type != PT_INTERP) continue;
    elf.is_static = false;
    if (segment.p_filesz == 0 || segment.p_filesz > 4096) return false;
    elf.loader.resize(segment.p_filesz);
    if (!file.read(elf.loader.data(), elf.loader.size(), segment.p_offset)) return false;
    elf.loader.resize(std::strlen(elf.loader.c_str()));
  }
  return true;
}

}  // namespace

ElfFile read_elf_file(const std::string& path) {
  const File file(path);
  ElfFile elf;
  unsigned char start[EI_NIDENT + 4];  // e_type and e_machine follow in every class
  if (!file.read(start, sizeof start, 0) || std::memcmp(start, ELFMAG, SELFMAG) != 0) return elf;
  elf.is_elf = true;
  elf.file_class = start[EI_CLASS];
  elf.byte_order = start[EI_DATA];
  if (elf.file_class != our_class || elf.byte_order != our_byte_order) return elf;
  std::memcpy(&elf.machine, start + EI_NIDENT + 2, sizeof elf.machine);

  Header header;
  elf.is_readable = file.read(&header, sizeof header, 0) && read_loader(file, header, elf);
  return elf;
}

std::string script_interpreter(const std::string& path) {
  constexpr std::size_t as_far_as_the_kernel_reads = 256;
  const std::string start = File(path).read_start(as_far_as_the_kernel_reads);
  std::string_view line = std::string_view(start).substr(0, start.find('\n'));
  if (!line.starts_with("#!")) return "";
  line.remove_prefix(2);
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  line.remove_prefix(first);
  return std::string(line.substr(0, line.find_first_of(" \t")));
}

}  // namespace p11trace
