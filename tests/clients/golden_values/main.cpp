// golden_values_client TOKEN [bytes=N] [items=N] [show=data|show=secrets] [entry] [json]: passes every structure that
// a mechanism takes, and every attribute. Prints the process id, what the log must say of each call, and the names of
// what it has passed.
#include <unistd.h>

#include <cstdio>

#include "tests/clients/golden_values/attribute_groups.h"
#include "tests/clients/golden_values/golden_values.h"
#include "tests/clients/newest_list.h"

namespace p11trace::clients {

namespace {

CK_SESSION_HANDLE open_user_session(const CK_FUNCTION_LIST_3_2& list) {
  auto& session = guarded_value<CK_SESSION_HANDLE>();
  CALL(C_OpenSession, (1, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session), CKR_OK, "slotID", 1,
       "flags", flag_names({NAMED_FLAG(CKF_RW_SESSION), NAMED_FLAG(CKF_SERIAL_SESSION)}), "pApplication", null(),
       "Notify", null(), "phSession", made(decimal(session)));
  CALL(C_Login, (session, CKU_USER, guarded_text("1234"), 4), CKR_OK, "hSession", session, "userType", NAMED(CKU_USER),
       "pPin", pin("1234"));
  return session;
}

void pass_parameters(const Token& token) {
  pass_rsa(token);
  pass_diffie_hellman(token);
  pass_double_ratchet(token);
  pass_gost(token);
  pass_signature_contexts(token);
  pass_stream_ciphers(token);
  pass_authenticated_ciphers(token);
  pass_messages(token);
  pass_encrypted_data(token);
  pass_older_ciphers(token);
  pass_skipjack(token);
  pass_tls(token);
  pass_wtls(token);
  pass_passwords(token);
  pass_key_derivations(token);
  pass_sp800_108(token);
  pass_one_time_passwords(token);
  pass_cms_and_kip(token);
  pass_simple_parameters(token);
  pass_wrong_parameters(token);
}

void pass_attributes(const Token& token) {
  pass_key_attributes(token);
  pass_certificate_attributes(token);
  pass_feature_attributes(token);
  pass_newer_attributes(token);
  pass_nested_templates(token);
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
  const TokenModule module(argv[1]);
  let_token_write(module);
  const CK_FUNCTION_LIST_3_2& list = newest_list(module);
  CALL(C_Initialize, (nullptr), CKR_OK, "pInitArgs", null());
  const Token token{module, list, open_user_session(list)};
  pass_parameters(token);
  pass_attributes(token);
  CALL(C_Finalize, (nullptr), CKR_OK, "pReserved", null());
  print_passed();
}
