// Tables of a variant: copies of the plain ones, changed as its words say.
#include "tests/fake_token/tables.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>

namespace fake_token {

namespace {

// Members follow the version in the order of the numbers, without gaps: F(name) in the same order makes them.
template <class List>
void remove(List& list, Function function) {
  const std::size_t offset = offsetof(List, C_Initialize) + index_of(function) * sizeof(void*);
  if (offset >= sizeof list) return;
  std::memset(reinterpret_cast<char*>(&list) + offset, 0, sizeof(void*));
}

void change(Tables& tables, const Variant& variant) {
  for (const Function function : variant.without) {
    remove(tables.list_2_40, function);
    remove(tables.list_3_0, function);
    remove(tables.list_3_2, function);
  }
  if (variant.version) tables.list_2_40.version = tables.list_3_2.version = *variant.version;
  if (variant.only_2_40) tables.interface_count = 0;
}

// Where C_GetFunctionList's table claims another version, the interface of 2.40 still says 2.40 by this copy.
struct Block {
  Tables tables;
  CK_FUNCTION_LIST honest_2_40;
};

const Tables* make(const Variant& variant) {
  void* memory = mmap(nullptr, sizeof(Block), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  auto* block = new (memory) Block{plain_tables, plain_tables.list_2_40};
  change(block->tables, variant);
  block->honest_2_40 = block->tables.list_2_40;
  block->honest_2_40.version = plain_tables.list_2_40.version;

  Tables& tables = block->tables;
  void* const lists[] = {&tables.list_3_2, &tables.list_3_0, &block->honest_2_40, &tables.vendor};
  for (std::size_t i = 0; i < std::size(lists); ++i) {
    tables.interfaces[i].pFunctionList = lists[i];
    const bool standard = i < Tables::standard_interfaces;
    tables.interfaces[i].pInterfaceName = standard ? tables.standard_name : tables.vendor_name;
  }
  if (variant.read_only && mprotect(memory, sizeof(Block), PROT_READ) != 0) std::abort();
  return &tables;
}

struct Made {
  std::mutex mutex;
  std::map<std::string, const Tables*> by_words;
};

}  // namespace

const Tables& current_tables() {
  const std::string words = variant_words();
  if (words.empty()) return plain_tables;
  static Made& made = *new Made;
  const std::lock_guard lock(made.mutex);
  const Tables*& tables = made.by_words[words];
  if (tables == nullptr) tables = make(parse_variant(words));
  return *tables;
}

}  // namespace fake_token
