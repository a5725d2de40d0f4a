// C_SeedRandom, C_GenerateRandom: the same bytes after every C_Initialize.
#include <algorithm>

#include "tests/fake_token/mixing.h"
#include "tests/fake_token/own.h"
#include "tests/fake_token/token.h"
#include "tests/fake_token/two_call.h"

namespace fake_token::own {

CK_RV C_SeedRandom(CK_SESSION_HANDLE hSession, CK_BYTE_PTR pSeed, CK_ULONG ulSeedLen) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    const In seed{pSeed, ulSeedLen};
    if (pSeed == nullptr || !seed.is_good()) return CKR_ARGUMENTS_BAD;
    for (const CK_BYTE byte : seed.bytes()) token.random = token.random * 31 + byte;
    return CKR_OK;
  });
}

CK_RV C_GenerateRandom(CK_SESSION_HANDLE hSession, CK_BYTE_PTR RandomData, CK_ULONG ulRandomLen) {
  return with_session(hSession, [&](Token& token, Session&) -> CK_RV {
    if (RandomData == nullptr || ulRandomLen > longest_input) return CKR_ARGUMENTS_BAD;
    const Bytes bytes = random_bytes(token.random, ulRandomLen);
    std::copy(bytes.begin(), bytes.end(), RandomData);
    return CKR_OK;
  });
}

}  // namespace fake_token::own
