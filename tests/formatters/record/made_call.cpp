// A call of any function, made up from its row. made_structure.cpp and made_template.cpp make what has parts.
#include "tests/formatters/record/made_call.h"

#include "formatters/record/fingerprint.h"

namespace p11trace::record {

using call::Kind;
using pkcs11::Argument;
using pkcs11::Secrecy;
using enum pkcs11::Role;

MadeCall::MadeCall(const pkcs11::FunctionRow& row, Outcome outcome, const Policy& policy)
    : outcome_(outcome), policy_(policy), row_(row), state_(0x9e3779b97f4a7c15 * (pkcs11::index_of(row.id) + 1)) {
  for (std::size_t i = 0; i < row.argument_count; i++) {
    in_.emplace_back();
    out_.emplace_back();
    make(row.arguments[i]);
  }
}

CK_RV MadeCall::result() const noexcept {
  if (is(Outcome::too_small)) return CKR_BUFFER_TOO_SMALL;
  return is(Outcome::error) ? CKR_DEVICE_ERROR : CKR_OK;
}

void MadeCall::answer() {
  for (const auto& answer : answers_) answer();
}

void* MadeCall::given(const std::string& content, bool readable) {
  GuardedMemory& memory = memory_.emplace_back(content);
  if (!readable) memory.close();
  answers_.emplace_back([&memory] { memory.close(); });
  return memory.data();
}

void* MadeCall::changed(const std::string& before, std::optional<std::string> after) {
  GuardedMemory& memory = memory_.emplace_back(before);
  answers_.emplace_back([&memory, after] {
    if (after) memory.write(*after);
    else memory.close();
  });
  return memory.data();
}

void* MadeCall::taken(std::optional<std::string> content, bool readable) {
  GuardedMemory& memory = memory_.emplace_back(content.value_or(std::string(16, '\0')));
  memory.close();
  answers_.emplace_back([&memory, content, readable] {
    if (!content) return;
    memory.open();
    memory.write(*content);
    if (!readable) memory.close();
  });
  return memory.data();
}

void* MadeCall::untouchable() {
  GuardedMemory& memory = memory_.emplace_back(64);
  memory.close();
  return memory.data();
}

void* MadeCall::module_memory(const std::string& content) { return memory_.emplace_back(content).data(); }

std::string MadeCall::random(std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    byte = static_cast<char>(state_ >> 24 | 1);
  }
  return bytes;
}

std::string MadeCall::letters(std::size_t size) {
  std::string text = random(size);
  for (char& letter : text) letter = static_cast<char>('a' + static_cast<unsigned char>(letter) / 2 % 26);
  return text;
}

bool MadeCall::shows(Secrecy secrecy) const noexcept {
  return secrecy == Secrecy::open || policy_.show == Show::secrets ||
         (secrecy == Secrecy::sensitive && policy_.show == Show::data);
}

Tree MadeCall::shown(Secrecy secrecy, Kind kind, const std::string& content) const {
  if (shows(secrecy)) return {.kind = kind, .number = content.size(), .data = content.substr(0, policy_.bytes)};
  if (secrecy == Secrecy::secret) return {.kind = Kind::secret};
  return {.kind = Kind::sensitive,
          .number = content.size(),
          .fingerprint = fingerprint(policy_.key, content.data(), content.size())};
}

Tree MadeCall::null(Secrecy secrecy, std::uint64_t length) const {
  const bool tells = shows(secrecy) || secrecy == Secrecy::sensitive;
  return {.kind = Kind::null, .number = tells ? length : 0};
}

void MadeCall::note(Secrecy secrecy, const std::string& content, std::string_view where) {
  contents_.push_back({secrecy, content, std::string(row_.name) + " " + std::string(where)});
}

void MadeCall::make_word(const Argument& argument) {
  static constexpr struct {
    pkcs11::Role role;
    Kind kind;
    std::uint64_t value;
  } words[] = {
      {session, Kind::session, 0x5e55}, {slot, Kind::slot, 0},       {object, Kind::object, ~std::uint64_t{1}},
      {number, Kind::number, 77},       {boolean, Kind::boolean, 1}, {flags, Kind::flags, 0x80000006},
      {constant, Kind::constant, 1},
  };
  for (const auto& word : words) {
    if (word.role != argument.role) continue;
    in_.back() = {.kind = word.kind, .number = word.value, .family = argument.family};
    return put(word.value);
  }
  // Somebody else's pointer.
  if (is(Outcome::nulls)) {
    in_.back() = {.kind = Kind::null};
    return put(nullptr);
  }
  put(untouchable());
  in_.back() = {.kind = Kind::pointer, .number = slots_.back()};
}

void MadeCall::make_bytes_in(const Argument& argument, Kind kind) {
  const bool z = argument.role == text_z;
  const bool fixed = argument.role == text_fixed;
  constexpr std::uint64_t null_length = 7;
  if (is(Outcome::nulls)) {
    put(nullptr);
    if (!z && !fixed) put(null_length);
    in_.back() = null(argument.secrecy, z || fixed ? 0 : null_length);
    return;
  }
  std::string content = kind == Kind::text ? letters(z ? 20 : 31) : random(53);
  note(argument.secrecy, content, argument.name);
  in_.back() = shown(argument.secrecy, kind, content);
  if (z) content += '\0';
  if (fixed) content.resize(argument.size, ' ');
  put(given(content, shows(argument.secrecy) || argument.secrecy == Secrecy::sensitive));
  if (!z && !fixed) put(content.size());
}

// A buffer, and a pointer to a length that goes in as `room` and comes out as `size`.
void MadeCall::make_two_call(const Argument& argument, std::uint64_t room, std::uint64_t size,
                             const std::string& content, Tree answer) {
  if (is(Outcome::nulls)) {
    put(nullptr);
    put(nullptr);
    in_.back() = {.kind = Kind::null};
    out_.back() = {.kind = Kind::not_written};
    return;
  }
  const bool query = is(Outcome::size_query);
  const bool readable = shows(argument.secrecy) || argument.secrecy == Secrecy::sensitive;
  put(query ? nullptr : taken(written() ? std::optional(content) : std::nullopt, readable));
  const bool answers_length = written() || query || is(Outcome::too_small);
  if (is(Outcome::too_small)) room = size - 1;
  put(changed(bytes_of(room), answers_length ? std::optional(bytes_of(size)) : std::nullopt));
  const bool hidden = hides(argument.secrecy);
  if (hidden) in_.back() = {.kind = query ? Kind::wanted : Kind::secret};
  else in_.back() = {.kind = query ? Kind::wanted : Kind::room, .number = room};
  if (written()) out_.back() = std::move(answer);
  else if (answers_length)
    out_.back() = hidden ? Tree{.kind = Kind::secret} : Tree{.kind = Kind::wanted, .number = size};
  else out_.back() = {.kind = Kind::not_written};
}

void MadeCall::make_list(const Argument& argument, Kind kind) {
  Tree answer{.kind = Kind::list, .number = 5};
  std::string content;
  for (std::uint64_t i = 0; i < 5; i++) {
    const std::uint64_t item = (i + 1) * 0x1041;
    content += bytes_of(item);
    answer.children.push_back({.kind = kind, .number = item, .family = argument.family});
  }
  make_two_call(argument, 9, 5, content, answer);
}

void MadeCall::make_objects(const Argument&) {
  constexpr std::uint64_t room = 6;
  constexpr std::uint64_t found = 4;
  const bool null = is(Outcome::nulls);
  const bool written = this->written() || is(Outcome::size_query);
  Tree answer{.kind = Kind::list, .number = found};
  std::string content;
  for (std::uint64_t i = 0; i < found; i++) {
    content += bytes_of(i + 500);
    answer.children.push_back({.kind = Kind::object, .number = i + 500});
  }
  put(null ? nullptr : taken(written ? std::optional(content) : std::nullopt));
  put(room);
  put(null ? nullptr : taken(written ? std::optional(bytes_of(found)) : std::nullopt));
  in_.back() = {.kind = null ? Kind::null : Kind::room, .number = room};
  out_.back() = written ? answer : Tree{.kind = Kind::not_written};
}

// A pointer to one thing that the call writes.
void MadeCall::make_pointer_out(const Argument& argument) {
  out_.back() = {.kind = Kind::not_written};
  if (is(Outcome::nulls)) {
    in_.back() = {.kind = Kind::null};
    return put(nullptr);
  }
  in_.back() = {.kind = Kind::room, .number = 1};
  bool makes_key = false;
  for (const Argument& other : row_.arguments) makes_key |= other.role == bytes_out;
  makes_key &= argument.role == object_out;
  const bool written = this->written() || (is(Outcome::size_query) && !makes_key);
  if (!written) return put(taken(std::nullopt));
  const std::uint64_t word = 0x123456789abcdef;
  Tree answer{.number = word, .family = argument.family};
  std::string content = bytes_of(word);
  switch (argument.role) {
    case session_out:
      answer.kind = Kind::session;
      break;
    case slot_out:
      answer.kind = Kind::slot;
      break;
    case object_out:
      answer.kind = Kind::object;
      break;
    case number_out:
      answer.kind = Kind::number;
      break;
    case flags_out:
      answer.kind = Kind::flags;
      break;
    case structure_out:
      content = structure_content(*argument.structure, answer);
      break;
    case interface_out: {
      answer.number = 1;
      const std::string interface = interface_content(answer);
      content = bytes_of(module_memory(interface));
      break;
    }
    default:  // list_out
      content = bytes_of(untouchable());
      answer = {.kind = Kind::pointer, .number = reinterpret_cast<std::uintptr_t>(memory_.back().data())};
      break;
  }
  put(taken(content));
  out_.back() = std::move(answer);
}

void MadeCall::make(const Argument& argument) {
  switch (argument.role) {
    case pin:
    case text_in:
    case text_z:
    case text_fixed:
      return make_bytes_in(argument, Kind::text);
    case bytes_in:
      return make_bytes_in(argument, Kind::bytes);
    case bytes_out: {
      const std::string content = random(47);
      if (written()) note(argument.secrecy, content, argument.name);
      return make_two_call(argument, 80, content.size(), content, shown(argument.secrecy, Kind::bytes, content));
    }
    case numbers_out:
      return make_list(argument, Kind::constant);
    case slots_out:
      return make_list(argument, Kind::slot);
    case interfaces_out:
      return make_interfaces(argument);
    case objects_out:
      return make_objects(argument);
    case bytes_out_exact:
    case bytes_out_later: {
      const std::string content = random(41);
      const bool now = argument.role == bytes_out_exact;
      const bool null = is(Outcome::nulls);
      const bool written = now && (this->written() || is(Outcome::size_query));
      if (written) note(argument.secrecy, content, argument.name);
      put(null ? nullptr : taken(written ? std::optional(content) : std::nullopt));
      put(content.size());
      in_.back() = {.kind = null ? Kind::null : Kind::room, .number = content.size()};
      if (!now) return;
      if (written) out_.back() = shown(argument.secrecy, Kind::bytes, content);
      else out_.back() = null ? this->null(argument.secrecy, content.size()) : Tree{.kind = Kind::not_written};
      return;
    }
    case template_in:
      return make_template_in(argument);
    case template_out:
      return make_template_out(argument);
    case mechanism:
      return make_mechanism();
    case parameter_in:
    case parameter_inout: {
      // Of an operation that nobody saw begin.
      const std::string content = random(48);
      put(is(Outcome::nulls) ? nullptr : given(content));
      put(48);
      if (is(Outcome::nulls)) in_.back() = {.kind = Kind::null, .number = 48};
      else if (shows(pkcs11::Secrecy::sensitive)) in_.back() = shown(pkcs11::Secrecy::open, Kind::bytes, content);
      else in_.back() = {.kind = Kind::not_shown, .number = 48};
      return;
    }
    case initialize_args:
      return make_structure_in(pkcs11::structure_of<CK_C_INITIALIZE_ARGS>());
    case version_in:
      in_.back() = is(Outcome::nulls) ? Tree{.kind = Kind::null} : Tree{.kind = Kind::version, .number = 0x302};
      return put(is(Outcome::nulls) ? nullptr : given("\x03\x02"));
    case structure_out:
    case session_out:
    case slot_out:
    case object_out:
    case number_out:
    case flags_out:
    case list_out:
    case interface_out:
      return make_pointer_out(argument);
    default:
      return make_word(argument);
  }
}

}  // namespace p11trace::record
