// Templates of a made-up call: entries of every kind, and templates within them.
#include "tests/formatters/record/made_call.h"

namespace p11trace::record {

using call::Kind;
using pkcs11::Family;
using pkcs11::Secrecy;

struct MadeCall::Entry {
  CK_ATTRIBUTE_TYPE type;
  std::string_view name;
  Secrecy secrecy;
  std::string content;
  Tree tree;                    // of the content, where it is shown; else only its kind counts
  bool null = false;            // pValue is NULL: in C_GetAttributeValue a size query
  std::vector<Entry> nested{};  // the content, if there are any
};

std::vector<MadeCall::Entry> MadeCall::some_entries() {
  const auto bytes = [](Kind kind) { return Tree{.kind = kind}; };
  const auto word = [](Kind kind, std::uint64_t number, Family family) {
    return Tree{.kind = kind, .number = number, .family = family};
  };
  Tree mechanisms{.kind = Kind::list, .number = 2};
  for (const std::uint64_t mechanism : {CKM_RSA_PKCS, CKM_AES_GCM})
    mechanisms.children.push_back({.kind = Kind::constant, .number = mechanism, .family = Family::CKM});
  std::vector<Entry> entries = {
      {CKA_CLASS, "CKA_CLASS", Secrecy::open, bytes_of(CKO_SECRET_KEY),
       word(Kind::constant, CKO_SECRET_KEY, Family::CKO)},
      {CKA_LABEL, "CKA_LABEL", Secrecy::open, letters(19), bytes(Kind::text)},
      {CKA_VALUE, "CKA_VALUE", Secrecy::secret, random(32), bytes(Kind::bytes)},
      {CKA_TOKEN, "CKA_TOKEN", Secrecy::open, "\x01", word(Kind::boolean, 1, Family::none)},
      {CKA_OTP_USER_IDENTIFIER, "CKA_OTP_USER_IDENTIFIER", Secrecy::sensitive, letters(21), bytes(Kind::text)},
      {0x80001234, "", Secrecy::secret, random(16), bytes(Kind::bytes)},
      {CKA_VALUE_LEN, "CKA_VALUE_LEN", Secrecy::open, bytes_of(32UL), word(Kind::number, 32, Family::none)},
      {CKA_ID, "CKA_ID", Secrecy::open, random(70), bytes(Kind::bytes)},
      {CKA_ALLOWED_MECHANISMS, "CKA_ALLOWED_MECHANISMS", Secrecy::open, bytes_of(CKM_RSA_PKCS) + bytes_of(CKM_AES_GCM),
       mechanisms},
      {CKA_START_DATE, "CKA_START_DATE", Secrecy::open, "", bytes(Kind::null), true},
  };
  std::vector<Entry> inner = {
      {CKA_ENCRYPT, "CKA_ENCRYPT", Secrecy::open, std::string(1, '\0'), word(Kind::boolean, 0, Family::none)},
      {CKA_PRIME_1, "CKA_PRIME_1", Secrecy::secret, random(24), bytes(Kind::bytes)},
      {CKA_LABEL, "CKA_LABEL", Secrecy::open, letters(23), bytes(Kind::text)},
  };
  entries.push_back({CKA_WRAP_TEMPLATE, "CKA_WRAP_TEMPLATE", Secrecy::open, "", {}, false, std::move(inner)});
  return entries;
}

namespace {

// The value of an entry, if it is not `shown` as bytes.
Tree as(Tree tree, const Tree& shown) {
  const bool as_bytes = tree.kind == Kind::bytes || tree.kind == Kind::text || shown.kind != Kind::bytes;
  return as_bytes ? shown : tree;
}

}  // namespace

std::string MadeCall::entries_in(const std::vector<Entry>& entries, Tree& tree) {
  tree = {.kind = Kind::list, .number = entries.size()};
  std::string content;
  for (const Entry& entry : entries) {
    CK_ATTRIBUTE attribute{entry.type, nullptr, 0};
    Tree value;
    if (!entry.nested.empty()) {
      const std::string inner = entries_in(entry.nested, value);
      attribute.pValue = given(inner);
      attribute.ulValueLen = inner.size();
    } else if (entry.null) {
      value = {.kind = Kind::null};
    } else {
      note(entry.secrecy, entry.content, entry.name);
      attribute.pValue = given(entry.content, shows(entry.secrecy) || entry.secrecy == Secrecy::sensitive);
      attribute.ulValueLen = entry.content.size();
      const Kind kind = entry.tree.kind == Kind::text ? Kind::text : Kind::bytes;
      value = as(entry.tree, shown(entry.secrecy, kind, entry.content));
    }
    tree.children.push_back(std::move(value).named(entry.name, entry.type));
    content += bytes_of(attribute);
  }
  return content;
}

void MadeCall::make_template_in(const pkcs11::Argument&) {
  if (is(Outcome::nulls)) {
    put(nullptr);
    put(3);
    in_.back() = {.kind = Kind::null, .number = 3};
    return;
  }
  Tree tree;
  const std::string content = entries_in(some_entries(), tree);
  put(given(content));
  put(content.size() / sizeof(CK_ATTRIBUTE));
  in_.back() = std::move(tree);
}

// Asks for the entries, and answers them; in a template inside another the types are not set yet, so that each may be
// a secret.
MadeCall::Asked MadeCall::entries_out(const std::vector<Entry>& entries, bool inner) {
  Asked asked{{.kind = Kind::list, .number = entries.size()}, {.kind = Kind::list, .number = entries.size()}, {}, {}};
  const bool answered = !is(Outcome::error);
  for (const Entry& entry : entries) {
    const bool query = entry.null || is(Outcome::size_query);
    std::uint64_t size = entry.nested.empty() ? entry.content.size() : entry.nested.size() * sizeof(CK_ATTRIBUTE);
    CK_ATTRIBUTE before{inner ? ~CK_ATTRIBUTE_TYPE{} : entry.type, nullptr, 0};
    CK_ATTRIBUTE after{entry.type, nullptr, size};
    Tree want{.kind = Kind::wanted};
    Tree answer{.kind = Kind::wanted, .number = size};
    if (hides(entry.secrecy)) answer = {.kind = Kind::secret};
    if (!query) {
      if (entry.nested.empty()) {
        before.ulValueLen = size + 3;
        const bool readable = shows(entry.secrecy) || entry.secrecy == Secrecy::sensitive;
        before.pValue = taken(written() ? std::optional(entry.content) : std::nullopt, readable);
        want = {.kind = Kind::room, .number = before.ulValueLen};
        if (hides(inner ? Secrecy::secret : entry.secrecy)) want = {.kind = Kind::secret};
        if (written()) note(entry.secrecy, entry.content, entry.name);
        const Kind kind = entry.tree.kind == Kind::text ? Kind::text : Kind::bytes;
        answer = as(entry.tree, shown(entry.secrecy, kind, entry.content));
      } else {
        Asked nested = entries_out(entry.nested, true);
        before.ulValueLen = size;
        before.pValue = changed(nested.before, written() ? std::optional(nested.after) : std::nullopt);
        want = std::move(nested.in);
        answer = std::move(nested.out);
      }
      after.pValue = before.pValue;
      if (is(Outcome::too_small)) {
        after.ulValueLen = CK_UNAVAILABLE_INFORMATION;
        answer = {.kind = Kind::unavailable};
      }
    }
    asked.before += bytes_of(before);
    if (answered) asked.after += bytes_of(after);
    asked.in.children.push_back(std::move(want).named(inner ? "" : entry.name, before.type));
    asked.out.children.push_back(std::move(answer).named(entry.name, entry.type));
  }
  return asked;
}

void MadeCall::make_template_out(const pkcs11::Argument&) {
  if (is(Outcome::nulls)) {
    put(nullptr);
    put(3);
    in_.back() = {.kind = Kind::null, .number = 3};
    out_.back() = {.kind = Kind::not_written};
    return;
  }
  Asked asked = entries_out(some_entries(), false);
  put(changed(asked.before, is(Outcome::error) ? std::nullopt : std::optional(asked.after)));
  put(asked.in.number);
  in_.back() = std::move(asked.in);
  out_.back() = is(Outcome::error) ? Tree{.kind = Kind::not_written} : std::move(asked.out);
}

}  // namespace p11trace::record
