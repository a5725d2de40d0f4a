// C_SeedRandom, C_GenerateRandom.
#include "tests/clients/golden/golden.h"

namespace p11trace::clients {

void call_random(const Functions_2_40& list) {
  const CK_SESSION_HANDLE session = open_session(list);
  CALL(C_SeedRandom, (session, some_data(20), 20), CKR_OK, "hSession", session, "pSeed", secret(some_data(20), 20));
  CALL(C_SeedRandom, (session, nullptr, 0), CKR_ARGUMENTS_BAD, "hSession", session, "pSeed", null());
  CALL(C_SeedRandom, (session, nullptr, 20), CKR_ARGUMENTS_BAD, "hSession", session, "pSeed", secret_null(20));

  CK_BYTE* random = guarded_room(24);
  CALL(C_GenerateRandom, (session, random, 24), CKR_OK, "hSession", session, "RandomData",
       out(room(24), sensitive(random, 24)));
  CALL(C_GenerateRandom, (session, guarded_room(0), 0), CKR_OK, "hSession", session, "RandomData",
       out(room(0), sensitive("", 0)));
  CALL(C_GenerateRandom, (nobody, random, 24), CKR_SESSION_HANDLE_INVALID, "hSession", nobody, "RandomData", room(24));
  CALL(C_GenerateRandom, (session, nullptr, 24), CKR_ARGUMENTS_BAD, "hSession", session, "RandomData",
       unwritten(null(24)));
  CALL(C_GenerateRandom, (session, random, absurd), CKR_ARGUMENTS_BAD, "hSession", session, "RandomData", room(absurd));
  close_session(list, session);
}

}  // namespace p11trace::clients
