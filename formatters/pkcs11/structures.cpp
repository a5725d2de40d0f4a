// The list of all described structures, and a check that their rows leave nothing out.
#include "formatters/pkcs11/structures.h"

namespace p11trace::pkcs11 {

namespace {

constexpr const Structure* all[] = {
    &structure_of<CK_VERSION>(),        &structure_of<CK_DATE>(),
    &structure_of<CK_INFO>(),           &structure_of<CK_SLOT_INFO>(),
    &structure_of<CK_TOKEN_INFO>(),     &structure_of<CK_SESSION_INFO>(),
    &structure_of<CK_MECHANISM_INFO>(), &structure_of<CK_C_INITIALIZE_ARGS>(),
    &structure_of<CK_INTERFACE>(),      &structure_of<CK_ASYNC_DATA>(),
};

// Fields in order, without overlap, and no gap that natural alignment does not explain.
constexpr bool complete(const Structure& structure) {
  std::size_t end = 0;
  for (const Field& field : structure.fields) {
    if (field.offset < end || field.offset - end >= alignof(CK_ULONG)) return false;
    end = std::size_t{field.offset} + field.size;
  }
  return end <= structure.size && structure.size - end < alignof(CK_ULONG);
}

constexpr bool all_complete() {
  for (const Structure* structure : all)
    if (!complete(*structure)) return false;
  return true;
}
static_assert(all_complete());

}  // namespace

std::span<const Structure* const> structures() noexcept { return all; }

}  // namespace p11trace::pkcs11
