// Members by their places, and the names of all structures that were passed.
#include "tests/clients/golden_values/filled.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

namespace p11trace::clients {

namespace {

std::set<std::string>& all_passed() {
  static std::set<std::string> names;
  return names;
}

}  // namespace

void Described::say(std::size_t offset, const char* member, const Text& text) {
  given_.push_back({offset, member, [text] { return text; }});
}

void Described::say_written(std::size_t offset, const char* member, std::function<Text()> text) {
  written_.push_back({offset, member, std::move(text)});
}

Text Described::in_order(std::vector<Member> members) {
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.offset < b.offset; });
  std::vector<Piece> names_and_values;
  for (const Member& member : members) {
    names_and_values.emplace_back(member.name);
    names_and_values.emplace_back(member.text());
  }
  return structure(names_and_values);
}

// No word may be left as the memory was. (A member of fewer bytes than a word may not be found out.)
void Described::require_all_members() const {
  const std::vector<unsigned char> untouched(sizeof(CK_ULONG), 0xdb);
  for (std::size_t at = 0; at + sizeof(CK_ULONG) <= size_; at += sizeof(CK_ULONG)) {
    if (std::memcmp(static_cast<char*>(memory_) + at, untouched.data(), untouched.size()) != 0) continue;
    std::fprintf(stderr, "%s: nothing was put at %zu\n", type_, at);
    std::_Exit(1);
  }
}

Text Described::text() const {
  require_all_members();
  count_as_passed(type_);
  return in_order(given_);
}

Text Described::written() const { return in_order(written_); }

Text room_of(ShowBytes how, std::size_t size) { return how == secret ? secret_room(size) : room(size); }

void count_as_passed(const char* what) { all_passed().insert(what); }

void print_passed() {
  for (const std::string& name : all_passed()) std::printf("# passed %s\n", name.c_str());
}

}  // namespace p11trace::clients
