// Templates of a fuzzed call: those that go in, and those that are asked for and answered.
#include <algorithm>
#include <cstring>

#include "formatters/record/record.h"
#include "tests/fuzz/fuzzed_call.h"

namespace p11trace::fuzz {

using pkcs11::Secrecy;

namespace {

Secrecy secrecy_of(CK_ATTRIBUTE_TYPE type) noexcept {
  const pkcs11::Attribute* const attribute = pkcs11::find_attribute(type);
  return attribute == nullptr ? Secrecy::secret : attribute->secrecy;
}

bool is_template(CK_ATTRIBUTE_TYPE type) noexcept {
  const pkcs11::Attribute* const attribute = pkcs11::find_attribute(type);
  return attribute != nullptr && attribute->value_type == pkcs11::ValueType::attribute_template;
}

// The size that all values of the type have; 0 if there is none.
std::size_t size_of(CK_ATTRIBUTE_TYPE type) noexcept {
  const pkcs11::Attribute* const attribute = pkcs11::find_attribute(type);
  return attribute == nullptr ? 0 : pkcs11::size_of(attribute->value_type);
}

void set_entry(std::byte* array, std::size_t index, CK_ATTRIBUTE_TYPE type, void* value, std::uint64_t length) {
  const CK_ATTRIBUTE entry{type, value, length};
  std::memcpy(array + index * sizeof entry, &entry, sizeof entry);
}

// Classes whose CKA_VALUE is open, sensitive and secret.
constexpr CK_OBJECT_CLASS classes[] = {CKO_CERTIFICATE, CKO_DATA, CKO_SECRET_KEY, CKO_PUBLIC_KEY, CKO_PRIVATE_KEY};

}  // namespace

CK_ATTRIBUTE_TYPE FuzzedCall::attribute_type() {
  switch (input_.below(8)) {
    case 0:
      return input_.one_of({CKA_CLASS, CKA_VALUE, CKA_WRAP_TEMPLATE, CKA_PARAMETER_SET, CKA_KEY_TYPE});
    case 1:
      return CKA_VALUE;
    case 2:
      return input_.one_of({CKA_WRAP_TEMPLATE, CKA_UNWRAP_TEMPLATE, CKA_DERIVE_TEMPLATE});
    case 3:
      return input_.number();
    default:
      return pkcs11::attributes_by_number()[input_.below(pkcs11::attributes_by_number().size())].type;
  }
}

// `depth` of the template that it stands in.
FuzzedCall::Span FuzzedCall::attribute_value(CK_ATTRIBUTE_TYPE type, Secrecy secrecy, unsigned depth) {
  if (is_template(type) && !input_.one_in(8)) {
    if (depth >= record::most_nested) return {closed(sizeof(CK_ATTRIBUTE)).data(), sizeof(CK_ATTRIBUTE)};
    Span nested = template_in(depth + 1);
    nested.length *= sizeof(CK_ATTRIBUTE);
    return nested;
  }
  if (is_template(type)) {  // no array of entries
    if (input_.one_in(2)) return {nullptr, input_.number()};
    return {closed(sizeof(CK_ATTRIBUTE) + 1).data(), sizeof(CK_ATTRIBUTE) + 1};
  }
  const std::size_t size = size_of(type);
  const Span value = some_bytes(secrecy, size == 0 || input_.one_in(8) ? input_.size() : size);
  if (type == CKA_CLASS && value.memory != nullptr && value.length == sizeof(CK_OBJECT_CLASS) && !input_.one_in(8))
    std::memcpy(value.at, &classes[input_.below(std::size(classes))], sizeof(CK_OBJECT_CLASS));
  return value;
}

FuzzedCall::Span FuzzedCall::template_in(unsigned depth) {
  if (input_.one_in(16)) return {nullptr, input_.number()};
  if (input_.one_in(16)) return {closed(8).data(), input_.one_of({record::absurd_count + 1, ~std::uint64_t{0}})};
  if (is_wild()) return {nowhere(), input_.below(1000) + 1};
  const std::size_t count = input_.one_in(16) ? input_.below(80) : input_.below(5);
  // The classes that it names are made first: they decide what is a secret in it. Without one CKA_VALUE is.
  std::vector<CK_ATTRIBUTE_TYPE> types(count);
  std::vector<Span> values(count);
  bool names_class = false;
  Secrecy of_value = Secrecy::open;
  for (std::size_t i = 0; i < count; i++) {
    types[i] = attribute_type();
    if (types[i] != CKA_CLASS) continue;
    values[i] = attribute_value(types[i], Secrecy::open, depth);
    if (values[i].memory == nullptr || values[i].length != sizeof(CK_OBJECT_CLASS)) continue;
    CK_OBJECT_CLASS named;
    std::memcpy(&named, values[i].at, sizeof named);
    names_class = true;
    of_value = std::max(of_value, pkcs11::value_secrecy(named));
  }
  if (!names_class) of_value = Secrecy::secret;
  const Memory& array = given(Secrecy::open, count * sizeof(CK_ATTRIBUTE));
  for (std::size_t i = 0; i < count; i++) {
    const Secrecy secrecy = secrecy_of(types[i]);
    if (types[i] != CKA_CLASS)
      values[i] = attribute_value(types[i], secrecy == Secrecy::by_class ? of_value : secrecy, depth);
    set_entry(array.data(), i, types[i], values[i].at, values[i].length);
  }
  return {array.data(), count, &array};
}

// Room for attributes. Inside a template what stands in the entries before the call means nothing.
FuzzedCall::Span FuzzedCall::template_out(std::vector<Asked>& asked, unsigned depth) {
  const std::size_t count = input_.one_in(16) ? input_.below(80) : input_.below(5);
  const Memory& array = closed(count * sizeof(CK_ATTRIBUTE));
  array.open(array.size());
  for (std::size_t i = 0; i < count; i++) {
    Asked& entry = asked.emplace_back();
    entry.type = attribute_type();
    if (depth == 0 && is_template(entry.type) && !input_.one_in(4)) {
      entry.is_nested = true;
      entry.value = template_out(entry.inner, depth + 1);
      entry.value.length *= sizeof(CK_ATTRIBUTE);
    } else if (input_.one_in(8)) {
      entry.value = {nullptr, input_.number()};
    } else if (is_wild()) {
      entry.value = {nowhere(), input_.number()};
    } else {
      const std::size_t size = size_of(entry.type);
      const Memory& room = closed(size == 0 || input_.one_in(8) ? input_.size() : size);
      // Of a template that has not the size of one the length must stay odd: else it would be followed.
      const bool is_odd = is_template(entry.type);
      entry.value = {room.data(), is_odd ? 25 : input_.one_in(16) ? absurd() : room.size(), &room};
    }
    set_entry(array.data(), i, entry.type, entry.value.at, entry.value.length);
  }
  return {array.data(), count, &array};
}

bool FuzzedCall::answers_templates() const noexcept {
  return is_ok() || result_ == CKR_ATTRIBUTE_SENSITIVE || result_ == CKR_ATTRIBUTE_TYPE_INVALID ||
         result_ == CKR_BUFFER_TOO_SMALL;
}

void FuzzedCall::make_template_out() {
  if (input_.one_in(16)) return put(Span{nullptr, input_.number()});
  if (input_.one_in(16)) return put(Span{closed(8).data(), record::absurd_count + 1});
  if (is_wild()) return put(Span{nowhere(), input_.below(1000) + 1});
  std::vector<Asked> asked;
  const Span array = template_out(asked, 0);
  put(array);
  on_answer([this, array, asked] {
    if (answers_templates()) answer_template(array, asked, 0);
    else array.memory->close();
  });
}

void FuzzedCall::answer_template(const Span& array, const std::vector<Asked>& asked, unsigned depth) {
  const bool names_class =
      std::any_of(asked.begin(), asked.end(), [](const Asked& each) { return each.type == CKA_CLASS; });
  // Where neither this call nor another can have told of the object's class.
  const bool is_value_hidden = depth != 0 || (!circumstances_.is_whole && !names_class);
  for (std::size_t i = 0; i < asked.size(); i++) {
    // The types inside a template are the token's to set.
    const CK_ATTRIBUTE_TYPE type = depth != 0 && input_.one_in(2) ? attribute_type() : asked[i].type;
    const std::uint64_t length =
        asked[i].is_nested ? answered_nested(asked[i]) : answered_value(asked[i], type, is_value_hidden);
    set_entry(array.at, i, type, asked[i].value.at, length);
  }
}

// The length that stands in the entry then.
std::uint64_t FuzzedCall::answered_value(const Asked& asked, CK_ATTRIBUTE_TYPE type, bool is_value_hidden) {
  const std::uint64_t room = asked.value.length;
  const Memory* const memory = asked.value.memory;
  switch (input_.below(8)) {
    case 1:
      return CK_UNAVAILABLE_INFORMATION;
    case 2:
      return room == ~std::uint64_t{0} ? room : room + 1 + input_.below(64) % (~room);
    default:
      break;
  }
  if (memory == nullptr) return input_.number();
  const std::size_t most = std::min<std::uint64_t>(room, memory->size());
  const std::size_t written = input_.one_in(4) ? input_.below(most + 1) : most;
  Secrecy secrecy = secrecy_of(type);
  // What is not certainly hidden may be: classes that earlier calls told are not followed here.
  if (secrecy == Secrecy::by_class) secrecy = is_value_hidden ? Secrecy::secret : Secrecy::open;
  fill(*memory, secrecy);
  if (type == CKA_CLASS && memory->size() == sizeof(CK_OBJECT_CLASS) && !input_.one_in(8))
    std::memcpy(memory->data(), &classes[input_.below(std::size(classes))], sizeof(CK_OBJECT_CLASS));
  // With an error a full buffer may be one that the module never came to.
  const bool may_be_stale = !is_ok() && written == room && written != size_of(type);
  const bool is_open = is_readable(secrecy) && !may_be_stale && !is_template(type);
  memory->open(is_open ? written : 0);
  return written;
}

std::uint64_t FuzzedCall::answered_nested(const Asked& asked) {
  const std::uint64_t room = asked.value.length;
  const Memory& array = *asked.value.memory;
  array.close();
  switch (input_.below(8)) {
    case 1:
      return CK_UNAVAILABLE_INFORMATION;
    case 2:
      return room + (1 + input_.below(63)) * sizeof(CK_ATTRIBUTE);
    default:
      break;
  }
  const std::size_t written = input_.one_in(4) ? input_.below(asked.inner.size() + 1) : asked.inner.size();
  const std::uint64_t length = written * sizeof(CK_ATTRIBUTE);
  array.open(array.size());
  answer_template(asked.value, {asked.inner.begin(), asked.inner.begin() + static_cast<std::ptrdiff_t>(written)}, 1);
  array.open(is_ok() || length != room ? length : 0);
  return length;
}

}  // namespace p11trace::fuzz
