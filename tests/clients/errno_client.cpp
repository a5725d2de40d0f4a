// What the module finds in errno and what its caller finds there afterwards, for each function.
#include <cerrno>

#include "tests/clients/every_function.h"
#include "tests/clients/scenario.h"

namespace p11trace::clients {
namespace {

int found_by_module = 0;
int left_by_module = 0;

template <class Function>
struct Instead;
template <class... Types>
struct Instead<CK_RV(Types...)> {
  static CK_RV call(Types...) {
    found_by_module = errno;
    errno = left_by_module;
    return CKR_DEVICE_ERROR;
  }
};

// Arguments that take some reading, and a result that is shown.
CK_RV digest_instead(CK_SESSION_HANDLE, CK_BYTE*, CK_ULONG, CK_BYTE*, CK_ULONG* length) {
  found_by_module = errno;
  errno = left_by_module;
  *length = 30;
  return CKR_OK;
}

void call_all(const Words& words) {
  const TokenModule token(words[0].c_str());
  const void* list = token.newest_list();
  for_each_function([&]<std::size_t I>() {
    TOKEN(token, fake_token_call_instead)
    (function_names[I], reinterpret_cast<void*>(&Instead<Prototype<I>>::call));
    for (int turn = 0; turn < 3; ++turn) {
      const int before = 1000 + static_cast<int>(I) + turn;
      left_by_module = 3000 + static_cast<int>(I) + turn;
      found_by_module = 0;
      errno = before;
      const CK_RV answer = call_with_nothing<I>(entry_of(list, I));
      const int after = errno;
      REQUIRE(answer == CKR_DEVICE_ERROR);
      REQUIRE(found_by_module == before);
      REQUIRE(after == left_by_module);
    }
  });

  TOKEN(token, fake_token_call_instead)("C_Digest", reinterpret_cast<void*>(digest_instead));
  std::vector<CK_BYTE> data(200000, 'x');
  CK_BYTE digest[32] = {};
  CK_ULONG length = sizeof digest;
  errno = 11;
  left_by_module = 0;
  const CK_RV answer =
      static_cast<const CK_FUNCTION_LIST_3_2*>(list)->C_Digest(1, data.data(), data.size(), digest, &length);
  const int after = errno;
  REQUIRE(answer == CKR_OK && found_by_module == 11 && after == 0);

  // Finding a module leaves errno alone as well.
  errno = 12;
  token.find("C_GetFunctionList");
  REQUIRE(errno == 12);
}

// lasting TOKEN TIMES: one call, again and again, each time with the same errno.
void call_again_and_again(const Words& words) {
  const TokenModule token(words[0].c_str());
  const CK_FUNCTION_LIST& list = *token.list();
  const unsigned long times = std::stoul(words[1]);
  CK_SLOT_INFO info{};
  for (unsigned long i = 0; i < times; ++i) {
    errno = 13;
    REQUIRE(list.C_GetSlotInfo(i, &info) == CKR_CRYPTOKI_NOT_INITIALIZED);
    REQUIRE(errno == 13);
  }
}

}  // namespace
}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  constexpr Scenario scenarios[] = {{"every_function", call_all}, {"lasting", call_again_and_again}};
  return run_scenario(scenarios, argc, argv);
}
