// golden_client TOKEN [bytes=N] [items=N] [show=data|show=secrets] [entry] [json]: calls every function of PKCS#11
// 3.2, and those of 2.40 through the older list as well. Prints the process id, and then what the log must say of each
// call.
#include <unistd.h>

#include <cstdio>

#include "tests/clients/golden/golden.h"
#include "tests/clients/newest_list.h"

namespace p11trace::clients {

namespace {

void call_everything_of_2_40(const TokenModule& token, const Functions_2_40& list) {
  TOKEN(token, fake_token_reset)();
  call_before_and_at_initialization(token, list);
  call_slots(list);
  call_sessions(list);
  call_pins(list);
  call_objects(list);
  call_templates(list);
  call_attributes(list);
  call_searches(list);
  call_ciphers(list);
  call_digests(token, list);
  call_signatures(list);
  call_verifications(list);
  call_dual_operations(list);
  call_keys(list);
  call_key_transport(list);
  call_random(list);
  call_old_and_waiting(token, list);
  call_token_initialization(list);
  call_finalization(list);
}

void call_everything_newer(const TokenModule& token, const Functions_3_2& list) {
  TOKEN(token, fake_token_reset)();
  call_interfaces(list);
  CALL(C_Initialize, (nullptr), CKR_OK, "pInitArgs", null());
  call_newer_session_functions(token, list);
  call_message_encryption(list);
  call_message_decryption(list);
  call_message_signatures(list);
  call_message_verifications(list);
  call_encapsulation(list);
  call_authenticated_wrapping(list);
  call_signature_verifications(list);
  call_asynchronous_functions(list);
  CALL(C_Finalize, (nullptr), CKR_OK, "pReserved", null());
}

const Functions_2_40& list_of_2_40(const TokenModule& token) {
  const struct { CK_C_GetFunctionList C_GetFunctionList; } list = {TOKEN(token, C_GetFunctionList)};
  CK_FUNCTION_LIST*& answer = guarded_value<CK_FUNCTION_LIST*>();
  CALL(C_GetFunctionList, (&answer), CKR_OK, "ppFunctionList", made(address(answer)));
  return *answer;
}

}  // namespace

}  // namespace p11trace::clients

int main(int argc, char** argv) {
  using namespace p11trace::clients;
  end_after_seconds(100);
  for (int i = 2; i < argc; ++i)
    if (!understand_setting(argv[i])) return 2;
  if (argc < 2) return 2;
  std::printf("process %d\n", getpid());
  const TokenModule token(argv[1]);
  call_everything_of_2_40(token, list_of_2_40(token));
  const Functions_3_2& list = newest_list(token);
  call_everything_of_2_40(token, beginning_of(list));
  call_everything_newer(token, list);
}
